"""Search of executions and tasks: the query grammar, sorting, free text, and the summaries that are searched.

summaries = map(workflow_summary, executions)
query = parse("status=RUNNING AND startTime>1700000000000")
found = sort([each for each in summaries if matches(query, each)], "startTime:DESC")
"""

from __future__ import annotations

from conductor.devserver.search._query import BadNumber, BadQuery, Query, matches, parse
from conductor.devserver.search._sorting import sort
from conductor.devserver.search._summaries import task_summary, workflow_summary

__all__ = [
    "BadNumber",
    "BadQuery",
    "Query",
    "matches",
    "parse",
    "sort",
    "task_summary",
    "workflow_summary",
]
