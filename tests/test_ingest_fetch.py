"""URL -> Article, against a server on the loopback interface."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from summarizer.errors import FetchError, InputError
from summarizer.ingest import Limits, read
from summarizer.ingest.page import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPHS = "".join(
    f"<p>Paragraph {n}: the Russell 2000 climbed {n}.4% on Monday, said “traders” there.</p>" for n in range(9)
)
PAGE = f"""<!DOCTYPE html><html><head><title>Small caps rise</title>
<meta property="og:site_name" content="Harbour Daily"><meta property="og:title" content="Small caps rise">
<script type="application/ld+json">
{{"@type": "NewsArticle", "datePublished": "2024-11-26T02:37:00Z"}}
</script></head>
<body><article><h1>Small caps rise</h1>{PARAGRAPHS}</article></body></html>"""

#: Short enough for tests, long enough for a busy machine.
QUICK = Limits(connect=2, read=0.3, total=1.0, size=100_000, redirects=3)


class Site(BaseHTTPRequestHandler):
    """Answers each path in its own bad way."""

    protocol_version = "HTTP/1.1"
    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer by path."""
        self.agents.append(self.headers["User-Agent"])
        with contextlib.suppress(ConnectionError):
            getattr(self, "_get_" + self.path.split("?")[0].strip("/").replace("/", "_"), self._get_missing)()

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        """Send one whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, first: bytes) -> None:
        """Send one byte at a time, for as long as anybody listens."""
        self.close_connection = True
        self.wfile.write(first)
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _get_missing(self) -> None:
        self.answer(b"gone", status=404)

    def _get_page(self) -> None:
        self.answer(PAGE.encode())

    def _get_moved(self) -> None:
        self.answer(b"", status=301, Location="/page#top")

    def _get_text(self) -> None:
        self.answer(b"The Russell 2000 rose 1.4% \x96 its best day.", "text/plain; charset=utf-8")

    def _get_latin(self) -> None:
        self.answer(PAGE.encode("cp1252"), "text/html; charset=windows-1252")

    def _get_unknown_charset(self) -> None:
        self.answer(PAGE.encode(), "text/html; charset=klingon")

    def _get_pdf(self) -> None:
        self.answer(b"%PDF-1.7", "application/pdf")

    def _get_empty(self) -> None:
        self.answer(b"<html><body></body></html>")

    def _get_loop(self) -> None:
        self.answer(b"", status=302, Location="/loop")

    def _get_elsewhere(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def _get_big(self) -> None:
        self.answer(b"x" * 200_000, "text/plain")

    def _get_bomb(self) -> None:
        self.answer(gzip.compress(b"x" * 20_000_000), Content_Encoding="gzip")

    def _get_broken_gzip(self) -> None:
        self.answer(b"no gzip", Content_Encoding="gzip")

    def _get_nested(self) -> None:
        self.answer(gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip")

    def _get_hang(self) -> None:
        time.sleep(1.2)

    def _get_drip_body(self) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")

    def _get_drip_head(self) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Says nothing of clients that hang up: they are what these tests are about."""

    def handle_error(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a running site."""
    server = Server(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["page", "latin", "unknown_charset"])
def test_page(site: str, path: str) -> None:
    """A page becomes an article: title, time, publisher, body, and its address."""
    article = read(f"{site}/{path}")
    assert (article.title, article.publisher) == ("Small caps rise", "Harbour Daily")
    assert article.published is not None
    assert article.published.isoformat() == "2024-11-26T02:37:00+00:00"
    assert "Paragraph 8: the Russell 2000 climbed 8.4% on Monday, said “traders” there." in article.text
    assert article.url == f"{site}/{path}"
    assert Site.agents[-1].startswith("news-to-signal/")


def test_redirect_and_id(site: str) -> None:
    """Redirects are followed; the id is that of where they end, so both addresses are one article."""
    assert read(f"{site}/moved").id == read(f"{site}/page").id
    assert read(f"{site}/moved").url == f"{site}/page"


def test_plain_text_with_a_wrong_charset(site: str) -> None:
    """Bytes that are not in the charset they claim are read as Windows-1252."""
    article = read(f"{site}/text")
    assert article.text == "The Russell 2000 rose 1.4% – its best day."
    assert article.url == f"{site}/text"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("pdf", r"is a PDF \(application/pdf\); save"),
        ("loop", "more than 3 redirects"),
        ("elsewhere", "protocol"),
        ("big", r"is too large \(limit 0.1 MB\)"),
        ("bomb", "is too large"),
        ("broken_gzip", "compressed body is broken"),
        ("nested", "compressed in a way"),
        ("hang", "no answer within 0.3 s"),
        ("drip_body", "did not answer in full within 1 s"),
        ("drip_head", "did not answer in full within 1 s"),
    ],
)
def test_bad_answers(site: str, path: str, problem: str) -> None:
    """Whatever a server does, there is one line that names the address, well within time."""
    begun = time.monotonic()
    with pytest.raises(FetchError, match=problem) as caught:
        read(f"{site}/{path}", limits=QUICK)
    assert str(caught.value).startswith(f"{site}/{path}: ")
    assert "\n" not in str(caught.value)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://news.example.org/story", "https://news.example.org/story"),
        ("https://other.example.org/story", "https://news.example.org/a?ref=mail"),
        ("https://news.example.org/", "https://news.example.org/a?ref=mail"),
    ],
)
def test_canonical_address(canonical: str, url: str) -> None:
    """A page's own address is taken unless it is another host's or the front page."""
    html = PAGE.replace("<title>", f'<link rel="canonical" href="{canonical}"><title>')
    assert parse_page(html, "page", "https://news.example.org/a?ref=mail#top").url == url


def test_page_without_article(site: str) -> None:
    """A page without a body is bad input rather than a failed fetch."""
    with pytest.raises(InputError, match="no article text"):
        read(f"{site}/empty")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://no-such-host.invalid/", "no such host"),
        ("http://127.0.0.1:99999/", ": "),
        ("http://", ": "),
        ("http://[::1/", ": "),
        ("http://a\x01b/", ": "),
        ("https://xn--\u00e9.example/", ": "),
    ],
)
def test_bad_addresses(url: str, problem: str) -> None:
    """An address that leads nowhere, or is none, is one line too."""
    with pytest.raises(FetchError, match=problem):
        read(url, limits=QUICK)


def test_refused_and_insecure(site: str) -> None:
    """A closed port and a server that does not speak TLS are told apart."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="the connection was refused"):
        read(f"http://127.0.0.1:{port}/", limits=QUICK)
    with pytest.raises(FetchError, match="no secure connection"):
        read(site.replace("http:", "https:") + "/page", limits=QUICK)
