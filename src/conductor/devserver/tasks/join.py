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
    goes_on_paused = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run in progress."""
        return [join_of(mapping, mapping.workflow_task, list(mapping.workflow_task.get("joinOn", [])))]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Take in what there is; end when all have ended, or when one failed for good."""
        if task.seen == execution.news:
            return False
        task.seen = execution.news
        number = task.loop_number
        refs = names_in(task, "joinOn")
        if number:
            refs = [f"{ref}__{number}" for ref in refs]
        latest = execution.latest
        ended: list[TaskRun] = []
        collected: dict[str, Any] = {}
        for ref in refs:
            run = latest.get(ref)
            if run is None:
                continue
            if run.output:
                # Server: also what has not ended yet leaves its output here, and in a loop under REF__N
                # (do_while_fork).
                collected[ref] = run.output
            if run.status not in statuses.OPEN_TASK and not _comes_again(run):
                ended.append(run)
        all_done = len(ended) == len(refs)
        if any(self._is_fatal(run, all_done) for run in ended):
            bad = [run for run in ended if run.status not in statuses.GOOD_TASK]
            reason = " ".join(run.reason for run in bad if run.reason is not None)
            before = self._before_failure(refs, execution, all_done, collected)
            # Server: where all that failed was cancelled, so is the JOIN.
            failed = any(r.status != statuses.CANCELED and not r.workflow_task.get("optional") for r in bad)
            status = statuses.FAILED if failed else statuses.CANCELED
            return finish(execution, task, shell, status, reason, before)
        if not all_done:
            if collected != task.output:
                execution.change(task, output=collected)
                task.seen = execution.news
            return False
        forgiven = [f"{run.def_name}/{run.task_id}" for run in ended if _was_forgiven(run)]
        if forgiven:
            reason = f"{' '.join(forgiven)} completed with errors"
            return finish(execution, task, shell, statuses.COMPLETED_WITH_ERRORS, reason, collected)
        return finish(execution, task, shell, output=collected)

    def _is_fatal(self, run: TaskRun, all_done: bool) -> bool:
        if run.status in statuses.GOOD_TASK or run.workflow_task.get("optional"):
            return False
        return all_done or not run.workflow_task.get("permissive")

    def _before_failure(
        self, refs: list[str], execution: Execution, all_done: bool, collected: dict[str, Any]
    ) -> dict[str, Any]:
        """Server: the outputs up to the failed task, in the order of ``joinOn`` (fork_join_permissive)."""
        kept: dict[str, Any] = {}
        for ref in refs:
            if ref in collected:
                kept[ref] = collected[ref]
            run = execution.latest.get(ref)
            if run is not None and not run.open and self._is_fatal(run, all_done):
                break
        return kept


def _was_forgiven(run: TaskRun) -> bool:
    if not run.workflow_task.get("optional"):
        return False
    return run.status not in statuses.GOOD_TASK or run.status == statuses.COMPLETED_WITH_ERRORS


def _comes_again(run: TaskRun) -> bool:
    """Whether a failure is not the end.

    Server: its JOIN may look before the retry is scheduled, fail, and hang the run (fork_retry_in_branch).
    """
    return run.status not in statuses.GOOD_TASK and will_retry(run)


def names_in(task: TaskRun, member: str) -> list[str]:
    """The reference names in a member of the task's input."""
    names: list[str] = task.input.get(member) or []
    return names
