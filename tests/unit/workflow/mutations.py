"""Seeded mistakes in definitions."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

JUNK = [
    None,
    "",
    0,
    -1,
    "x y",
    "${}",
    "${nope.output.x}",
    [],
    {},
    [{}],
    True,
    "true",
    "(((",
    "${a b}",
    3.5,
    "bogus",
]
TYPES = [
    "SWITCH",
    "HTTP",
    "FORK_JOIN",
    "DO_WHILE",
    "WAIT",
    "TERMINATE",
    "EVENT",
    "JOIN",
    "SUB_WORKFLOW",
    "DYNAMIC",
]


def mutate(definition: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A copy with one mistake in it."""
    changed = copy.deepcopy(definition)
    dice.choice([_drop, _junk, _junk, _type, _double, _expression, _shuffle, _same_reference])(changed, dice)
    return changed


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything in a JSON value is."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, member in members:
        yield (*path, step)
        yield from paths(member, (*path, step))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _where(definition: Any, dice: random.Random, fits: Any) -> tuple[Any, Any] | None:
    """A member that fits: what holds it, and its name there."""
    found = [path for path in paths(definition) if fits(path, at(definition, path))]
    if not found:
        return None
    path = dice.choice(found)
    return at(definition, path[:-1]), path[-1]


def _drop(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: True)
    if place:
        del place[0][place[1]]


def _junk(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: True)
    if place:
        place[0][place[1]] = copy.deepcopy(dice.choice(JUNK))


def _type(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: path[-1] == "type")
    if place:
        place[0][place[1]] = dice.choice(TYPES)


def _double(definition: Any, dice: random.Random) -> None:
    place = _where(
        definition, dice, lambda path, value: isinstance(value, dict) and "taskReferenceName" in value
    )
    if place and isinstance(place[0], list):
        place[0].append(copy.deepcopy(place[0][place[1]]))


def _expression(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: isinstance(value, str) and "${" in value)
    if place:
        text = place[0][place[1]]
        slips = [("${", "${x"), ("}", " }"), (".", ".."), (".", " "), ("}", ".}")]
        place[0][place[1]] = text.replace(*dice.choice(slips), 1)


def _shuffle(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: isinstance(value, list) and len(value) > 1)
    if place:
        dice.shuffle(place[0][place[1]])


def _same_reference(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: path[-1] == "taskReferenceName")
    other = _where(definition, dice, lambda path, value: path[-1] == "taskReferenceName")
    if place and other:
        place[0][place[1]] = other[0][other[1]]


def slip(definition: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A copy with one of the mistakes that people make: a wrong name, a lost member, a wrong order."""
    changed = copy.deepcopy(definition)
    dice.choice([_misspell, _misspell, _lose, _swap_tasks, _wrong_join, _wrong_script, _misnamed_condition])(
        changed, dice
    )
    return changed


def _misspell(definition: Any, dice: random.Random) -> None:
    """A reference to a task that is not there."""
    place = _where(definition, dice, lambda path, value: isinstance(value, str) and value.startswith("${"))
    if place:
        place[0][place[1]] = place[0][place[1]].replace("${", "${the_", 1)


def _lose(definition: Any, dice: random.Random) -> None:
    """A member that a task needs."""
    needed = ("expression", "queryExpression", "loopCondition", "evaluatorType", "joinOn", "switchCaseValue")
    place = _where(definition, dice, lambda path, value: path[-1] in needed)
    if place:
        del place[0][place[1]]


def _swap_tasks(definition: Any, dice: random.Random) -> None:
    place = _where(
        definition,
        dice,
        lambda path, value: isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict),
    )
    if place:
        tasks = place[0][place[1]]
        first = dice.randrange(len(tasks) - 1)
        tasks[first], tasks[first + 1] = tasks[first + 1], tasks[first]


def _wrong_join(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: path[-1] == "joinOn" and bool(value))
    if place:
        joined = place[0][place[1]]
        joined[dice.randrange(len(joined))] = "nobody"


def _wrong_script(definition: Any, dice: random.Random) -> None:
    scripts = ("expression", "queryExpression", "loopCondition")
    place = _where(definition, dice, lambda path, value: path[-1] in scripts and value != "switchCaseValue")
    if place:
        place[0][place[1]] = dice.choice(["(((", place[0][place[1]] + " )", "$.zip.zap", ".a | nofunc"])


def _misnamed_condition(definition: Any, dice: random.Random) -> None:
    place = _where(definition, dice, lambda path, value: path[-1] == "loopCondition")
    if place:
        place[0][place[1]] = place[0][place[1]].replace("$.", "$.my_")
