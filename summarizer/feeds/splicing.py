"""Changes to a list's text, made where a feed is written: all else stays, character for character.

YAML libraries write a whole document anew, and lose a comment here and a blank line there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.feeds.intervals import print_interval
from summarizer.feeds.tree import Node, print_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.feeds.checking import Defaults
    from summarizer.feeds.feed import Feed
    from summarizer.feeds.reading import Listing


def with_feeds(listing: Listing, feeds: Sequence[Feed]) -> str:
    """The text with feeds added after the last one; raises InputError where the list stands in brackets."""
    text = listing.text
    if listing.nodes:
        at = _after_line(text, _items(listing).end)
        indent = _column(text, _items(listing).start)
    elif listing.holder:
        key, value = listing.holder  # of "feeds: []" or "feeds: null" but the key and a comment stay
        text = text[: value.start].rstrip(" ") + text[value.end :]
        at, indent = _after_line(text, key.end), _column(text, key.start) + 2
    else:
        text = _ended(text) + f"feeds:{_newline(text)}"
        at, indent = len(text), 2
    lines = [" " * indent + line for feed in feeds for line in print_entry(_entry(feed, listing.defaults))]
    return _insert(text, at, lines)


def without(listing: Listing, index: int) -> str:
    """The text without a feed: the lines it stands on go, comments before and after it stay.  Raises InputError."""
    text, node = listing.text, listing.nodes[index]
    column = _column(text, _items(listing).start)
    start = _line_start(text, node.start)
    while start and not _has_dash(text, start, column):  # the dash may stand on a line of its own
        start = _line_start(text, start - 1)
    return text[:start] + text[_after_line(text, node.end) :]


def with_enabled(listing: Listing, index: int, *, enabled: bool) -> str:
    """The text with a feed's `enabled` taken out, or set to false; a comment beside it stays."""
    text, node = listing.text, listing.nodes[index]
    said = next((pair for pair in node.pairs if pair[0].text == "enabled"), None)
    if said and (not enabled or node.bracketed or said == node.pairs[0]):
        return text[: said[1].start] + str(enabled).lower() + text[said[1].end :]
    if said:
        start, end = _line_start(text, said[0].start), _after_line(text, said[1].end)
        comment = text[said[1].end : end].lstrip()
        return text[:start] + (text[start : said[0].start] + comment if comment else "") + text[end:]
    if node.bracketed:
        at = node.pairs[-1][1].end
        return f"{text[:at]}, enabled: false{text[at:]}"
    return _insert(text, _after_line(text, node.end), [" " * _column(text, node.start) + "enabled: false"])


def _items(listing: Listing) -> Node:
    """The list node of a list that has feeds."""
    holder = listing.holder
    if holder is None or holder[1].bracketed:
        where = holder[1].where if holder else "feeds"
        raise InputError(where, "the feeds stand in brackets", "edit the file by hand, or write one after each dash")
    return holder[1]


def _entry(feed: Feed, defaults: Defaults) -> dict[str, str | bool | Sequence[str]]:
    """What has to be written of a feed for it to be read as it is."""
    entry: dict[str, str | bool | Sequence[str]] = {"name": feed.name, "url": feed.url}
    if feed.interval != defaults.interval:
        entry["interval"] = print_interval(feed.interval)
    if feed.tags:
        entry["tags"] = feed.tags
    if feed.text != defaults.text:
        entry["text"] = str(feed.text)
    if feed.include:
        entry["include"] = feed.include
    if feed.exclude:
        entry["exclude"] = feed.exclude
    if not feed.enabled:
        entry["enabled"] = False
    return entry


def _insert(text: str, at: int, lines: Sequence[str]) -> str:
    newline = _newline(text)
    before = _ended(text[:at]) if at else ""
    return before + "".join(line + newline for line in lines) + text[at:]


def _ended(text: str) -> str:
    """The text with its last line ended."""
    return text if not text or text.endswith("\n") else text + _newline(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _has_dash(text: str, start: int, column: int) -> bool:
    return not text[start : start + column].strip() and text[start + column : start + column + 1] == "-"


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _after_line(text: str, at: int) -> int:
    """Where the line after an offset begins; a block of text ends there already."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
