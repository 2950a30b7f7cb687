"""What a release would hold: built, looked into, installed into an empty environment and used there."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_string
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "conductor"
HELLO = ROOT / "examples" / "helloworld"
PROGRAM = Path(__file__).parent / "program.py"
SECONDS = 600

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS)]


def run(*command: object, folder: Path) -> str:
    """The output of a command that must succeed, in a folder that is not the checkout."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONDUCTOR_", "PYTHON"))
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode and "Could not find a version that satisfies" in done.stdout + done.stderr:
        pytest.skip("the package index cannot be reached")
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel that is made from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "-o", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with nothing but the wheel and its extra ``server``."""
    room = tmp_path_factory.mktemp("empty")
    venv.create(room, with_pip=True)
    found = room / ("Scripts" if os.name == "nt" else "bin")
    run(found / "python", "-m", "pip", "install", "-q", f"{wheel}[server]", folder=room)
    return found


def sources() -> set[str]:
    """What the package is made of, as the wheel names it."""
    return {
        str(PurePosixPath("conductor", *path.relative_to(SOURCE).parts))
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == sources()
    assert "conductor/py.typed" in names
    tools = ("test_", "conftest", "bench", "example")
    assert [name for name in names if name.rpartition("/")[2].startswith(tools)] == []


def test_the_sdist_holds_what_the_wheel_needs(built: Path) -> None:
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    top = {name.partition("/")[0] for name in names}
    assert top == {"src", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO", ".gitignore"}
    assert {f"src/{name}" for name in sources()} <= names


def test_the_metadata_tells_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        told = message_from_string(archive.read(name).decode())
        entry_points = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
        assert any(each.endswith("licenses/LICENSE") for each in archive.namelist())
    assert told["Name"] == "conductor-python"
    assert told["License-Expression"] == "Apache-2.0"
    assert told["Requires-Python"] == ">=3.9"
    assert told["Description-Content-Type"] == "text/markdown"
    assert str(told.get_payload()).startswith("# conductor-python")
    classifiers = told.get_all("Classifier") or []
    assert "Typing :: Typed" in classifiers
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in range(9, 15)} <= set(classifiers)
    needed = {one.partition(">")[0] for one in told.get_all("Requires-Dist") or [] if "extra ==" not in one}
    assert needed == {"requests", "urllib3", "python-dateutil", "six"}
    assert "conductor-py = conductor._cli:main" in entry_points
    assert "conductor = conductor.testing.plugin" in entry_points


def test_hello_world_from_an_empty_folder(scripts: Path, tmp_path: Path) -> None:
    for file in HELLO.glob("*.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    said = run(scripts / "conductor-py", "run", "helloworld.py", folder=tmp_path)
    assert "workflow result: Hello Orkes" in said.splitlines()
    run(scripts / "python", "-m", "pip", "check", folder=tmp_path)


def test_a_users_program_runs(scripts: Path, tmp_path: Path) -> None:
    code = f"import runpy; runpy.run_path({str(PROGRAM)!r})['test_price']()"
    run(scripts / "python", "-W", "error", "-c", code, folder=tmp_path)


def test_mypy_strict_knows_the_types(scripts: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    strict = ("--strict", "--config-file=", "--python-executable", scripts / "python")
    run(sys.executable, "-m", "mypy", *strict, "--cache-dir", tmp_path, PROGRAM, folder=tmp_path)


def test_pyright_strict_knows_the_types(scripts: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    (tmp_path / "program.py").write_bytes(PROGRAM.read_bytes())
    said = run(
        sys.executable, "-m", "pyright", "--pythonpath", scripts / "python", "program.py", folder=tmp_path
    )
    assert "0 errors" in said
