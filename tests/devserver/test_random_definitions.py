"""Random small workflows: each run ends, and ends as it does on the real server.

More of them: ``CONDUCTOR_RANDOM_EXAMPLES=500``, each time others.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from conductor.devserver.decide import decide
from conductor.devserver.server import DevServer
from devserver.random_definitions import cases
from devserver.random_player import OPEN, Player, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = int(os.environ.get("CONDUCTOR_RANDOM_EXAMPLES", "0"))


def _settings(count: int, **more: Any) -> Any:
    return settings(
        max_examples=EXAMPLES or count,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )


@pytest.fixture(scope="module")
def own() -> Iterator[DevServer]:
    with DevServer() as running:
        yield running


@pytest.fixture(scope="module")
def player(own: DevServer) -> Iterator[Player]:
    made = Player(own.url)
    yield made
    made.close()


@pytest.fixture
def real_player(request: pytest.FixtureRequest) -> Iterator[Player]:
    """On the server that ``--server`` names, else the real one."""
    named = request.config.getoption("--server")
    is_url = named and named not in ("real", "embedded")
    made = Player(named if is_url else request.getfixturevalue("real_server").url)
    yield made
    made.close()


@_settings(40)
@given(case=cases)
def test_every_run_comes_to_rest_and_deciding_again_changes_nothing(
    own: DevServer, player: Player, case: dict[str, Any]
) -> None:
    engine = own.engine

    def at_rest() -> None:
        with engine.lock:
            facts = engine.facts()
            assert [str(run) for run in engine.executions.values() if decide(run, facts)] == []

    run = player.play(case, at_rest)
    if run["status"] != "RUNNING":
        assert [task["referenceTaskName"] for task in run["tasks"] if task["status"] in OPEN] == []
    seqs = [task["seq"] for task in run["tasks"] if task["seq"]]
    assert seqs == sorted(set(seqs))


@pytest.mark.real_server
@_settings(12, phases=[Phase.generate])  # making a failure smaller takes too many runs
@given(case=cases)
def test_every_run_goes_as_on_the_real_server(
    player: Player, real_player: Player, case: dict[str, Any]
) -> None:
    embedded, real = player.play(case), real_player.play(case)
    ordered = case["ordered"]
    assert differences(player.told(embedded, ordered), real_player.told(real, ordered)) == [], json.dumps(
        case
    )
