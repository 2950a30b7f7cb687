"""Every member that the server's own document gives a model is declared here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conductor.client.http import models

SCHEMAS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "openapi-3.32.3.json").read_text(encoding="utf-8")
)["components"]["schemas"]
SHARED = [name for name in SCHEMAS if name in models._HOMES]

OTHER_NAMES = {
    # A Java method that the server's generator takes for a member; the JSON never has it.
    ("TaskResult", "orCreateExecutionMetadata"),
}


def test_most_of_the_server_s_schemas_are_models() -> None:
    assert len(SHARED) >= 35


@pytest.mark.parametrize("name", SHARED)
def test_every_member_is_declared(name: str) -> None:
    declared = set(getattr(models, name).attribute_map.values())
    missing = {(name, member) for member in SCHEMAS[name].get("properties", {}) if member not in declared}
    assert missing <= OTHER_NAMES
