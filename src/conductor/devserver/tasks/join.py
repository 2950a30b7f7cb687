"""JOIN: waits for branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.retry import will_retry
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


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
        """Take in what there is; end when all have ended, or when one failed for good."""
        output = task.output
        forgiven: list[str] = []
        refs = [f"{ref}__{task.loop_number}" if task.loop_number else ref for ref in names_in(task, "joinOn")]
        joined = [execution.latest.get(ref) for ref in refs]
        all_done = all(run is not None and not run.open and not _comes_again(run) for run in joined)
        for ref, run in zip(refs, joined):
            if run is None:
                continue
            # Server: also what has not ended yet leaves its output here, and in a loop under REF__N
            # (do_while_fork).
            if run.output and output.get(ref) is not run.output:
                output = {**output, ref: run.output}
            if run.open or _comes_again(run):
                continue
            if run.workflow_task.get("optional"):
                if run.status not in statuses.GOOD_TASK or run.status == statuses.COMPLETED_WITH_ERRORS:
                    forgiven.append(f"{run.def_name}/{run.task_id}")
            elif run.status not in statuses.GOOD_TASK and (
                all_done or not run.workflow_task.get("permissive")
            ):
                reasons = [
                    other.reason or "" for other in joined if other and other.status not in statuses.GOOD_TASK
                ]
                return finish(execution, task, shell, statuses.FAILED, " ".join(reasons), output)
        if not all_done:
            if output is not task.output:
                execution.change(task, output=output)
            return False
        if forgiven:
            reason = f"{' '.join(forgiven)} completed with errors"
            return finish(execution, task, shell, statuses.COMPLETED_WITH_ERRORS, reason, output)
        return finish(execution, task, shell, output=output)


def _comes_again(run: TaskRun) -> bool:
    """Whether a failure is not the end.

    Server: its JOIN may look before the retry is scheduled, fail, and hang the run (fork_retry_in_branch).
    """
    return run.status not in statuses.GOOD_TASK and will_retry(run)


def names_in(task: TaskRun, member: str) -> list[str]:
    """The reference names in a member of the task's input."""
    names: list[str] = task.input.get(member) or []
    return names
