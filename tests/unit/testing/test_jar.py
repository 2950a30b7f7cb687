"""Finding and fetching the real server's jar, with a jar of a few bytes and no network."""

from __future__ import annotations

import hashlib
import io
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from conductor.testing import RealServerUnavailable, _jar

if TYPE_CHECKING:
    from pathlib import Path

BYTES = b"a jar of forty bytes, for these tests..."


class Answer(io.BytesIO):
    def __init__(self, body: bytes, status: int = 200) -> None:
        super().__init__(body)
        self.status = status


class Central:
    """Answers with what it is told to, one after another, and remembers what was asked for."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[tuple[str, str | None]] = []
        self.authorized: list[str | None] = []

    def __call__(self, request: urllib.request.Request, timeout: float) -> Answer:
        assert 0 < timeout <= 60
        self.asked.append((request.full_url, request.get_header("Range")))
        self.authorized.append(request.get_header("Authorization"))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Answer)
        return answer


@pytest.fixture
def central(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Central:
    there = Central()
    monkeypatch.setattr(urllib.request, "urlopen", there)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    monkeypatch.setattr(_jar, "SIZE", len(BYTES))
    monkeypatch.setattr(_jar, "SHA256", hashlib.sha256(BYTES).hexdigest())
    monkeypatch.setattr(_jar.shutil, "which", lambda name: None)
    monkeypatch.setenv("CONDUCTOR_TEST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CONDUCTOR_SERVER_JAR", "CONDUCTOR_MAVEN_URL"):
        monkeypatch.delenv(name, raising=False)
    return there


def test_it_is_fetched_once(central: Central, tmp_path: Path) -> None:
    central.answers = [Answer(BYTES)]
    jar = _jar.server_jar()
    assert jar == tmp_path / "cache" / "conductor-server-3.32.3-boot.jar"
    assert jar.read_bytes() == BYTES
    assert _jar.server_jar() == jar
    assert len(central.asked) == 1
    assert central.asked[0][0].endswith(
        "/org/conductoross/conductor-server/3.32.3/conductor-server-3.32.3-boot.jar"
    )


def test_a_broken_transfer_goes_on_where_it_stopped(central: Central) -> None:
    central.answers = [Answer(BYTES[:10]), ConnectionResetError("reset"), Answer(BYTES[10:], 206)]
    assert _jar.server_jar().read_bytes() == BYTES
    assert [asked for _, asked in central.asked] == [None, "bytes=10-", "bytes=10-"]


def test_a_server_that_knows_no_ranges_starts_over(central: Central) -> None:
    central.answers = [Answer(BYTES[:10]), Answer(BYTES, 200)]
    assert _jar.server_jar().read_bytes() == BYTES


def test_a_wrong_jar_is_never_kept(central: Central, tmp_path: Path) -> None:
    central.answers = [Answer(b"x" * len(BYTES))]
    with pytest.raises(RealServerUnavailable, match="not the jar that was expected"):
        _jar.server_jar()
    assert [left.name for left in (tmp_path / "cache").iterdir() if left.stat().st_size] == []


def test_no_way_there_says_what_would_help(central: Central) -> None:
    central.answers = [ConnectionRefusedError("refused")] * _jar.TRIES
    with pytest.raises(
        RealServerUnavailable,
        match=r"could not be fetched from https://.*/maven2: refused.*MAVEN_URL.*CONDUCTOR_SERVER_JAR",
    ):
        _jar.server_jar()
    assert len(central.asked) == _jar.TRIES


@pytest.mark.parametrize(
    ("mirror", "authorization"),
    [
        ("https://mirror.example/maven", None),
        ("https://me:p%40ss@mirror.example/maven/", "Basic bWU6cEBzcw=="),
    ],
)
def test_a_mirror(
    central: Central, monkeypatch: pytest.MonkeyPatch, mirror: str, authorization: str | None
) -> None:
    monkeypatch.setenv("CONDUCTOR_MAVEN_URL", mirror)
    central.answers = [Answer(b"x" * len(BYTES)), Answer(BYTES)]
    with pytest.raises(RealServerUnavailable, match=r"from https://mirror\.example/maven: .*SHA-256 differs"):
        _jar.server_jar()
    assert _jar.server_jar().read_bytes() == BYTES
    assert {url for url, _ in central.asked} == {f"https://mirror.example/maven/{_jar.PATH}"}
    assert set(central.authorized) == {authorization}


def test_a_mirrors_password_is_in_no_log_and_no_error(
    central: Central, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONDUCTOR_MAVEN_URL", "https://me:secret@mirror.example/maven")
    central.answers = [ConnectionResetError("reset"), Answer(b"x" * len(BYTES))]
    with caplog.at_level("INFO"), pytest.raises(RealServerUnavailable) as refused:
        _jar.server_jar()
    told = f"{caplog.text}{refused.value}"
    assert told.count("https://mirror.example/maven: ") == 2
    assert "secret" not in told


def test_a_no_is_not_asked_again(central: Central) -> None:
    central.answers = [urllib.request.HTTPError("there", 404, "Not Found", None, None)]  # type: ignore[arg-type,attr-defined]
    with pytest.raises(RealServerUnavailable, match="404"):
        _jar.server_jar()
    assert len(central.asked) == 1


def test_a_copy_in_the_local_maven_repository_is_used(central: Central, tmp_path: Path) -> None:
    kept = tmp_path / "home" / ".m2" / "repository" / _jar.PATH
    kept.parent.mkdir(parents=True)
    kept.write_bytes(BYTES)
    assert _jar.server_jar() == kept
    assert central.asked == []


def test_a_damaged_copy_is_not_used(central: Central, tmp_path: Path) -> None:
    kept = tmp_path / "home" / ".m2" / "repository" / _jar.PATH
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"?" * len(BYTES))
    central.answers = [Answer(BYTES)]
    assert _jar.server_jar() == tmp_path / "cache" / _jar.NAME


def test_a_jar_of_ones_own(central: Central, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "own.jar"
    own.write_bytes(b"any")
    monkeypatch.setenv("CONDUCTOR_SERVER_JAR", str(own))
    assert _jar.server_jar() == own
    monkeypatch.setenv("CONDUCTOR_SERVER_JAR", str(tmp_path / "gone.jar"))
    with pytest.raises(RealServerUnavailable, match=r"names .*gone\.jar, which is no file"):
        _jar.server_jar()
