"""OrkesClients: one Configuration, one ApiClient, each client made once."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest

from conductor.client import orkes_clients
from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import ConductorClients, OrkesClients

FACTORIES = [name for name in vars(OrkesClients) if name.startswith("get_") and name != "get_agent_client"]
CLIENTS = sorted(set(FACTORIES) - {"get_workflow_executor", "get_event_client"})


@pytest.fixture
def clients() -> OrkesClients:
    return OrkesClients(Configuration(server_api_url="http://conductor.test/api"))


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_client_is_made_once(clients: OrkesClients, factory: str) -> None:
    assert getattr(clients, factory)() is getattr(clients, factory)()


@pytest.mark.parametrize("factory", CLIENTS)
def test_clients_share_one_api_client(clients: OrkesClients, factory: str) -> None:
    client: Any = getattr(clients, factory)()
    assert client.api_client is clients.api_client
    assert client.taskResourceApi.api_client is clients.api_client
    assert clients.api_client.configuration is clients.configuration


def test_every_client_module_has_a_factory() -> None:
    """The service registry and the events too, which the published facade forgot."""
    kinds = {name for name in vars(orkes_clients) if name.startswith("Orkes") and name.endswith("Client")}
    made = {type(getattr(OrkesClients(), factory)()).__name__ for factory in CLIENTS}
    assert made == kinds
    assert len(FACTORIES) == 12


def test_nothing_is_made_before_it_is_asked_for() -> None:
    with mock.patch.object(orkes_clients, "ApiClient") as made:
        clients = OrkesClients(Configuration(server_api_url="http://conductor.test/api"))
        made.assert_not_called()
        clients.get_task_client()
        clients.get_metadata_client()
    made.assert_called_once_with(clients.configuration, metrics_collector=None)


def test_the_metrics_collector_reaches_every_client() -> None:
    collector: Any = object()
    clients = OrkesClients(
        Configuration(server_api_url="http://conductor.test/api"), metrics_collector=collector
    )
    assert clients.get_workflow_client().metrics_collector is collector
    assert clients.api_client.metrics_collector is collector


def test_without_configuration_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONDUCTOR_SERVER_URL", "http://elsewhere.test/api")
    assert OrkesClients().api_client.configuration.host == "http://elsewhere.test/api"


def test_a_client_alone_makes_its_own_api_client() -> None:
    from conductor.client.orkes.orkes_task_client import OrkesTaskClient

    configuration = Configuration(server_api_url="http://conductor.test/api")
    assert OrkesTaskClient(configuration).api_client.configuration is configuration


def test_the_other_name() -> None:
    assert ConductorClients is OrkesClients


def test_agents_are_not_here(clients: OrkesClients) -> None:
    with pytest.raises(NotImplementedError, match="agents are not part"):
        clients.get_agent_client()


def test_the_event_client_uses_the_shared_api_client(clients: OrkesClients) -> None:
    assert clients.get_event_client().client.api_client is clients.api_client
