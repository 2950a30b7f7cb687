"""What several rooms' tests need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def metric_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Values in this test's folder; the library would keep their files open to the end of the process."""
    from prometheus_client import mmap_dict, values

    opened: list[mmap_dict.MmapedDict] = []

    class Closing(mmap_dict.MmapedDict):
        def __init__(self, filename: str, read_mode: bool = False) -> None:
            super().__init__(filename, read_mode)
            opened.append(self)

    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(values, "MmapedDict", Closing)
    monkeypatch.setattr(values, "ValueClass", values.MultiProcessValue())
    yield
    for values_file in opened:
        values_file.close()
