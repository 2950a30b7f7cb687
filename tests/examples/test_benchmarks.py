"""The benchmark command runs, refuses what it must, and writes the tables that documents show."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from benchmarks import _table
from benchmarks.__main__ import CASES, main
from benchmarks._case import Case, Figure, Setting
from benchmarks._failure import BenchmarkFailed
from benchmarks._rounds import Results, Row, run
from benchmarks._sdk import Sdk, published
from benchmarks._stub import Stub

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
OURS = Sdk("this SDK", sys.executable, "3.0", "3.11", has_slots=True, ours=True)
PEER = Sdk("1.1.10", sys.executable, "1.1.10", "3.11", has_slots=False)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_command_measures_and_prints_a_table(tmp_path: Path) -> None:
    """Every module once, with tiny counts, as a user runs it; no published SDK, no network."""
    report = tmp_path / "figures.json"
    words = ["--no-peer", "--quick", "--rounds", "1", "--json", str(report)]
    for part in (
        "one_slot",
        "idle",
        "worker_program",
        "workers_1",
        "codec",
        "definition",
        "embedded",
        "hello",
    ):
        words += ["--only", part]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:2] == ["|  | this SDK |", "|---|---|"]
    rows = [line for line in lines[2:] if line.startswith("|")]
    assert len(rows) > 20
    assert all(line.count("|") == 3 for line in rows)
    assert "cores" in lines[-1]
    assert "Python" in lines[-1]
    told = json.loads(report.read_text())
    assert told["failures"] == []
    modules = {figure["case"].split(".")[0] for figure in told["figures"]}
    assert modules == {
        "worker",
        "latency",
        "startup",
        "codec",
        "definition",
        "end_to_end",
        "first_minute",
    }
    assert all(len(figure["values"]["this SDK"]) == 1 for figure in told["figures"])
    by_name = {(figure["case"], figure["figure"]): figure for figure in told["figures"]}
    assert by_name["worker.one_slot", "requests a task"]["medians"]["this SDK"] < 2


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as running:
        yield running


def take_and_report(stub: Stub, status: str, *, times: int = 1) -> None:
    """What a worker does with one task."""
    address = urlsplit(stub.url)
    line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    line.request("GET", "/api/tasks/poll/batch/t?count=1&timeout=100")
    (task,) = json.loads(line.getresponse().read())
    assert task["taskDefName"] == "t"
    assert task["inputData"] == {"name": "x"}
    result = {
        "taskId": task["taskId"],
        "workflowInstanceId": task["workflowInstanceId"],
        "status": status,
        "outputData": {},
    }
    for _ in range(times):
        line.request("POST", "/api/tasks", json.dumps(result))
        answer = line.getresponse()
        assert (answer.status, answer.read().decode()) == (200, task["taskId"])
    line.close()


def test_the_stub_serves_a_worker(stub: Stub) -> None:
    stub.release("t", 2)
    take_and_report(stub, "COMPLETED")
    take_and_report(stub, "COMPLETED")
    assert stub.await_reports(2)["requests"] == 4
    for released, handed, reported in stub.times():
        assert released <= handed <= reported
    stub.reset()
    assert stub.state()["tasks"] == 0


@pytest.mark.parametrize(
    ("status", "times", "message"),
    [("FAILED", 1, "0 of 1 tasks are COMPLETED"), ("COMPLETED", 2, "1 reports were repeated")],
)
def test_a_run_that_is_not_right_is_refused(stub: Stub, status: str, times: int, message: str) -> None:
    stub.release("t", 1)
    take_and_report(stub, status, times=times)
    with pytest.raises(BenchmarkFailed, match=message):
        stub.await_reports(1)


def test_sides_take_turns_and_a_failed_one_has_no_figures(tmp_path: Path) -> None:
    seen: list[str] = []

    def measure(sdk: Sdk, setting: Setting) -> dict[str, float]:
        seen.append(sdk.label)
        if sdk is PEER and seen.count(PEER.label) == 2:
            raise BenchmarkFailed("broke")
        return {"CPU": float(len(seen))}

    case = Case("c", "C", (Figure("CPU", "s"),), measure)
    results = run([case], [OURS, PEER], 3, Setting(tmp_path))
    assert seen == ["this SDK", "1.1.10", "this SDK", "1.1.10", "this SDK"]
    assert results.failures == ["c, 1.1.10: broke"]
    assert [row.values for row in results.rows] == [{"this SDK": [1.0, 3.0, 5.0]}]


def test_a_line_without_slots_is_left_out(tmp_path: Path) -> None:
    case = Case("c", "C", (Figure("CPU", "s"),), lambda sdk, setting: {"CPU": 1.0}, needs_slots=True)
    results = run([case], [OURS, PEER], 1, Setting(tmp_path))
    assert results.failures == []
    assert "| C: CPU | 1.00 s | – | – |" in _table.whole(results)


def test_the_table_compares_medians(tmp_path: Path) -> None:
    less, more = Figure("CPU", "s", at_most=0.1, headline="the CPU"), Figure("rate", "", more_is_better=True)
    case = Case("c", "C", (less, more), lambda sdk, setting: {})
    rows = [
        Row(case, less, {"this SDK": [1, 2, 9], "1.1.10": [8, 8, 8]}),
        Row(case, more, {"this SDK": [50.0], "1.1.10": [100.0]}),
    ]
    results = Results([OURS, PEER], 3, rows)
    assert _table.whole(results).splitlines()[:4] == [
        "|  | this SDK | 1.1.10 | against 1.1.10 |",
        "|---|---|---|---|",
        "| C: CPU | 2.00 s | 8.00 s | 4.00× less |",
        "| C: rate | 50.0 | 100 | 2.00× less (worse) |",
    ]
    assert "| the CPU | 2.00 s" in _table.headlines(results)
    assert "rate" not in _table.headlines(results)
    assert results.too_high() == ["c, CPU: 0.25, at most 0.1"]
    page = tmp_path / "page.md"
    page.write_text(f"before\n{_table.BEGIN}\nold\n{_table.END}\nafter\n")
    _table.write(page, "new")
    assert page.read_text() == f"before\n{_table.BEGIN}\nnew\n{_table.END}\nafter\n"
    page.write_text("no markers")
    with pytest.raises(BenchmarkFailed, match="needs one line"):
        _table.write(page, "new")


@pytest.mark.slow
def test_no_network_is_said_and_nothing_half_made_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(BenchmarkFailed, match=r"conductor-python 1\.1\.10 could not be installed.*a network"):
        published("1.1.10", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_misuse_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for words, message in (
        (["--only", "nothing-like-this"], "no case has such a name"),
        (["--rounds", "0"], "at least one round"),
        (["--write-readme", "--no-peer"], "takes the whole run"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        assert message in capsys.readouterr().err
    assert main(["--no-peer", "--only", "codec", "--list"]) == 0
    assert "codec.models" in capsys.readouterr().out


def test_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    headlines = [figure.headline for case in CASES for figure in case.figures if figure.headline]
    assert len(headlines) == len(set(headlines))


def test_the_readme_shows_the_figures_that_are_measured() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index(_table.BEGIN) : text.index(_table.END)]
    shown = {line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")}
    declared = {figure.headline for case in CASES for figure in case.figures if figure.headline}
    assert shown - {""} == declared
    assert "cores" in table
