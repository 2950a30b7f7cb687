"""What is wrong in a definition, and where."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
"""The server refuses it, or a run of it fails or hangs."""

WARNING = "warning"
"""A run may find no value where it expects one, or wait in vain, as its way goes."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    ``code`` names the rule, ``message`` says it in a sentence, ``task`` is the reference name of the task
    (None: the workflow itself), ``file`` and ``line`` are where the task was made. ``severity`` is ``error``
    (refused by the server, or a run fails or hangs) or ``warning`` (a run may find no value, or wait in
    vain).
    """

    code: str
    message: str
    task: str | None = None
    severity: str = ERROR
    workflow: str | None = None
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        subject = f"task {self.task!r}: " if self.task else f"workflow {self.workflow!r}: "
        return f"{place}{self.severity}: {subject}{self.message} [{self.code}]"
