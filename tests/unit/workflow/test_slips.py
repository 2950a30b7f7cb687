"""Each kind of mistake that people make is found, and none in what they get right."""

from __future__ import annotations

import json
import random

import pytest

from conductor.client.workflow._validate import check
from unit.workflow.runnable import right
from unit.workflow.slips import KINDS, slip

RIGHT = [json.loads(made.to_json()) for made in right("http://localhost:8080/api", "child")]


@pytest.mark.parametrize("definition", RIGHT, ids=[each["name"] for each in RIGHT])
def test_nothing_is_wrong_with_the_right_ones(definition: object):
    assert check(definition) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_found(kind: str):
    pytest.importorskip("quickjs")
    pytest.importorskip("jq")
    dice = random.Random(kind)
    tried = [wrong for turn in range(12) for each in RIGHT if (wrong := slip(each, kind, dice)) is not None]
    assert len(tried) > 10
    missed = [wrong for wrong in tried if not check(wrong)]
    # Some slips do no harm: a label in a script, a name that is blank.
    assert len(missed) <= len(tried) * 0.4
