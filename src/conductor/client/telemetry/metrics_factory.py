"""The collector that the settings ask for."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
    from conductor.client.telemetry.metrics_collector_base import MetricsCollectorBase
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)


def create_metrics_collector(settings: MetricsSettings | None) -> MetricsCollectorBase:
    """Return a collector; without settings one that collects nothing."""
    from conductor.client.telemetry.canonical_metrics_collector import CanonicalMetricsCollector
    from conductor.client.telemetry.legacy_metrics_collector import LegacyMetricsCollector

    if settings is not None and settings.is_canonical:
        return CanonicalMetricsCollector(settings)
    return LegacyMetricsCollector(settings)


def create_metrics_collector_for_parent(settings: MetricsSettings | None) -> MetricsCollectorBase:
    """Return the collector of the program that starts the workers; the folder is cleaned first, if asked."""
    if settings is not None:
        settings.clean_metrics_directory()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = settings.metrics_directory
    return create_metrics_collector(settings)
