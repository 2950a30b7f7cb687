"""Record what a real server sends, for `test_round_trip.py`.

    python tests/wire/record.py http://localhost:8080/api

Registers definitions under names of its own, runs them, writes one file per answer to ``tests/wire/data`` and
removes what it made. Each file holds the request, the type that the client reads the answer as, and its JSON.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NAME = "wire_recording"
CHILD, EVERY, FAILS, WAITS = f"{NAME}_child", f"{NAME}_every_type", f"{NAME}_fails", f"{NAME}_waits"
OWNER = "wire@example.com"


class Server:
    """The server's API, as plain JSON."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def call(self, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        """The answer's JSON, its text where it is no JSON, None where it is empty."""
        url = f"{self.url}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise OSError(f"{verb} {path}: {error.code} {error.read().decode()[:600]}") from None
        try:
            return json.loads(text) if text else None
        except ValueError:
            return text

    def try_call(self, verb: str, path: str, body: Any = None, **query: Any) -> None:
        """The same for what need not work."""
        try:
            self.call(verb, path, body, **query)
        except OSError as error:
            print(f"  {verb} {path}: {error}")

    def record(self, name: str, type_: str, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        """Call, and write the answer down."""
        answer = self.call(verb, path, body, **query)
        if answer in (None, [], {}):
            raise SystemExit(f"{name}: {verb} {path} gave {answer!r}, nothing to learn from")
        document = {"request": f"{verb} {path}", "type": type_, "body": answer}
        text = json.dumps(document, indent=1, ensure_ascii=False)
        (DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(name)
        return answer


def task(type_: str, name: str = "", **members: Any) -> dict[str, Any]:
    """A task of a workflow definition."""
    reference = members.pop("ref", f"{name or type_.lower()}_ref")
    return {"name": name or type_.lower(), "taskReferenceName": reference, "type": type_, **members}


TASK_DEF = {
    "name": f"{NAME}_task",
    "description": "every member",
    "ownerEmail": OWNER,
    "retryCount": 0,
    "retryLogic": "EXPONENTIAL_BACKOFF",
    "retryDelaySeconds": 1,
    "maxRetryDelaySeconds": 9,
    "backoffScaleFactor": 2,
    "backoffJitterMs": 50,
    "timeoutSeconds": 100,
    "timeoutPolicy": "TIME_OUT_WF",
    "responseTimeoutSeconds": 60,
    "pollTimeoutSeconds": 90,
    "totalTimeoutSeconds": 200,
    "concurrentExecLimit": 5,
    "rateLimitPerFrequency": 100,
    "rateLimitFrequencyInSeconds": 10,
    "inputKeys": ["a"],
    "outputKeys": ["b"],
    "inputTemplate": {"c": {"d": [1, 2.5, None, "x"]}},
    "isolationGroupId": "group",
    "executionNameSpace": "space",
    "enforceSchema": False,
    "inputSchema": {"name": "in", "version": 1, "type": "JSON", "data": {"type": "object"}},
    "outputSchema": {"name": "out", "version": 2, "type": "JSON", "externalRef": "http://example.com/s"},
    "baseType": "SIMPLE",
    "taskStatusListenerEnabled": True,
    "runtimeMetadata": ["secret"],
}

SIMPLE = task(
    "SIMPLE",
    TASK_DEF["name"],
    description="a worker",
    inputParameters={"name": "${workflow.input.name}", "deep": {"list": [1, {"x": None}]}},
    optional=False,
    startDelay=0,
    retryCount=1,
    rateLimited=False,
    permissive=True,
    cacheConfig={"key": "${name}", "ttlInSecond": 60},
    onStateChange={"onStart": [{"type": "audit", "payload": {"who": "me"}}]},
    metadata={"team": "a"},
)

EVERY_TYPE = [
    SIMPLE,
    task(
        "SIMPLE",
        "inline_definition",
        taskDefinition={**TASK_DEF, "name": "inline_definition"},
        asyncComplete=False,
    ),
    task("DYNAMIC", inputParameters={"taskToExecute": "x"}, dynamicTaskNameParam="taskToExecute"),
    task(
        "FORK_JOIN",
        forkTasks=[[task("NOOP", ref="left"), task("NOOP", ref="left2")], [task("NOOP", ref="right")]],
    ),
    task("JOIN", joinOn=["left2", "right"], joinMode="ASYNC", ref="join_fork"),
    task(
        "FORK_JOIN_DYNAMIC",
        inputParameters={"tasks": [], "inputs": {}},
        dynamicForkTasksParam="tasks",
        dynamicForkTasksInputParamName="inputs",
    ),
    task("JOIN", ref="join_dynamic"),
    task(
        "DECISION",
        inputParameters={"kind": "${workflow.input.kind}"},
        caseValueParam="kind",
        decisionCases={"a": [task("NOOP", ref="dec_a")]},
        defaultCase=[task("NOOP", ref="dec_default")],
    ),
    task(
        "SWITCH",
        inputParameters={"kind": "${workflow.input.kind}"},
        evaluatorType="javascript",
        expression="$.kind == 'a' ? 'a' : 'b'",
        decisionCases={
            "a": [task("NOOP", ref="sw_a")],
            "b": [task("NOOP", ref="sw_b"), task("NOOP", ref="sw_b2")],
        },
        defaultCase=[],
    ),
    task("EXCLUSIVE_JOIN", joinOn=["sw_a", "sw_b2"], defaultExclusiveJoinTask=["sw_b2"]),
    task(
        "DO_WHILE",
        loopCondition="if ($.do_while_ref['iteration'] < 2) { true; } else { false; }",
        evaluatorType="javascript",
        loopOver=[task("NOOP", ref="in_loop")],
        inputParameters={"keepLastN": 2},
    ),
    task(
        "DO_WHILE",
        ref="over_items",
        items="${workflow.input.items}",
        loopCondition="true",
        loopOver=[task("NOOP", ref="in_items")],
    ),
    task(
        "SUB_WORKFLOW",
        subWorkflowParam={"name": CHILD, "version": 1, "taskToDomain": {"*": "mine"}, "priority": 3},
    ),
    task(
        "SUB_WORKFLOW",
        ref="sub_inline",
        subWorkflowParam={
            "name": "inline",
            "workflowDefinition": {
                "name": "inline",
                "ownerEmail": OWNER,
                "schemaVersion": 2,
                "tasks": [task("NOOP", ref="inner")],
                "timeoutSeconds": 0,
            },
            "idempotencyKey": "k",
            "idempotencyStrategy": "RETURN_EXISTING",
        },
    ),
    task("START_WORKFLOW", inputParameters={"startWorkflow": {"name": CHILD, "input": {"a": 1}}}),
    task("EVENT", sink="conductor", asyncComplete=False, inputParameters={"m": 1}),
    task("WAIT", inputParameters={"duration": "1 seconds"}),
    task("HUMAN", inputParameters={"form": "x"}),
    task("USER_DEFINED", "user_defined_one", inputParameters={}),
    task("HTTP", inputParameters={"http_request": {"uri": "http://localhost:1/", "method": "GET"}}),
    task("LAMBDA", inputParameters={"scriptExpression": "return 1;"}),
    task("INLINE", inputParameters={"evaluatorType": "javascript", "expression": "1 + 1"}),
    task(
        "KAFKA_PUBLISH",
        inputParameters={"kafka_request": {"topic": "t", "value": "v", "bootStrapServers": "b:1"}},
    ),
    task("JSON_JQ_TRANSFORM", inputParameters={"queryExpression": ".a", "a": [1]}),
    task("SET_VARIABLE", inputParameters={"v": 1}),
    task("NOOP"),
    task("LLM_TEXT_COMPLETE", inputParameters={"llmProvider": "p", "model": "m", "promptName": "n"}),
    task("LLM_CHAT_COMPLETE", inputParameters={"llmProvider": "p", "model": "m", "instructions": "i"}),
    task("LLM_INDEX_TEXT", inputParameters={"text": "t"}),
    task("LLM_SEARCH_INDEX", inputParameters={"query": "q"}),
    task("LLM_GENERATE_EMBEDDINGS", inputParameters={"text": "t"}),
    task("LLM_STORE_EMBEDDINGS", inputParameters={"id": "i"}),
    task("LLM_GET_EMBEDDINGS", inputParameters={"namespace": "n"}),
    task("LIST_MCP_TOOLS", inputParameters={"mcpServer": "s"}),
    task("CALL_MCP_TOOL", inputParameters={"mcpServer": "s", "method": "m"}),
    task("PULL_WORKFLOW_MESSAGES", inputParameters={"batchSize": 2}),
    task("A_NEW_TYPE", "of_tomorrow", inputParameters={"x": 1}),
    task("TERMINATE", inputParameters={"terminationStatus": "COMPLETED", "workflowOutput": {"a": 1}}),
]


def definition(name: str, tasks: list[dict[str, Any]], **members: Any) -> dict[str, Any]:
    """A workflow definition."""
    base = {"name": name, "version": 1, "ownerEmail": OWNER, "schemaVersion": 2, "timeoutSeconds": 0}
    return {**base, "tasks": tasks, **members}


EVERY_MEMBER = {
    "description": "every task type and every member",
    "inputParameters": ["name", "kind"],
    "outputParameters": {"out": "${set_variable_ref.output}", "nothing": None},
    "failureWorkflow": CHILD,
    "failureWorkflowVersion": 1,
    "restartable": True,
    "workflowStatusListenerEnabled": True,
    "workflowStatusListenerSink": "conductor:sink",
    "timeoutPolicy": "ALERT_ONLY",
    "timeoutSeconds": 600,
    "variables": {"v": {"a": [1]}},
    "inputTemplate": {"kind": "a"},
    "inputSchema": {"name": "in", "version": 1, "type": "JSON", "data": {"type": "object"}},
    "outputSchema": {"name": "out", "version": 1, "type": "JSON"},
    "enforceSchema": False,
    "metadata": {"team": "a"},
    "maskedFields": ["password"],
    "cacheConfig": {"key": "k", "ttlInSecond": 5},
    "rateLimitConfig": {
        "rateLimitKey": "${workflow.input.name}",
        "concurrentExecLimit": 3,
        "policy": "QUEUE",
    },
}

RUNS = [
    SIMPLE,
    task("INLINE", inputParameters={"evaluatorType": "javascript", "expression": "({a: 1})"}),
    task("SET_VARIABLE", inputParameters={"v": "${inline_ref.output.result.a}"}),
    task("FORK_JOIN", forkTasks=[[task("NOOP", ref="left")], [task("NOOP", ref="right")]]),
    task("JOIN", joinOn=["left", "right"]),
    task("DO_WHILE", loopCondition="$.do_while_ref['iteration'] < 2", loopOver=[task("NOOP", ref="in_loop")]),
    task("SUB_WORKFLOW", subWorkflowParam={"name": CHILD, "version": 1}),
    task("WAIT", inputParameters={"duration": "1 hour"}),
]

HANDLER = {
    "name": f"{NAME}_handler",
    "event": "conductor:wire_recording:event",
    "condition": "$.a == 1",
    "evaluatorType": "javascript",
    "active": False,
    "actions": [
        {
            "action": "start_workflow",
            "start_workflow": {
                "name": CHILD,
                "version": 1,
                "correlationId": "${id}",
                "input": {"a": "${a}"},
                "taskToDomain": {"*": "mine"},
            },
            "expandInlineJSON": True,
        },
        {
            "action": "complete_task",
            "complete_task": {
                "workflowId": "${id}",
                "taskRefName": "r",
                "output": {"o": 1},
                "taskId": "${t}",
            },
        },
        {
            "action": "fail_task",
            "fail_task": {"taskRefName": "r", "output": {}, "reasonForIncompletion": "why"},
        },
        {
            "action": "terminate_workflow",
            "terminate_workflow": {"workflowId": "${id}", "terminationReason": "so"},
        },
        {
            "action": "update_workflow_variables",
            "update_workflow_variables": {"workflowId": "${id}", "variables": {"a": 1}, "appendArray": True},
        },
    ],
}

SCHEDULE = {
    "name": f"{NAME}_schedule",
    "description": "every second",
    "cronExpression": "* * * ? * *",
    "zoneId": "UTC",
    "paused": False,
    "runCatchupScheduleInstances": False,
    "scheduleStartTime": 1,
    "scheduleEndTime": 4102444800000,
    "createdBy": "me",
    "startWorkflowRequest": {
        "name": CHILD,
        "version": 1,
        "correlationId": "c",
        "input": {"a": [1]},
        "taskToDomain": {"*": "mine"},
        "priority": 1,
    },
}


def until(check: Any, seconds: float = 30) -> Any:
    """What the check gives, once it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.3)
    raise SystemExit("the server did not get there in time")


def record_definitions(server: Server) -> None:
    """Task and workflow definitions, event handlers, schedules."""
    server.call("POST", "/metadata/taskdefs", [TASK_DEF])
    server.record("task_def", "TaskDef", "GET", f"/metadata/taskdefs/{TASK_DEF['name']}")
    for made in (
        definition(CHILD, [task("NOOP")], outputParameters={"done": True}),
        definition(EVERY, EVERY_TYPE, **EVERY_MEMBER),
        definition(NAME, RUNS, outputParameters={"v": "${workflow.variables.v}"}),
        definition(
            FAILS, [task("INLINE", inputParameters={"expression": "throw 1", "evaluatorType": "javascript"})]
        ),
        definition(WAITS, [task("WAIT", inputParameters={})]),
    ):
        server.call("PUT", "/metadata/workflow", [made])
    server.record("workflow_def_every_type", "WorkflowDef", "GET", f"/metadata/workflow/{EVERY}")
    server.record("workflow_def_small", "WorkflowDef", "GET", f"/metadata/workflow/{CHILD}", version=1)
    server.call("POST", "/event", HANDLER)
    handlers = f"/event/{HANDLER['event']}"
    server.record("event_handlers", "list[EventHandler]", "GET", handlers, activeOnly="false")
    server.call("POST", "/scheduler/schedules", SCHEDULE)
    server.record("schedule", "WorkflowSchedule", "GET", f"/scheduler/schedules/{SCHEDULE['name']}")


def record_executions(server: Server) -> list[str]:
    """Executions in several states, tasks, logs, searches. Gives the ids of the workflows."""
    start = {
        "name": NAME,
        "version": 1,
        "correlationId": NAME,
        "input": {"name": "x", "n": None},
        "priority": 2,
    }
    running = server.call("POST", "/workflow", {**start, "taskToDomain": {"*": ""}, "createdBy": "me"})
    polled = server.record(
        "polled_tasks",
        "list[Task]",
        "GET",
        f"/tasks/poll/batch/{TASK_DEF['name']}",
        count=1,
        timeout=3000,
        workerid="w",
    )
    result = {
        "workflowInstanceId": running,
        "taskId": polled[0]["taskId"],
        "status": "COMPLETED",
        "workerId": "w",
        "outputData": {"a": {"b": [1, None]}},
        "logs": [{"log": "hello", "createdTime": 5}],
    }
    server.call("POST", "/tasks", result)
    server.record("task_logs", "list[TaskExecLog]", "GET", f"/tasks/{polled[0]['taskId']}/log")
    server.record("task", "Task", "GET", f"/tasks/{polled[0]['taskId']}")
    server.record("poll_data", "list[PollData]", "GET", "/tasks/queue/polldata", taskType=TASK_DEF["name"])

    def waiting() -> bool:
        tasks = server.call("GET", f"/workflow/{running}")["tasks"]
        return tasks[-1]["taskType"] == "WAIT"

    until(waiting)
    server.record("workflow_running", "Workflow", "GET", f"/workflow/{running}", includeTasks="true")
    server.record("workflow_without_tasks", "Workflow", "GET", f"/workflow/{running}", includeTasks="false")
    child = next(
        t["subWorkflowId"]
        for t in server.call("GET", f"/workflow/{running}")["tasks"]
        if t.get("subWorkflowId")
    )
    server.record("workflow_child", "Workflow", "GET", f"/workflow/{child}")
    server.record("workflow_status", "WorkflowStatus", "GET", f"/workflow/{running}/status")
    server.call("PUT", f"/workflow/{running}/pause")
    server.record("workflow_paused", "Workflow", "GET", f"/workflow/{running}")
    server.record(
        "bulk_response", "BulkResponse", "PUT", "/workflow/bulk/resume", [running, "no-such-workflow"]
    )
    server.record(
        "correlated",
        "dict(str, list[Workflow])",
        "POST",
        f"/workflow/{NAME}/correlated",
        [NAME],
        includeTasks="true",
    )
    failed = server.call("POST", "/workflow", {"name": FAILS, "version": 1, "input": {}})
    until(lambda: server.call("GET", f"/workflow/{failed}")["status"] == "FAILED")
    server.record("workflow_failed", "Workflow", "GET", f"/workflow/{failed}")
    server.record(
        "workflow_run",
        "WorkflowRun",
        "POST",
        f"/workflow/execute/{CHILD}/1",
        {"name": CHILD, "input": {"a": 1}},
    )
    waits = server.call("POST", "/workflow", {"name": WAITS, "version": 1})
    signal = f"/tasks/{waits}/COMPLETED/signal/sync"
    server.record("signal", "SignalResponse", "POST", signal, {"o": 1}, returnStrategy="TARGET_WORKFLOW")
    server.call("DELETE", f"/workflow/{running}", reason="recorded")
    server.record("workflow_terminated", "Workflow", "GET", f"/workflow/{running}")
    query = {"query": f"workflowType = {NAME}", "size": 2, "start": 0}
    until(lambda: server.call("GET", "/workflow/search", **query)["results"])
    server.record("search", "ScrollableSearchResultWorkflowSummary", "GET", "/workflow/search", **query)
    server.record("search_v2", "SearchResultWorkflow", "GET", "/workflow/search-v2", **query)
    by_task = {"query": f"taskType = {TASK_DEF['name']}", "size": 2, "start": 0}
    until(lambda: server.call("GET", "/tasks/search", **by_task)["results"])
    server.record("task_search", "SearchResultTaskSummary", "GET", "/tasks/search", **by_task)
    server.record("task_search_v2", "SearchResultTask", "GET", "/tasks/search-v2", **by_task)
    return [running, child, failed, waits]


def record_schedule_executions(server: Server) -> list[str]:
    """What a schedule started. Gives the ids of the workflows."""
    query = {"query": f"scheduleName IN ({SCHEDULE['name']})", "size": 2, "start": 0}
    path = "/scheduler/search/executions"
    until(lambda: server.call("GET", path, **query).get("results"))
    server.try_call("PUT", f"/scheduler/schedules/{SCHEDULE['name']}/pause")
    found = server.record(
        "schedule_executions", "SearchResultWorkflowScheduleExecutionModel", "GET", path, **query
    )
    return [run["workflowId"] for run in found["results"] if run.get("workflowId")]


def clean_up(server: Server, workflow_ids: list[str]) -> None:
    """Remove what was made."""
    server.try_call("DELETE", f"/scheduler/schedules/{SCHEDULE['name']}")
    server.try_call("DELETE", f"/event/{HANDLER['name']}")
    found = server.call("GET", "/workflow/search", query=f"workflowType = {CHILD}", size=100)["results"]
    for workflow_id in {*workflow_ids, *(run["workflowId"] for run in found)}:
        server.try_call("DELETE", f"/workflow/{workflow_id}/remove", archiveWorkflow="false")
    for name in (NAME, EVERY, CHILD, FAILS, WAITS):
        server.try_call("DELETE", f"/metadata/workflow/{name}/1")
    server.try_call("DELETE", f"/metadata/taskdefs/{TASK_DEF['name']}")


def main() -> None:
    """Record everything."""
    server = Server(sys.argv[1])
    DATA.mkdir(exist_ok=True)
    made: list[str] = []
    try:
        record_definitions(server)
        made += record_executions(server)
        made += record_schedule_executions(server)
    finally:
        clean_up(server, made)


if __name__ == "__main__":
    main()
