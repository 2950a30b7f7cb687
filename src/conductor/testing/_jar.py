"""The real server's jar: found in a cache or a local Maven repository, else fetched once."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from conductor.testing._errors import RealServerUnavailable

if TYPE_CHECKING:
    from collections.abc import Generator

logger = logging.getLogger(__name__)

GROUP, ARTIFACT, VERSION, CLASSIFIER = "org.conductoross", "conductor-server", "3.32.3", "boot"
SIZE = 457_760_812
SHA256 = "6b1615a5beb82bbbfa05219d0f1b84440aa8c0bef1371662803ef5588d7d507b"
NAME = f"{ARTIFACT}-{VERSION}-{CLASSIFIER}.jar"
PATH = f"{GROUP.replace('.', '/')}/{ARTIFACT}/{VERSION}/{NAME}"
CENTRAL = "https://repo.maven.apache.org/maven2"
BLOCK = 1 << 20
TRIES = 5


def cache_folder() -> Path:
    """Where the jar is kept: ``CONDUCTOR_TEST_CACHE``, else the user's cache folder. Never the checkout."""
    named = os.environ.get("CONDUCTOR_TEST_CACHE")
    if named:
        return Path(named)
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(root) if root else Path.home() / ".cache") / "conductor-python"


def server_jar() -> Path:
    """The path of the verified jar, fetched if this machine has none.

    A name of your own goes before everything: ``CONDUCTOR_SERVER_JAR`` (used as it is, unchecked).
    Raises ``RealServerUnavailable`` with what was tried.
    """
    own = os.environ.get("CONDUCTOR_SERVER_JAR")
    if own:
        if Path(own).is_file():
            return Path(own)
        raise RealServerUnavailable(f"CONDUCTOR_SERVER_JAR names {own}, which is no file")
    for kept in (cache_folder() / NAME, Path.home() / ".m2" / "repository" / PATH):
        if _is_whole(kept):
            return kept
    return _fetch(cache_folder() / NAME)


def _fetch(target: Path) -> Path:
    """Bring the jar to ``target``; one process at a time, the others wait for it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.with_suffix(".lock")):
            if not _is_whole(target):
                _download(target)
    except OSError as error:
        if _by_maven(target):
            return target
        raise RealServerUnavailable(
            f"the real server's jar ({SIZE >> 20} MB) could not be fetched from {_repository()[0]}: {error}. "
            f"Name a mirror in CONDUCTOR_MAVEN_URL, put the jar at {target}, "
            "or name your copy in CONDUCTOR_SERVER_JAR"
        ) from error
    return target


def _repository() -> tuple[str, str]:
    """The Maven repository (``CONDUCTOR_MAVEN_URL``, else Maven Central), and its ``user:password``, if any.

    They are apart because the address is told in errors, and because ``urlopen`` takes none with a password.
    """
    scheme, slashes, rest = (os.environ.get("CONDUCTOR_MAVEN_URL") or CENTRAL).rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    credentials, _, host = host.rpartition("@")
    return f"{scheme}{slashes}{host}{slash}{path}", credentials


def _download(target: Path) -> None:
    """A broken transfer goes on where it stopped; only a verified file gets the name ``target``."""
    part = target.with_suffix(".part")
    for attempt in range(1, TRIES + 1):
        try:
            _append(part)
            break
        except OSError as error:
            if attempt == TRIES or getattr(error, "code", 0) in (401, 403, 404, 410):
                raise
            logger.info("fetching %s: %s; going on after %s bytes", _repository()[0], error, _size(part))
            time.sleep(attempt)
    if _sha256(part) != SHA256:
        part.unlink()
        raise OSError("what it sent is not the jar that was expected (SHA-256 differs)")
    _keep(part, target)


def _append(part: Path) -> None:
    from base64 import b64encode
    from urllib.parse import unquote
    from urllib.request import Request, urlopen

    have = _size(part)
    if have == SIZE:
        return
    repository, credentials = _repository()
    request = Request(f"{repository}/{PATH}", headers={"Range": f"bytes={have}-"} if have else {})
    if credentials:
        encoded = b64encode(unquote(credentials).encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {encoded}")
    with urlopen(request, timeout=60) as answer, part.open("ab" if answer.status == 206 else "wb") as file:
        shutil.copyfileobj(answer, file, BLOCK)
    if _size(part) < SIZE:
        raise ConnectionError(f"the transfer stopped after {_size(part)} of {SIZE} bytes")


def _by_maven(target: Path) -> bool:
    """Fetch with ``mvn``, which knows its users' mirrors and proxies, where there is one."""
    mvn = shutil.which("mvn")
    if mvn is None:
        return False
    coordinates = f"{GROUP}:{ARTIFACT}:{VERSION}:jar:{CLASSIFIER}"
    with tempfile.TemporaryDirectory() as folder:
        command = [
            mvn,
            "-q",
            "-B",
            "dependency:copy",
            f"-Dartifact={coordinates}",
            f"-DoutputDirectory={folder}",
        ]
        done = subprocess.run(command, capture_output=True, timeout=1800, check=False)
        brought = Path(folder) / NAME
        if done.returncode or not brought.is_file() or _sha256(brought) != SHA256:
            return False
        part = target.with_suffix(".part")
        shutil.copyfile(brought, part)
        _keep(part, target)
    return True


def _is_whole(jar: Path) -> bool:
    """Whether ``jar`` is the expected file; it is read once, later a note of its time is enough."""
    if _size(jar) != SIZE:
        return False
    note = _note(jar)
    if note.is_file() and note.read_text() == _stamp(jar):
        return True
    if _sha256(jar) != SHA256:
        return False
    _write_note(jar)
    return True


def _keep(part: Path, target: Path) -> None:
    """Give a verified file the name ``target``."""
    os.replace(part, target)
    _write_note(target)


def _note(jar: Path) -> Path:
    return cache_folder() / f"{hashlib.sha256(str(jar).encode()).hexdigest()[:16]}.verified"


def _write_note(jar: Path) -> None:
    note = _note(jar)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(_stamp(jar))


def _stamp(jar: Path) -> str:
    return f"{SHA256} {jar.stat().st_mtime_ns}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def _alone(lock: Path) -> Generator[None]:
    """Hold a file lock; test processes that start together fetch once."""
    with lock.open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: the name is taken atomically, two downloads do no harm
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
