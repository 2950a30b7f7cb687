"""What the other tests prove with forkserver, in short with the start methods of other systems: spawn (macOS,
Windows) and fork. The whole folder runs under one of them with ``--start-method``.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable

import pytest

from faults import test_crashes, test_programs, test_server_faults, test_stopping

if TYPE_CHECKING:
    from faults.stub import Stub

SCENARIOS: dict[str, Callable[..., Any]] = {
    "crash": lambda stub, launch: test_crashes.test_a_task_that_kills_its_worker_fails_with_the_reason(
        stub, launch, "segfault"
    ),
    "killed": test_crashes.test_a_killed_worker_is_replaced_and_its_tasks_go_back,
    "killed again": test_crashes.test_a_task_on_whose_watch_workers_keep_being_killed_fails,
    "program killed": test_crashes.test_the_program_is_killed_while_a_task_never_ends,
    "stalled": test_crashes.test_a_stalled_worker_is_said_and_restarted_if_asked,
    "sys.exit": lambda stub, launch: test_crashes.test_odd_functions_have_a_clear_outcome(
        stub, launch, "sys_exit"
    ),
    "with": test_stopping.test_leaving_the_with_block_drains,
    "Ctrl-C": test_stopping.test_ctrl_c_while_joining_is_a_clean_end,
    "not in time": test_stopping.test_what_does_not_finish_in_time_goes_back_to_its_queue,
    "SIGTERM for a worker": test_stopping.test_a_worker_told_to_end_by_itself_drains_and_is_replaced,
    "one token": test_programs.test_one_token_request_however_many_workers,
    "class": test_programs.test_a_class_in_the_main_script_with_state,
    "decorators": test_programs.test_behind_other_decorators,
    "main is over": test_programs.test_after_the_end_of_main_crashed_workers_are_replaced,
    "server": lambda stub, launch: test_server_faults.test_reports_that_fail_are_repeated(
        stub, launch, "reset", 5
    ),
}


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_under(stub: Stub, launch: Any, monkeypatch: pytest.MonkeyPatch, scenario: str, method: str) -> None:
    monkeypatch.setenv("TEST_START_METHOD", method)
    monkeypatch.setenv("PYTHONWARNINGS", "ignore::DeprecationWarning")
    SCENARIOS[scenario](stub, launch)


IN_THREADS: dict[str, Callable[..., Any]] = {
    name: SCENARIOS[name]
    for name in ("sys.exit", "with", "Ctrl-C", "one token", "class", "decorators", "server")
}
IN_THREADS.update(
    {
        "late answer": test_server_faults.test_a_task_in_a_late_answer_goes_back_to_its_queue,
        "hanging report": lambda stub, launch: (
            test_server_faults.test_a_report_that_hangs_does_not_hold_its_slot(stub, launch, "v2", "def")
        ),
        "lease": test_crashes.test_leases_are_kept_while_a_task_runs,
        "recursion": lambda stub, launch: test_crashes.test_odd_functions_have_a_clear_outcome(
            stub, launch, "recursion"
        ),
        "tokens": lambda stub, launch: test_server_faults.test_tokens_that_expire(stub, launch, 5),
    }
)


@pytest.mark.parametrize("scenario", sorted(IN_THREADS))
def test_in_threads_of_the_program(stub: Stub, launch: Any, scenario: str) -> None:
    IN_THREADS[scenario](stub, functools.partial(launch, CONDUCTOR_WORKER_ISOLATION="thread"))
