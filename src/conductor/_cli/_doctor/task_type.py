"""One task type: its definition, who polls it, and how many tasks wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conductor._cli._doctor.finding import Finding, note, ok, problem
from conductor._cli._doctor.spans import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRESH = 60.0
"""Seconds since its last poll for which a poller counts as there."""

MANY = 100
"""So many waiting tasks are worth a word."""


@dataclass(frozen=True)
class TaskFacts:
    """What the server knows of a task type. ``now`` is the server's time, epoch seconds."""

    name: str
    now: float
    definition: dict[str, Any] | None = None
    polls: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    waiting: dict[str | None, int] = field(default_factory=dict["str | None", int])
    """Tasks in the queue, by domain (None: no domain)."""
    held: int = 0
    """Tasks that are IN_PROGRESS."""
    alike: list[str] = field(default_factory=list[str])
    """Polled names that this one may have been meant to be."""

    def age(self, domain: str | None) -> float | None:
        """Seconds since somebody polled in that domain; None: nobody ever did."""
        times = [float(poll.get("lastPollTime") or 0) for poll in self.polls if _domain(poll) == domain]
        return None if not times else max(0.0, self.now - max(times) / 1000)

    def is_polled(self, domain: str | None) -> bool:
        """Whether somebody polled in that domain within the last minute."""
        age = self.age(domain)
        return age is not None and age <= FRESH

    def live_domains(self) -> list[str | None]:
        """The domains that are polled now, no domain first."""
        domains = {_domain(poll) for poll in self.polls}
        return sorted((each for each in domains if self.is_polled(each)), key=lambda each: each or "")


def _domain(poll: dict[str, Any]) -> str | None:
    domain = poll.get("domain")
    return None if domain in (None, "", "DEFAULT") else str(domain)


def where(domain: str | None) -> str:
    """``in domain eu``, ``without a domain``."""
    return "without a domain" if domain is None else f"in domain {domain}"


def task_findings(facts: TaskFacts, domains: Iterable[str | None] = (None,)) -> Iterator[Finding]:
    """What is to be said of a task type whose tasks go to those domains."""
    yield from definition_findings(facts)
    for domain in domains:
        yield poller_finding(facts, domain)
    yield from queue_findings(facts)


def definition_findings(facts: TaskFacts) -> Iterator[Finding]:
    """Whether the type is defined, and defined so that a dead worker is noticed."""
    if facts.definition is None:
        yield note(
            facts.name,
            f"task {facts.name} has no definition: a failed task is tried again after 60 s, 3 times, and a "
            "silent worker is noticed after an hour (the server's defaults)",
            f"register a TaskDef named {facts.name}, with retry_delay_seconds and response_timeout_seconds",
        )
    elif not facts.definition.get("responseTimeoutSeconds") and not facts.definition.get("timeoutSeconds"):
        yield problem(
            facts.name,
            f"task {facts.name} has no response timeout: a task whose worker died stays IN_PROGRESS for ever",
            "set response_timeout_seconds in its definition",
        )
    else:
        yield ok(facts.name, f"task {facts.name} is defined: {_terms(facts.definition)}")


def poller_finding(facts: TaskFacts, domain: str | None) -> Finding:
    """Whether somebody polls the type in that domain."""
    name, age = facts.name, facts.age(domain)
    if facts.is_polled(domain):
        return ok(name, f"task {name} is polled {where(domain)}, {span(age or 0.0)} ago the last time")
    others = facts.live_domains()
    if others:
        return problem(
            name,
            f"task {name} is polled only {' and '.join(map(where, others))}, not {where(domain)}",
            f"start the worker {where(domain)}, or start the workflow with {_mapping(name, others)}",
        )
    since = "nobody has ever polled it" if age is None else f"the last poll was {span(age)} ago"
    at = "" if domain is None else f" {where(domain)}"
    advice = f"start a worker for {name!r}, against this server, under exactly this name"
    if facts.alike:
        advice = (
            f"a worker polls {' and '.join(map(repr, facts.alike))}: is {name!r} meant? names must be equal"
        )
    return problem(name, f"no worker polls task {name}{at}: {since}", advice)


def queue_findings(facts: TaskFacts) -> Iterator[Finding]:
    """How many tasks wait, by domain."""
    for domain, size in facts.waiting.items():
        if not size:
            continue
        at = "" if domain is None else f" {where(domain)}"
        text = f"{size} task{'' if size == 1 else 's'} of {facts.name} wait{'s' if size == 1 else ''}{at}"
        if size >= MANY and facts.is_polled(domain):
            yield note(facts.name, text, "more workers, or a higher thread_count, shorten the queue")
        else:
            yield note(facts.name, text)


def _mapping(name: str, domains: list[str | None]) -> str:
    first = domains[0]
    return "no task_to_domain" if first is None else f"task_to_domain={{{name!r}: {first!r}}}"


def _terms(definition: dict[str, Any]) -> str:
    retries, delay = definition.get("retryCount", 3), definition.get("retryDelaySeconds", 60)
    logic = str(definition.get("retryLogic") or "FIXED").lower().replace("_", " ")
    tries = "no retries" if not retries else f"{retries} retries, {span(delay)} apart ({logic})"
    response = definition.get("responseTimeoutSeconds") or 0
    return tries + (f", response timeout {span(response)}" if response else "")
