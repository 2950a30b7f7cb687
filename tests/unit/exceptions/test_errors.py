"""The tree of errors: what each holds, and its one readable line."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from conductor.client import exceptions
from conductor.client.exceptions import (
    ApiException,
    AuthorizationException,
    ConductorError,
    InvalidDefinition,
    NotFound,
    NotSupportedByServer,
    RateLimited,
    WorkflowFailed,
)
from conductor.client.exceptions.api_error import APIError, APIErrorCode
from conductor.client.exceptions.api_exception_handler import api_exception_handler, for_all_methods

REFUSED = json.dumps(
    {
        "status": 400,
        "message": "Validation failed, check below errors for detail.",
        "validationErrors": [{"path": "startWorkflow.arg0.name", "message": "must not be null"}],
    }
)


def answer(status: int, body: str, reason: str = "") -> SimpleNamespace:
    return SimpleNamespace(status=status, reason=reason, data=body, getheaders=lambda: {"A": "b"})


def test_every_name_of_the_door_is_a_conductor_error() -> None:
    for name in exceptions.__all__:
        assert issubclass(getattr(exceptions, name), ConductorError)


def test_it_holds_what_the_answer_says() -> None:
    error = ApiException(http_resp=answer(404, '{"message": "nope"}', "Not Found"))
    assert (error.status, error.code, error.reason) == (404, 404, "Not Found")
    assert (error.body, error.message, error.headers) == ('{"message": "nope"}', "nope", {"A": "b"})
    assert error.is_not_found()
    assert not error.transient
    assert error.validation_errors == []


def test_it_reads_the_older_line_s_response() -> None:
    old = SimpleNamespace(
        status=500, reason="x", resp=SimpleNamespace(text='{"message": "m"}'), getheaders=dict
    )
    assert ApiException(http_resp=old).message == "m"


def test_without_an_answer_its_arguments_count() -> None:
    error = ApiException(404, "x", body="hi")
    assert (error.status, error.reason, error.body, error.message) == (404, "x", "hi", "hi")
    assert (ApiException().status, ApiException().message) == (None, None)


def test_str_is_one_line_with_status_message_and_url() -> None:
    error = ApiException(
        404,
        "Not Found",
        body='{"message": "no such\\nworkflow"}',
        method="GET",
        url="http://h/api/workflow/x",
    )
    assert str(error) == "(404) Not Found: no such workflow (GET http://h/api/workflow/x)"


def test_str_lifts_validation_errors_out() -> None:
    error = ApiException(http_resp=answer(400, REFUSED))
    assert error.validation_errors == [{"path": "startWorkflow.arg0.name", "message": "must not be null"}]
    assert "[startWorkflow.arg0.name: must not be null]" in str(error)


@pytest.mark.parametrize("body", ["[1]", "<html>", "", None, '{"validationErrors": ["odd"]}'])
def test_any_body_has_a_line(body: str | None) -> None:
    assert str(ApiException(500, "x", body=body)).startswith("(500) x")


def test_a_long_page_is_cut() -> None:
    assert len(str(ApiException(502, "Bad Gateway", body="<html>" + "x" * 5000))) < 300


def test_authorization_errors_know_their_code() -> None:
    error = AuthorizationException(http_resp=answer(401, '{"error": "EXPIRED_TOKEN", "message": "old"}'))
    assert (error.error_code, error.status_code) == ("EXPIRED_TOKEN", 401)
    assert error.token_expired
    assert not error.invalid_token
    assert str(error).startswith("authorization error: EXPIRED_TOKEN")
    assert AuthorizationException(403, "f").error_code == ""


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": "soon"}, None),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 -0000"}, 0.0),
        (None, None),
    ],
)
def test_rate_limited_knows_when_to_come_back(headers: dict[str, str] | None, seconds: float | None) -> None:
    assert RateLimited(429, "x", headers=headers).retry_after == seconds


def test_a_date_to_come_back_at() -> None:
    later = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=60))
    wait = RateLimited(429, "x", headers={"Retry-After": later}).retry_after
    assert wait is not None
    assert 55 < wait <= 60


def test_an_unsupported_endpoint_is_caught_as_not_found() -> None:
    with pytest.raises(NotFound):
        raise NotSupportedByServer(404, "x")


@pytest.mark.parametrize(
    "error",
    [
        ApiException(404, "x", body='{"message": "m"}', method="GET", url="u", hint="h"),
        AuthorizationException(401, "x", body='{"error": "INVALID_TOKEN"}'),
        WorkflowFailed("w", status="FAILED", reason="r"),
        InvalidDefinition("bad", ["one", "two"]),
    ],
)
def test_errors_cross_processes(error: ConductorError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.__dict__ == error.__dict__


def test_a_failed_workflow_names_task_and_reason() -> None:
    error = WorkflowFailed(
        "w1", "greet_ref", "t1", "boom\nTraceback", "FAILED", "http://ui/execution/w1", "greetings"
    )
    assert str(error) == (
        "workflow greetings w1 ended FAILED at task greet_ref (t1): boom Traceback - see http://ui/execution/w1"
    )
    assert str(WorkflowFailed("w1")) == "workflow w1 ended badly"


def test_an_invalid_definition_lists_its_problems() -> None:
    error = InvalidDefinition("greetings cannot be registered", ["no tasks", "no name"])
    assert str(error) == "greetings cannot be registered; no tasks; no name"
    assert isinstance(error, ValueError)


def test_api_error_has_code_and_message() -> None:
    error = APIError(APIErrorCode.NOT_FOUND, "nope")
    assert str(error) == "APIError: code=APIErrorCode.NOT_FOUND message=nope"
    assert APIError(http_resp=answer(409, "{}", "dup")).code == 409


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (ApiException(http_resp=answer(404, '{"message": "nope"}')), APIErrorCode.NOT_FOUND, "nope"),
        (ApiException(404, "x"), APIErrorCode.NOT_FOUND, "Resource not found"),
        (ApiException(500, "x"), APIErrorCode.UNKNOWN, "Unknown error"),
    ],
)
def test_the_handler_translates(raised: ApiException, code: APIErrorCode, message: str) -> None:
    @api_exception_handler
    def call() -> None:
        raise raised

    with pytest.raises(APIError) as caught:
        call()
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.__cause__ is raised


def test_for_all_methods_spares_the_excluded() -> None:
    @for_all_methods(api_exception_handler, ["spared"])
    class Client:
        def spared(self) -> None:
            raise ApiException(404)

        def wrapped(self) -> None:
            raise ApiException(404)

    with pytest.raises(ApiException):
        Client().spared()
    with pytest.raises(APIError):
        Client().wrapped()
