"""URL -> Article, against a server on the loopback interface."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from hostile import HANG, QUICK, SLOW_BODY, SLOW_HEAD, Hostile, Reply, bomb, flood, forget_proxies, pack, redirect, text
from summarizer.errors import FetchError, InputError
from summarizer.ingest import read
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


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    """A running server with a good page and many bad ones."""
    with Hostile() as server:
        server.serve("/page", text(PAGE))
        server.serve("/moved", redirect("/page#top", 301))
        server.serve("/text", text(b"The Russell 2000 rose 1.4% \x96 its best day.", "text/plain; charset=utf-8"))
        server.serve("/latin", text(PAGE.encode("cp1252"), "text/html; charset=windows-1252"))
        server.serve("/unknown_charset", text(PAGE, "text/html; charset=klingon"))
        server.serve("/pdf", text("%PDF-1.7", "application/pdf"))
        server.serve("/big_pdf", flood(Content_Type="application/pdf"))
        server.serve("/odd", text("", "html\x1b[2J"))
        server.serve("/empty", text("<html><body></body></html>"))
        server.serve("/loop", redirect("/loop"))
        server.chain("/chain", 301, 302, 307, 308)
        server.serve("/elsewhere", redirect("file:///etc/hostname"))
        server.serve("/big", text("x" * 200_000, "text/plain"))
        server.serve("/bomb", bomb("gzip"))
        server.serve("/broken_gzip", text("no gzip", Content_Encoding="gzip"))
        server.serve("/nested", text(pack(pack(b"x", "gzip"), "gzip"), Content_Encoding="gzip, gzip"))
        server.serve("/teapot", Reply(418))
        server.serve("/unheard", Reply(799))
        server.serve("/hang", HANG)
        server.serve("/drip_body", SLOW_BODY)
        server.serve("/drip_head", SLOW_HEAD)
        yield server


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests stays outside."""
    forget_proxies(monkeypatch)


@pytest.fixture
def site(server: Hostile) -> str:
    """The server's address."""
    return server.url("")


@pytest.mark.parametrize("path", ["page", "latin", "unknown_charset"])
def test_page(server: Hostile, site: str, path: str) -> None:
    """A page becomes an article: title, time, publisher, body, and its address."""
    article = read(f"{site}/{path}")
    assert (article.title, article.publisher) == ("Small caps rise", "Harbour Daily")
    assert article.published is not None
    assert article.published.isoformat() == "2024-11-26T02:37:00+00:00"
    assert "Paragraph 8: the Russell 2000 climbed 8.4% on Monday, said “traders” there." in article.text
    assert article.url == f"{site}/{path}"
    assert server.log[-1].headers["user-agent"].startswith("news-to-signal/")


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
        ("big_pdf", r"is a PDF \(application/pdf\); save"),
        ("odd", r"is no page \(html\); save"),
        ("teapot", "the server answered 418 I'm a Teapot"),
        ("unheard", "the server answered 799$"),
        ("loop", "redirects in a circle"),
        ("chain", "more than 3 redirects"),
        ("elsewhere", "redirects to no http or https address"),
        ("big", r"is too large \(limit 0.1 MB\); save"),
        ("bomb", r"is too large \(limit 0.1 MB\); save"),
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
