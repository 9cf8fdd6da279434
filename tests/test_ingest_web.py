"""URL -> Response, against a server that plays a hostile internet."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import (
    CUT_CHUNK,
    CUT_LENGTH,
    EMPTY,
    HANG,
    NO_HTTP,
    QUICK,
    SLOW_BODY,
    SLOW_HEAD,
    Hostile,
    Reply,
    bomb,
    busy,
    conditional,
    cut_compression,
    flood,
    forget_proxies,
    packed,
    redirect,
    storm,
    text,
    with_header,
)
from summarizer.errors import FetchError
from summarizer.ingest.network import Guard
from summarizer.ingest.web import Response, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.ingest.limits import Limits

#: Shorter still: for what is known to run into the limit.
BRIEF = replace(QUICK, total=0.4)

FEED = text("<rss/>", "application/rss+xml; charset=ISO-8859-1", Cache_Control="max-age=60")


@pytest.fixture
def server() -> Iterator[Hostile]:
    """A running server without answers."""
    with Hostile() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests stays outside."""
    forget_proxies(monkeypatch)


def get(
    url: str, limits: Limits = QUICK, guard: Guard | None = None, own: Limits | None = None, **options: Any
) -> Response:
    """Ask once; private addresses are allowed unless there is a guard.  ``own`` are limits of the request."""

    async def ask() -> Response:
        async with Web(limits, allow_private=True, guard=guard) as web:
            return await web.get(url, limits=own, **options)

    return asyncio.run(ask())


def get_all(*urls: str, limits: Limits = QUICK, guard: Guard | None = None, connections: int = 20) -> list[Response]:
    """Ask one after the other, over one web."""

    async def ask() -> list[Response]:
        async with Web(limits, allow_private=True, guard=guard, connections=connections) as web:
            return [await web.get(url) for url in urls]

    return asyncio.run(ask())


class TestAnswers:
    """What comes of ordinary servers."""

    def test_a_whole_answer(self, server: Hostile) -> None:
        """All that was sent is there: headers in lower case, those sent twice joined."""
        url = server.serve("/feed", Reply(head=HEAD, body=b"<rss/>"))
        assert get(url) == Response(
            url,
            None,
            200,
            {"content-type": "Text/XML;charset=UTF-8", "etag": '"\xe9"', "vary": "a, b"},
            "text/xml",
            "utf-8",
            b"<rss/>",
        )

    def test_what_is_asked(self, server: Hostile) -> None:
        """The request says who asks and what can be read, and goes without a fragment."""
        get(server.serve("/feed", FEED) + "#top")
        (request,) = server.log
        assert request.path == "/feed"
        assert request.headers["user-agent"].startswith("news-to-signal/")
        assert request.headers["accept-encoding"] == "gzip, deflate, br"
        assert "rss" in request.headers["accept"]
        assert "cookie" not in request.headers

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "br"])
    def test_compression(self, server: Hostile, encoding: str) -> None:
        """Each compression that is asked for is unpacked."""
        assert get(server.serve("/", packed(b"rose 1.4%" * 999, encoding))).body == b"rose 1.4%" * 999

    @pytest.mark.parametrize("status", [201, 300, 304, 403, 404, 410, 418, 429, 500, 503, 799])
    def test_any_status_is_an_answer(self, server: Hostile, status: int) -> None:
        """Every status is told; no body but that of 200 is."""
        response = get(server.serve("/", Reply(status, {"Retry-After": "7"}, b"" if status == 304 else b"words")))
        assert (response.status, response.body, response.headers["retry-after"]) == (status, b"", "7")

    def test_conditional(self, server: Hostile) -> None:
        """What is already known is not sent again; a validator goes back byte for byte."""
        url = server.serve("/feed", conditional(FEED, etag='"\xe9\xff"'))
        first = get(url)
        again = get(url, headers={"If-None-Match": first.headers["etag"]})
        assert (first.status, again.status, again.body) == (200, 304, b"")

    def test_a_storm_passes(self, server: Hostile) -> None:
        """Failures are answers, and what comes after them is one too."""
        url = server.serve("/", *storm(2, busy("1")), FEED)
        assert [response.status for response in get_all(url, url, url, url)] == [500, 500, 503, 200]

    def test_connections_are_kept(self, server: Hostile) -> None:
        """Answers that were read to their end leave the connection open: bodies, 304s, empty redirects."""
        server.serve("/moved", redirect("/feed", 301))
        url = server.serve("/feed", FEED, Reply(304), Reply(304), Reply(404), FEED)
        get_all(url, url, url, url, server.url("/moved"))
        assert len({request.connection for request in server.log[:4]}) == 1
        assert len({request.connection for request in server.log[4:]}) == 1

    def test_bodies_that_nobody_wants(self, server: Hostile) -> None:
        """Of a redirect, a failure or another media type than asked for hardly anything is read."""
        sent = 0

        def pieces() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(1600):
                sent += 65_536
                yield b"x" * 65_536

        server.serve("/feed", FEED)
        assert get(server.serve("/moved", redirect("/feed", body=pieces))).status == 200
        assert get(server.serve("/error", Reply(500, {}, pieces))).status == 500
        pdf = get(server.serve("/pdf", Reply(200, {"Content-Type": "application/pdf"}, pieces)), only={"text/html"})
        assert (pdf.media_type, pdf.body) == ("application/pdf", b"")
        assert sent < 40_000_000

    def test_no_cookies(self, server: Hostile) -> None:
        """What a server wants remembered is not."""
        url = server.serve("/", text("a", Set_Cookie="id=1; Max-Age=9999999999999999999999"))
        get_all(url, url)
        assert all("cookie" not in request.headers for request in server.log)

    def test_waiting_for_others_does_not_count(self, server: Hostile) -> None:
        """The time limit is each request's own, however many wait before it."""
        url = server.serve("/", Reply(wait=0.15))

        async def ask() -> list[Response]:
            async with Web(BRIEF, allow_private=True, connections=1) as web:
                return await asyncio.gather(*[web.get(url) for _ in range(4)])

        assert [response.status for response in asyncio.run(ask())] == [200] * 4


#: Written by hand for its odd case and its doubled and non-ASCII headers.
HEAD = b'HTTP/1.1 200 OK\r\nContent-TYPE: Text/XML;charset=UTF-8\r\nETag: "\xe9"\r\nVary: a\r\nvary: b\r\n\r\n'


class TestRedirects:
    """Where answers lead."""

    @pytest.mark.parametrize(
        ("statuses", "moved"),
        [
            ((), None),
            ((301,), "/feed1"),
            ((308, 301), "/feed2"),
            ((301, 302), "/feed1"),
            ((302, 301), None),
            ((303,), None),
            ((307, 308, 301), None),
            ((301, 307, 301), "/feed1"),
        ],
    )
    def test_moved(self, server: Hostile, statuses: tuple[int, ...], moved: str | None) -> None:
        """A new address stands as far as all that led there was permanent."""
        end = f"/feed{len(statuses) or ''}"
        server.serve(end, FEED)
        response = get(server.chain("/feed", *statuses))
        assert response.status == 200
        assert (response.url, response.moved) == (server.url(end), moved and server.url(moved))

    def test_moved_to_what_is_gone(self, server: Hostile) -> None:
        """A redirect to a failure is told with its status, so that nobody takes the new address for good."""
        response = get(server.serve("/feed", redirect("/new", 301)))
        assert (response.status, response.moved) == (404, server.url("/new"))

    def test_without_a_location(self, server: Hostile) -> None:
        """A redirect that leads nowhere is just an answer."""
        assert get(server.serve("/feed", Reply(301))).status == 301

    @pytest.mark.parametrize(
        ("location", "problem"),
        [
            ("/feed", "redirects in a circle"),
            ("#again", "redirects in a circle"),
            ("file:///etc/hostname", "redirects to no http or https address"),
            ("ftp://127.0.0.1/", r"redirects to no http or https address \(ftp://127.0.0.1/\)"),
            ("javascript:alert(1)", "no valid address"),
            ("http://127.0.0.1:0/", "redirects to no valid address"),
            ("http://127.0.0.1:99999999999999999999/", "redirects to no valid address"),
            ("http://[::1", "no valid HTTP answer"),
            ("http://\xff\x01/", "no valid HTTP answer"),
            ("http://no-such-host.invalid/", "no such host"),
        ],
    )
    def test_bad_locations(self, server: Hostile, location: str, problem: str) -> None:
        """Whatever stands in a location, the error is one line, and about the address that was asked for."""
        url = server.serve("/feed", redirect(location))
        with pytest.raises(FetchError, match=problem) as caught:
            get(url)
        assert caught.value.subject == url

    def test_too_many(self, server: Hostile) -> None:
        """A chain is followed only so far."""
        with pytest.raises(FetchError, match="more than 3 redirects"):
            get(server.chain("/feed", *[302] * 5))
        assert len(server.log) == 4

    def test_a_long_circle(self, server: Hostile) -> None:
        """A circle is seen as soon as it closes."""
        server.serve("/b", redirect("/a"))
        with pytest.raises(FetchError, match="circle"):
            get(server.serve("/a", redirect("/b")))
        assert [request.path for request in server.log] == ["/a", "/b"]

    def test_passwords_stay_at_home(self, server: Hostile) -> None:
        """Name and password of an address go to its host, and to no other that it redirects to."""
        with Hostile() as other:
            other.serve("/there", FEED)
            server.serve("/near", redirect(other.url("/there")))
            url = server.serve("/feed", redirect("/near"))
            get(url.replace("http://", "http://me:secret@"))
            (there,) = other.log
        assert [request.headers["authorization"] for request in server.log] == ["Basic bWU6c2VjcmV0"] * 2
        assert "authorization" not in there.headers

    @pytest.mark.parametrize(
        "location",
        [
            "http://169.254.169.254/",
            "http://10.0.0.1/",
            "http://[::ffff:7f00:1]/",
            "http://inside.test/",
            "http://localhost/",
            "http://2130706433/",
        ],
    )
    def test_into_the_private_network(self, server: Hostile, location: str) -> None:
        """A public server can't send us to a private one."""
        server.serve("/feed", redirect(location))
        names = {"inside.test": ["192.168.0.1"], "localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"]}
        for address in ("169.254.169.254", "10.0.0.1", "::ffff:7f00:1"):
            names[address] = [address]
        with pytest.raises(FetchError, match="leads to an address that is not public"):
            get("http://feed.test/feed", guard=server.guard(names))
        assert len(server.log) == 1


class TestHostility:
    """Each ends in one line that names the address, in time."""

    @pytest.mark.parametrize(
        ("reply", "problem"),
        [
            (HANG, "no answer within 0.3 s"),
            (SLOW_HEAD, "did not answer in full within 0.4 s; try again later"),
            (SLOW_BODY, "did not answer in full within 0.4 s"),
            (EMPTY, "no valid HTTP answer"),
            (NO_HTTP, "no valid HTTP answer"),
            (CUT_LENGTH, "is cut short"),
            (CUT_CHUNK, "is cut short"),
            (cut_compression(b"rose" * 99, "gzip"), "is cut short"),
            (cut_compression(b"rose" * 99, "br"), "is cut short"),
            (text("rose", Content_Encoding="gzip"), "its compressed body is broken"),
            (text("rose", Content_Encoding="gzip, br"), r"is compressed in a way that was not asked for \(gzip, br\)"),
            (text("rose", Content_Encoding="zs\x1btd"), r"not asked for \(zs\?td\)"),
            (bomb("gzip"), r"is too large \(limit 0.1 MB\)"),
            (bomb("deflate"), "is too large"),
            (bomb("br"), "is too large"),
            (flood(), "is too large"),
            (text("x" * 100_001), "is too large"),
            (Reply(200, {"Content-Encoding": "deflate"}, b"\x78\x9c" + b"\0\0\0\xff\xff" * 30_000), "is too large"),
            (with_header(b"X-Long: " + b"x" * 200_000), "no valid HTTP answer"),
            (with_header(b"no header"), "no valid HTTP answer"),
            (with_header(b"X-Bad: \0"), "no valid HTTP answer"),
            (with_header(b"Content-Length: lots"), "no valid HTTP answer"),
            (with_header(b"Content-Length: 1\r\nContent-Length: 2"), "no valid HTTP answer"),
            (with_header(b"Content-Length: 99999999999999999999"), "is too large"),
        ],
    )
    def test_one_line(self, server: Hostile, reply: Reply, problem: str) -> None:
        """Whatever a server does, the error says what."""
        url = server.serve("/feed", reply)
        begun = time.monotonic()
        with pytest.raises(FetchError, match=problem) as caught:
            get(url, BRIEF)
        assert time.monotonic() - begun < 2
        assert caught.value.subject == url
        assert str(caught.value).isprintable()

    def test_exactly_at_the_limit(self, server: Hostile) -> None:
        """The limit itself is allowed, packed or not."""
        server.serve("/plain", text("x" * QUICK.size))
        server.serve("/packed", packed(b"x" * QUICK.size, "gzip"))
        assert [len(answer.body) for answer in get_all(server.url("/plain"), server.url("/packed"))] == [QUICK.size] * 2

    def test_limits_of_one_request(self, server: Hostile) -> None:
        """A request may have limits of its own."""
        url = server.serve("/", text("x" * 200_000))
        assert len(get(url, own=replace(QUICK, size=200_000)).body) == 200_000

    @pytest.mark.parametrize(
        ("url", "problem"),
        [
            ("ftp://feed.test/", "is no http or https address"),
            ("feed.test/rss", "is no http or https address"),
            ("http:///feed", "is no valid address"),
            ("http://feed.test:0/", "is no valid address"),
            ("http://[::1/", "is no valid address"),
            ("http://feed.test/\x1b[2J", "is no valid address"),
            ("http://xn--\u00e9.test/", "Invalid IDNA hostname"),
            (f"http://{'a' * 64}.test/", "."),
        ],
    )
    def test_bad_addresses(self, url: str, problem: str) -> None:
        """What is no address is told without asking anybody, and without its control characters."""
        with pytest.raises(FetchError, match=problem) as caught:
            get(url)
        assert str(caught.value).isprintable()

    def test_a_server_goes_on_after_all_that(self, server: Hostile) -> None:
        """One web serves on after failures of every kind."""
        for path, reply in {
            "/a": HANG,
            "/b": EMPTY,
            "/c": bomb("br"),
            "/d": CUT_LENGTH,
            "/e": with_header(b"bad"),
        }.items():
            server.serve(path, reply)
        server.serve("/feed", FEED)

        async def ask() -> Response:
            async with Web(BRIEF, allow_private=True, connections=2) as web:
                failed = [web.get(server.url(f"/{path}")) for path in "abcde"]
                assert all(isinstance(end, FetchError) for end in await asyncio.gather(*failed, return_exceptions=True))
                return await web.get(server.url("/feed"))

        assert asyncio.run(ask()).status == 200


class Canned(httpcore.AsyncMockBackend):
    """Whoever connects is told the bytes that were put here."""

    def __init__(self) -> None:
        super().__init__([])

    def put(self, answer: bytes) -> None:
        """The next connections say this."""
        self._buffer = [answer]


heads = st.sampled_from(
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: ", b"HTTP/1.1 301 Moved\r\nLocation: http:"]
)
headers = st.sampled_from(
    [
        b"Content-Type: ",
        b"Content-Encoding: ",
        b"Content-Length: ",
        b"Transfer-Encoding: ",
        b"Set-Cookie: ",
        b"Location: ",
        b"\r\n\r\n",
    ]
)
answers = st.tuples(heads, st.lists(st.one_of(headers, st.binary(max_size=30), st.just(b"\r\n")), max_size=9))


def test_any_bytes_end_in_a_response_or_an_error() -> None:
    """There is no answer that makes anything else happen: the law of this module."""
    canned = Canned()

    async def look_up(_host: str, _port: int) -> list[str]:
        return ["1.1.1.1"]

    with asyncio.Runner() as runner:
        web = Web(QUICK, guard=Guard(look_up=look_up, inner=canned))

        @settings(deadline=None)
        @given(answer=answers)
        def check(answer: tuple[bytes, list[bytes]]) -> None:
            head, rest = answer
            canned.put(head + b"".join(rest))
            try:
                response = runner.run(web.get("http://feed.test/"))
            except FetchError as error:
                shown = str(error)
            else:
                shown = response.url
                assert response.status == 200 or not response.body
            assert shown.isprintable()

        check()
        runner.run(web.__aexit__())
