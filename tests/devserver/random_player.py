"""Plays a random case on one server, and says what must be the same on every server."""

from __future__ import annotations

import copy
import json
import re
import time
import uuid
from typing import TYPE_CHECKING, Any, Callable

import requests

from devserver.random_definitions import WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OPEN = ("SCHEDULED", "IN_PROGRESS")
STUCK_AFTER = 20.0
#: A worker's time-out is noticed by the real server's sweep.
LONGEST_SWEEP = 45.0
MOST_ANSWERS = 60


class Player:
    """Plays runs with one thread: waits until nothing but workers and people can move the run, then acts or
    answers the open task with the first name."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False
        self.prefix = f"rnd{uuid.uuid4().hex[:8]}_"
        definitions = [{"name": self.prefix + name, **shape} for name, shape in WORKERS.items()]
        self.json("POST", "/metadata/taskdefs", definitions)

    def close(self) -> None:
        for name in WORKERS:
            self.json("DELETE", f"/metadata/taskdefs/{self.prefix}{name}")
        self.http.close()

    def call(self, method: str, path: str, body: Any = None) -> requests.Response:
        return self.http.request(method, self.url + path, json=body, timeout=30)

    def json(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.call(method, path, body)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if "json" in answer.headers.get("Content-Type", "") else answer.text

    def play(self, case: dict[str, Any], check: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """The run with its children, ended or stuck; ``acts`` in it says how each act was answered."""
        definition = self._renamed(case["definition"])
        body = {"name": definition["name"], "version": 1, "workflowDef": definition, "input": case["input"]}
        run_id = self.json("POST", "/workflow", body)
        acts, told = list(case["acts"]), []
        answered, turns = 0, {}
        try:
            while True:
                check()
                run = self._quiet(run_id)
                ended = run["status"] not in ("RUNNING", "PAUSED")
                if acts and (answered >= acts[0]["after"] or ended):
                    told.append(self._act(run, acts.pop(0)))
                    answered = 0
                    continue
                waiting = sorted(self._waiting(run), key=lambda task: task["referenceTaskName"])
                if ended or not waiting or answered >= MOST_ANSWERS:
                    return {**run, "acts": told}
                self._answer(waiting[0], case["answers"], turns)
                answered += 1
        finally:
            self.call("DELETE", f"/workflow/{run_id}?reason=enough")
            self.http.delete(f"{self.url}/workflow/{run_id}/remove", timeout=30)

    def _renamed(self, definition: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(copy.deepcopy(definition))
        renamed: dict[str, Any] = json.loads(
            re.sub(r'"(name|t)": "(w\d+)"', rf'"\1": "{self.prefix}\2"', text)
        )
        return renamed

    # -- what is done to the run
    def _act(self, run: dict[str, Any], act: dict[str, Any]) -> Any:
        path, what = f"/workflow/{run['workflowId']}", act["what"]
        if what == "pause":
            answers = [self.call("PUT", path + "/pause")]
            paused = self._quiet(run["workflowId"])
            waiting = sorted(self._waiting(paused), key=lambda task: task["referenceTaskName"])
            if waiting and waiting[0]["taskType"].startswith(self.prefix):
                self._report(waiting[0], {"status": "COMPLETED", "outputData": {"k": "while paused"}})
            answers.append(self.call("PUT", path + "/resume"))
            return [answer.status_code for answer in answers]
        if what == "skip":
            refs = [task["taskReferenceName"] for task in run["workflowDefinition"]["tasks"]]
            return self.call("PUT", f"{path}/skiptask/{refs[act['which'] % len(refs)]}").status_code
        calls = {
            "restart": ("POST", "/restart"),
            "retry": ("POST", "/retry"),
            "terminate": ("DELETE", "?reason=stop"),
        }
        if what in calls:
            method, tail = calls[what]
            return self.call(method, path + tail).status_code
        body: dict[str, Any] = {"workflowInput": {"k": "again"}}
        own = [
            task
            for task in run["tasks"]
            if task["seq"] and task["taskType"] not in ("JOIN", "FORK", "SWITCH")
        ]
        if what == "rerun task" and own:
            body["reRunFromTaskId"] = own[act["which"] % len(own)]["taskId"]
        return self.call("POST", path + "/rerun", body).status_code

    def _answer(self, task: dict[str, Any], answers: dict[str, Any], turns: dict[str, int]) -> None:
        if not task["taskType"].startswith(self.prefix):
            path = f"/tasks/{task['workflowInstanceId']}/{task['referenceTaskName']}/COMPLETED"
            self.json("POST", path, {"k": "done"})
            return
        name = task["taskType"][len(self.prefix) :]
        turn = turns[name] = turns.get(name, -1) + 1
        answer = answers[name][min(turn, len(answers[name]) - 1)]
        if answer["status"] not in ("COMPLETED", "IN_PROGRESS") if "status" in answer else False:
            answer = {**answer, "reasonForIncompletion": f"{name} {turn}"}
        self._report(task, answer)

    def _report(self, task: dict[str, Any], answer: dict[str, Any]) -> None:
        deadline = time.monotonic() + STUCK_AFTER
        while True:
            got = self.json("GET", f"/tasks/poll/{task['taskType']}?workerid=player")
            if got:
                break
            assert time.monotonic() < deadline, f"{task['referenceTaskName']} is open, and not in its queue"
        if answer.get("never"):
            deadline = time.monotonic() + LONGEST_SWEEP
            while self.json("GET", f"/tasks/{got['taskId']}")["status"] == "IN_PROGRESS":
                assert time.monotonic() < deadline, f"{task['referenceTaskName']} never times out"
                time.sleep(0.05)
            return
        result = {"taskId": got["taskId"], "workflowInstanceId": got["workflowInstanceId"], **answer}
        self.json("POST", "/tasks", result)

    # -- where the run stands
    def _quiet(self, run_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + STUCK_AFTER
        while True:
            run = self._read(run_id)
            if time.monotonic() > deadline or not self._moves(run):
                return run
            time.sleep(0.01)

    def _read(self, run_id: str) -> dict[str, Any]:
        run: dict[str, Any] = self.json("GET", f"/workflow/{run_id}")
        for task in run["tasks"]:
            child = task.get("subWorkflowId")
            if task["taskType"] == "SUB_WORKFLOW" and child:
                task["child"] = self._read(child)
        return run

    def _moves(self, run: dict[str, Any]) -> bool:
        """Whether the server itself still has something to do."""
        if run["status"] == "PAUSED":
            return False
        if run["status"] != "RUNNING":
            # Server: the tasks and children of an ended run are ended a moment later.
            open_ones = any(task["status"] in OPEN for task in run["tasks"])
            return open_ones or any(task.get("child", {}).get("status") == "RUNNING" for task in run["tasks"])
        latest = {task["referenceTaskName"]: task for task in run["tasks"]}
        waits = False
        for task in run["tasks"]:
            if task["status"] not in OPEN:
                late = task["taskType"] == "SUB_WORKFLOW" or task["status"] in (
                    "FAILED",
                    "FAILED_WITH_TERMINAL_ERROR",
                )
                if late and not task["retried"] and not task["executed"]:
                    return True  # deciding has not seen it yet
                continue
            if task["taskType"] == "SUB_WORKFLOW":
                child = task.get("child")
                if child is None or child["status"] != "RUNNING" or self._moves(child):
                    return True
                waits = True
            elif task["taskType"] == "JOIN":
                end = f"__{task['iteration']}" if task.get("loopOverTask") else ""
                refs = [latest.get(ref + end) for ref in task["inputData"].get("joinOn", ())]
                if all(ref is not None and ref["status"] not in OPEN for ref in refs):
                    return True
            elif task["taskType"].startswith(self.prefix) or task["taskType"] in ("HUMAN", "WAIT"):
                waits = True
            elif task["taskType"] not in ("DO_WHILE", "EXCLUSIVE_JOIN"):
                return True
        return not waits

    def _waiting(self, run: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for task in run["tasks"]:
            if task["status"] in OPEN and (
                task["taskType"].startswith(self.prefix) or task["taskType"] in ("HUMAN", "WAIT")
            ):
                yield task
            elif task["status"] in OPEN and task.get("child", {}).get("status") == "RUNNING":
                yield from self._waiting(task["child"])

    # -- what it comes to
    def told(self, run: dict[str, Any], ordered: bool) -> dict[str, Any]:
        """What must be the same on every server."""
        told: dict[str, Any] = {
            "status": run["status"],
            "output": run.get("output"),
            "variables": run.get("variables"),
            "reason": run.get("reasonForIncompletion"),
            "failed": sorted(ref for ref in run.get("failedReferenceTaskNames", []) if ref[0] != "j"),
            "acts": run.get("acts"),
            "tasks": {
                f"{t['referenceTaskName']}#{t['retryCount']}": self._task(t, run, ordered)
                for t in run["tasks"]
            },
        }
        if (
            not ordered
            and run["status"] != "COMPLETED"
            and run["tasks"]
            and run["tasks"][-1]["taskType"] == "JOIN"
        ):
            told["output"] = "some"
        if ordered:
            told["order"] = [f"{t['referenceTaskName']}#{t['retryCount']}" for t in run["tasks"] if t["seq"]]
        text = UUID.sub("ID", json.dumps(told, sort_keys=True)).replace(self.prefix, "")
        plain: dict[str, Any] = json.loads(text)
        return plain

    def _task(self, task: dict[str, Any], run: dict[str, Any], ordered: bool) -> dict[str, Any]:
        given = {
            k: v for k, v in task["inputData"].items() if k not in ("subWorkflowDefinition", "forkedTaskDefs")
        }
        told = {"status": task["status"], "input": given, "output": task.get("outputData")}
        told["iteration"] = task.get("iteration", 0)
        told["reason"] = task.get("reasonForIncompletion")
        told["retried"] = task["retried"]
        told["def"] = task["taskDefName"]
        told["delay"] = task.get("startDelayInSeconds")
        if (
            not ordered
            and task.get("workflowTask", {}).get("optional")
            and told["status"].startswith("FAILED")
        ):
            told["status"] = (
                "COMPLETED_WITH_ERRORS"  # Server: the JOIN may end the run before this is written
            )
        if task["taskType"] == "JOIN" and told["status"] == "COMPLETED_WITH_ERRORS":
            told["status"], told["reason"] = "COMPLETED", None  # Server: and then it has not seen it
        if task["taskType"] == "JOIN" and run["status"] != "COMPLETED":
            # Server: its thread may see the failure, or some branches, before the run's end cancels it.
            told["status"] = told["output"] = told["reason"] = "some"
        if "child" in task:
            told["child"] = self.told(task["child"], ordered)
        return told


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two trees differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted(set(one) | set(other))
        return [
            d
            for key in keys
            for d in differences(one.get(key, "absent"), other.get(key, "absent"), f"{path}/{key}")
        ]
    return [] if one == other and type(one) is type(other) else [f"{path}: embedded {one!r}, real {other!r}"]
