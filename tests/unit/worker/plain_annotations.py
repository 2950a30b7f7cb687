"""Workers in a module without ``from __future__ import annotations``."""

# ruff: noqa: UP006, FA100 - that is what it is about

import dataclasses
import enum
from typing import Dict, List, Optional, Union  # noqa: UP035

from conductor.client.http.models.task import Task


class Size(enum.Enum):
    S = "s"


@dataclasses.dataclass
class Shirt:
    size: Size
    tags: List["Tag"]


@dataclasses.dataclass
class Tag:
    text: str


def wear(shirt: Shirt, more: Dict[str, Shirt], maybe: Optional[Shirt] = None, either: Union[int, str] = 0):
    return shirt, more, maybe, either


def look(task: Task):
    return task.task_id
