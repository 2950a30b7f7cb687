"""From parsed JSON to a dict of known members, or a refusal in the words of the real server's parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.devserver.java_beans import Bean


def bind(bean: Bean, value: Any, owner: str = "") -> dict[str, Any]:
    """The known members of ``value`` with their defaults; a null member is absent.

    ``owner`` says whose members they are, for the reader of the call.

    :raises ServerFault: ``value`` is no object, or a member has a type that cannot be converted.
    """
    bound: dict[str, Any] = bean.read(value)
    return bound
