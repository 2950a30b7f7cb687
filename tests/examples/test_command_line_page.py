"""The reference of the command line has every command, option and argument, and none that is not there."""

from __future__ import annotations

import argparse
import re
from importlib import import_module

import pytest

from behaviour.programs import ROOT
from conductor._cli import COMMANDS

PAGE = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.S | re.M))


def test_every_command_has_a_section_in_the_order_of_help() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_commands_section(command: str) -> None:
    parser = argparse.ArgumentParser()
    import_module(f"conductor._cli.{command}").arguments(parser)
    actions = [action for action in parser._actions if action.dest != "help"]
    options = {option for action in actions for option in action.option_strings}
    arguments = {str(action.metavar) for action in actions if not action.option_strings}
    usage, *rows = re.findall(r"^(?:`conductor-py (.*)`|\| `(.*?)` \|.*)$", SECTIONS[command], re.M)
    listed = {word for _, row in rows for word in re.findall(r"(?<![\w-])--?[a-z][\w-]*", row)}
    assert listed == options
    long = {option for option in options if option.startswith("--")} - {"--output"}
    assert set(re.findall(r"--[\w-]+", usage[0])) == long
    assert arguments <= set(re.findall(r"[A-Z]+", usage[0]))
