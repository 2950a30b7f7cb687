"""The lazy doors of packages: what type checkers see, what is offered, and what is found are the same."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

DOORS = ["conductor.client", "conductor.client.http.api", "conductor.client.ai"]


@pytest.mark.parametrize("package", DOORS)
def test_both_lists_are_equal(package: str) -> None:
    door = importlib.import_module(package)
    tree = ast.parse(Path(str(door.__file__)).read_text(encoding="utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for node in checked.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    found = {name: f"{package}.{home}.{name}" for name, home in door._HOMES.items()}
    assert seen == found
    assert sorted(seen) == sorted(door.__all__)


@pytest.mark.parametrize("package", DOORS)
def test_every_name_is_found_and_listed(package: str) -> None:
    door = importlib.import_module(package)
    assert all(getattr(door, name) is not None for name in door.__all__)
    assert set(door.__all__) <= set(dir(door))


@pytest.mark.parametrize("package", DOORS)
def test_a_name_that_is_not_there(package: str) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        importlib.import_module(package).Nonsense  # noqa: B018


@pytest.mark.parametrize("package", DOORS)
def test_a_door_imports_nothing_of_its_own_accord(package: str) -> None:
    code = f"import sys, {package}; print([m for m in sys.modules if m.startswith('{package}.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
