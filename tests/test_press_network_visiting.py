"""Visits of addresses: what servers may do wrong, and what they may ask of us; on loopback."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pubpipe.press.network import visiting
from pubpipe.press.network.asking import Limits
from pubpipe.press.network.visiting import Visit, Visitor
from tests.support.site import PAGE, Reply, moved, page, site, zipped


def visited(address: str, waits: list[float] | None = None) -> Visit:
    wait = waits.append if waits is not None else lambda _: None
    return Visitor(allow_private=True, wait=wait).page(address)


def test_a_page_and_where_its_redirects_lead() -> None:
    with site(
        a=page(), b=moved("/a", 301), c=moved("/a", 302), d=moved("/b", 308), e=moved("/c", 301)
    ) as web:
        assert visited(f"{web.address}/a").answer.data == PAGE.encode()
        assert [visited(f"{web.address}/{name}").moved.removeprefix(web.address) for name in "abcde"] == [
            "",
            "/a",
            "",
            "/a",
            "/c",
        ]


@pytest.mark.parametrize(
    ("reply", "state", "why"),
    [
        (Reply(404), "gone", "answers 404 Not Found"),
        (Reply(410), "gone", "answers 410 Gone"),
        (Reply(500), "unreachable", "answers 500 Internal Server Error"),
        (Reply(403), "unreachable", "answers 403 Forbidden"),
        (moved("/"), "gone", "leads to the front page http://127.0.0.1"),
        (moved("/x"), "unreachable", "is behind more than 5 redirects"),
        (moved("file:///etc/passwd"), "unreachable", "'file:///etc/passwd' is no http or https address"),
        (Reply(302), "unreachable", "leads elsewhere without saying where"),
        (Reply(200, b"x" * 5_000_001), "unreachable", "is larger than 5 MB"),
        (zipped(b"\x00" * 50_000_000), "unreachable", "is larger than 5 MB"),
        (Reply(200, b"short", cut=100), "unreachable", "breaks off: after 5 of 105 bytes"),
    ],
)
def test_what_servers_do_wrong(reply: Reply, state: str, why: str) -> None:
    with site(**{"x": reply, "": page()}) as web:
        visit = visited(f"{web.address}/x")
    assert visit.state == state
    assert visit.why.startswith(why)


def test_a_server_that_is_not_there() -> None:
    with site() as web:
        pass
    visit = visited(f"{web.address}/x")
    assert visit.state == "unreachable"
    assert visit.why.startswith("cannot be fetched: ")


def test_a_server_that_sends_a_byte_now_and_then_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "PAGE", Limits(1000, 0.5))
    with site(x=Reply(200, b"a" * 60, drip=True)) as web:
        visit = visited(f"{web.address}/x")
    assert (visit.state, visit.why) == ("unreachable", "takes longer than it may")


def test_hosts_that_are_not_public_are_not_asked() -> None:
    with site(x=page()) as web:
        visit = Visitor().page(f"{web.address}/x")
        assert (visit.state, "is not a public host" in visit.why) == ("unreachable", True)
        assert web.asked == []


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True)
    with site((cert, key), x=page()) as web:
        visit = visited(f"{web.address}/x")
    assert visit.state == "unreachable"
    assert visit.why == (
        "cannot be fetched: no secure connection, certificate verify failed: self-signed certificate"
    )


def test_a_server_that_speaks_no_tls() -> None:
    with site(x=page()) as web:
        visit = visited(f"{web.address.replace('http:', 'https:')}/x")
    assert visit.why == "cannot be fetched: no secure connection, wrong version number"


def test_robots_are_heard() -> None:
    rules = Reply(200, b"User-agent: *\nDisallow: /private\nAllow: /private/open$\nCrawl-delay: 2\n")
    waits: list[float] = []
    with site(**{"robots.txt": rules, "private": page(), "private/open": page(), "b": page()}) as web:
        visitor = Visitor(allow_private=True, wait=waits.append)
        states = [visitor.page(f"{web.address}/{name}").state for name in ("private", "private/open", "b")]
        assert states == ["refused", "there", "there"]
        assert web.paths == ["/private/open", "/b"]
        assert [path for _, path, _ in web.asked].count("/robots.txt") == 1
    assert waits == [2.0, 2.0]


@pytest.mark.parametrize(("status", "state"), [(404, "there"), (403, "there"), (503, "refused")])
def test_robots_that_cannot_be_had(status: int, state: str) -> None:
    with site(**{"robots.txt": Reply(status), "x": page()}) as web:
        assert visited(f"{web.address}/x").state == state


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    waits: list[float] = []
    with site(x=[Reply(503, headers={"Retry-After": "3"}), page()]) as web:
        assert visited(f"{web.address}/x", waits).state == "there"
        assert waits == [3.0]


def test_a_server_that_sends_us_away_for_long_is_asked_no_more() -> None:
    with site(x=Reply(429, headers={"Retry-After": "3600"}), y=page()) as web:
        told: list[str] = []
        visits = list(
            Visitor(allow_private=True, told=told.append).all([f"{web.address}/x", f"{web.address}/y"])
        )
        assert told == [f"{web.address}/x"]
        assert [visit.state for visit in visits] == ["unreachable"] * 2
        assert {visit.why for visit in visits} == {"asks to come back in 3600 seconds"}
        assert web.paths == ["/x"]


def test_one_request_a_host_at_a_time() -> None:
    names = [f"p{n}" for n in range(6)]
    slow = Reply(200, b"abc", drip=True)
    with site(**dict.fromkeys(names, slow)) as web, site(x=slow, y=moved(f"{web.address}/p0")) as other:
        addresses = [f"{web.address}/{name}" for name in names]
        visits = list(
            Visitor(allow_private=True).all([*addresses, f"{other.address}/x", f"{other.address}/y"])
        )
        assert {visit.state for visit in visits} == {"there"}
        assert (web.together, other.together) == (1, 1)
