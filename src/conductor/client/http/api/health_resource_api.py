from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import HealthCheckStatus


class HealthResourceApi(ResourceApi):
    """The ``/health`` endpoint: the server's own opinion."""

    @endpoint("GET", "/health")
    def do_check(self, **options: Unpack[CallOptions]) -> HealthCheckStatus:
        """Ask whether the server and what it stands on are well."""
    do_check_with_http_info = with_http_info(do_check)
