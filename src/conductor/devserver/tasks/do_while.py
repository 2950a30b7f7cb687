"""DO_WHILE: a loop over a condition, or over items."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.blueprint import body_of
from conductor.devserver.json_value import is_list
from conductor.devserver.scope import resolve_in
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate_condition
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish, is_gone, task_input

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

logger = logging.getLogger(__name__)
_warned: set[str] = set()
#: A script that hands on all of ``$``.
_WHOLE_SCOPE = re.compile(r"\$(?![.\[])")


class DoWhile(Kind):
    """Runs its body at least once (over items: once per item); ``output`` holds each iteration's outputs."""

    name = "DO_WHILE"

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
        round_ = _round(task)
        if round_ == 0:
            keep = _parameters(task).get("keepLastN")
            if keep is not None and _kept(task) is None:
                # Server: its start answers 500 then, or the run hangs.
                reason = f"keepLastN must be a whole number written in the definition, not {keep!r}"
                return finish(execution, task, shell, statuses.FAILED_WITH_TERMINAL_ERROR, reason)
            items = _items(execution, task)
            if items is not None and not items:
                return finish(execution, task, shell, output={**task.output, "iteration": 0})
            return self._begin(execution, task, shell, 1, items)
        body = self._body(execution, task, round_)
        collected: dict[str, Any] = {}
        failed: TaskRun | None = None
        for run in body.values():
            collected[run.plain_ref] = run.output
            if run.status not in statuses.GOOD_TASK:
                failed = run
                break
        self._forget_old(execution, task, round_)
        if failed is not None:
            # Server: a permissive task's failure ends the loop, and what fails as it is scheduled, even an
            # optional one: deciding has not seen it yet (do_while_permissive, do_while_jq).
            output = {**task.output, str(round_): collected}
            reason = f"{failed.reason or 'null'} "
            return finish(execution, task, shell, statuses.FAILED, reason, output)
        if any(run.open for run in body.values()) or not self._reached_end(execution, task, body):
            # Server: seen by expressions, and kept by a loop that is cancelled, within this pass alone.
            task.draft = (round_, list(body.values()))
            execution.drafts.append(task)
            return False
        output = {**task.output, str(round_): collected, "iteration": round_}
        keep = _kept(task)
        if keep is not None and round_ > keep:
            # Server: the tasks of old iterations go at once, their output as the iteration ends.
            output.pop(str(round_ - keep), None)
        execution.change(task, output=output, draft=None)
        items = _items(execution, task)
        try:
            more = self._goes_on(execution, task, items, round_)
        except (ScriptError, ScriptTimeout) as problem:
            condition = task.workflow_task.get("loopCondition")
            reason = f"Unable to evaluate condition {condition}, exception {problem}"
            return finish(execution, task, shell, statuses.FAILED_WITH_TERMINAL_ERROR, reason)
        if is_gone(execution, task):
            return True  # while a long condition was evaluated
        if more:
            return self._begin(execution, task, shell, round_ + 1, items)
        return finish(execution, task, shell)

    def cancel(self, execution: Execution, task: TaskRun, shell: Shell) -> None:
        """Keep what this pass has seen of the present iteration."""
        if task.draft is not None:
            execution.change(task, output=task.drafted_output)

    def _begin(
        self, execution: Execution, task: TaskRun, shell: Shell, round_: int, items: list[Any] | None
    ) -> bool:
        output = {**task.output, "iteration": round_}
        if items is not None:
            output["loopIndex"] = round_ - 1
            if round_ <= len(items):
                output["loopItem"] = items[round_ - 1]
        first = task.workflow_task["loopOver"][0]
        if round_ == 1:
            # Inside another loop the numbers go on where the round before stopped: no name comes twice.
            before = execution.by_name.get(first["taskReferenceName"])
            execution.change(task, loop_base=before.loop_number if before is not None else 0)
            if task.loop_base and execution.blueprint.name not in _warned:
                _warned.add(execution.blueprint.name)
                logger.warning(
                    "workflow %s has a loop in a loop, %s: the embedded server numbers its tasks on, the "
                    "real server 3.32.3 does not get beyond the outer loop's first iteration",
                    execution.blueprint.name,
                    task.plain_ref,
                )
        execution.change(task, output=output, loop_over_task=True, iteration=round_, draft=None)
        from conductor.devserver.mapping import map_task

        made = map_task(execution, first, shell.facts())
        for run in made:
            into_loop(run, task.loop_base + round_)
            if not run.system or run.type in ("HTTP", "DO_WHILE"):
                run.retry_count = task.retry_count  # Server: a loop that was retried counts on (retry_loop)
        shell.schedule(execution, made)
        return True

    def _body(self, execution: Execution, task: TaskRun, round_: int) -> dict[str, TaskRun]:
        """The latest runs of this iteration's tasks, nested ones included, by plain name, in order."""
        refs = _inside(execution, task)
        suffix = f"__{task.loop_base + round_}"
        found = [execution.latest[ref + suffix] for ref in refs if ref + suffix in execution.latest]
        return {run.plain_ref: run for run in sorted(found, key=lambda run: run.seq)}

    def _reached_end(self, execution: Execution, task: TaskRun, body: dict[str, TaskRun]) -> bool:
        """Whether every task on the loop's own level has run, and whatever follows a task that has ended."""
        if not all(step["taskReferenceName"] in body for step in task.workflow_task.get("loopOver", [])):
            return False
        inside = _inside(execution, task)
        following = (execution.blueprint.after.get(ref) for ref in body)
        refs = (step["taskReferenceName"] for step in following if step is not None)
        return all(ref in body or ref not in inside for ref in refs)

    def _goes_on(self, execution: Execution, task: TaskRun, items: list[Any] | None, round_: int) -> bool:
        condition = task.workflow_task.get("loopCondition") or ""
        if not condition.strip():
            return items is not None and round_ < len(items)
        bindings = dict(task_input(execution, task.workflow_task, task.task_def, task.task_id))
        own = task.output
        if _reads_only_iteration(condition, task.plain_ref):
            own = {"iteration": round_}  # a long loop's outputs need not go through the script each time
        # Server: inside another loop this one is known only as REF__N (do_while_nested).
        bindings[task.ref] = own
        for ref in _inside(execution, task):
            # Server: what did not run in this iteration is there as it was in an earlier one.
            if ref in execution.by_name:
                bindings[ref] = execution.by_name[ref].output
        if items is not None:
            bindings["loopIndex"] = round_ - 1
            if round_ <= len(items):
                bindings["loopItem"] = items[round_ - 1]
        more = evaluate_condition(condition, bindings)
        return more and (items is None or round_ < len(items))

    def _forget_old(self, execution: Execution, task: TaskRun, round_: int) -> None:
        keep = _kept(task)
        if keep is None or round_ <= keep:
            return
        oldest = round_ - keep
        suffix = f"__{task.loop_base + oldest}"
        names = {ref + suffix for ref in _inside(execution, task)}
        if not names.isdisjoint(execution.latest):
            execution.drop([run for run in execution.tasks if run.ref in names])


def _parameters(task: TaskRun) -> dict[str, Any]:
    """The loop's parameters as they are written."""
    parameters: dict[str, Any] = task.workflow_task.get("inputParameters") or {}
    return parameters


def _kept(task: TaskRun) -> int | None:
    """How many iterations are kept, None for all."""
    keep = _parameters(task).get("keepLastN")
    return keep if isinstance(keep, int) and not isinstance(keep, bool) else None


def _inside(execution: Execution, task: TaskRun) -> frozenset[str]:
    """The names of the body's tasks; the definition does not know a loop that was forked dynamically."""
    known = execution.blueprint.bodies.get(task.plain_ref)
    return body_of(task.workflow_task) if known is None else known


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


def _items(execution: Execution, task: TaskRun) -> list[Any] | None:
    """The list that the loop goes over, or None for a loop over its condition alone."""
    given = task.workflow_task.get("items")
    parameters = _parameters(task)
    value: Any = None
    if isinstance(given, str) and given.strip():
        value = resolve_in(execution, given, task.task_id)
    elif not _is_list_or_text(parameters.get("_items")):
        return None
    if value is None and "_items" in parameters:
        value = resolve_in(execution, parameters["_items"], task.task_id)
    if value is None:
        return []
    return value if is_list(value) else [value]


def _is_list_or_text(value: Any) -> bool:
    return is_list(value) or (isinstance(value, str) and bool(value.strip()))


def _round(task: TaskRun) -> int:
    number = task.output.get("iteration")
    return number if isinstance(number, int) else 0
