from __future__ import annotations

from enum import Enum


class AccessKeyStatus(str, Enum):
    """Whether an access key may be used."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
