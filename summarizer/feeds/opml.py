"""OPML, in which feed readers give each other their lists: the door to listparser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.feeds.checking import Defaults, make_feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.feeds.feed import Feed

#: Elements of a document.  More are no list of a person's, and listparser's memory grows with their square where
#: they are nested: a document of 5 MB would take gigabytes.
ELEMENTS = 10_000


@dataclass(frozen=True, slots=True)
class Opml:
    """What an OPML document lists."""

    #: Their names may be those of other feeds; no two share an address.
    feeds: tuple[Feed, ...]
    #: A line on each entry that is no feed of ours.
    refused: tuple[str, ...]


def parse_opml(body: bytes, subject: str, defaults: Defaults | None = None) -> Opml:
    """Read an OPML document; raises InputError where it is none.

    Its folders, nested ones too, and its categories become tags.  What a feed does not say is by `defaults`.
    """
    import listparser  # noqa: PLC0415 - slow to import

    text = _decode(body)
    if text.lower().count("outline") > ELEMENTS:
        raise InputError(subject, "lists too many feeds", f"{ELEMENTS // 2:,} is the most")
    # As ASCII, so that no parser guesses an encoding; as bytes, so that none takes it for an address to fetch.
    try:
        parsed = listparser.parse(text.encode("ascii", "xmlcharrefreplace"))
    except IndexError:  # an outline that is closed more often than opened, among other tags
        raise InputError(subject, "is no OPML: its elements don't nest") from None
    if not parsed["version"].startswith("opml"):
        raise InputError(subject, "is no OPML")
    feeds: list[Feed] = []
    refused: list[str] = []
    for entry in parsed["feeds"]:
        try:
            feeds.append(_read_entry(entry, defaults or Defaults()))
        except InputError as error:
            refused.append(str(error))
    return Opml(tuple(feeds), tuple(refused))


def print_opml(feeds: Iterable[Feed]) -> str:
    """The feeds as OPML 2.0, a tag as a category; whether a feed is enabled is lost."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - the same; nothing foreign is parsed with it

    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Feeds of news-to-signal"
    outlines = ET.SubElement(root, "body")
    for feed in feeds:
        words = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.url}
        if feed.tags:
            words["category"] = ",".join(f"/{tag}" for tag in feed.tags)
        ET.SubElement(outlines, "outline", words)
    ET.indent(root)
    # Characters beyond ASCII are written by number: right in whatever encoding it is printed.
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root).decode("ascii")}\n'


def _read_entry(entry: dict[str, Any], defaults: Defaults) -> Feed:
    name = _shown(entry.get("title", "")) or None
    tags = _find_tags(entry.get("categories", ()))
    return make_feed(entry["url"], name, interval=defaults.interval, tags=tags, text=defaults.text)


def _find_tags(categories: Iterable[Iterable[str]]) -> Iterator[str]:
    for path in categories:
        for folder in path:
            yield from filter(None, map(_shown, folder.replace("/", ",").split(",")))


def _shown(text: str) -> str:
    """One line of what can be shown of somebody's text."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _decode(body: bytes) -> str:
    """The text: UTF-16 says so in its first bytes; what is not UTF-8 is what Windows wrote."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
