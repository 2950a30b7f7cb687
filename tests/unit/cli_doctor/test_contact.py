"""What the doctor says of addresses, answers and servers."""

from __future__ import annotations

from email.utils import formatdate

import pytest

from conductor._cli._doctor.address import address_findings, api_root, key_findings
from conductor._cli._doctor.contact import Contact, contact_findings
from conductor._cli._doctor.kind import (
    OPEN_SOURCE,
    ORKES,
    Server,
    clock_findings,
    clock_offset,
    kind_findings,
)
from conductor._cli._doctor.spans import span

URL = "http://here:8080/api"


@pytest.mark.parametrize(
    "url",
    ["localhost:8080/api", "ftp://x/api", "http://", "http://a b/api", "http://[::1", "http://x/api?a=1"],
)
def test_a_bad_address_is_one_problem(url: str) -> None:
    (found,) = address_findings(url)
    assert found.state == "problem"
    assert repr(url) in found.text
    assert found.advice


@pytest.mark.parametrize("url", [URL, "https://x.example/api", "http://user:pw@x/conductor/api"])
def test_a_good_address(url: str) -> None:
    assert list(address_findings(url)) == []


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("http://x:8080", "http://x:8080/api"),
        ("http://x/api/v1", "http://x/api"),
        ("http://x/conductor/", "http://x/conductor/api"),
        ("http://x/api", "http://x/api"),
    ],
)
def test_where_the_api_may_be(url: str, root: str) -> None:
    assert api_root(url) == root


def test_half_a_key() -> None:
    (found,) = key_findings({"CONDUCTOR_AUTH_KEY": "k"})
    assert "CONDUCTOR_AUTH_SECRET is not" in found.text
    assert list(key_findings({"CONDUCTOR_AUTH_KEY": "k", "CONDUCTOR_AUTH_SECRET": "s"})) == []
    assert list(key_findings({})) == []


def said(**answer: object) -> str:
    (found,) = contact_findings(Contact(URL, **answer))  # type: ignore[arg-type]
    assert found.state == "problem"
    assert found.advice
    assert "\n" not in found.text
    return f"{found.text} -> {found.advice}"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Connection refused", "nobody listens there"),
        ("Name or service not known", "no host of that name"),
        (
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1)",
            "certificate has expired",
        ),
        ("certificate verify failed: self-signed certificate (_ssl.c:1)", "signed by nobody"),
        ("Hostname mismatch, certificate is not valid for 'x'.", "another host name"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)", "begin the address with http://"),
        ("Network is unreachable", "no way to that host"),
        ("Remote end closed connection without response", "begin the address with https://"),
        ("Exceeded 30 redirects.", "redirects in circles"),
        ("something new", "no answer (something new)"),
    ],
)
def test_no_answer(reason: str, words: str) -> None:
    assert words in said(status=0, reason=reason)


def test_time_ran_out() -> None:
    assert "no answer within 5 s" in said(status=0, reason="x", timed_out=True, began=1.0, ended=6.0)


def test_other_answers() -> None:
    page = {"Content-Type": "text/html"}
    assert "web page" in said(status=200, body="<html>Login</html>", headers=page)
    assert "NO_PROXY" in said(status=403, body="<html>no</html>", headers=page)
    assert "the server is not ready" in said(status=503, reason="Service Unavailable")
    assert "not as a Conductor API does" in said(status=404, body="nothing here")
    assert "not as a Conductor API does" in said(status=200, body="x" * 200)
    assert "CONDUCTOR_SERVER_URL=http://x/api" in said(status=404, repaired_url="http://x/api")
    assert "wants a password" in said(status=407)


@pytest.mark.parametrize(
    "answer", [{"status": 200, "body": "3.32.3"}, {"status": 401, "body": '{"message": "no", "status": 401}'}]
)
def test_a_conductor_server(answer: dict[str, object]) -> None:
    assert list(contact_findings(Contact(URL, **answer))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ahead", "state", "words"),
    [
        (0, "ok", "agree"),
        (-4, "ok", "agree"),
        (120, "problem", "2 min behind"),
        (-7200, "problem", "2 h ahead of"),
    ],
)
def test_clocks(ahead: int, state: str, words: str) -> None:
    now = 1_800_000_000.0
    headers = {"date": formatdate(now + ahead, usegmt=True)}
    offset = clock_offset(Contact(URL, 200, headers=headers, began=now, ended=now))
    assert offset is not None
    assert abs(offset - ahead) <= 1
    (found,) = clock_findings(offset)
    assert found.state == state
    assert words in found.text


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_no_clock(date: str | None) -> None:
    headers = {} if date is None else {"Date": date}
    assert clock_offset(Contact(URL, 200, headers=headers)) is None
    (found,) = clock_findings(None)
    assert found.state == "note"


def test_kinds_versions_and_what_is_missing() -> None:
    first, lacking = kind_findings(Server(OPEN_SOURCE, "3.32.3", ["schemas", "prompts"]))
    assert first.text == "it is open-source Conductor 3.32.3"
    assert lacking.text == "this server does not have: schemas, prompts"
    assert [each.state for each in kind_findings(Server(OPEN_SOURCE, "2.31.8"))] == ["ok", "problem"]
    _, silent, lacking = kind_findings(Server(OPEN_SOURCE, None, ["poll data"]))
    assert (silent.state, lacking.state) == ("note", "problem")
    assert "it does not say its version, so it is an older one" in silent.text
    assert [each.state for each in kind_findings(Server(ORKES, "build-7"))] == ["ok"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"),
        (55.4, "55 s"),
        (119, "119 s"),
        (180, "3 min"),
        (7500, "2 h 5 min"),
        (7200, "2 h"),
        (400000, "4 days"),
    ],
)
def test_spans(seconds: float, text: str) -> None:
    assert span(seconds) == text
