"""What people and programs are told while feeds are watched: the log, JSON lines, the screen, Prometheus."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from rich.console import Console

from store_digests import DIGEST
from summarizer.commands.metrics import Feeds
from summarizer.commands.screen import Screen
from summarizer.commands.telling import event_entry, event_line, tell_line
from summarizer.feeds import Feed
from summarizer.store import FeedState, open_store
from summarizer.watch import Became, EntryRead, FeedLooked, Result, Started, Stopped, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.watch import Event

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)
#: What a stranger may send: colours, a title for the window, a line of its own.
HOSTILE = "\x1b[31mred\x1b]0;owned\x07\n2026-11-22 12:00:00  Wire: forged"
EVENTS: dict[str, Event] = {
    "started": Started(NOW, 3, 2),
    "new": FeedLooked(NOW, "Wire", Result.NEW, 2, 1, None, LATER),
    "unchanged": FeedLooked(NOW, "Wire", Result.UNCHANGED, 0, 0, None, LATER),
    "failed": FeedLooked(NOW, "Wire", Result.FAILED, 0, 0, "no answer", LATER),
    "gone": FeedLooked(NOW, "Wire", Result.GONE, 0, 0, "it is gone", None),
    "entry": EntryRead(NOW, "Wire", "Stocks rise", "https://e.org/a", Became.SUMMARIZED, "summarized", digest=DIGEST),
    "later": EntryRead(NOW, "Wire", None, "https://e.org/a", Became.LATER, "no answer"),
    "trouble": Trouble(NOW, "the disk is full"),
    "stopped": Stopped(NOW, 1),
}
LINES = {
    "started": "watching 3 feeds; 2 entries wait to be read",
    "new": "Wire: 2 new, 1 edited",
    "unchanged": "",
    "entry": "Wire: summarized: Stocks rise",
    "later": "Wire: later: https://e.org/a (no answer)",
    "trouble": "trying again: the disk is full",
    "stopped": "stopped; 1 entries wait to be read",
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_for_people(name: str) -> None:
    """Each event is one line, and a look that brought nothing none."""
    assert event_line(EVENTS[name]) == LINES[name]


def test_lines_say_what_comes_next() -> None:
    """A feed that fails says when it is asked again, one that is gone that it is not."""
    assert event_line(EVENTS["failed"]).startswith("Wire: no answer; again at ")
    assert event_line(EVENTS["gone"]) == "Wire: it is gone; it is not asked for any more"


@pytest.mark.parametrize("name", EVENTS)
def test_events_are_json(name: str) -> None:
    """Each event is an object of JSON that names itself and its time."""
    entry = json.loads(json.dumps(event_entry(EVENTS[name])))
    assert entry["at"] == "2026-11-22T12:00:00.000+00:00"
    assert entry["event"] in {"started", "stopped", "trouble", "feed", "entry"}


@pytest.mark.parametrize(
    "event",
    [
        FeedLooked(NOW, "Wire", Result.FAILED, 0, 0, HOSTILE, LATER),
        EntryRead(NOW, "Wire", HOSTILE, None, Became.KEPT, HOSTILE),
        Trouble(NOW, HOSTILE),
    ],
    ids=["feed", "entry", "trouble"],
)
def test_strangers_write_no_lines_of_their_own(event: Event, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a title or an error holds, it is one line without a control character."""
    tell_line(event)
    printed = "".join(capsys.readouterr())
    assert printed.count("\n") == 1
    assert printed.strip("\n").isprintable()


FEEDS = [
    Feed("Wire", "https://e.org/wire"),
    Feed("Desk", "https://e.org/desk"),
    Feed("Off", "https://e.org/off", enabled=False),
]


def draw(db: Path, *events: Event, height: int = 30) -> str:
    """The screen after some events, as plain text."""
    with open_store(db) as store:
        console = Console(file=io.StringIO(), width=100, height=height, force_terminal=True, color_system=None)
        screen = Screen(console, FEEDS, store.inbox)
        for event in events:
            screen(event)
        with console.capture() as captured:
            console.print(screen, height=height)
        return captured.get()


def test_the_screen_shows_feeds_and_summaries(tmp_path: Path) -> None:
    """How many articles came today, what waits, which feed fails, and the last summary as it stands."""
    assert DIGEST.summary
    drawn = draw(tmp_path / "x.db", EVENTS["started"], EVENTS["new"], EVENTS["failed"], EVENTS["entry"])
    assert "2 feeds   1 failing   1 articles today   4 waiting" in drawn
    assert "no answer" in drawn
    assert DIGEST.summary.text.split()[0] in drawn
    assert "Off" not in drawn


def test_the_screen_knows_what_was(tmp_path: Path) -> None:
    """A feed that failed before the watch began is shown so."""
    with open_store(tmp_path / "x.db") as store:
        state = FeedState(FEEDS[0].url, looks=1, due=LATER, error="no such host", looked_at=NOW, failures=1)
        store.inbox.save(state)
    assert "no such host" in draw(tmp_path / "x.db")


def test_strangers_do_not_draw_on_the_screen(tmp_path: Path) -> None:
    """Neither errors nor troubles reach the terminal as commands."""
    drawn = draw(tmp_path / "x.db", FeedLooked(NOW, "Wire", Result.FAILED, 0, 0, HOSTILE, LATER), Trouble(NOW, HOSTILE))
    assert "\x1b]0" not in drawn
    assert "\x07" not in drawn


def test_prometheus_reads_what_the_database_knows(tmp_path: Path) -> None:
    """The metrics are those of the feeds listed; a database that can't be read is said to be down."""
    listed = tmp_path / "feeds.yaml"
    listed.write_text("feeds:\n  - name: Wire\n    url: https://e.org/wire\n", encoding="utf-8")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Feeds(tmp_path / "x.db", listed))
    assert "summarizer_up 0.0" in generate_latest(registry).decode()
    with open_store(tmp_path / "x.db") as store:
        store.save(DIGEST)
        store.inbox.save(FeedState(FEEDS[0].url, looks=7, unchanged=5, due=LATER, succeeded_at=NOW))
    told = generate_latest(registry).decode()
    assert "summarizer_up 1.0" in told
    assert "summarizer_articles 1.0" in told
    assert 'summarizer_feed_looks_total{feed="Wire"} 7.0' in told
