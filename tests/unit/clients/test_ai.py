"""The orchestrator of prompts and integrations; the settings of providers."""

from __future__ import annotations

import json

import pytest
import responses

from conductor.client import ai
from conductor.client.ai import schedule, schedule_errors
from conductor.client.ai.configuration import LLMProvider, VectorDB
from conductor.client.ai.integrations import AzureOpenAIConfig, OpenAIConfig, PineconeConfig, WeaviateConfig
from conductor.client.ai.orchestrator import AIOrchestrator
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ConductorError, NotSupportedByServer, ServerError

API = "http://conductor.test/api"


@pytest.fixture
def orchestrator() -> AIOrchestrator:
    return AIOrchestrator(Configuration(server_api_url=API))


def sent() -> list[tuple[str, str]]:
    return [(call.request.method, call.request.url.removeprefix(API)) for call in responses.calls]


@responses.activate
def test_prompts(orchestrator: AIOrchestrator) -> None:
    responses.post(f"{API}/prompts/p", status=200)
    responses.get(f"{API}/prompts/p", json={"name": "p"})
    assert orchestrator.add_prompt_template("p", "Say ${what}", "d") is orchestrator
    found = orchestrator.get_prompt_template("p")
    assert found is not None
    assert found.name == "p"
    assert responses.calls[0].request.body == b"Say ${what}"


@responses.activate
def test_a_prompt_that_is_not_there(orchestrator: AIOrchestrator) -> None:
    responses.get(f"{API}/prompts/p", status=404, json={"message": "no prompt p"})
    assert orchestrator.get_prompt_template("p") is None


@responses.activate
def test_a_server_without_prompts_is_not_a_missing_prompt(orchestrator: AIOrchestrator) -> None:
    responses.get(f"{API}/prompts/p", status=404, json={"message": "No static resource api/prompts/p."})
    with pytest.raises(NotSupportedByServer):
        orchestrator.get_prompt_template("p")


@responses.activate
def test_other_errors_are_not_a_missing_prompt(orchestrator: AIOrchestrator) -> None:
    responses.get(f"{API}/prompts/p", status=500, json={"message": "boom"})
    with pytest.raises(ServerError):
        orchestrator.get_prompt_template("p")


@responses.activate
def test_a_prompt_for_several_models(orchestrator: AIOrchestrator) -> None:
    for model in ("m1", "m2"):
        responses.post(f"{API}/integrations/provider/ai/integration/{model}/prompt/p", status=200)
    orchestrator.associate_prompt_template("p", "ai", ["m1", "m2"])
    assert [path for _, path in sent()] == [
        "/integrations/provider/ai/integration/m1/prompt/p",
        "/integrations/provider/ai/integration/m2/prompt/p",
    ]


@responses.activate
def test_trying_a_prompt(orchestrator: AIOrchestrator) -> None:
    responses.post(f"{API}/prompts/test", json="fine")
    assert orchestrator.test_prompt_template("Say ${w}", {"w": 1}, "ai", "m", temperature=0.5) == "fine"
    assert json.loads(responses.calls[0].request.body) == {
        "llmProvider": "ai",
        "model": "m",
        "prompt": "Say ${w}",
        "promptVariables": {"w": 1},
        "stopWords": [],
        "temperature": 0.5,
        "topP": 1,
    }


PROVIDER, MODEL = f"{API}/integrations/provider/ai", f"{API}/integrations/provider/ai/integration/m"


@responses.activate
def test_a_new_integration(orchestrator: AIOrchestrator) -> None:
    for url in (PROVIDER, MODEL):
        responses.get(url, status=404, json={"message": "none"})
        responses.post(url, status=200)
    orchestrator.add_ai_integration("ai", LLMProvider.OPEN_AI, ["m"], "d", OpenAIConfig("key"))
    assert [method for method, _ in sent()] == ["GET", "POST", "GET", "POST"]
    assert json.loads(responses.calls[1].request.body) == {
        "category": "AI_MODEL",
        "configuration": {"api_key": "key"},
        "description": "d",
        "enabled": True,
        "type": "openai",
    }
    assert json.loads(responses.calls[3].request.body) == {"description": "d", "enabled": True}


@responses.activate
def test_an_integration_that_exists_stays(orchestrator: AIOrchestrator) -> None:
    responses.get(PROVIDER, json={"name": "ai"})
    responses.get(MODEL, json={"api": "m"})
    orchestrator.add_vector_store("ai", VectorDB.PINECONE_DB, ["m"], PineconeConfig("k", "e", "v", "p"))
    assert [method for method, _ in sent()] == ["GET", "GET"]


@responses.activate
def test_unless_it_shall_be_overwritten(orchestrator: AIOrchestrator) -> None:
    responses.post(PROVIDER, status=200)
    responses.post(MODEL, status=200)
    store = PineconeConfig("k", "e", "v", "p")
    orchestrator.add_vector_store("ai", VectorDB.PINECONE_DB, ["m"], store, overwrite=True)
    assert [method for method, _ in sent()] == ["POST", "POST"]
    body = json.loads(responses.calls[0].request.body)
    assert (body["category"], body["description"]) == ("VECTOR_DB", "ai")


@responses.activate
def test_tokens(orchestrator: AIOrchestrator) -> None:
    responses.get(f"{PROVIDER}/metrics", json={"m": "5"})
    responses.get(f"{MODEL}/metrics", json=5)
    assert orchestrator.get_token_used("ai") == {"m": "5"}
    assert orchestrator.get_token_used_by_model("ai", "m") == 5


def test_each_orchestrator_has_a_test_workflow_of_its_own(orchestrator: AIOrchestrator) -> None:
    other = AIOrchestrator(Configuration(server_api_url=API))
    assert orchestrator.prompt_test_workflow_name.startswith("prompt_test_")
    assert orchestrator.prompt_test_workflow_name != other.prompt_test_workflow_name
    assert AIOrchestrator(Configuration(server_api_url=API), "mine").prompt_test_workflow_name == "mine"


def test_settings_of_providers() -> None:
    assert WeaviateConfig("k", "e", "c").to_dict() == {"api_key": "k", "endpoint": "e"}
    assert AzureOpenAIConfig("k", "e").to_dict() == {"api_key": "k", "endpoint": "e"}
    assert PineconeConfig("k", "e", "v", "p").to_dict() == {
        "api_key": "k",
        "endpoint": "e",
        "environment": "v",
        "projectName": "p",
    }


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "PINECONE_API_KEY",
        "PINECONE_ENDPOINT",
        "PINECONE_ENV",
        "PINECONE_PROJECT",
    ):
        monkeypatch.setenv(name, name.lower())
    assert OpenAIConfig().to_dict() == {"api_key": "openai_api_key"}
    assert PineconeConfig().to_dict() == {
        "api_key": "pinecone_api_key",
        "endpoint": "pinecone_endpoint",
        "environment": "pinecone_env",
        "projectName": "pinecone_project",
    }


def test_the_doors() -> None:
    assert {name: getattr(ai, name) for name in ai.__all__}["Schedule"] is schedule.Schedule
    assert issubclass(schedule_errors.ScheduleNotFound, schedule_errors.ScheduleError)
    assert issubclass(schedule_errors.ScheduleError, schedule_errors.ConductorAgentError)
    assert issubclass(schedule_errors.ConductorAgentError, ConductorError)
    with pytest.raises(AttributeError, match="no attribute 'AgentClient'"):
        ai.AgentClient  # noqa: B018
    assert set(ai.__all__) <= set(dir(ai))
