"""Upstream's name for the collector of the default mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.telemetry.legacy_metrics_collector import LegacyMetricsCollector

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

MetricsCollector = LegacyMetricsCollector

__all__ = ["MetricsCollector"]
