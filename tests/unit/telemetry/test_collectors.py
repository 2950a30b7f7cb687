"""Both modes show upstream's names, over all processes."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from conductor.client.configuration.settings.metrics_settings import (
    MetricsSettings,
    get_default_temporary_folder,
)
from conductor.client.event.sync_event_dispatcher import SyncEventDispatcher
from conductor.client.event.sync_listener_register import register_task_runner_listener
from conductor.client.event.task_runner_events import (
    PollCompleted,
    PollFailure,
    PollStarted,
    TaskExecutionCompleted,
    TaskExecutionFailure,
    TaskExecutionStarted,
    TaskUpdateFailure,
)
from conductor.client.event.workflow_events import WorkflowInputPayloadSize, WorkflowStarted
from conductor.client.exceptions import (
    AuthorizationException,
    ConnectionFailed,
    NonRetryableException,
    ServerError,
)
from conductor.client.http.models.task_result import TaskResult
from conductor.client.telemetry import _exposition
from conductor.client.telemetry._port import serve
from conductor.client.telemetry.canonical_metrics_collector import CanonicalMetricsCollector
from conductor.client.telemetry.metrics_collector import MetricsCollector
from conductor.client.telemetry.metrics_factory import (
    create_metrics_collector,
    create_metrics_collector_for_parent,
)


class OwnError(NonRetryableException):
    """An error of the program's."""


FACTS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "metrics.json").read_text())
# The recorded call of each method.
CALLS: dict[str, tuple[Any, ...]] = {
    "increment_external_payload_used": ("v_entity_name", "v_operation", "v_payload_type"),
    "increment_workflow_start_error": ("v_workflow_type", ValueError("boom")),
    "measure_workflow_start_error": ("v_name", ValueError("boom")),
    "increment_uncaught_exception": (ValueError("boom"),),
    "record_api_request_time": ("v_method", "v_uri", "v_status", 0.3, "v_metric_uri"),
    "record_workflow_input_payload_size": ("v_workflow_type", "v_version", 300),
    "record_task_result_payload_size": ("v_task_type", 300),
    "set_active_workers": ("v_task_type", 2),
}
# Ours shows what the default mode left out or broke: 1.1 had the first, the others raised or were silent.
MORE_THAN_RECORDED = {
    "legacy (2.0)": {
        "increment_task_poll_error",
        "increment_uncaught_exception",
        "measure_workflow_start_error",
    }
}


@pytest.fixture
def directory(tmp_path: Path, metric_values: None) -> Path:
    """An empty folder for this test's values."""
    return tmp_path


@pytest.fixture(params=["legacy (2.0)", "canonical (2.0)"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WORKER_CANONICAL_METRICS", "true" if "canonical" in request.param else "")
    return str(request.param)


def arguments(method: str) -> tuple[Any, ...]:
    if method in CALLS:
        return CALLS[method]
    if method.startswith("record_"):
        return ("v_task_type", 0.3, "v_status")
    return ("v_task_type", ValueError("boom")) if method.endswith("_error") else ("v_task_type",)


def families(text: str) -> dict[str, list[dict[str, str]]]:
    from prometheus_client.parser import text_string_to_metric_families

    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(text):
        found.setdefault(f"{family.type} {family.name}", []).extend(s.labels for s in family.samples)
    return found


@pytest.mark.parametrize("method", sorted(FACTS["canonical (2.0)"]))
def test_each_call_shows_the_recorded_metric(method: str, mode: str, directory: Path) -> None:
    collector = create_metrics_collector(MetricsSettings(directory=str(directory)))
    assert collector.settings is not None
    getattr(collector, method)(*arguments(method))
    shown = families(_exposition.render(collector.settings).decode())
    recorded = FACTS[mode][method]
    if isinstance(recorded, str):
        assert bool(shown) == (method in MORE_THAN_RECORDED.get(mode, set()))
        return
    assert set(shown) == {f"{m['type']} {m['name']}" for m in recorded}
    for metric in recorded:
        labels = shown[f"{metric['type']} {metric['name']}"]
        expected = dict(zip(metric["labels"], metric["example_label_values"]))
        assert expected in [{k: v for k, v in found.items() if k != "le"} for found in labels]


def test_the_modes_and_their_names(mode: str, directory: Path) -> None:
    settings = MetricsSettings(directory=str(directory))
    collector = create_metrics_collector(settings)
    canonical = "canonical" in mode
    assert settings.is_canonical is canonical
    assert collector.collector_name() == ("canonical" if canonical else "legacy")
    assert isinstance(collector, CanonicalMetricsCollector if canonical else MetricsCollector)
    assert settings.metrics_directory == (str(directory / "canonical") if canonical else str(directory))


def test_without_settings_nothing_is_collected() -> None:
    collector = create_metrics_collector(None)
    assert not collector.must_collect_metrics
    for method in FACTS["canonical (2.0)"]:
        getattr(collector, method)(*arguments(method))
    assert collector._made is None


def test_events_are_counted(mode: str, directory: Path) -> None:
    settings = MetricsSettings(directory=str(directory))
    collector = create_metrics_collector(settings)
    dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
    register_task_runner_listener(collector, dispatcher)
    error = ValueError("boom")
    for event in (
        PollStarted("k", "me", 1),
        PollCompleted("k", 20.0, 1),
        PollFailure("k", 20.0, error),
        TaskExecutionStarted("k", "t", "me"),
        TaskExecutionCompleted("k", "t", "me", "w", 30.0, 200),
        TaskExecutionFailure("k", "t", "me", "w", error, 30.0),
        TaskUpdateFailure("k", "t", "me", "w", error, 4, TaskResult()),
    ):
        dispatcher.publish(event)
    collector.on_workflow_input_payload_size(WorkflowInputPayloadSize("w", 1, 10))
    collector.on_workflow_started(WorkflowStarted("w", 1, False, None, error))
    text = _exposition.render(settings).decode()
    label = 'exception="ValueError"' if "canonical" in mode else "exception=\"<class 'ValueError'>\""
    assert 'task_poll_total{taskType="k"} 1.0' in text
    assert f'task_poll_error_total{{{label},taskType="k"}} 1.0' in text
    assert f'task_update_error_total{{{label},taskType="k"}} 1.0' in text
    assert f'workflow_start_error_total{{{label},workflowType="w"}} 1.0' in text
    assert 'status="FAILURE"' in text


def test_errors_of_the_server_have_their_published_names(mode: str, directory: Path) -> None:
    collector = create_metrics_collector(MetricsSettings(directory=str(directory)))
    for kind in (ServerError, AuthorizationException, ConnectionFailed, OSError, NonRetryableException):
        collector.increment_task_update_error("k", kind)
    text = _exposition.render(collector.settings).decode()  # type: ignore[arg-type]
    long = {
        "ApiException": "<class 'conductor.client.http.rest.ApiException'>",
        "AuthorizationException": "<class 'conductor.client.http.rest.AuthorizationException'>",
        "OSError": "<class 'OSError'>",
        "NonRetryableException": "<class 'conductor.client.worker.exception.NonRetryableException'>",
    }
    for short, full in long.items():
        label = short if "canonical" in mode else full
        count = 2 if short == "ApiException" else 1
        assert f'task_update_error_total{{exception="{label}",taskType="k"}} {count}.0' in text


def test_a_program_s_own_error_has_its_own_name(mode: str, directory: Path) -> None:
    collector = create_metrics_collector(MetricsSettings(directory=str(directory)))
    collector.increment_task_execution_error("k", OwnError)
    text = _exposition.render(collector.settings).decode()  # type: ignore[arg-type]
    label = "OwnError" if "canonical" in mode else f"<class '{__name__}.OwnError'>"
    assert f'task_execute_error_total{{exception="{label}",taskType="k"}} 1.0' in text


def test_several_processes_add_up(directory: Path) -> None:
    program = (
        "import sys\n"
        "from conductor.client.configuration.settings.metrics_settings import MetricsSettings\n"
        "from conductor.client.telemetry.metrics_factory import create_metrics_collector\n"
        "collector = create_metrics_collector(MetricsSettings(directory=sys.argv[1]))\n"
        "for _ in range(3):\n"
        "    collector.increment_task_poll('k')\n"
        "    collector.record_api_request_time('GET', '/x', 200, 0.5)\n"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", program, str(directory)], check=True, timeout=60)
    text = _exposition.render(MetricsSettings(directory=str(directory))).decode()
    assert 'task_poll_total{taskType="k"} 6.0' in text
    assert 'http_api_client_request_count{method="GET",status="200",uri="/x"} 6.0' in text
    assert 'http_api_client_request_sum{method="GET",status="200",uri="/x"} 3.0' in text
    assert text.count('quantile="0.5"') == 1
    assert "pid=" not in text


def test_quantiles_are_of_the_last_values(directory: Path) -> None:
    settings = MetricsSettings(directory=str(directory))
    collector = MetricsCollector(settings)
    for number in range(3000):
        collector.record_task_poll_time("q", number / 1000)
    text = _exposition.render(settings).decode()
    assert 'task_poll_time_seconds{quantile="0.5",status="SUCCESS",taskType="q"} 2.5' in text
    assert 'task_poll_time_seconds{quantile="0.99",status="SUCCESS",taskType="q"} 2.99' in text
    assert 'task_poll_time_seconds_count{status="SUCCESS",taskType="q"} 3000.0' in text


def test_the_file_is_written_until_the_stop(directory: Path) -> None:
    settings = MetricsSettings(directory=str(directory), update_interval=0.001)
    MetricsCollector(settings).increment_task_poll("file")
    stop = threading.Event()
    thread = threading.Thread(target=_exposition.provide, args=(settings, stop))
    thread.start()
    path = directory / "metrics.log"
    while not path.exists():
        assert thread.is_alive()
    stop.set()
    thread.join(10)
    assert 'taskType="file"' in path.read_text()
    assert [p.name for p in directory.iterdir() if "metrics.log." in p.name] == []


def test_a_file_that_cannot_be_written_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, directory: Path
) -> None:
    settings = MetricsSettings(
        directory=str(directory), file_name="no/such/folder/metrics.log", update_interval=0.0
    )
    stop = threading.Event()
    thread = threading.Thread(target=_exposition.provide, args=(settings, stop))
    thread.start()
    while not caplog.records:
        assert thread.is_alive()
    stop.set()
    thread.join(10)
    assert len(caplog.records) == 1


def get(port: int, path: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_port(directory: Path) -> None:
    health = [True]

    def broken() -> bytes:
        raise RuntimeError("no")

    with serve(0, metrics=lambda: b"m 1\n", health=lambda: (health[0], "{}"), host="127.0.0.1") as port:
        assert get(port, "/metrics") == (200, "m 1\n")
        assert get(port, "/health/") == (200, "{}\n")
        assert get(port, "/ready")[0] == 200
        assert "/metrics" in get(port, "/")[1]
        assert get(port, "/other")[0] == 404
        health[0] = False
        assert get(port, "/health")[0] == 503
        with pytest.raises(OSError):  # noqa: SIM117, PT011 - the port is taken
            with serve(port, host="127.0.0.1"):
                pass
    with serve(0, metrics=broken, host="127.0.0.1") as port:
        assert get(port, "/metrics")[0] == 500


def test_old_values_are_deleted_when_asked(directory: Path) -> None:
    mine, dead = directory / f"counter_{os.getpid()}.db", directory / "counter_999999999.db"
    for file in (mine, dead):
        file.write_bytes(b"")
    create_metrics_collector_for_parent(MetricsSettings(directory=str(directory)))
    assert mine.exists()
    assert dead.exists()
    create_metrics_collector_for_parent(MetricsSettings(directory=str(directory), clean_dead_pids=True))
    assert mine.exists()
    assert not dead.exists()
    create_metrics_collector_for_parent(MetricsSettings(directory=str(directory), clean_directory=True))
    assert not mine.exists()


def test_a_dead_process_no_longer_counts_as_active(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKER_CANONICAL_METRICS", "1")
    settings = MetricsSettings(directory=str(directory))
    (directory / "canonical" / "gauge_livesum_999999999.db").write_bytes(b"")
    _exposition.forget_process(settings, 999999999)
    assert list((directory / "canonical").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    MetricsSettings(directory=str(tmp_path / "file" / "below"))
    assert "cannot be made" in caplog.text


def test_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert get_default_temporary_folder() == f"{tmp_path}/tmp/"
    assert MetricsSettings().directory == f"{tmp_path}/tmp/"
    assert (tmp_path / "tmp").is_dir()


def test_collectors_travel_to_other_processes(directory: Path) -> None:
    collector = MetricsCollector(MetricsSettings(directory=str(directory)))
    collector.increment_task_poll("travel")
    copy = pickle.loads(pickle.dumps(collector))
    assert copy.must_collect_metrics


def test_without_the_package_the_error_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, directory: Path
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(ImportError, match="extra `metrics`"):
        MetricsCollector(MetricsSettings(directory=str(directory))).increment_task_poll("k")
