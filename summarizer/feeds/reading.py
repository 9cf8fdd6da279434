"""The list of feeds, read and checked: every mistake is one line that names the file's."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.errors import InputError
from summarizer.feeds.checking import Defaults, check_all, check_line, check_phrase, check_tag, check_url
from summarizer.feeds.feed import Feed, Interval, TextFrom, host_of, name_key, url_key
from summarizer.feeds.files import read_text
from summarizer.feeds.intervals import parse_interval
from summarizer.feeds.tree import Kind, Node, parse_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Value = TypeVar("Value")

_TOP = ("defaults", "feeds")
_DEFAULTS = ("interval", "text")
_FEED = ("name", "url", "interval", "tags", "text", "include", "exclude", "enabled")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of feeds and where each of them is written."""

    text: str
    defaults: Defaults
    #: The key "feeds" and what it holds; None where the file has no such key.
    holder: tuple[Node, Node] | None
    feeds: tuple[Feed, ...]
    #: A table a feed.
    nodes: tuple[Node, ...]


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds of a list, in its order; raises InputError, its subject "feeds.yaml:12", for what is wrong in it."""
    return parse_listing(read_text(path), str(path)).feeds


def load_defaults(path: Path) -> Defaults:
    """What holds for a feed that is added to a list, which need not be there yet.  Raises InputError."""
    return parse_listing(read_text(path), str(path)).defaults if path.exists() else Defaults()


def parse_listing(text: str, subject: str) -> Listing:
    """Read a list; raises InputError as `load_feeds` does."""
    root = parse_tree(text, subject)
    if root is None:
        raise InputError(f"{subject}:1", "is empty", "write feeds: and below it a line like - url: https://… a feed")
    top = _read_table(root, _TOP, "the file")
    defaults = _read_defaults(top["defaults"]) if "defaults" in top else Defaults()
    nodes = _read_items(top["feeds"], "feeds") if "feeds" in top else ()
    feeds = tuple(_read_feed(node, defaults) for node in nodes)
    _check_twins(feeds, nodes)
    holder = next((pair for pair in root.pairs if pair[0].text == "feeds"), None)
    return Listing(text, defaults, holder, feeds, nodes)


def _read_defaults(node: Node) -> Defaults:
    table = {} if node.kind is Kind.NOTHING else _read_table(node, _DEFAULTS, "defaults")
    return Defaults(
        _read_interval(table["interval"]) if "interval" in table else Defaults().interval,
        _read_text_from(table["text"]) if "text" in table else Defaults().text,
    )


def _read_feed(node: Node, defaults: Defaults) -> Feed:
    table = _read_table(node, _FEED, "a feed")
    if "url" not in table:
        raise InputError(node.where, "a feed has no url", "add a line like url: https://…")
    url = _checked(table["url"], check_url, "url")
    return Feed(
        _checked(table["name"], check_line, "name") if "name" in table else host_of(url),
        url,
        _read_interval(table["interval"]) if "interval" in table else defaults.interval,
        _read_all(table, "tags", check_tag),
        _read_text_from(table["text"]) if "text" in table else defaults.text,
        _read_all(table, "include", check_phrase),
        _read_all(table, "exclude", check_phrase),
        _read_truth(table["enabled"], "enabled") if "enabled" in table else True,
    )


def _check_twins(feeds: Sequence[Feed], nodes: Sequence[Node]) -> None:
    """Refuse a feed whose name or address another has; both lines are named."""
    names: dict[str, Node] = {}
    urls: dict[str, Node] = {}
    for feed, node in zip(feeds, nodes, strict=True):
        first = names.setdefault(name_key(feed.name), node)
        if first is not node:
            problem = f"{feed.name} is the name of another feed, at {first.where}"
            raise InputError(node.where, problem, "give one of them another name")
        first = urls.setdefault(url_key(feed.url), node)
        if first is not node:
            raise InputError(node.where, f"{feed.url} is listed already, at {first.where}", "drop one of them")


def _read_table(node: Node, known: Sequence[str], what: str) -> Mapping[str, Node]:
    if node.kind is not Kind.TABLE:
        raise InputError(node.where, f"{what} is {node.kind} where keys should be", f"keys are {', '.join(known)}")
    table: dict[str, Node] = {}
    lines: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.text not in known or key.kind is not Kind.TEXT:
            near = difflib.get_close_matches(key.text, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"keys are {', '.join(known)}"
            raise InputError(key.where, f"{what} has no key {_quoted(key)}", remedy)
        if key.text in table:
            raise InputError(key.where, f"says {key.text} again, after {lines[key.text].where}", "drop one of them")
        table[key.text], lines[key.text] = value, key
    return table


def _read_items(node: Node, what: str) -> tuple[Node, ...]:
    if node.kind is Kind.NOTHING:
        return ()
    if node.kind is not Kind.LIST:
        raise InputError(node.where, f"{what} is {node.kind} where a list should be", "write a line like - … an entry")
    return node.items


def _read_all(table: Mapping[str, Node], key: str, check: Callable[[str], str]) -> tuple[str, ...]:
    if key not in table:
        return ()
    return check_all(str, (_checked(item, check, key) for item in _read_items(table[key], key)))


def _read_interval(node: Node) -> Interval:
    # A number alone lacks its unit: that is what to say of it.
    return _checked(replace(node, kind=Kind.TEXT) if node.kind is Kind.OTHER else node, parse_interval, "interval")


def _read_text_from(node: Node) -> TextFrom:
    text = _checked(node, check_line, "text")
    if text not in tuple(TextFrom):
        raise InputError(node.where, f"text can't be {_quoted(node)}", f"write one of {', '.join(TextFrom)}")
    return TextFrom(text)


def _read_truth(node: Node, what: str) -> bool:
    if node.kind is not Kind.TRUTH or node.text.lower() not in {"true", "false"}:
        raise InputError(node.where, f"{what} is neither true nor false", "write one of the two")
    return node.text.lower() == "true"


def _checked(node: Node, check: Callable[[str], Value], what: str) -> Value:
    """What a check makes of a node's text, its complaint turned into one of the line."""
    if node.kind is Kind.NOTHING:
        raise InputError(node.where, f"{what} is empty", "write it or drop the key")
    if node.kind is not Kind.TEXT:
        remedy = "put it in quotes" if node.kind in {Kind.TRUTH, Kind.OTHER} else ""
        raise InputError(node.where, f"{what} is {node.kind} where text should be", remedy)
    try:
        return check(node.text)
    except InputError as error:
        raise InputError(node.where, f"{what} {error.subject} {error.problem}", error.remedy) from None


def _quoted(node: Node) -> str:
    return f'"{" ".join(node.text.split())[:40]}"'
