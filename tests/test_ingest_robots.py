"""robots.txt: what of a site may be fetched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest.robots import Rules, parse_robots, robots_url

SITE = "https://example.org"

ROBOTS = b"""\xef\xbb\xbf# Rules
User-agent: *
Disallow: /private
Crawl-delay: 5

User-agent: News-To-Signal/1.0  # ours
User-agent: other
Disallow: /drafts
Allow: /drafts/feed
Disallow: /*.pdf$
Sitemap: https://example.org/sitemap.xml
"""

#: Lines that look like rules, to be put together in any order.
lines = st.sampled_from(
    [
        *(
            "user-agent: *",
            "user-agent: news-to-signal",
            "USER AGENT news",
            "useragent:",
            "user   agent x",
            "user-agent",
        ),
        *(
            "disallow: /",
            "allow: /a",
            "disallow: /*a*$",
            "disallow",
            "sitemap: x",
            "# comment",
            ": :",
            "\x0b",
            "\u2028",
        ),
        *("crawl-delay: 9", "crawl-delay: nan", "crawl-delay: 1e999", "crawl-delay: -1"),
    ]
)


def allows(text: str, path: str = "/feed") -> bool:
    """Whether a robots.txt allows a path."""
    return parse_robots(200, text.encode()).may_fetch(SITE + path)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/feed", True),
        ("/", True),
        ("/private/feed", True),
        ("/drafts", False),
        ("/drafts/a?b=c", False),
        ("/drafts/feed", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/robots.txt", True),
    ],
)
def test_our_own_group(path: str, allowed: bool) -> None:
    """The group with our name counts, and no other; the longest rule wins."""
    assert parse_robots(200, ROBOTS).may_fetch(SITE + path) is allowed


def test_everybodys_group() -> None:
    """Where nothing is said to us, what is said to all counts."""
    rules = parse_robots(200, b"user-agent: *\ndisallow: /private\ncrawl-delay: 5")
    assert not rules.may_fetch(f"{SITE}/private")
    assert rules.may_fetch(f"{SITE}/feed")
    assert rules.delay() == 5


@pytest.mark.parametrize(
    "name", ["news", "n", "signal", "news-to-signal-pro", "*news", "Googlebot", "news-to-signalx", ""]
)
def test_names_of_others(name: str) -> None:
    """Only our whole name is ours (RFC 9309, 2.2.1)."""
    assert allows(f"user-agent: {name}\ndisallow: /")


@pytest.mark.parametrize(
    "line",
    [
        "user-agent: news-to-signal",
        "User-Agent:NEWS-TO-SIGNAL",
        "useragent news-to-signal/2",
        "  user agent : news-to-signal # us",
        "User-agent: *",
        "user-agent:* # all",
    ],
)
def test_spellings(line: str) -> None:
    """A group is known by any spelling that is seen in the wild."""
    assert not allows(f"{line}\ndisallow: /")


def test_groups_stay_apart() -> None:
    """What is said to others, before or after, is not said to us."""
    assert allows("user-agent: a\ndisallow: /\n\nuser-agent: news-to-signal\nallow: /\n\nuser-agent: b\ndisallow: /")
    assert not allows("user-agent: a\nuser-agent: news-to-signal\nuser-agent: b\ndisallow: /")


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (200, False),
        (204, True),
        (301, True),
        (304, True),
        (400, True),
        (401, True),
        (403, True),
        (404, True),
        (410, True),
        (429, False),
        (500, False),
        (503, False),
        (599, False),
    ],
)
def test_status(status: int, allowed: bool) -> None:
    """No robots.txt allows everything; a server in trouble allows nothing for now."""
    assert parse_robots(status, b"user-agent: *\ndisallow: /").may_fetch(f"{SITE}/feed") is allowed


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"<!DOCTYPE html><p>\nUser-agent: *\nDisallow: /",
        b"\xef\xbb\xbf  <html>\nuser-agent: *\ndisallow: /",
        b"\xff\xfe\0\x01" * 99,
        b"disallow: /",
    ],
)
def test_what_is_no_robots_txt(body: bytes) -> None:
    """A page, a blank or garbage forbids nothing."""
    assert parse_robots(200, body).may_fetch(f"{SITE}/feed")


@pytest.mark.parametrize(
    ("value", "delay"),
    [("1.5", 1.5), ("0", 0), ("86400", 60), ("-1", None), ("soon", None), ("nan", None), ("1e999", None)],
)
def test_delay(value: str, delay: float | None) -> None:
    """A delay is seconds, and never so long that it would forbid."""
    assert parse_robots(200, f"user-agent: *\ncrawl-delay: {value}".encode()).delay() == delay


def test_too_much() -> None:
    """Of a long file the start counts, up to its last whole line."""
    filler = b"# " + b"x" * 97 + b"\n"
    body = (
        b"user-agent: *\ndisallow: /a\n"
        + filler * 5119
        + b"disallow: /feed-of-drafts"
        + b"x" * 9999
        + b"\ndisallow: /b"
    )
    rules = parse_robots(200, body)
    assert [rules.may_fetch(SITE + path) for path in ("/a", "/b", "/feed-of-drafts")] == [False, True, True]


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"user-agent:a%d\n" % n for n in range(16_000)) + b"disallow:/a\n" * 20_000,
        b"".join(b"user agent a%d\n" % n for n in range(16_000)) + b"disallow:/a\n" * 20_000,
        b"user-agent:*\n" + b"disallow:" + b"*a" * 200_000,
        b"user-agent:*\n" + b"disallow:*a*b$\n" * 30_000,
        b"user-agent" * 50_000,
        b"\n" * 500_000,
    ],
    ids=["robots", "robots without a colon", "stars", "rules", "no end", "blank"],
)
def test_a_file_made_to_hurt(body: bytes) -> None:
    """No file within the size takes long, or much memory."""
    begun = time.monotonic()
    parse_robots(200, body).may_fetch(f"{SITE}/{'a' * 2000}")
    assert time.monotonic() - begun < 3


@given(body=st.binary() | st.lists(lines).map(lambda found: "\n".join(found).encode()), path=st.text("/a*$%?\u00e9"))
def test_rules_can_be_kept(body: bytes, path: str) -> None:
    """Any file is read, and what it came to survives as text."""
    rules = parse_robots(200, body)
    kept = Rules(rules.text)
    assert kept == rules
    assert kept.may_fetch(f"{SITE}/{path}") == rules.may_fetch(f"{SITE}/{path}")
    assert kept.delay() == rules.delay()
    assert 0 <= (rules.delay() or 0) <= 60


@pytest.mark.parametrize(
    ("url", "robots"),
    [
        ("https://example.org/feed?a=b#c", "https://example.org/robots.txt"),
        ("http://me:secret@example.org:8080", "http://example.org:8080/robots.txt"),
        ("http://[::1]:80/a", "http://[::1]:80/robots.txt"),
    ],
)
def test_where_it_is(url: str, robots: str) -> None:
    """One for each scheme, host and port; passwords stay out."""
    assert robots_url(url) == robots
