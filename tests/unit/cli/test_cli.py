"""The command line without a server: words in, misuse and exit status out."""

from __future__ import annotations

import argparse
import errno
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from conductor._cli import COMMANDS, _embedded, main
from conductor._cli._definitions.definition import WORKFLOW, Definition
from conductor._cli._misuse import Misuse
from conductor._cli._options import name_and_version
from conductor._cli.export import _chosen
from conductor._cli.run import script_and_arguments, split_keep
from conductor._cli.serve import port

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def dev_server(monkeypatch: pytest.MonkeyPatch) -> Callable[[type], None]:
    """Puts a stand-in in the place of the embedded server, and its extra in place."""

    def put(stand_in: type) -> None:
        module = ModuleType("conductor.devserver.server")
        module.DevServer = stand_in  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "conductor.devserver.server", module)
        monkeypatch.setattr(_embedded, "find_spec", lambda name: object())

    return put


def failing(error: Exception) -> type:
    class DevServer:
        def __init__(self, **_: Any) -> None: ...

        def start(self) -> None:
            raise error

    return DevServer


@pytest.mark.parametrize(
    ("words", "left", "keep"),
    [
        ([], [], False),
        (["a", "--keep"], ["a"], True),
        (["--keep", "a"], ["a"], True),
        (["a", "--", "--keep"], ["a", "--keep"], False),
        (["--keep", "--", "--keep", "--"], ["--keep", "--"], True),
        (["-k", "--kee", "--keep=1"], ["-k", "--kee", "--keep=1"], False),
    ],
)
def test_keep_is_ours_until_two_dashes(words: list[str], left: list[str], keep: bool) -> None:
    assert split_keep(words) == (left, keep)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["run", "s.py", "--", "--keep", "-x"], ("s.py", ["--keep", "-x"], False)),
        (["run", "s.py", "--keep", "--", "a", "--"], ("s.py", ["a", "--"], True)),
        (["run", "s.py", "a", "--port", "3"], ("s.py", ["a", "--port", "3"], False)),
        (["run", "--", "s.py", "--keep"], ("s.py", ["--keep"], False)),
        (["run", "--port", "8081", "s.py"], ("s.py", [], False)),
    ],
)
def test_what_follows_two_dashes_is_the_scripts(
    words: list[str], expected: tuple[str, list[str], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[tuple[str, list[str], bool]] = []

    def run_nothing(options: argparse.Namespace) -> int:
        got.append(script_and_arguments([options.script, *options.args]))
        return 0

    monkeypatch.setattr("conductor._cli.run.run", run_nothing)
    assert main(words) == 0
    assert got == [expected]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("8080", 8080), ("65535", 65535)])
def test_port(text: str, number: int) -> None:
    assert port(text) == number


@pytest.mark.parametrize("text", ["-1", "65536", "http", "", "8_0", "٣"])
def test_no_port(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no port; give a number"):
        port(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a:1", ("a", 1)), ("a:b:12", ("a:b", 12)), ("a", None), ("a:", None), (":1", None), ("a:²", None)],
)
def test_a_name_with_its_version(text: str, expected: tuple[str, int] | None) -> None:
    assert name_and_version(text) == expected


def test_export_of_one_version_and_of_what_is_none() -> None:
    one = Definition(WORKFLOW, {"name": "greetings", "version": 1})
    assert _chosen(["greetings:1"], {one.key: one}, "there") == {one.key: one}
    for name in ("greetings:2", "greetings:²"):
        with pytest.raises(Misuse, match=f"there has no workflow or task '{name}'; did you mean greetings"):
            _chosen([name], {one.key: one}, "there")


def test_a_missing_script_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "/nowhere/at/all.py"]) == 2
    assert capsys.readouterr() == (
        "",
        "conductor-py run: there is no script /nowhere/at/all.py; give the path of a Python file\n",
    )


def test_a_folder_is_no_script(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    assert main(["run", str(tmp_path)]) == 2
    assert "there is no script" in capsys.readouterr().err


@pytest.mark.parametrize("missing", [["quickjs"], ["jq"], ["quickjs", "jq"]])
def test_a_missing_extra_is_one_line(
    missing: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_embedded, "find_spec", lambda name: None if name in missing else object())
    assert main(["serve", "--port", "0"]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"conductor-py serve: the embedded server needs {' and '.join(missing)}; install the server extra: "
        "in a checkout of conductor-python, pip install '.[server]'\n"
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(errno.EADDRINUSE, "in use"),
            "port 8080 is taken; choose another with --port, or --port 0 for any free one",
        ),
        (
            OSError(errno.EACCES, "no"),
            "port 8080 may not be used by this user; choose one above 1023 with --port",
        ),
        (
            OSError(errno.EADDRNOTAVAIL, "Cannot assign"),
            "cannot listen on 127.0.0.1:8080: Cannot assign; choose another with --host and --port",
        ),
    ],
)
def test_a_server_that_cannot_listen(error: OSError, said: str, dev_server: Callable[[type], None]) -> None:
    dev_server(failing(error))
    with pytest.raises(Misuse) as misuse:
        _embedded.open_server(port=8080)
    assert str(misuse.value) == said


def test_a_file_that_is_no_database(dev_server: Callable[[type], None]) -> None:
    dev_server(failing(OSError("notes.txt is no database of this server: file is not a database")))
    with pytest.raises(
        Misuse, match=r"^notes.txt is no database of this server: .*; name another file with --db$"
    ):
        _embedded.open_server(db="notes.txt")


def test_a_script_is_all_that_run_needs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run"])
    assert "required: SCRIPT\n" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("conductor-python 3.")


@pytest.mark.parametrize("words", [[], ["dance"], ["run"], ["serve", "--port", "x"], ["serve", "extra"]])
def test_words_that_are_no_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: conductor-py")
