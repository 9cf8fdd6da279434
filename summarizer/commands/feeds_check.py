"""``summarizer feeds check``: which feeds answer today, and with what."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import typer

from summarizer.commands.answers import answer_json, output
from summarizer.commands.front import NEGATIVE, complain
from summarizer.commands.progress import working
from summarizer.contract import Entry
from summarizer.errors import SummarizerError, UnknownNameError
from summarizer.feeds import Feed, feeds_path, load_feeds
from summarizer.ingest.entry import ParsedFeed, is_snippet, readable
from summarizer.ingest.feed import parse_feed
from summarizer.ingest.web import Web
from summarizer.table import Fit, Head, print_table

HEADS = (
    Head("Feed", Fit.CUT),
    Head("Entries", right=True, spare=2),
    Head("Whole", right=True, spare=3),
    Head("Newest (UTC)", spare=1),
    Head("Took", right=True, spare=4),
    Head("Problem", Fit.WRAP),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of asking for a feed."""

    feed: Feed
    #: Seconds.
    took: float
    parsed: ParsedFeed | None = None
    #: Why there is none.
    problem: str | None = None
    #: Where it has moved for good.
    moved: str | None = None

    @property
    def newest(self) -> datetime | None:
        """When its newest entry was published."""
        times = [entry.published for entry in self.parsed.entries if entry.published] if self.parsed else []
        return max((time if time.tzinfo else time.replace(tzinfo=UTC) for time in times), default=None)

    @property
    def whole(self) -> int:
        """How many of its entries are whole articles."""
        entries = self.parsed.entries if self.parsed else ()
        return sum(not is_snippet(readable(entry.content)) for entry in entries)


def check(given: Path | None, names: Sequence[str], *, as_json: bool, allow_private: bool) -> None:
    """Ask for feeds once, those named or all that are enabled; exits with 1 where one does not answer as a feed."""
    feeds = _chosen(load_feeds(feeds_path(given)), names)
    with working("asking"):
        found = asyncio.run(_check_all(feeds, allow_private=allow_private))
    if as_json:
        answer_json([check_entry(one) for one in found])
    else:
        print_table(output(), HEADS, map(_cells, found))
    failing = sum(one.problem is not None for one in found)
    if failing:
        complain(f"{failing} of {len(found)} feeds do not answer as feeds")
        raise typer.Exit(NEGATIVE)


def _chosen(feeds: Sequence[Feed], names: Sequence[str]) -> list[Feed]:
    if not names:
        return [feed for feed in feeds if feed.enabled]
    chosen = []
    for name in names:
        found = [feed for feed in feeds if feed.is_called(name)]
        if not found:
            raise UnknownNameError(name, "no feed of that name", "see `summarizer feeds list`")
        chosen += found
    return chosen


async def _check_all(feeds: Sequence[Feed], *, allow_private: bool) -> list[Checked]:
    async with Web(allow_private=allow_private) as web:
        return list(await asyncio.gather(*(_check(feed, web) for feed in feeds)))


async def _check(feed: Feed, web: Web) -> Checked:
    started = time.monotonic()
    try:
        response = await web.get(feed.url)
        took = time.monotonic() - started
        if response.status != HTTPStatus.OK:
            return Checked(feed, took, problem=f"the server answered {response.status}", moved=response.moved)
        parsed = parse_feed(response.body, response.url, response.media_type, response.charset, now=datetime.now(UTC))
        return Checked(feed, took, parsed, moved=response.moved)
    except SummarizerError as error:
        return Checked(feed, time.monotonic() - started, problem=error.problem)


def check_entry(found: Checked) -> Entry:
    """What came of asking for a feed; `whole` counts the entries that are whole articles, `took` seconds."""
    return {
        "name": found.feed.name,
        "url": found.feed.url,
        "problem": found.problem,
        "moved": found.moved,
        "title": found.parsed.title if found.parsed else None,
        "entries": len(found.parsed.entries) if found.parsed else None,
        "whole": found.whole if found.parsed else None,
        "newest": found.newest.isoformat() if found.newest else None,
        "took": round(found.took, 3),
    }


def _cells(found: Checked) -> Sequence[str]:
    newest = f"{found.newest.astimezone(UTC):%Y-%m-%d %H:%M}" if found.newest else ""
    entries = str(len(found.parsed.entries)) if found.parsed else ""
    problem = found.problem or (f"moved to {found.moved}" if found.moved else "")
    return found.feed.name, entries, str(found.whole) if found.parsed else "", newest, f"{found.took:.1f} s", problem
