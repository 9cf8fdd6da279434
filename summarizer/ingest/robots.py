"""robots.txt: what of a site may be fetched, and how fast, by RFC 9309."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

#: The name that a site's rules may single out.
PRODUCT = "news-to-signal"

#: Bytes of a robots.txt that are read; RFC 9309, 2.5 asks for no less.
MOST_BYTES = 512_000

#: Seconds between two requests that a site may ask for; more would be a way to forbid without saying so.
LONGEST_DELAY = 60.0

#: A line that names a robot, as Protego reads it, and the name itself (RFC 9309, 2.2.1).
AGENT = re.compile(r"user(?:-|\s+)?agent\b\s*:?\s*(\*(?!\S)|[a-z_-]*)", re.IGNORECASE)

EVERYTHING = ""
NOTHING = "user-agent: *\ndisallow: /"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows to us."""

    #: The rules as robots.txt has them: ``Rules(rules.text) == rules``.
    text: str
    _parsed: Protego = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(filter(None, map(_without_others, self.text.splitlines()))))
        object.__setattr__(self, "_parsed", Protego.parse(self.text))

    def may_fetch(self, url: str) -> bool:
        """Whether an address of the site may be fetched."""
        return self._parsed.can_fetch(url, PRODUCT)

    def delay(self) -> float | None:
        """Seconds to leave between two requests, at most LONGEST_DELAY; None where the site does not say."""
        delay = self._parsed.crawl_delay(PRODUCT)
        return None if delay is None else min(delay, LONGEST_DELAY)


def _without_others(line: str) -> str:
    """A line without its comment; other robots are all called "other".

    So rules for us are those of our very name, as RFC 9309 wants it: Protego would take "news" for us too.  And a
    file of thousands of robots with thousands of rules each can't fill the memory.
    """
    rule = line.partition("#")[0].strip()
    agent = AGENT.match(rule)
    if not agent:
        return rule
    name = agent[1].lower()
    return f"user-agent: {name if name in {'*', PRODUCT} else 'other'}"


def robots_url(url: str) -> str:
    """Where the robots.txt of an address's site is; names and passwords are left out.

    >>> robots_url("https://me:secret@example.org:8443/feed?all#top")
    'https://example.org:8443/robots.txt'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))


def parse_robots(status: int, body: bytes) -> Rules:
    """The rules that an answer for robots.txt stands for (RFC 9309, 2.3.1).

    None there means everything is allowed; a server that is in trouble or overrun means nothing is for now.
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return Rules(NOTHING)
    if status != HTTPStatus.OK:
        return Rules(EVERYTHING)
    text = _whole_lines(body).decode("utf-8-sig", errors="replace")
    return Rules(EVERYTHING if text.lstrip().startswith("<") else text)  # a page in place of the file


def _whole_lines(body: bytes) -> bytes:
    """As much of a body as is read, without a rule that was cut off: half a path would forbid more."""
    if len(body) <= MOST_BYTES:
        return body
    return body[:MOST_BYTES].rpartition(b"\n")[0]
