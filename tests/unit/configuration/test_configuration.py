"""Where the settings come from, and what they become."""

from __future__ import annotations

import copy
import logging
import os
import pickle

import pytest
import requests

from conductor.client.configuration.configuration import TRACE_LEVEL, Configuration, trace
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("CONDUCTOR_"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("arguments", "environment", "host"),
    [
        ({}, None, "http://localhost:8080/api"),
        ({}, "", "http://localhost:8080/api"),
        ({}, " http://env:9/api/ ", "http://env:9/api"),
        ({"base_url": "http://x:1/"}, "http://env:9/api", "http://x:1/api"),
        ({"server_api_url": "http://x:2/api/"}, None, "http://x:2/api"),
        ({"server_api_url": "http://x:2/other", "base_url": "http://y"}, None, "http://x:2/other"),
        ({"server_api_url": ""}, None, "http://localhost:8080/api"),
    ],
)
def test_host(
    monkeypatch: pytest.MonkeyPatch, arguments: dict[str, str], environment: str | None, host: str
) -> None:
    if environment is not None:
        monkeypatch.setenv("CONDUCTOR_SERVER_URL", environment)
    assert Configuration(**arguments).host == host  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "environment", "ui"),
    [
        ("http://x:8080/api", None, "http://x:8080"),
        ("http://x:8080/apifoo", None, "http://x:8080/apifoo"),
        ("https://play.orkes.io/api/", None, "https://play.orkes.io"),
        ("http://x:8080/api", "http://ui/", "http://ui"),
        ("http://x:8080/api", "", "http://x:8080"),
        ("http://user:pw@x:8080/api", None, "http://x:8080"),
    ],
)
def test_ui_host(monkeypatch: pytest.MonkeyPatch, host: str, environment: str | None, ui: str) -> None:
    if environment is not None:
        monkeypatch.setenv("CONDUCTOR_UI_SERVER_URL", environment)
    assert Configuration(server_api_url=host).ui_host == ui


def test_positional_order_is_upstream_s() -> None:
    keys = AuthenticationSettings("k", "s")
    configuration = Configuration("http://b", True, keys, "http://s/api", 1, False, "ERROR")
    assert configuration.host == "http://s/api"
    assert configuration.debug
    assert configuration.authentication_settings is keys
    assert configuration.auth_token_ttl_msec == 60_000
    assert configuration.register_schema is False
    assert configuration.log_level == logging.ERROR


def test_keys_need_both_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONDUCTOR_AUTH_KEY", "k")
    assert Configuration().authentication_settings is None
    monkeypatch.setenv("CONDUCTOR_AUTH_SECRET", "s")
    found = Configuration().authentication_settings
    assert found is not None
    assert (found.key_id, found.key_secret) == ("k", "s")
    own = AuthenticationSettings("own", "o")
    assert Configuration(authentication_settings=own).authentication_settings is own


def test_the_secret_does_not_show() -> None:
    assert "hush" not in repr(AuthenticationSettings("k", "hush"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("yes", True), ("TRUE", True), ("on", True), ("no", False), ("", None)],
)
def test_register_schema(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool | None) -> None:
    monkeypatch.setenv("CONDUCTOR_REGISTER_SCHEMAS", value)
    assert Configuration().register_schema is expected
    assert Configuration(register_schema=False).register_schema is False


@pytest.mark.parametrize(
    ("argument", "environment", "debug", "level"),
    [
        (None, None, False, logging.INFO),
        (None, None, True, logging.DEBUG),
        (None, "warn", True, logging.WARNING),
        (None, "30", False, 30),
        (None, "trace", False, TRACE_LEVEL),
        (None, "nonsense", False, logging.INFO),
        ("ERROR", "warn", True, logging.ERROR),
        (15, "warn", False, 15),
        ("nonsense", None, False, logging.INFO),
    ],
)
def test_log_level(
    monkeypatch: pytest.MonkeyPatch,
    argument: str | int | None,
    environment: str | None,
    debug: bool,
    level: int,
) -> None:
    if environment is not None:
        monkeypatch.setenv("CONDUCTOR_LOG_LEVEL", environment)
    assert Configuration(log_level=argument, debug=debug).log_level == level


def test_debug_sets_the_level() -> None:
    configuration = Configuration(log_level="ERROR")
    configuration.debug = True
    assert configuration.log_level == logging.DEBUG
    configuration.debug = False
    assert configuration.log_level == logging.INFO


def test_apply_logging_config(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr(logging, "basicConfig", lambda **options: given.update(options))
    configuration = Configuration()
    configuration.apply_logging_config()
    assert given == {"format": "%(asctime)s %(name)-12s %(levelname)-8s %(message)s", "level": logging.INFO}
    assert logging.getLogger("urllib3").level == logging.WARNING
    configuration.logger_format = "%(message)s"
    configuration.apply_logging_config(level="DEBUG")
    assert given == {"format": "%(message)s", "level": "DEBUG"}
    configuration.apply_logging_config("x")
    assert given["format"] == "x"


def test_logger_names_hold_the_process() -> None:
    assert Configuration.get_logging_formatted_name("a.b") == f"[{os.getpid()}] a.b"


def test_trace(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("test.trace")
    with caplog.at_level(TRACE_LEVEL):
        trace(logger, "fine %s", "grain")
    assert caplog.records[0].levelname == "TRACE"
    assert caplog.records[0].getMessage() == "fine grain"
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        trace(logger, "unheard")
    assert not caplog.records


def test_a_token_belongs_to_one_configuration() -> None:
    configuration = Configuration()
    configuration.update_token("T")
    assert configuration.AUTH_TOKEN == "T"
    assert configuration.token_update_time > 0
    assert Configuration.AUTH_TOKEN is None
    assert Configuration().AUTH_TOKEN is None


@pytest.mark.parametrize("duplicate", [copy.deepcopy, copy.copy, lambda c: pickle.loads(pickle.dumps(c))])
def test_it_travels_with_its_token(duplicate: object) -> None:
    configuration = Configuration(server_api_url="http://x/api", debug=True)
    configuration.update_token("T")
    configuration.verify_ssl = False
    twin = duplicate(configuration)  # type: ignore[operator]
    assert (twin.host, twin.AUTH_TOKEN, twin.verify_ssl) == ("http://x/api", "T", False)
    assert (twin.ui_host, twin.log_level) == ("http://x", logging.DEBUG)
    with twin.token_store.lock:
        assert twin.token_store.retry_at == 0


def test_a_session_travels_another_connection_stays(caplog: pytest.LogCaptureFixture) -> None:
    configuration = Configuration()
    configuration.http_connection = requests.Session()
    configuration.http_connection.headers["X"] = "y"
    assert pickle.loads(pickle.dumps(configuration)).http_connection.headers["X"] == "y"
    configuration.http_connection = object()
    assert pickle.loads(pickle.dumps(configuration)).http_connection is None
    assert "http_connection" in caplog.text
