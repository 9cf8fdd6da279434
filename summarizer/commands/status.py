"""``summarizer status``: how the watched feeds are doing, from the database."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from summarizer.commands.answers import answer_json, output
from summarizer.commands.waiting import until
from summarizer.contract import Entry, stamp
from summarizer.feeds import Feed, feeds_path, load_feeds
from summarizer.store import EntryCounts, FeedState, open_store
from summarizer.table import Fit, Head, print_table

HEADS = (
    Head("Feed", Fit.CUT),
    Head("Last success (UTC)", spare=1),
    Head("Next", right=True),
    Head("Articles", right=True),
    Head("Waiting", right=True, spare=2),
    Head("Failed", right=True, spare=3),
    Head("Problem", Fit.WRAP),
)
FAILED_HEADS = (Head("Set aside (UTC)", spare=1), Head("Entry", Fit.CUT), Head("Reason", Fit.WRAP))


def status(db: Path, feeds: Path | None, *, as_json: bool) -> None:
    """Print how each feed of the list is doing, and what the database holds."""
    listed = load_feeds(feeds_path(feeds))
    with open_store(db, create=False) as store:
        states, counts, tables = store.inbox.states(), store.inbox.counts(), store.counts()
    found = [(feed, states.get(feed.url, FeedState(feed.url)), counts.get(feed.url, EntryCounts())) for feed in listed]
    if as_json:
        totals = {name: tables[name] for name in ("articles", "revisions", "claims", "summaries")}
        answer_json({**totals, "feeds": [feed_entry(*one) for one in found]})
        return
    now = datetime.now(UTC)
    rows = (_cells(feed, state, counted, now) for feed, state, counted in found)
    print_table(output(), HEADS, rows)
    output().print(f"\n{tables['articles']} articles, {tables['claims']} claims, {tables['summaries']} summaries")


def failed(db: Path, *, as_json: bool) -> None:
    """Print the entries that were set aside, newest first, and why."""
    with open_store(db, create=False) as store:
        found = store.inbox.failed()
    if as_json:
        answer_json([asdict(one) | {"changed_at": _printed(one.changed_at)} for one in found])
        return
    rows = ((_minute(one.changed_at), one.title or one.link or "", one.reason or "") for one in found)
    print_table(output(), FAILED_HEADS, rows)


def retry(db: Path) -> None:
    """Let the entries that were set aside be read once more by the next watch."""
    with open_store(db, create=False) as store:
        number = store.inbox.retry_failed(datetime.now(UTC))
    print(f"{number} entries wait again")


def feed_entry(feed: Feed, state: FeedState, counts: EntryCounts) -> Entry:
    """A feed's health; times are UTC, `interval` counts seconds, entries are counted by state."""
    return {
        "name": feed.name,
        "url": feed.url,
        "enabled": feed.enabled,
        "gone": state.gone,
        "moved": state.moved,
        "last_look": _printed(state.looked_at),
        "last_success": _printed(state.succeeded_at),
        "last_change": _printed(state.changed_at),
        "last_failure": _printed(state.failed_at),
        "last_error": state.error,
        "failures": state.failures,
        "next_due": _printed(state.due),
        "interval": state.interval,
        "looks": state.looks,
        "unchanged": state.unchanged,
        "waiting": counts.waiting,
        "done": counts.done,
        "skipped": counts.skipped,
        "failed": counts.failed,
    }


def _cells(feed: Feed, state: FeedState, counts: EntryCounts, now: datetime) -> Sequence[str]:
    due = "off" if not feed.enabled else "never" if state.gone else until(state.due, now)
    return (
        feed.name,
        _minute(state.succeeded_at) if state.succeeded_at else "",
        due,
        str(counts.done or ""),
        str(counts.waiting or ""),
        str(counts.failed or ""),
        state.error or "",
    )


def _minute(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M}"


def _printed(time: datetime | None) -> str | None:
    return stamp(time) if time else None
