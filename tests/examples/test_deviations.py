"""The documentation names every scenario that the embedded server plays differently, and no other."""

from __future__ import annotations

import re

from behaviour.programs import ROOT
from devserver.switchboard import DEVIATIONS


def test_the_page_lists_the_deviations() -> None:
    page = (ROOT / "docs" / "embedded-server.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert sorted(listed) == sorted(DEVIATIONS)
