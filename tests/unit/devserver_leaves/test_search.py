from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conductor.devserver.search import (
    BadNumber,
    BadQuery,
    matches,
    parse,
    sort,
    task_summary,
    workflow_summary,
)

START = 1795232797564


def execution(number: int, **members):
    return {
        "ownerApp": "",
        "createTime": START + number * 50,
        "updateTime": START + number * 50 + 19,
        "status": "RUNNING",
        "endTime": 0,
        "workflowId": f"id-{number}",
        "tasks": [],
        "input": {"k": number, "f": 1.5, "t": ["A b", None]},
        "output": {},
        "correlationId": f"Corr{number}",
        "taskToDomain": {},
        "failedReferenceTaskNames": [],
        "priority": number,
        "variables": {},
        "failedTaskNames": [],
        "startTime": START + number * 50,
        "workflowName": "orders",
        "workflowVersion": 3,
        **members,
    }


EXECUTIONS = [
    execution(0),
    execution(
        1,
        status="TERMINATED",
        endTime=START + 146,
        updateTime=START + 146,
        reasonForIncompletion="because 'x' AND y",
    ),
    execution(2),
]
SUMMARIES = [workflow_summary(each) for each in EXECUTIONS]


def found(query=None, free_text=None, order=None):
    asked = parse(query, free_text)
    return [
        int(each["workflowId"][-1])
        for each in sort([each for each in SUMMARIES if matches(asked, each)], order)
    ]


def test_the_summary_is_the_recorded_one():
    assert SUMMARIES[1] == {
        "workflowType": "orders",
        "version": 3,
        "workflowId": "id-1",
        "correlationId": "Corr1",
        "startTime": "2026-11-21T03:46:37.614Z",
        "updateTime": "2026-11-21T03:46:37.710Z",
        "endTime": "2026-11-21T03:46:37.710Z",
        "status": "TERMINATED",
        "input": "{k=1, f=1.5, t=[A b, null]}",
        "output": "{}",
        "reasonForIncompletion": "because 'x' AND y",
        "executionTime": 96,
        "failedReferenceTaskNames": "",
        "priority": 1,
        "failedTaskNames": [],
        "taskToDomain": {},
        "parentWorkflowId": "",
        "classifier": "workflow",
        "inputSize": 27,
        "outputSize": 2,
    }


def test_the_summary_of_a_task():
    task = {
        "taskType": "a",
        "status": "CANCELED",
        "inputData": {},
        "outputData": {"x": [1]},
        "taskDefName": "a",
        "scheduledTime": 1795232797621,
        "startTime": 0,
        "endTime": 1795232797707,
        "updateTime": 1795232797707,
        "workflowInstanceId": "w",
        "workflowType": "orders",
        "taskId": "t",
        "correlationId": "Corr1",
        "workflowPriority": 1,
        "queueWaitTime": 0,
    }
    assert task_summary(task) == {
        "workflowId": "w",
        "workflowType": "orders",
        "correlationId": "Corr1",
        "scheduledTime": "2026-11-21T03:46:37.621Z",
        "startTime": "1970-01-01T00:00:00.000Z",
        "updateTime": "2026-11-21T03:46:37.707Z",
        "endTime": "2026-11-21T03:46:37.707Z",
        "status": "CANCELED",
        "executionTime": 1795232797707,
        "queueWaitTime": 0,
        "taskDefName": "a",
        "taskType": "a",
        "input": "{}",
        "output": "{x=[1]}",
        "taskId": "t",
        "workflowPriority": 1,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (None, [0, 1, 2]),
        ("", [0, 1, 2]),
        ("status=RUNNING", [0, 2]),
        ("status IN (RUNNING,TERMINATED)", [0, 1, 2]),
        ("status IN(RUNNING)", [0, 2]),
        ("status = 'RUNNING'", [0, 2]),
        ('status="RUNNING"', [0, 2]),
        ("status= RUNNING", [0, 2]),
        ("(status=RUNNING)", [0, 2]),
        ("correlationId=corr1", []),
        ("correlationId=corr*", [0, 1, 2]),
        ("correlationId=*ORR1", [1]),
        (f"startTime>{START}", [1, 2]),
        (f"startTime<{START + 1}", [0]),
        (f"startTime={START}", [0]),
        (f"startTime IN ({START},{START + 1})", [0]),
        ("endTime>0", [1]),
        ("endTime<9999999999999", [0, 1, 2]),
        ("status>COMPLETED", [0, 1, 2]),
        ("status=RUNNING and workflowType=orders", []),
        ("status==RUNNING", []),
        ("status!=RUNNING", [0, 1, 2]),
        ("workflow_type=nosuch", [0, 1, 2]),
        ("status=RUNNING AND ", [0, 2]),
        ("a=", [0, 1, 2]),
        ("workflowType IN (a, orders)", []),
        ("workflowId IN (id-0,id-2)", [0, 2]),
        ("nosuch=1 AND status=RUNNING", [0, 2]),
        ("status=RUNNING OR status=TERMINATED", []),
        ("classifier=workflow", [0, 1, 2]),
        ("parentWorkflowId=", [0, 1, 2]),
        ("workflowType=orders AND status=TERMINATED AND correlationId=Corr1", [1]),
    ],
)
def test_queries_as_the_real_server_answers_them(query, expected):
    assert found(query) == expected


def test_version_is_searched_too():
    assert found("version=3") == [0, 1, 2]
    assert found("version=4") == []


@pytest.mark.parametrize("query", [" ", "x", "this is no query", " AND status=RUNNING"])
def test_what_is_no_query(query):
    with pytest.raises(BadQuery, match="Incorrectly formatted query string: "):
        parse(query)


def test_a_time_that_is_no_number():
    with pytest.raises(BadNumber, match='For input string: "x"'):
        parse("startTime>x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", [0, 1, 2]),
        ("", [0, 1, 2]),
        ("Corr2", [2]),
        ("corr2", [2]),
        ("k=1", [1]),
        ("because", [1]),
        ('"priority":2', [2]),
        ("co*2", [0, 1, 2]),
        ("%", [0, 1, 2]),
        ("c_rr", [0, 1, 2]),
        ("corr1 AND corr2", []),
        ("ORDERS", [0, 1, 2]),
    ],
)
def test_free_text(text, expected):
    assert found(None, text) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, [0, 1, 2]),
        ("startTime:DESC", [2, 1, 0]),
        ("startTime", [0, 1, 2]),
        ("status:DESC|startTime:ASC", [1, 0, 2]),
        ("nosuch:ASC", [0, 1, 2]),
        ("correlationId:desc", [2, 1, 0]),
        ("updateTime:DESC", [1, 2, 0]),
        ("startTime:ASC:x", [0, 1, 2]),
        ("version:DESC", [0, 1, 2]),
        ("endTime:ASC", [0, 2, 1]),
    ],
)
def test_sorting(order, expected):
    assert found(None, None, order) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abStatus=<>IN(),*% AND'\"_0", max_size=30), st.text(max_size=10))
def test_a_query_is_refused_or_answered(query, text):
    try:
        asked = parse(query, text)
    except (BadQuery, BadNumber):
        return
    for summary in SUMMARIES:
        assert matches(asked, summary) in (True, False)
