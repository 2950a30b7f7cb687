"""The task types, by name; a type that is not here is a worker's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.tasks.decision import Decision
from conductor.devserver.tasks.do_while import DoWhile
from conductor.devserver.tasks.dynamic import Dynamic
from conductor.devserver.tasks.dynamic_fork import DynamicFork
from conductor.devserver.tasks.event import Event
from conductor.devserver.tasks.exclusive_join import ExclusiveJoin
from conductor.devserver.tasks.fork_join import Fork, ForkJoin
from conductor.devserver.tasks.http import Http
from conductor.devserver.tasks.human import Human
from conductor.devserver.tasks.inline import Inline
from conductor.devserver.tasks.join import Join
from conductor.devserver.tasks.jq_transform import JqTransform
from conductor.devserver.tasks.noop import Noop
from conductor.devserver.tasks.outside import OUTSIDE_TYPES, Outside
from conductor.devserver.tasks.script_lambda import Lambda
from conductor.devserver.tasks.set_variable import SetVariable
from conductor.devserver.tasks.simple import Simple, UserDefined
from conductor.devserver.tasks.start_workflow import StartWorkflow
from conductor.devserver.tasks.sub_workflow import SubWorkflow
from conductor.devserver.tasks.switch import Switch
from conductor.devserver.tasks.terminate import Terminate
from conductor.devserver.tasks.wait import Wait

if TYPE_CHECKING:
    from conductor.devserver.tasks.kind import Kind

__all__ = ["KINDS", "is_system", "kind_of"]

_SIMPLE = Simple()
_USER_DEFINED = UserDefined()

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Decision(), DoWhile(), Dynamic(), DynamicFork(), Event(), ExclusiveJoin(), Fork(), ForkJoin(), Http(),
        Human(), Inline(), Join(), JqTransform(), Lambda(), Noop(), SetVariable(), StartWorkflow(),
        SubWorkflow(), Switch(), Terminate(), Wait(), _SIMPLE, *(Outside(name) for name in OUTSIDE_TYPES),
    )
}  # fmt: skip


def kind_of(type_: str) -> Kind:
    """The task type of that name; any other name is a worker task."""
    return KINDS.get(type_, _USER_DEFINED)


def is_system(type_: str) -> bool:
    """Whether the server itself runs a task of this run type."""
    kind = KINDS.get(type_)
    return kind is not None and not kind.polled
