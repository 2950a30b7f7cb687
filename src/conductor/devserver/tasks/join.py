"""JOIN: waits for branches."""

from __future__ import annotations

from typing import Any

from conductor.devserver import statuses
from conductor.devserver.execution import Execution
from conductor.devserver.retry import will_retry
from conductor.devserver.task_run import TaskRun
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish


def join_of(mapping: Mapping, join: dict[str, Any], join_on: list[str]) -> TaskRun:
    """The run of a JOIN that waits for ``join_on``."""
    own = mapping._replace(workflow_task=join)
    return own.run(
        "JOIN",
        {"joinOn": join_on},
        def_name="JOIN",
        status=statuses.IN_PROGRESS,
        start_time=mapping.facts.now,
    )


class Join(Kind):
    """Collects the outputs of the tasks that it joins on."""

    name = "JOIN"
    retried = False

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run in progress."""
        return [join_of(mapping, mapping.workflow_task, list(mapping.workflow_task.get("joinOn", [])))]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Take in what has finished; end when all have, or when one failed for good."""
        output = task.output
        reasons: list[str] = []
        permissive_failures: list[str] = []
        all_done = True
        for ref in task.input.get("joinOn") or []:
            joined = execution.latest.get(f"{ref}__{task.loop_number}" if task.loop_number else ref)
            if joined is None or joined.open:
                all_done = False
                continue
            if joined.status in statuses.GOOD_TASK:
                if joined.status == statuses.COMPLETED_WITH_ERRORS:
                    reasons.append(f"{joined.def_name}/{joined.task_id} completed with errors")
            elif will_retry(joined):
                # Server: its JOIN may look before the retry is scheduled, fail, and hang the run
                # (fork_retry_in_branch); here a failure that will be retried is not an end.
                all_done = False
                continue
            elif joined.workflow_task.get("optional"):
                reasons.append(f"{joined.def_name}/{joined.task_id} completed with errors")
            elif joined.workflow_task.get("permissive"):
                permissive_failures.append(joined.reason or "")
            else:
                return finish(execution, task, shell, statuses.FAILED, joined.reason or "", output)
            if joined.output and output.get(ref) is not joined.output:
                if output is task.output:
                    output = dict(output)
                output[ref] = joined.output
        if not all_done:
            if output is not task.output:
                execution.change(task, output=output)
            return False
        if permissive_failures:
            return finish(execution, task, shell, statuses.FAILED, " ".join(permissive_failures), output)
        if reasons:
            return finish(
                execution, task, shell, statuses.COMPLETED_WITH_ERRORS, " ".join(reasons), output
            )
        return finish(execution, task, shell, output=output)
