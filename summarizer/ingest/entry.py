"""What a feed says: its entries, what each is known by, and what a reader sees of it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.ingest.addresses import page_key
from summarizer.ingest.page import parse_fragment
from summarizer.ingest.source import unify_newlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

#: Characters of the longest title.
LONGEST = 500

#: Characters that no text has: control codes, halves of others, and what is no character.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

#: How HTML is told from plain text.
MARKUP = re.compile(r"</?[a-z][^<>]*>|<!--|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)

#: The line with which blogs sign what they send.
SIGNATURE = re.compile(r"the post\b.*\bappeared first on\b.*", re.IGNORECASE)

#: An article has more words; teasers have 20 to 100.  Set by sense: a short market report has 150.
FEWEST_WORDS = 120

#: How a teaser ends.
TEASED = re.compile(
    r"(?:…|\.\.\.|\b(?:continue reading|read (?:more|the full|the rest)|appeared first on)\b.{0,200})[\s\])}>»→.]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, as its publisher sent it, cleaned of nothing but what no text has."""

    #: What the item is known by within its feed, stable over time.
    key: str
    #: Plain text in one line.
    title: str | None
    #: Its canonical address, http or https.
    link: str | None
    #: Aware where a zone was printed.
    published: datetime | None
    updated: datetime | None
    #: HTML or plain text: the longest that was sent, content or summary; empty where there is none.
    content: str
    tags: tuple[str, ...]
    #: SHA-256, hexadecimal, of what a reader sees: another one under the same key is an edit.
    digest: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed sent."""

    title: str | None
    #: As declared: "en-us".
    language: str | None
    #: Seconds for which the publisher asks not to come back.
    ttl: float | None
    #: In the document's order, each key once.
    entries: tuple[Entry, ...]
    #: Whether there were more entries than were asked for.
    cut: bool


def readable(content: str) -> str:
    r"""An entry's content as plain paragraphs, one a line; plain text stays as it is.

    >>> readable("<p>Stocks rose&hellip;</p><p>The post <a>Stocks</a> appeared first on <a>Harbour</a>.</p>")
    'Stocks rose…'
    >>> readable("Stocks < bonds\n\nSo it is.")
    'Stocks < bonds\n\nSo it is.'
    """
    if not MARKUP.search(content):
        return content
    lines = cleaned(parse_fragment(content)).split("\n")
    return "\n".join(line for line in lines if not SIGNATURE.fullmatch(line))


def is_snippet(text: str) -> bool:
    """Whether an entry's plain text is a teaser rather than the article.

    >>> is_snippet("Stocks rose. " * 100), is_snippet("Stocks rose. " * 100 + "Bonds […]"), is_snippet("Stocks rose.")
    (False, True, True)
    """
    end = text.rstrip()[-300:]
    return len(text.split()) < FEWEST_WORDS or TEASED.search(end) is not None


def cleaned(text: str) -> str:
    r"""A text with ``\n`` for each line end and without the characters that no text has.

    >>> cleaned("a\0b\r\nc")
    'ab\nc'
    """
    return NO_TEXT.sub("", unify_newlines(text))


def in_one_line(text: str) -> str:
    r"""A title, HTML or not, as plain text in one line.

    >>> in_one_line(" S&amp;P <b>500</b>\n rises <5% ")
    'S&P 500 rises <5%'
    """
    text = text[: 20 * LONGEST]  # markup may be long, but not so long
    return " ".join(readable(cleaned(text)).split())[:LONGEST].rstrip()


def digest_of(*parts: str | None) -> str:
    """SHA-256, hexadecimal, of some texts; how they are laid out does not matter."""
    told = "\0".join(" ".join((part or "").split()) for part in parts)
    return hashlib.sha256(told.encode()).hexdigest()


def keyed(entries: Iterable[tuple[Entry, str]], home: str | None = None) -> Iterator[Entry]:
    """Give each entry its key, and leave out the second of the same key; `home` is the feed's own page.

    An entry comes with its guid, or "".  It is known by the page it links to; where entries with other titles are
    known by that too, as in feeds that link to their front page, by page and guid; else by title and content.
    """
    named = [(entry, list(_names(entry, guid, home))) for entry, guid in entries]
    titles: dict[str, set[str]] = defaultdict(set)
    for entry, names in named:
        for name in names:
            titles[name].add(entry.title or entry.digest)
    seen = set()
    for entry, names in named:
        own = (name for name in names if len(titles[name]) == 1)
        key = next(own, None) or digest_of(entry.title, entry.content)
        if key not in seen:
            seen.add(key)
            yield replace(entry, key=key)


def _names(entry: Entry, guid: str, home: str | None) -> Iterator[str]:
    """What an entry may be known by, best first."""
    page = page_key(entry.link) if entry.link else None
    if page and page != home and re.search(r"[/?]", page):  # else it is a front page
        yield page
    if guid:
        yield f"{page or ''} {guid}".strip()
