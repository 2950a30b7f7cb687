"""Nobody has chosen how processes start."""

from __future__ import annotations

import multiprocessing.context

import pytest

from conductor.client.automator import _launch


@pytest.fixture(autouse=True)
def start_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """multiprocessing settles on a start method when it is first asked; each test begins before that."""
    monkeypatch.setattr(multiprocessing.context._default_context, "_actual_context", None)  # type: ignore[attr-defined]
    monkeypatch.setattr(_launch, "_nobody_chose", [])
