"""What was recorded from the real server, played against the embedded one."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from devserver.play import Fixture, Play, diff
from devserver.switchboard import DEVIATIONS, NOT_YET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

FOLDER = Path(__file__).with_name("scenarios")
#: The given recordings, and in ``execution`` and ``http`` those made for this project on the same server.
FILES = {path.stem: path for path in sorted([*FOLDER.glob("*.json"), *FOLDER.glob("*/*.json")])}
SIDE_BY_SIDE = 8


def marked(name: str) -> Any:
    if name in DEVIATIONS:
        return pytest.param(name, marks=pytest.mark.skip(reason=f"deviation: {DEVIATIONS[name]}"))
    if name in NOT_YET:
        return pytest.param(name, marks=pytest.mark.xfail(reason=NOT_YET[name], strict=True))
    return name


class Stage:
    """Plays this run's scenarios side by side, since they mostly wait."""

    def __init__(self, server: Server, fixture: Fixture, names: list[str]) -> None:
        self._server, self._fixture = server, fixture
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)
        self._plays = {name: self._pool.submit(self._play, name) for name in names}

    def differences(self, name: str) -> list[str]:
        """What differs from the recording."""
        return self._plays[name].result()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _play(self, name: str) -> list[str]:
        scenario = json.loads(FILES[name].read_text("utf-8"))
        differences: list[str] = []
        for _ in range(3 if "racy" in scenario else 1):
            played = json.loads(json.dumps(Play(scenario, self._server.url, self._fixture).run()))
            differences = diff(scenario["expect"], played, loose=scenario.get("loose", ()))
            if not differences:
                break
        return differences


@pytest.fixture(scope="module")
def fixture() -> Iterator[Fixture]:
    """The HTTP service that HTTP tasks of the scenarios call."""
    with Fixture() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest, server: Server, fixture: Fixture) -> Iterator[Stage]:
    """The scenarios that this run has selected."""
    asked = [item for item in request.session.items if getattr(item, "originalname", "") == "test_scenario"]
    names = [item.callspec.params["name"] for item in asked if not item.get_closest_marker("skip")]
    stage = Stage(server, fixture, names)
    yield stage
    stage.close()


@pytest.mark.xdist_group("scenarios")
@pytest.mark.parametrize("name", [marked(name) for name in FILES])
def test_scenario(name: str, stage: Stage) -> None:
    differences = stage.differences(name)
    if differences:
        pytest.fail("\n".join([f"{name} differs from the recording", *differences]), pytrace=False)


def test_the_switchboard_names_scenarios_that_exist() -> None:
    assert set(DEVIATIONS) | set(NOT_YET) <= set(FILES)
    assert not set(DEVIATIONS) & set(NOT_YET)
    assert all(len(reason) > 20 for reason in [*DEVIATIONS.values(), *NOT_YET.values()])
