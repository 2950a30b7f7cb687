"""The processes of a test run share one real server."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import shared_server
from conductor.testing import RealServerUnavailable
from shared_server import SharedServer

if TYPE_CHECKING:
    from pathlib import Path


class Fake:
    """Counts what a real server would do."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken, self.runs = broken, False

    @property
    def ui_url(self) -> str:
        return f"http://127.0.0.1:{id(self)}"

    def start(self) -> None:
        if self.broken:
            raise RealServerUnavailable("no Java")
        self.runs = True

    def stop(self) -> None:
        self.runs = False


def test_the_second_uses_the_first_ones(tmp_path: Path) -> None:
    servers: list[Fake] = []

    def make() -> Fake:
        servers.append(Fake())
        return servers[-1]

    first, second = SharedServer(tmp_path, "gw0", make), SharedServer(tmp_path, "gw1", make)
    assert first.join() == second.join() == servers[0].ui_url
    second.leave()
    assert servers[0].runs
    first.leave()
    assert [server.runs for server in servers] == [False]
    late = SharedServer(tmp_path, "gw2", make)
    assert late.join() == servers[1].ui_url
    late.leave()


def test_the_first_waits_for_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Fake()
    first, second = SharedServer(tmp_path, "gw0", lambda: server), SharedServer(tmp_path, "gw1", Fake)
    first.join()
    second.join()
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        assert server.runs
        if len(waited) == 3:
            second.leave()

    monkeypatch.setattr(shared_server.time, "sleep", sleep)
    first.leave()
    assert len(waited) == 3
    assert not server.runs


def test_one_that_died_is_not_waited_for(tmp_path: Path) -> None:
    server = Fake()
    first = SharedServer(tmp_path, "gw0", lambda: server)
    first.join()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "gw1.user").write_text(str(gone.pid))
    first.leave()
    assert not server.runs
    assert os.listdir(tmp_path).count("address") == 0


def test_a_failure_is_told_to_all_and_not_tried_again(tmp_path: Path) -> None:
    made: list[Fake] = []

    def make() -> Fake:
        made.append(Fake(broken=True))
        return made[-1]

    for user in ("gw0", "gw1"):
        with pytest.raises(RealServerUnavailable, match="no Java"):
            SharedServer(tmp_path, user, make).join()
    assert len(made) == 1
