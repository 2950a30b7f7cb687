"""What the real server 3.32.3 answered, copied from its recordings and from probes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def recorded(name: str) -> Any:
    """Read one file of answers."""
    return json.loads((Path(__file__).parent / "recorded" / f"{name}.json").read_text(encoding="utf-8"))
