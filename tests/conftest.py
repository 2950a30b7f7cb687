"""The servers that tests run on: ``--server embedded`` (default), ``real``, or the URL of one that runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

IN_ONE_PROCESS = ("tests/devserver/test_scenarios.py::test_scenario[", "tests/distribution/")
REAL_SERVER_SECONDS = 900  # a first download of the jar counts against the first test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--server", default=None, help="embedded, real, or a URL ending in /api")
    parser.addoption("--start-method", default=None, help="spawn, forkserver or fork, for tests/faults")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``server`` runs on the named one; ``on_both`` means both unless one is named."""
    if "server" not in metafunc.fixturenames:
        return
    named = metafunc.config.getoption("--server")
    if named:
        kinds = [named]
    elif metafunc.definition.get_closest_marker("on_both"):
        kinds = ["embedded", "real"]
    else:
        kinds = ["embedded"]
    metafunc.parametrize("server", [_kind(kind) for kind in kinds], indirect=True, scope="session")


def _kind(kind: str) -> Any:
    name = kind if kind in ("embedded", "real") else "url"
    return pytest.param(kind, id=name, marks=[pytest.mark.real_server] if kind == "real" else [])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share something costly go to one process. pytest 9.2 drops pytest-xdist's own groups."""
    from xdist.scheduler import LoadGroupScheduling

    class Scheduling(LoadGroupScheduling):  # type: ignore[misc,unused-ignore]
        def _split_scope(self, nodeid: str) -> str:
            scope: str = super()._split_scope(nodeid)
            return next((place for place in IN_ONE_PROCESS if nodeid.startswith(place)), scope)

    return Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("real_server") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(REAL_SERVER_SECONDS))


@dataclass(frozen=True)
class Server:
    """A Conductor server to test against."""

    kind: str
    url: str
    ui_url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to find it."""
        return {"CONDUCTOR_SERVER_URL": self.url, "CONDUCTOR_UI_SERVER_URL": self.ui_url}

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """One plain HTTP call below ``/api``, with nothing of the SDK in it."""
        import requests

        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self.url + path, timeout=60, **options)

    def json(self, method: str, path: str, **options: Any) -> Any:
        """The same, for calls that must succeed: the answer's JSON, its text, or None."""
        answer = self.call(method, path, **options)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        if not answer.content:
            return None
        return answer.json() if "json" in answer.headers.get("Content-Type", "") else answer.text


@pytest.fixture(scope="session")
def embedded() -> Iterator[Server]:
    """The embedded server, in this process."""
    from conductor.devserver.server import DevServer

    with DevServer() as running:
        yield Server("embedded", running.url, running.ui_url)


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real Conductor server, one for all processes of the run; skips where it cannot be had."""
    from conductor.testing import RealServer, RealServerUnavailable
    from shared_server import SharedServer

    process, folder = os.environ.get("PYTEST_XDIST_WORKER"), tmp_path_factory.getbasetemp()
    room = (folder.parent if process else folder) / "real-server"
    shared = SharedServer(room, process or "only", RealServer)
    try:
        address = shared.join()
    except RealServerUnavailable as error:
        pytest.skip(f"no real server: {error}")
    try:
        yield Server("real", f"{address}/api", address)
    finally:
        shared.leave()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """The server that this run of the test is about."""
    if request.param in ("embedded", "real"):
        name = "embedded" if request.param == "embedded" else "real_server"
        found: Server = request.getfixturevalue(name)
        return found
    return Server("url", request.param, request.param.rsplit("/api", 1)[0])
