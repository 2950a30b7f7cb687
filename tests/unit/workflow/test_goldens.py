"""Each builder makes the JSON of its golden file. To write them anew: run this file as a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.llm_tasks import (
    ChatMessage,
    LlmChatComplete,
    LlmGenerateEmbeddings,
    LlmTextComplete,
)
from conductor.client.workflow.task.start_workflow_task import StartWorkflowTask
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


def test_the_order_of_parameters_in_both_published_lines():
    old = LlmTextComplete("r", "p", "m", "prompt", ["x"], 5, 1, 0.2, "named")  # type: ignore[arg-type]
    new = LlmTextComplete("r", "p", "m", "prompt", 2, ["x"], 5, 1, 0.2)
    assert old.name == "named"
    assert {**old.input_parameters, "promptVersion": 2} == new.input_parameters
    said = [ChatMessage("user", "hi")]
    chat = LlmChatComplete("r", "p", "m", said, ["x"], 5, 1, 0.2, "be brief", {"a": 1})  # type: ignore[arg-type]
    assert (
        chat.input_parameters
        == LlmChatComplete(
            "r",
            "p",
            "m",
            said,
            "be brief",
            {"a": 1},
            stop_words=["x"],
            max_tokens=5,
            temperature=1,
            top_p=0.2,
        ).input_parameters
    )
    assert LlmGenerateEmbeddings("r", "p", "m", "text", "named").name == "named"
    assert LlmGenerateEmbeddings("r", "p", "m", "text", 3).input_parameters["dimensions"] == 3


def test_no_messages_are_sent_as_none_of_them():
    assert LlmChatComplete("r", "p", "m", []).input_parameters["messages"] == []
    assert "messages" not in LlmChatComplete("r", "p", "m").input_parameters


def test_starting_a_workflow_without_input_gives_it_none():
    # Server: a null there fails the run.
    assert StartWorkflowTask("s", "child").input_parameters["startWorkflow"]["input"] == {}


if __name__ == "__main__":
    for stem, build in CATALOGUE.items():
        (GOLDEN / f"{stem}.json").write_text(build().to_json() + "\n")
