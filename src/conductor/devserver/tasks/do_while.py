"""DO_WHILE: a loop over a condition, or over items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.json_value import is_list
from conductor.devserver.scope import resolve_in
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate_condition
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish, task_input

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

#: A script that hands on all of ``$``.
_WHOLE_SCOPE = re.compile(r"\$(?![.\[])")


class DoWhile(Kind):
    """Runs its body at least once (over items: once per item); ``output`` holds each iteration's outputs."""

    name = "DO_WHILE"
    retried = False

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run in progress, before its first iteration."""
        task_id = mapping.facts.new_id()
        task = mapping.run(
            self.name,
            mapping.input(task_id),
            task_id,
            status=statuses.IN_PROGRESS,
            start_time=mapping.facts.now,
        )
        return [task]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Begin the next iteration when the present one is done, or end."""
        items = _items(execution, task)
        round_ = _round(execution, task)
        if round_ == 0:
            if items is not None and not items:
                return finish(execution, task, shell, output={"iteration": 0})
            return self._begin(execution, task, shell, 1, items)
        body = self._body(execution, task, round_)
        if any(run.open for run in body.values()):
            return False
        if any(run.status not in statuses.GOOD_TASK and not _forgiven(run) for run in body.values()):
            return False  # deciding retries it, or ends the workflow
        if not self._reached_end(execution, task, body):
            return False
        collected = {run.plain_ref: run.output for run in body.values()}
        output = {**task.output, str(round_): collected, "iteration": round_}
        self._forget_old(execution, task, output, round_)
        execution.change(task, output=output)
        try:
            more = self._goes_on(execution, task, body, items, round_)
        except (ScriptError, ScriptTimeout) as problem:
            condition = task.workflow_task.get("loopCondition")
            reason = f"Unable to evaluate condition {condition}, exception {problem}"
            return finish(execution, task, shell, statuses.FAILED_WITH_TERMINAL_ERROR, reason)
        if more:
            return self._begin(execution, task, shell, round_ + 1, items)
        return finish(execution, task, shell)

    def _begin(
        self, execution: Execution, task: TaskRun, shell: Shell, round_: int, items: list[Any] | None
    ) -> bool:
        output = {**task.output, "iteration": round_}
        if items is not None:
            output["loopIndex"] = round_ - 1
            output["loopItem"] = items[round_ - 1]
        first_ref = task.workflow_task["loopOver"][0]["taskReferenceName"]
        if round_ == 1:
            # Inside another loop the numbers go on where the round before stopped: no name comes twice.
            before = execution.by_name.get(first_ref)
            execution.change(task, loop_base=before.loop_number if before is not None else 0)
        execution.change(task, output=output, loop_over_task=True, iteration=round_)
        from conductor.devserver.mapping import map_task

        first = task.workflow_task["loopOver"][0]
        made = map_task(execution, first, shell.facts())
        for run in made:
            into_loop(run, task.loop_base + round_)
        shell.schedule(execution, made)
        return True

    def _body(self, execution: Execution, task: TaskRun, round_: int) -> dict[str, TaskRun]:
        """The latest runs of this iteration's tasks, nested ones included."""
        own = task.plain_ref
        found: dict[str, TaskRun] = {}
        for ref in execution.blueprint.bodies.get(own, ()):
            run = execution.latest.get(f"{ref}__{task.loop_base + round_}")
            if run is not None:
                found[run.ref] = run
        return found

    def _reached_end(self, execution: Execution, task: TaskRun, body: dict[str, TaskRun]) -> bool:
        """Whether every task on the loop's own level has run."""
        plain = {run.plain_ref for run in body.values()}
        return all(step["taskReferenceName"] in plain for step in task.workflow_task.get("loopOver", []))

    def _goes_on(
        self,
        execution: Execution,
        task: TaskRun,
        body: dict[str, TaskRun],
        items: list[Any] | None,
        round_: int,
    ) -> bool:
        if items is not None and round_ >= len(items):
            return False
        condition = task.workflow_task.get("loopCondition")
        if not condition:
            return items is not None
        bindings = dict(task_input(execution, task.workflow_task, task.task_def, task.task_id))
        own = task.output
        if _reads_only_iteration(condition, task.plain_ref):
            own = {"iteration": round_}  # a long loop's outputs need not go through the script each time
        # Server: inside another loop the real one knows this loop only as REF__N (do_while_nested).
        bindings[task.ref] = own
        bindings[task.plain_ref] = own
        for run in body.values():
            bindings[run.plain_ref] = run.output
        return evaluate_condition(condition, bindings)

    def _forget_old(self, execution: Execution, task: TaskRun, output: dict[str, Any], round_: int) -> None:
        keep = task.input.get("keepLastN")
        if not isinstance(keep, int) or isinstance(keep, bool) or keep < 1 or round_ <= keep:
            return
        oldest = round_ - keep
        output.pop(str(oldest), None)
        names = {
            f"{ref}__{task.loop_base + oldest}" for ref in execution.blueprint.bodies.get(task.plain_ref, ())
        }
        execution.drop([run for run in execution.tasks if run.ref in names])


def into_loop(run: TaskRun, round_: int) -> None:
    """Make a newly mapped run part of an iteration."""
    run.ref = f"{run.ref}__{round_}"
    run.iteration = round_
    run.loop_over_task = True


def _reads_only_iteration(condition: str, ref: str) -> bool:
    """Whether all that a condition asks of the loop itself is its count."""
    if _WHOLE_SCOPE.search(condition):
        return False
    name = re.escape(ref)
    mentions = len(re.findall(rf"\b{name}\b", condition))
    counts = rf"\$(?:\.{name}|\[(['\"]){name}\1\])(?:\.iteration\b|\[(['\"])iteration\2\])"
    return mentions == len(re.findall(counts, condition))


def _forgiven(run: TaskRun) -> bool:
    return bool(run.workflow_task.get("optional") or run.workflow_task.get("permissive"))


def _items(execution: Execution, task: TaskRun) -> list[Any] | None:
    """The list that the loop goes over, or None for a loop over its condition alone."""
    given = task.workflow_task.get("items")
    if given is not None:
        value = resolve_in(execution, given, task.task_id)
    elif "_items" in task.input:
        value = task.input["_items"]
    else:
        return None
    if value is None:
        return []
    return value if is_list(value) else [value]


def _round(execution: Execution, task: TaskRun) -> int:
    number = task.output.get("iteration")
    return number if isinstance(number, int) else 0
