"""Bytes of a feed -> its entries.  The only module that imports feedparser.

    feedparser.parse    bytes      -> dictionaries that may hold anything
    | _to_entry         dictionary -> Entry, checked and cleaned
    | keyed             Entry      -> Entry with its key, each once

A broken feed is read as far as it goes; what is no feed is refused by what it is instead.
"""

from __future__ import annotations

import codecs
import html
import re
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax import SAXException

from summarizer.errors import FeedError
from summarizer.ingest.addresses import canonical, page_key
from summarizer.ingest.entry import (
    NO_TEXT,
    Entry,
    ParsedFeed,
    cleaned,
    digest_of,
    in_one_line,
    is_snippet,
    keyed,
    readable,
)
from summarizer.ingest.published import parse_published
from summarizer.ingest.source import is_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Entry", "ParsedFeed", "is_snippet", "parse_feed", "readable"]

#: Entries before this were not published on the web.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

#: How far a publisher's clock may be ahead.
AHEAD = timedelta(days=1)

#: Characters of the longest printed time, and of the longest guid that is kept as it is; tags of an entry.
LONGEST_TIME, LONGEST_GUID, MOST_TAGS = 100, 500, 50

#: ``sy:updatePeriod`` in seconds.
PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}

#: Media types under which a page names its feeds.
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})

#: First elements of a page, or of a piece of one.
PAGE_ROOTS = frozenset("html head body meta title script article main div p h1".split())

#: Bytes of a body by which it is told what it is, and within which a page names its feeds.
HEAD = 100_000

#: Bytes that no XML may hold: a single one costs the whole feed its strict parser.
CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")

#: Byte order mark -> encoding; the longer before its beginning.
WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

_REFERENCE = re.compile(rb"&#([0-9]{1,20}|x[0-9a-f]{1,20});", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ROOT = re.compile(
    r"(?: [^<]*+ (?> <!--.*?(?:-->|\Z) | <[^a-z] ) )*+ [^<]*+ <([a-z][\w:.-]*)", re.IGNORECASE | re.VERBOSE | re.DOTALL
)
_END = re.compile(rb"</(?:rss|feed|rdf:rdf|channel)\s*>", re.IGNORECASE)


def parse_feed(
    body: bytes, url: str, media_type: str = "", charset: str | None = None, *, now: datetime, most: int = 10_000
) -> ParsedFeed:
    """Read a feed as far as it can be read, its first `most` entries.

    Raises FeedError for what is no feed, and nothing else.  `now` is aware; what is dated more than a day
    after it has no time.
    """
    if not body.strip():
        raise FeedError(url, "is empty")
    raw = _parse(body, url, media_type, charset)
    if not raw.get("version") or _root(_text(body)) == "html":
        raise _no_feed(body, url, media_type)
    if not raw["entries"] and not _END.search(body[-HEAD:]) and isinstance(raw.get("bozo_exception"), SAXException):
        raise FeedError(url, f"is a feed that breaks off or is broken ({raw['bozo_exception'].getMessage()})")
    feed = dict(raw["feed"])
    home = canonical(_string(feed, "link"), url)
    entries = (_to_entry(dict(entry), url, now) for entry in raw["entries"][:most])
    return ParsedFeed(
        title=in_one_line(_string(feed, "title")) or None,
        language=in_one_line(_string(feed, "language")) or None,
        ttl=_ttl(feed),
        entries=tuple(keyed(entries, home and page_key(home))),
        cut=len(raw["entries"]) > most,
    )


def _parse(body: bytes, url: str, media_type: str, charset: str | None) -> Any:
    """What feedparser makes of the bytes.  Raises FeedError where it gives up."""
    import feedparser  # noqa: PLC0415 - slow to import

    # It looks for names and addresses in authors, and takes minutes where those are a few ten thousand characters.
    feedparser.mixin._FeedParserMixin._sync_author_detail = lambda *_: None  # noqa: SLF001
    body, charset = _prepared(body, charset)
    kind = media_type or "application/xml"
    for sent, sent_as in ((body, charset), (body.decode("cp1252", "replace").encode(), "utf-8")):
        headers = {"content-type": f"{kind}; charset={sent_as}" if sent_as else kind, "content-location": url}
        # As a stream: a text, or bytes, it might take for an address to fetch.
        with suppress(Exception):  # each of its many parts takes hostile bytes its own way, codecs first of all
            return feedparser.parse(
                BytesIO(sent), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
    raise FeedError(url, "can't be read as a feed")


def _prepared(body: bytes, charset: str | None) -> tuple[bytes, str | None]:
    """The bytes without what no XML may hold, and their charset: UTF-8 if they are, whatever the server says."""
    if mark := next((mark for mark in WIDE if body.startswith(mark)), None):
        body = body.decode(WIDE[mark], "replace").encode("utf-8", "ignore")
    elif b"\0" in body[:4]:  # two or four bytes a character without a mark
        return body, charset
    body = _REFERENCE.sub(_sound, body.translate(None, CONTROLS)).lstrip()
    try:
        body.decode()
    except UnicodeDecodeError:
        return body, charset
    return body, "utf-8"


def _sound(reference: re.Match[bytes]) -> bytes:
    """A reference to a character by its number, or nothing where there is no such character."""
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return reference[0] if code <= sys.maxunicode and not NO_TEXT.match(chr(code)) else b""


def _to_entry(raw: Mapping[str, Any], base: str, now: datetime) -> tuple[Entry, str]:
    """An entry without its key, and its guid."""
    title = in_one_line(_string(raw, "title")) or None
    link, content = _link(raw, base), _content(raw)
    entry = Entry(
        key="",
        title=title,
        link=link,
        published=_time(raw, "published", now) or _time(raw, "created", now),
        updated=_time(raw, "updated", now),
        content=content,
        tags=tuple(_tags(raw)),
        digest=digest_of(title, link and page_key(link), readable(content)),
    )
    return entry, _guid(raw)


def _string(raw: Mapping[str, Any], name: str) -> str:
    """A field's text; feedparser keeps other things under any name, by what attributes an element has."""
    value = raw.get(name)
    return cleaned(value) if isinstance(value, str) else ""


def _link(raw: Mapping[str, Any], base: str) -> str | None:
    """Where the entry leads: past a feed proxy, if that says where to."""
    names = ("feedburner_origlink", "link")
    return next((address for name in names if (address := canonical(_string(raw, name), base))), None)


def _guid(raw: Mapping[str, Any]) -> str:
    guid = " ".join(_string(raw, "id").split())
    return guid if len(guid) <= LONGEST_GUID else digest_of(guid)


def _content(raw: Mapping[str, Any]) -> str:
    """The longest text among content and summary."""
    pieces = raw.get("content")
    pieces = [dict(piece) for piece in pieces if isinstance(piece, dict)] if isinstance(pieces, list) else []
    texts = [_string(piece, "value") for piece in pieces if _holds_text(_string(piece, "type"))]
    return max((*texts, _string(raw, "summary")), key=len)


def _holds_text(media_type: str) -> bool:
    """Whether a content of that type is for reading; it may be a picture too."""
    return media_type.startswith("text/") or media_type.endswith(("html", "xml")) or not media_type


def _time(raw: Mapping[str, Any], name: str, now: datetime) -> datetime | None:
    """A time as printed, with its zone; else as feedparser reads it.  None where it can't be true."""
    printed = _string(raw, name)
    time = parse_published(printed) if len(printed) <= LONGEST_TIME else None
    time = time or _utc(raw.get(f"{name}_parsed"))
    return time if time and EARLIEST <= _aware(time) <= _aware(now) + AHEAD else None


def _utc(parsed: Any) -> datetime | None:
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):  # none, or a second too many
        return None


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _tags(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield an entry's tags, each once."""
    tags = raw.get("tags")
    found = [dict(tag) for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    names = (in_one_line(_string(tag, "term") or _string(tag, "label")) for tag in found[:MOST_TAGS])
    yield from dict.fromkeys(filter(None, names))


def _ttl(feed: Mapping[str, Any]) -> float | None:
    """Seconds until the publisher expects the next look, by RSS or by the syndication module."""
    if minutes := _number(_string(feed, "ttl")):
        return 60 * minutes
    period = PERIODS.get(_string(feed, "sy_updateperiod").strip().lower())
    return period / (_number(_string(feed, "sy_updatefrequency")) or 1) if period else None


def _number(printed: str) -> float:
    """A printed number of at most nine digits; 0 where there is none."""
    printed = printed.strip()
    return float(printed) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", printed) else 0.0


def _text(body: bytes) -> str:
    """The beginning of a body, to tell what it is."""
    encoding = next((WIDE[mark] for mark in WIDE if body.startswith(mark)), "utf-8-sig")
    return body[:HEAD].decode(encoding, "replace")


def _root(text: str) -> str | None:
    """The name of a body's first element, in small letters."""
    root = _ROOT.match(text)
    return root[1].lower() if root else None


def _no_feed(body: bytes, url: str, media_type: str) -> FeedError:
    """Say what a body is that is no feed; of a page, which feed it names."""
    text = _text(body)
    root = _root(text)
    if root in PAGE_ROOTS or media_type == "text/html":
        named = next(_find_feeds(text, url), None)
        return FeedError(url, "is a page, not a feed", f"try {named}" if named else "")
    if text.lstrip()[:1] in {"{", "["}:
        return FeedError(url, "is JSON, not a feed", "give the address of an RSS or Atom feed")
    if not is_text(text):
        return FeedError(url, "is not a feed but binary")
    return FeedError(url, f"is XML but no feed (<{root[:40]}>)" if root else "is a text, not a feed")


def _find_feeds(page: str, url: str) -> Iterator[str]:
    """Yield the addresses that a page's head names as its feeds."""
    for link in _LINK.findall(page):
        found = {name.lower(): html.unescape("".join(values)) for name, *values in _ATTRIBUTE.findall(link)}
        named = "alternate" in found.get("rel", "").lower().split() and found.get("type", "").lower() in FEED_TYPES
        if named and (address := canonical(found.get("href", ""), url)):
            yield address
