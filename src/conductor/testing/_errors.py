"""What ``conductor.testing`` raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.workflow import Workflow


class RealServerUnavailable(RuntimeError):
    """The real server cannot be had or does not start; the text says what was tried and what would help."""


class WorkflowStuck(AssertionError):
    """An execution does not get to where the test waits for it; the text says what it waits for."""

    def __init__(self, message: str, run: Workflow) -> None:
        super().__init__(message)
        #: The execution as it was then.
        self.run = run

    @classmethod
    def of(cls, run: Workflow, status: str | None, task: str | None) -> WorkflowStuck:
        """The error for a run that did not come to ``status`` (of ``task``)."""
        from conductor.testing._progress import what_it_waits_for

        wanted = f"waited for {task or 'it'} to {f'be {status}' if status else 'be there' if task else 'end'}"
        state = f"{run.workflow_name} ({run.workflow_id}) is {run.status}"
        if run.reason_for_incompletion:
            state += f": {run.reason_for_incompletion}"
        return cls(f"{wanted}; {state}; open: {what_it_waits_for(run)}", run)
