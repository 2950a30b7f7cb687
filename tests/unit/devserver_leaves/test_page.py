from __future__ import annotations

import re
from pathlib import Path

import pytest

from conductor.devserver import page

FOLDER = Path(page.__file__).parent / "static"
NAMES = sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_served_with_its_type(name):
    content_type, content = page.read(name)
    assert content == (FOLDER / name).read_bytes()
    kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    assert content_type.startswith(kinds[Path(name).suffix])


@pytest.mark.parametrize(
    "name",
    ["", "nosuch.js", "../__init__.py", "__init__.py", "..", "/etc/passwd", "static/app.js", "x/../app.js"],
)
def test_nothing_else_is_served(name):
    with pytest.raises(KeyError):
        page.read(name)


def test_the_page_holds_no_script_or_style_of_its_own_and_names_no_other_host():
    html = page.read("index.html")[1].decode()
    assert re.search(r"<script(?![^>]* src=)", html) is None
    assert "<style" not in html
    assert re.search(r"\son\w+=", html) is None
    assert re.search(r"\sstyle=", html) is None
    everything = "\n".join(page.read(name)[1].decode() for name in NAMES)
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", everything))
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_policy_in_the_page_is_the_policy():
    html = page.read("index.html")[1].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    # frame-ancestors is only heeded in a header
    assert f"{policy.group(1)}; frame-ancestors 'none'" == page.CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy.group(1)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".js")])
def test_what_workflows_contain_never_becomes_markup(name):
    source = page.read(name)[1].decode()
    for risk in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "eval(",
        "new Function",
        "srcdoc",
    ):
        assert risk not in source


def test_all_that_is_asked_for_exists():
    named = {name: page.read(name)[1].decode() for name in NAMES}
    for source in named.values():
        for wanted in re.findall(r'(?:from "\./|/page/)([\w.-]+)', source):
            assert wanted in NAMES
