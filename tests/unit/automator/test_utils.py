"""Upstream's conversion functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List  # noqa: UP035

from conductor.client.automator import worker_isolation
from conductor.client.automator.utils import convert_from_dict, convert_from_dict_or_list, get_value


@dataclass
class A:
    x: int
    y: str = "d"


class Plain:
    def __init__(self, a: int, c: int = 5, **more: Any) -> None:
        self.a, self.c, self.more = a, c, more


def test_dictionaries_become_objects() -> None:
    assert convert_from_dict(A, {"x": 1, "z": 3}) == A(1)
    assert convert_from_dict(A, None) is None
    assert vars(convert_from_dict(Plain, {"a": 1, "q": 3})) == {"a": 1, "c": 5, "more": {"q": 3}}


def test_lists_item_by_item() -> None:
    assert convert_from_dict_or_list(A, [{"x": 1}]) == [A(1)]
    assert convert_from_dict_or_list(List[A], [{"x": 1}]) == [A(1)]  # noqa: UP006
    assert convert_from_dict_or_list(A, {"x": 1}) == A(1)


def test_simple_values_pass() -> None:
    assert get_value(int, "7") == "7"
    assert get_value(A, {"x": 1}) == A(1)


def test_isolation(monkeypatch: Any, caplog: Any) -> None:
    for text, mode in ((" Thread ", "thread"), ("process", "process"), ("", "process"), ("fibre", "process")):
        monkeypatch.setenv("CONDUCTOR_WORKER_ISOLATION", text)
        assert worker_isolation.isolation_mode() == mode
    worker_isolation.isolation_mode()
    assert caplog.text.count("it can be process or thread") == 1
    monkeypatch.setattr(worker_isolation, "_forced", [])
    worker_isolation.apply_thread_isolation()
    assert worker_isolation.isolation_mode() == "thread"
