"""What was recorded from the real server, played against the embedded one."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from devserver.play import Fixture, Play, diff
from devserver.switchboard import DEVIATIONS, NOT_YET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

FOLDER = Path(__file__).with_name("scenarios")
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def marked(name: str) -> Any:
    if name in DEVIATIONS:
        return pytest.param(name, marks=pytest.mark.skip(reason=f"deviation: {DEVIATIONS[name]}"))
    if name in NOT_YET:
        return pytest.param(name, marks=pytest.mark.xfail(reason=NOT_YET[name], strict=True))
    return name


@pytest.fixture(scope="module")
def fixture() -> Iterator[Fixture]:
    """The HTTP service that HTTP tasks of the scenarios call."""
    with Fixture() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.mark.parametrize("name", [marked(name) for name in NAMES])
def test_scenario(name: str, server: Server, fixture: Fixture) -> None:
    scenario = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    for _ in range(3 if "racy" in scenario else 1):
        played = json.loads(json.dumps(Play(scenario, server.url, fixture).run()))
        differences = diff(scenario["expect"], played, loose=scenario.get("loose", ()))
        if not differences:
            return
    pytest.fail("\n".join([scenario["title"], *differences]), pytrace=False)


def test_the_switchboard_names_scenarios_that_exist() -> None:
    assert set(DEVIATIONS) | set(NOT_YET) <= set(NAMES)
    assert not set(DEVIATIONS) & set(NOT_YET)
    assert all(len(reason) > 20 for reason in [*DEVIATIONS.values(), *NOT_YET.values()])
