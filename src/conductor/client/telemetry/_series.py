"""Counters, gauges and histograms, made on first use with ``prometheus_client``."""

from __future__ import annotations

import os
import threading
from bisect import bisect_left, insort
from collections import deque
from typing import Any

from conductor.client.exceptions import ConductorError

QUANTILES = (0.5, 0.75, 0.9, 0.95, 0.99)


class MetricsExtraMissing(ConductorError, ImportError):
    """Metrics were asked for and ``prometheus_client`` is not installed."""


def prometheus(directory: str) -> Any:
    """Import ``prometheus_client`` so that every process writes its values into ``directory``."""
    # Upstream: sets this variable, too. It has to be there before the library is loaded.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
    try:
        import prometheus_client
        from prometheus_client import values
    except ImportError as error:
        raise MetricsExtraMissing(
            "metrics need the package prometheus-client: install this project with its extra `metrics`"
        ) from error
    module: Any = values
    if module.ValueClass.__name__ == "MutexValue":  # the program has loaded it before
        module.ValueClass = module.MultiProcessValue()
    return prometheus_client


class Series:
    """The metrics of one process. Thread-safe. Labels are given as a mapping of name to value."""

    def __init__(self, directory: str) -> None:
        self._client = prometheus(directory)
        self.registry: Any = self._client.CollectorRegistry()
        self.counters: dict[str, Any] = {}
        self.gauges: dict[str, Any] = {}
        self.histograms: dict[str, Any] = {}
        self._windows: dict[tuple[str, tuple[str, ...]], _Window] = {}
        self._lock = threading.RLock()

    def count(self, name: str, text: str, labels: dict[str, str]) -> None:
        """Add one."""
        self._child(self.counters, self._client.Counter, name, text, labels).inc()

    def set(
        self, name: str, text: str, labels: dict[str, str], value: float, mode: str = "mostrecent"
    ) -> None:
        """Set a gauge; ``mode`` says how the processes' values become one."""
        gauge = self._client.Gauge
        if mode not in getattr(gauge, "_MULTIPROC_MODES", (mode,)):
            mode = "max"  # a release from before there was this mode
        self._child(self.gauges, gauge, name, text, labels, multiprocess_mode=mode).set(value)

    def observe(
        self, name: str, text: str, labels: dict[str, str], value: float, buckets: tuple[float, ...]
    ) -> None:
        """Put a value into a histogram."""
        self._child(self.histograms, self._client.Histogram, name, text, labels, buckets=buckets).observe(
            value
        )

    def quantiles(self, name: str, text: str, labels: dict[str, str], value: float, size: int) -> None:
        """Note a value; gauges show quantiles of the last ``size``, and count and sum of all."""
        key = (name, tuple(labels.values()))
        with self._lock:
            window = self._windows.get(key)
            if window is None:
                window = self._windows[key] = _Window(size)
            window.add(value)
            for quantile in QUANTILES:
                self.set(name, text, {**labels, "quantile": str(quantile)}, window.quantile(quantile))
            self.set(f"{name}_count", f"{text}: how many", labels, window.count, "sum")
            self.set(f"{name}_sum", f"{text}: their sum", labels, window.sum, "sum")

    def _child(
        self, known: dict[str, Any], kind: Any, name: str, text: str, labels: dict[str, str], **options: Any
    ) -> Any:
        metric = known.get(name)
        if metric is None:
            with self._lock:
                metric = known.get(name)
                if metric is None:
                    metric = kind(name, text, labelnames=list(labels), registry=self.registry, **options)
                    known[name] = metric
        return metric.labels(*labels.values()) if labels else metric


class _Window:
    """The last values, kept sorted."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._order: deque[float] = deque()
        self._sorted: list[float] = []
        self.count = 0
        self.sum = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        self.sum += value
        if len(self._order) == self._size:
            del self._sorted[bisect_left(self._sorted, self._order.popleft())]
        self._order.append(value)
        insort(self._sorted, value)

    def quantile(self, share: float) -> float:
        return self._sorted[min(int(share * len(self._sorted)), len(self._sorted) - 1)]
