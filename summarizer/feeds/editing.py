"""Adding, removing and switching feeds in their file.

An edit is made in the text, read again, and refused unless it says exactly what was meant; only then is the file
replaced.  The list that comes with the package stays as it is: the edited text becomes the user's own.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError, UnknownNameError
from summarizer.feeds.feed import name_key, url_key
from summarizer.feeds.files import read_text, write_text
from summarizer.feeds.finding import default_feeds_path, user_feeds_path
from summarizer.feeds.reading import parse_listing
from summarizer.feeds.splicing import with_enabled, with_feeds, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from summarizer.feeds.feed import Feed
    from summarizer.feeds.reading import Listing

#: What a list begins as.
NEW = "# The feeds that `summarizer watch` reads.\nfeeds:\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit did."""

    #: The feeds that were added, removed or switched, as they are now.
    feeds: tuple[Feed, ...]
    #: The file that says so: the user's own where the package's list was to be edited.
    path: Path


def add(path: Path, feed: Feed) -> Edit:
    """Add a feed at the end of a list, which is begun where there is none.

    Raises InputError where a feed of that name or address is listed already.
    """
    listing = _load(path)
    for other in listing.feeds:
        if url_key(other.url) == url_key(feed.url):
            raise InputError(feed.url, f"is listed already, as {other.name}")
        if name_key(other.name) == name_key(feed.name):
            raise InputError(feed.name, f"is the name of another feed ({other.url})", "give it another name")
    return _save(path, with_feeds(listing, [feed]), (*listing.feeds, feed), [feed])


def add_new(path: Path, feeds: Iterable[Feed]) -> Edit:
    """Add those feeds whose address is not listed yet; a name that is taken gets a number: "BBC (2)"."""
    listing = _load(path)
    urls = {url_key(feed.url) for feed in listing.feeds}
    names = {name_key(feed.name) for feed in listing.feeds}
    added: list[Feed] = []
    for feed in feeds:
        if url_key(feed.url) not in urls:
            added.append(replace(feed, name=_free_name(feed.name, names)))
            urls.add(url_key(feed.url))
            names.add(name_key(added[-1].name))
    if not added:
        return Edit((), path)
    return _save(path, with_feeds(listing, added), (*listing.feeds, *added), added)


def remove(path: Path, name: str) -> Edit:
    """Take out the feed of that name, in any case, or address; comments before and after it stay.

    Raises UnknownNameError, with near names, where there is none.
    """
    listing = parse_listing(read_text(path), str(path))
    index = _find(listing.feeds, name)
    left = listing.feeds[:index] + listing.feeds[index + 1 :]
    return _save(path, without(listing, index), left, listing.feeds[index : index + 1])


def set_enabled(path: Path, name: str, *, enabled: bool) -> Edit:
    """Have a feed read or left alone; raises UnknownNameError as `remove` does."""
    listing = parse_listing(read_text(path), str(path))
    index = _find(listing.feeds, name)
    old = listing.feeds[index]
    if old.enabled == enabled:
        return Edit((old,), path)
    new = replace(old, enabled=enabled)
    feeds = (*listing.feeds[:index], new, *listing.feeds[index + 1 :])
    return _save(path, with_enabled(listing, index, enabled=enabled), feeds, [new])


def _load(path: Path) -> Listing:
    return parse_listing(read_text(path) if path.exists() else NEW, str(path))


def _find(feeds: Sequence[Feed], name: str) -> int:
    found = next((index for index, feed in enumerate(feeds) if feed.is_called(name)), None)
    if found is not None:
        return found
    names = {name_key(feed.name): feed.name for feed in feeds}
    near = difflib.get_close_matches(name_key(name), names, n=3)
    near += [key for key in names if name_key(name) in key and key not in near]
    remedy = f"did you mean {', '.join(names[key] for key in near[:3])}?" if near else ""
    raise UnknownNameError(name, "no feed of that name", remedy)


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while name_key(free) in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _save(path: Path, text: str, expected: Sequence[Feed], changed: Iterable[Feed]) -> Edit:
    """Write an edited list that says what is expected of it, and nothing else."""
    if _feeds_of(text, str(path)) != tuple(expected):
        raise InputError(str(path), "is written in a way that can't be edited here", "edit it by hand")
    own = user_feeds_path()
    place = own if path == default_feeds_path() and not own.exists() else path
    write_text(place, text)
    return Edit(tuple(changed), place)


def _feeds_of(text: str, subject: str) -> tuple[Feed, ...] | None:
    try:
        return parse_listing(text, subject).feeds
    except InputError:
        return None
