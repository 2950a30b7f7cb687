"""Upstream's functions that turn JSON into objects; the workers' own conversion is in ``worker._convert``."""

from __future__ import annotations

import datetime
import logging
import typing
from typing import TYPE_CHECKING, Any, Dict, List, Set  # noqa: UP035 - upstream's sets hold these, too

from conductor.client.worker._convert import converter

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

simple_types = {int, float, str, bool, datetime.date, datetime.datetime, object}
dict_types: set[Any] = {dict, Dict, typing.Mapping}  # noqa: UP006
collection_types: set[Any] = {list, List, Set}  # noqa: UP006


def convert_from_dict(cls: type, data: Any) -> Any:
    """Return ``data`` as a ``cls``: a dataclass, a model or any class whose constructor names its members."""
    if data is None:
        return None
    convert = converter(cls)
    return data if convert is None else convert(data, False)


def convert_from_dict_or_list(cls: Any, data: Any) -> Any:
    """Like :func:`convert_from_dict`; a list is converted item by item."""
    if isinstance(data, list) and typing.get_origin(cls) is None:
        return [convert_from_dict(cls, item) for item in data]  # pyright: ignore[reportUnknownVariableType]
    return convert_from_dict(cls, data)


def get_value(typ: Any, val: Any) -> Any:
    """Return ``val`` as a ``typ``; a simple type passes as it is."""
    return val if typ in simple_types else convert_from_dict_or_list(typ, val)
