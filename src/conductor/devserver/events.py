"""Event handlers: what happens when a message arrives on an internal queue."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.event_types import EVENT_HANDLER
from conductor.devserver.expressions import resolve
from conductor.devserver.refusal import Invalid, Refusal, ServerFault, violation
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate_condition
from conductor.devserver.updates import find_execution, open_task_by_ref, update_task

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

logger = logging.getLogger(__name__)


class Events:
    """The registered event handlers, and the messages that they have not seen yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.handlers: dict[str, dict[str, Any]] = {}
        self._messages: deque[tuple[str, str, dict[str, Any]]] = deque()
        for doc in engine.store.load("event_handler"):
            self.handlers[doc["name"]] = doc

    # -- handlers
    def save(self, given: Any, *, create: bool) -> None:
        """Register a handler, or replace it.

        :raises Invalid: it names no event or no action. :raises ServerFault: it is there already, or is not.
        """
        doc = EVENT_HANDLER.read(given)
        method = "addEventHandler" if create else "updateEventHandler"
        errors = [
            violation(f"{method}.arg0.{member}", message, doc.get(member) if member != "actions" else None)
            for member, message in (
                ("event", "Missing event location"),
                ("actions", "No actions specified. Please specify at-least one action"),
                ("name", "Missing event handler name"),
            )
            if not doc.get(member)
        ]
        if errors:
            raise Invalid(errors)
        name = doc["name"]
        if create and name in self.handlers:
            raise ServerFault(f"EventHandler with name {name} already exists!")
        if not create and name not in self.handlers:
            raise ServerFault(f"EventHandler with name {name} not found!")
        self.handlers[name] = doc
        self._engine.store.put("event_handler", name, doc)

    def remove(self, name: str) -> None:
        """Forget a handler. :raises ServerFault: there is none of that name."""
        if self.handlers.pop(name, None) is None:
            raise ServerFault(f"EventHandler with name {name} not found!")
        self._engine.store.delete("event_handler", name)

    # -- messages
    def publish(self, event: str, payload: dict[str, Any], message_id: str) -> None:
        """Keep a message until this turn's decisions are made."""
        self._messages.append((event, message_id, payload))

    def drain(self) -> bool:
        """Let the handlers act on one message; False when there is none."""
        if not self._messages:
            return False
        event, message_id, payload = self._messages.popleft()
        for handler in list(self.handlers.values()):
            if handler["event"] == event and handler["active"] and self._wants(handler, payload):
                for action in handler["actions"]:
                    self._act(handler["name"], action, event, message_id, payload)
        return True

    def _wants(self, handler: dict[str, Any], payload: dict[str, Any]) -> bool:
        condition = handler.get("condition")
        if not condition:
            return True
        try:
            return evaluate_condition(condition, payload)
        except (ScriptError, ScriptTimeout) as problem:
            logger.warning("condition of event handler %s: %s", handler["name"], problem)
            return False

    def _act(
        self, handler: str, action: dict[str, Any], event: str, message_id: str, payload: dict[str, Any]
    ) -> None:
        marks = {"conductor.event.messageId": message_id, "conductor.event.name": event}
        kind = action.get("action")
        try:
            if kind == "start_workflow":
                self._start(resolve(action.get("start_workflow") or {}, payload), marks, event)
            elif kind in ("complete_task", "fail_task"):
                status = statuses.COMPLETED if kind == "complete_task" else statuses.FAILED
                self._finish_task(action.get(kind) or {}, status, marks, payload)
            elif kind == "terminate_workflow":
                wanted = resolve(action.get(kind) or {}, payload)
                execution = find_execution(self._engine, str(wanted.get("workflowId")))
                self._engine.terminate(execution, wanted.get("terminationReason"))
            elif kind == "update_workflow_variables":
                wanted = resolve(action.get(kind) or {}, payload)
                execution = find_execution(self._engine, str(wanted.get("workflowId")))
                execution.variables = {**execution.variables, **(wanted.get("variables") or {})}
                self._engine.touch(execution)
            else:
                logger.warning("event handler %s: unknown action %s", handler, kind)
        except Refusal as problem:
            logger.warning("event handler %s, action %s: %s", handler, kind, problem.message)

    def _start(self, wanted: dict[str, Any], marks: dict[str, str], event: str) -> None:
        request: dict[str, Any] = {
            "name": wanted.get("name"),
            "version": wanted.get("version"),
            "correlationId": wanted.get("correlationId"),
            "taskToDomain": wanted.get("taskToDomain"),
            "input": {**(wanted.get("input") or {}), **marks},
        }
        self._engine.start(request, event=event)

    def _finish_task(
        self, details: dict[str, Any], status: str, marks: dict[str, str], payload: dict[str, Any]
    ) -> None:
        names = ("workflowId", "taskId", "taskRefName", "reasonForIncompletion")
        given = {name: details.get(name) for name in names}
        output = resolve({**given, **(details.get("output") or {})}, payload)
        task_id, workflow_id = output.get("taskId"), output.get("workflowId")
        callback = 0
        if not task_id:
            execution = find_execution(self._engine, str(workflow_id))
            task = open_task_by_ref(execution, str(output.get("taskRefName")))
            if task is None:
                logger.warning(
                    "event: no open task %s in workflow %s", output.get("taskRefName"), workflow_id
                )
                return
            task_id, callback = task.task_id, task.callback_after_seconds
        else:
            workflow_id = self._engine.task_owner.get(str(task_id), "")
        update_task(
            self._engine,
            {
                "workflowInstanceId": workflow_id,
                "taskId": task_id,
                "status": status,
                "outputData": {**output, **marks},
                "callbackAfterSeconds": callback,
                "reasonForIncompletion": output.get("reasonForIncompletion"),
            },
        )
