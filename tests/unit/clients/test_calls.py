"""Each client method calls the API class as the published one does: programs' tests patch and assert that."""

from __future__ import annotations

from unittest import mock

import pytest

from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models._codec import decode
from unit.clients import recorded

HAND_WRITTEN = {
    "OrkesMetadataClient.setWorkflowRateLimit": "several calls: test_tags.py",
    "OrkesSchedulerClient.reconcile": "several calls: test_schedules.py",
}
ANSWERS_NOTHING = {
    ("OrkesAuthorizationClient", "update_gateway_auth_config"),  # and neither does the API class
    ("OrkesAuthorizationClient", "delete_gateway_auth_config"),
}
DIFFERENT = {
    "OrkesSchedulerClient.search_schedule_executions-all_params": {"freeText": "free_text"},
}
"""Keyword arguments that upstream misspelt, so that the call failed."""


@pytest.fixture
def configuration() -> Configuration:
    return Configuration(server_api_url="http://conductor.test/api")


@pytest.mark.parametrize("case", recorded.cases(set(HAND_WRITTEN)), ids=lambda case: case.name)
def test_call(case: recorded.Case, configuration: Configuration) -> None:
    [call] = case.calls
    cls, _, method = call["api"].partition(".")
    answer = (
        ({"id": "i"}, 200, {})
        if method.endswith("_with_http_info")
        else decode(recorded.json_answer(case.method), recorded.returns(call["api"]))
    )
    with mock.patch.object(recorded.api_class(cls), method, return_value=answer) as patched:
        client = recorded.client_class(case.client)(configuration)
        result = getattr(client, case.method)(**case.given)
    renamed = DIFFERENT.get(case.name, {})
    args = [case.meaning(text) for text in call.get("args") or []]
    kwargs = {
        renamed.get(name, name): case.meaning(text) for name, text in (call.get("kwargs") or {}).items()
    }
    patched.assert_called_once()
    returns = recorded.CLIENTS[case.client]["methods"][case.method].get("returns")
    if returns == "API result as-is" and (case.client, case.method) not in ANSWERS_NOTHING:
        assert result == (answer[0] if isinstance(answer, tuple) else answer)
    elif returns == "None":
        assert result is None
    assert [encode(value) for value in patched.call_args.args] == [encode(value) for value in args]
    assert encode(patched.call_args.kwargs) == encode(kwargs)


def test_cases_left_out_are_few() -> None:
    """All recorded methods are here but those that make several calls."""
    methods = sum(len(spec["methods"]) for spec in recorded.CLIENTS.values())
    assert len({(c.client, c.method) for c in recorded.cases(set(HAND_WRITTEN))}) == methods - len(
        HAND_WRITTEN
    )
