"""Which domain a task goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.devserver.poll_data import PollData

#: Seconds since its last poll for which a domain counts as served.
ACTIVE_SECONDS = 10.0
NO_DOMAIN = "NO_DOMAIN"


def domain_for(type_: str, task_to_domain: dict[str, str], polls: PollData, real_now: float) -> str | None:
    """The first of the mapped domains that was polled lately, else the last one; None for no domain."""
    mapped = task_to_domain.get(type_) or task_to_domain.get("*")
    if not mapped:
        return None
    domains = [domain.strip() for domain in mapped.split(",")]
    for domain in domains:
        if domain.upper() != NO_DOMAIN and polls.polled_since(type_, domain, real_now - ACTIVE_SECONDS):
            return domain
    return None if domains[-1].upper() == NO_DOMAIN else domains[-1]
