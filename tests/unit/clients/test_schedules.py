"""The scheduler client: both dialects, errors by name, and schedules kept as declared."""

from __future__ import annotations

import json

import pytest
import responses

from conductor.client.ai import (
    InvalidCronExpression,
    Schedule,
    ScheduleInfo,
    ScheduleNameConflict,
    ScheduleNotFound,
)
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, ServerError
from conductor.client.orkes.orkes_scheduler_client import OrkesSchedulerClient

API = "http://conductor.test/api/scheduler"
NIGHTLY = Schedule("nightly", "0 0 0 * * *", input={"a": 1}, start_at=5, end_at=9, description="at night")


@pytest.fixture
def client() -> OrkesSchedulerClient:
    return OrkesSchedulerClient(Configuration(server_api_url="http://conductor.test/api"))


@responses.activate
@pytest.mark.parametrize("action", ["pause", "resume"])
def test_put_is_enough_for_servers_that_take_it(client: OrkesSchedulerClient, action: str) -> None:
    responses.put(f"{API}/schedules/s/{action}", status=200)
    getattr(client, f"{action}_schedule")("s")
    assert [call.request.method for call in responses.calls] == ["PUT"]


@responses.activate
@pytest.mark.parametrize("action", ["pause", "resume"])
def test_get_where_put_is_refused(client: OrkesSchedulerClient, action: str) -> None:
    responses.put(
        f"{API}/schedules/s/{action}", status=405, json={"message": "Request method 'PUT' is not supported"}
    )
    responses.get(f"{API}/schedules/s/{action}", status=200)
    getattr(client, f"{action}_schedule")("s")
    assert [call.request.method for call in responses.calls] == ["PUT", "GET"]


@responses.activate
def test_the_reason_goes_both_ways(client: OrkesSchedulerClient) -> None:
    responses.put(f"{API}/schedules/s/pause", status=405)
    responses.get(f"{API}/schedules/s/pause", status=200)
    client.pause_schedule("s", "too hot")
    assert [call.request.url for call in responses.calls] == [f"{API}/schedules/s/pause?reason=too+hot"] * 2


@responses.activate
def test_other_refusals_of_pause_are_errors(client: OrkesSchedulerClient) -> None:
    responses.put(f"{API}/schedules/s/pause", status=400, json={"message": "no"})
    with pytest.raises(ApiException, match="no"):
        client.pause_schedule("s")
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize(("method", "verb", "path"), [
    ("pause", "PUT", "/pause"), ("resume", "PUT", "/resume"), ("delete", "DELETE", "")
])  # fmt: skip
def test_a_schedule_that_is_not_there(
    client: OrkesSchedulerClient, method: str, verb: str, path: str
) -> None:
    responses.add(verb, f"{API}/schedules/s{path}", status=404, json={"message": "Schedule 's' not found"})
    with pytest.raises(ScheduleNotFound, match="there is no schedule 's'"):
        getattr(client, method)("s")


@responses.activate
def test_preview_of_a_bad_cron(client: OrkesSchedulerClient) -> None:
    """As the open-source server answers: 500."""
    responses.get(f"{API}/nextFewSchedules", status=500, json={"message": "Invalid cron expression"})
    with pytest.raises(InvalidCronExpression, match="'bad'"):
        client.preview_next("bad")


@responses.activate
def test_preview_of_a_good_cron(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/nextFewSchedules", json=[1, 2])
    assert client.preview_next("0 0 0 * * *", n=2, start_at=0) == [1, 2]
    assert responses.calls[0].request.params == {
        "cronExpression": "0 0 0 * * *", "limit": "2", "scheduleStartTime": "0"
    }  # fmt: skip


@responses.activate
def test_other_errors_of_a_preview_stay(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/nextFewSchedules", status=500, json={"message": "boom"})
    with pytest.raises(ServerError, match="boom"):
        client.preview_next("0 0 0 * * *")


@responses.activate
def test_reconcile_saves_the_desired_and_deletes_the_rest(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/schedules", json=[{"name": "wf-nightly"}, {"name": "wf-old"}])
    responses.post(f"{API}/schedules", status=200)
    responses.delete(f"{API}/schedules/wf-old", status=200)
    client.reconcile("wf", [NIGHTLY])
    asked, saved, deleted = responses.calls
    assert asked.request.params == {"workflowName": "wf"}
    assert json.loads(saved.request.body) == {
        "name": "wf-nightly",
        "cronExpression": "0 0 0 * * *",
        "runCatchupScheduleInstances": False,
        "paused": False,
        "startWorkflowRequest": {"name": "wf", "input": {"a": 1}, "idempotencyStrategy": "FAIL"},
        "scheduleStartTime": 5,
        "scheduleEndTime": 9,
        "zoneId": "UTC",
        "description": "at night",
    }
    assert deleted.request.method == "DELETE"


@responses.activate
def test_reconcile_with_none_does_nothing(client: OrkesSchedulerClient) -> None:
    client.reconcile("wf", None)
    assert len(responses.calls) == 0


@responses.activate
def test_reconcile_with_nothing_desired_deletes_all(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/schedules", json=[{"name": "wf-a"}])
    deleted = responses.delete(f"{API}/schedules/wf-a", status=200)
    client.reconcile("wf", [])
    assert deleted.call_count == 1


@responses.activate
def test_two_schedules_of_one_name(client: OrkesSchedulerClient) -> None:
    with pytest.raises(ScheduleNameConflict, match="'nightly' comes twice"):
        client.reconcile("wf", [NIGHTLY, NIGHTLY])
    assert len(responses.calls) == 0


@responses.activate
def test_a_refused_cron_names_itself(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/schedules", json=[])
    responses.post(f"{API}/schedules", status=400, json={"message": "cannot parse"})
    with pytest.raises(InvalidCronExpression, match="cannot parse"):
        client.reconcile("wf", [NIGHTLY])


@responses.activate
def test_run_now_starts_the_workflow(client: OrkesSchedulerClient) -> None:
    responses.post("http://conductor.test/api/workflow", body="id")
    info = ScheduleInfo("wf-n", "n", "wf", "c", "UTC", {"a": 1}, *[None] * 11)  # type: ignore[arg-type]
    assert client.run_now(info) == "id"


@responses.activate
def test_a_schedule_reads_like_json_and_like_a_model(client: OrkesSchedulerClient) -> None:
    """1.1 answers a dict here, 2.0 a model."""
    responses.get(f"{API}/schedules/s", json={"name": "s", "cronExpression": "0 0 0 * * *", "paused": True})
    schedule = client.get_schedule("s")
    assert schedule is not None
    assert (schedule["cronExpression"], schedule.get("paused"), schedule.get("zoneId")) == (
        "0 0 0 * * *",
        True,
        None,
    )
    assert schedule.cron_expression == "0 0 0 * * *"


@responses.activate
def test_an_empty_answer_is_no_schedule(client: OrkesSchedulerClient) -> None:
    responses.get(f"{API}/schedules/s", status=200)
    assert client.get_schedule("s") is None


@pytest.mark.parametrize(("fields", "message"), [
    ({"name": "", "cron": "c"}, "name is required"),
    ({"name": "n", "cron": ""}, "cron is required"),
    ({"name": "n", "cron": "c", "start_at": 5, "end_at": 5}, "start_at must be < end_at"),
])  # fmt: skip
def test_a_schedule_refuses_nonsense(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Schedule(**fields)  # type: ignore[arg-type]


@responses.activate
def test_other_errors_of_a_named_schedule_stay(client: OrkesSchedulerClient) -> None:
    responses.delete(f"{API}/schedules/s", status=500, json={"message": "boom"})
    with pytest.raises(ServerError, match="boom"):
        client.delete("s")
