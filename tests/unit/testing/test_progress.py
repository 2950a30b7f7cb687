"""What an execution waits for, said so that it helps."""

from __future__ import annotations

from typing import Any

import pytest

from conductor.client.http.models.task import Task
from conductor.client.http.models.workflow import Workflow
from conductor.testing._progress import what_it_waits_for


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({}, "a (work) is SCHEDULED, and nobody takes it: env.run_worker(...) or env.mock(...)"),
        (
            {"callback_after_seconds": 60, "reason_for_incompletion": "ValueError: no\n  at f"},
            "a (work) is SCHEDULED, due 60 s after it was scheduled (the try before: ValueError: no)",
        ),
        ({"callback_after_seconds": 5}, "a (work) is SCHEDULED, due 5 s after it was scheduled"),
        ({"status": "IN_PROGRESS"}, "a (work) is IN_PROGRESS"),
        ({"status": "COMPLETED"}, "no task"),
    ],
)
def test_what_it_waits_for(task: dict[str, Any], said: str) -> None:
    given = {"reference_task_name": "a", "task_type": "work", "status": "SCHEDULED", **task}
    assert what_it_waits_for(Workflow(tasks=[Task(**given)])) == said
