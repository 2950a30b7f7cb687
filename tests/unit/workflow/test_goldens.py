"""Each builder makes the JSON of its golden file. To write them anew: run this file as a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from unit.workflow.catalogue import CATALOGUE

GOLDEN = Path(__file__).with_name("golden")


def test_every_golden_has_its_builder():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_golden(name: str):
    made = json.loads(CATALOGUE[name]().to_json())
    assert made == json.loads((GOLDEN / f"{name}.json").read_text())


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_text_is_the_same_each_time(name: str):
    assert CATALOGUE[name]().to_json() == CATALOGUE[name]().to_json()


@pytest.mark.parametrize("name", CATALOGUE)
def test_nothing_is_wrong_with_it(name: str):
    assert CATALOGUE[name]().validate() == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_it_is_the_same_after_reading_it_back(name: str):
    text = CATALOGUE[name]().to_json()
    again = ConductorWorkflow.from_json(text)
    assert again.to_json() == text
    assert again.validate() == []


if __name__ == "__main__":
    for stem, build in CATALOGUE.items():
        (GOLDEN / f"{stem}.json").write_text(build().to_json() + "\n")
