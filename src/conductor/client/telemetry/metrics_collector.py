"""Upstream's name for the collector of the default mode."""

from __future__ import annotations

from conductor.client.telemetry.legacy_metrics_collector import LegacyMetricsCollector

MetricsCollector = LegacyMetricsCollector

__all__ = ["MetricsCollector"]
