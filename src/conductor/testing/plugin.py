"""The pytest plugin, registered on installation: the fixture ``conductor_env`` and two options.

``--conductor-server``: what ``conductor_env`` is on. ``skipping`` (default) is the embedded server whose
time skips, ``local`` the embedded one in real time, ``real`` the real one from its jar, started once for the
session, anything else the URL of one that runs. ``--conductor-branches``: say at the end which branches never
ran.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.testing._branches import BranchCoverage
    from conductor.testing._environment import WorkflowEnvironment

_BRANCHES = pytest.StashKey["BranchCoverage"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("conductor")
    group.addoption(
        "--conductor-server",
        default="skipping",
        metavar="SERVER",
        help="what conductor_env is on: skipping (default), local, real, or a URL ending in /api",
    )
    group.addoption(
        "--conductor-branches", action="store_true", help="say at the end which workflow branches never ran"
    )


@pytest.fixture(scope="session")
def _conductor_real_server() -> Iterator[str]:
    """The URL of the real server of this session; skips where it cannot be had."""
    from conductor.testing import RealServer, RealServerUnavailable

    try:
        server = RealServer().start()
    except RealServerUnavailable as error:
        pytest.skip(f"no real server: {error}")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def conductor_env(request: pytest.FixtureRequest) -> Iterator[WorkflowEnvironment]:
    """A ``WorkflowEnvironment`` of its own for one test, on the server that ``--conductor-server`` names."""
    from conductor.testing import WorkflowEnvironment

    kind = str(request.config.getoption("--conductor-server"))
    if kind == "skipping":
        env = WorkflowEnvironment.start_time_skipping()
    elif kind == "local":
        env = WorkflowEnvironment.start_local()
    elif kind == "real":
        env = WorkflowEnvironment.from_url(request.getfixturevalue("_conductor_real_server"))
    else:
        env = WorkflowEnvironment.from_url(kind)
    with env:
        yield env
    branches(request.config).merge(env.branches)


def branches(config: pytest.Config) -> BranchCoverage:
    """What the session's environments have counted so far."""
    from conductor.testing._branches import BranchCoverage

    return config.stash.setdefault(_BRANCHES, BranchCoverage())


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which branches never ran, when asked to."""
    if config.getoption("--conductor-branches"):
        terminalreporter.section("workflow branches")
        terminalreporter.write_line(str(branches(config)))
