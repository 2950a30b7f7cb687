"""Tells a metrics collector how long a call took."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from conductor.client.exceptions import ApiException

if TYPE_CHECKING:
    from collections.abc import Generator

logger = logging.getLogger(__name__)


class Measure:
    """One call: what came of it."""

    status: int | None = 0


@contextmanager
def harmless() -> Generator[None, None, None]:
    """A collector is told something in this block: what it raises is logged, and ends nothing."""
    try:
        yield
    except Exception:
        logger.exception("the metrics collector failed; the call itself goes on")


@contextmanager
def measured(collector: Any, method: str, url: str, template: str | None) -> Generator[Measure, None, None]:
    """Time the block and report it to ``collector.record_api_request_time``, if there is one.

    ``template`` is the path with its placeholders, a label of few values.
    """
    measure = Measure()
    if collector is None:
        yield measure
        return
    started = time.monotonic()
    try:
        yield measure
    except ApiException as error:
        measure.status = error.status
        raise
    finally:
        path, status, spent = urlsplit(url).path, str(measure.status), time.monotonic() - started
        with harmless():
            collector.record_api_request_time(
                method=method, uri=path, status=status, time_spent=spent, metric_uri=template or path
            )
