"""The pytest plugin, registered on installation."""

from __future__ import annotations
