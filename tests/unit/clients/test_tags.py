"""The rate limit of a workflow, which Orkes keeps as a tag."""

from __future__ import annotations

import json

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes.orkes_metadata_client import OrkesMetadataClient

TAGS = "http://conductor.test/api/metadata/workflow/wf/tags"
LIMIT = {"key": "wf", "type": "RATE_LIMIT", "value": 5}
OTHERS = [{"key": "other", "type": "RATE_LIMIT", "value": 1}, {"key": "wf", "type": "METADATA", "value": "x"}]


@pytest.fixture
def client() -> OrkesMetadataClient:
    return OrkesMetadataClient(Configuration(server_api_url="http://conductor.test/api"))


@responses.activate
def test_get(client: OrkesMetadataClient) -> None:
    responses.get(TAGS, json=[*OTHERS, LIMIT])
    assert client.getWorkflowRateLimit("wf") == 5


@responses.activate
@pytest.mark.parametrize("tags", [[], OTHERS])
def test_no_limit(client: OrkesMetadataClient, tags: list[dict[str, object]]) -> None:
    responses.get(TAGS, json=tags)
    assert client.getWorkflowRateLimit("wf") is None
    client.removeWorkflowRateLimit("wf")
    assert {call.request.method for call in responses.calls} == {"GET"}


@responses.activate
def test_set_replaces(client: OrkesMetadataClient) -> None:
    responses.get(TAGS, json=[LIMIT])
    responses.delete(TAGS, status=200)
    responses.post(TAGS, status=200)
    client.setWorkflowRateLimit(7, "wf")
    _, deleted, added = responses.calls
    assert (deleted.request.method, json.loads(deleted.request.body)) == ("DELETE", LIMIT)
    assert json.loads(added.request.body) == {**LIMIT, "value": 7}
