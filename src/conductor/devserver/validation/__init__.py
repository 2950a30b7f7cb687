"""What the server refuses in a workflow or task definition, with its paths and words.

The rules are those of the real server's bean validation (recordings meta_workflow_invalid,
meta_taskdef_invalid, meta_task_types_invalid, docs_samples, and probes). The answer is the list for
``validationErrors``, empty when all is well.
"""

from __future__ import annotations

from conductor.devserver.validation._task_def import check_task_def
from conductor.devserver.validation._workflow_def import check_workflow_def

__all__ = ["check_task_def", "check_workflow_def"]
