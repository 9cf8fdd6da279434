"""``summarizer watch``, ``status`` and ``feeds check``, typed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commandline import error_of, invoke, json_of
from hostile import Hostile, Reply, conditional
from rehearsal import Item, page, rss
from summarizer.store import FeedState, open_store
from summarizer.watch import sole_watch

if TYPE_CHECKING:
    from collections.abc import Iterator

LAUNCHER = Path(__file__).parent.parent / "cli.py"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
STORIES = [
    f"The Russell 2000 rose 1.{number}7% on Monday to 2,4{number}2.03, its best day in a month, as banks rose."
    for number in range(6)
]


@pytest.fixture
def server() -> Iterator[Hostile]:
    """A feed of six stories, one that is gone and one that fails."""
    with Hostile() as server:
        server.serve("/robots.txt", Reply(404))
        items = []
        for number, story in enumerate(STORIES):
            server.serve(f"/story/{number}", page(f"Report {number}", story, "Volume was thin before the holiday."))
            items.append(Item(f"Report {number}", server.url(f"/story/{number}"), date=None))
        server.serve("/wire", conditional(rss(*items), etag='"1"'))
        server.serve("/gone", Reply(410))
        yield server


@pytest.fixture
def feeds(tmp_path: Path, server: Hostile) -> Path:
    """The list of those feeds."""
    path = tmp_path / "feeds.yaml"
    lines = [f"  - name: {name}\n    url: {server.url(f'/{name}')}\n" for name in ("wire", "gone")]
    path.write_text("feeds:\n" + "".join(lines), encoding="utf-8")
    return path


@contextmanager
def watching(feeds: Path, db: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A watch in a process of its own; killed at the end if it still runs."""
    command: list[str | Path] = [
        sys.executable,
        LAUNCHER,
        "watch",
        "--json",
        "--allow-private",
        "--feeds",
        feeds,
        "--db",
        db,
    ]
    command += options
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def next_event(process: subprocess.Popen[str], **wanted: object) -> dict[str, Any]:
    """The next event of that kind."""
    assert process.stdout
    for line in process.stdout:
        event: dict[str, Any] = json.loads(line)
        if wanted.items() <= event.items():
            return event
    pytest.fail(f"ended without {wanted}")


@pytest.mark.weights
def test_killed_at_any_moment_and_begun_anew(feeds: Path, tmp_path: Path) -> None:
    """Killed in the middle of the work: every story is there once in the end, whole, and summarized."""
    db = tmp_path / "summarizer.db"
    with watching(feeds, db) as process:
        next_event(process, event="entry", became="summarized")
        second = invoke("watch", "--feeds", feeds, "--db", db)
        assert "another `summarizer watch`" in error_of(second)
        process.kill()
        process.wait()
    with watching(feeds, db) as process:
        waiting = next_event(process, event="started")["waiting"]
        for _ in range(waiting):
            next_event(process, event="entry", became="summarized")
        process.send_signal(signal.SIGINT)
        assert next_event(process, event="stopped")["waiting"] == 0
        assert process.wait(15) == 0
    with open_store(db) as store:
        rows = list(store.texts())
        assert sorted(row.title for row in rows) == [f"Report {number}" for number in range(6)]  # type: ignore[type-var]
        assert all(row.summary and row.revision == 1 for row in rows)
        assert all(store.digest(row.id).summary.verified for row in rows)  # type: ignore[union-attr]


@pytest.mark.weights
def test_asked_to_stop(feeds: Path, tmp_path: Path) -> None:
    """A service that is stopped ends within seconds, in good order, and with it the process that reads articles."""
    with watching(feeds, tmp_path / "summarizer.db", "--metrics", "18923") as process:
        next_event(process, event="entry", became="summarized")
        with urllib.request.urlopen("http://127.0.0.1:18923/metrics", timeout=5) as answer:
            metrics = answer.read().decode()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
        started = time.monotonic()
        process.terminate()
        next_event(process, event="stopped")
        assert process.wait(15) == 0
        assert time.monotonic() - started < 12
    assert 'summarizer_feed_looks_total{feed="wire"} 1.0' in metrics
    assert children
    deadline = time.monotonic() + 5
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _runs(process: str) -> bool:
    """Whether a process still runs; one that nobody has asked for its end does not."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_status_tells_of_each_feed(feeds: Path, tmp_path: Path) -> None:
    """What was never looked at is said to be due; no database is one line."""
    db = tmp_path / "summarizer.db"
    assert "there is no database" in error_of(invoke("status", "--feeds", feeds, "--db", db))
    with open_store(db):
        pass
    entry = json_of(invoke("status", "--feeds", feeds, "--db", db, "--json"))
    assert entry["articles"] == 0
    assert [feed["name"] for feed in entry["feeds"]] == ["wire", "gone"]
    assert entry["feeds"][0]["last_success"] is None
    assert entry["feeds"][0]["next_due"] is None
    table = invoke("status", "--feeds", feeds, "--db", db).stdout
    assert "wire" in table
    assert "0 articles" in table


def test_check_tells_which_feeds_answer(feeds: Path) -> None:
    """A feed that answers is counted through; one that does not makes the exit status 1."""
    result = invoke("feeds", "check", "--feeds", feeds, "--allow-private", "--json")
    assert result.exit_code == 1
    wire, gone = json.loads(result.stdout)
    assert (wire["entries"], wire["whole"], wire["problem"]) == (6, 0, None)
    assert gone["problem"] == "the server answered 410"
    assert "1 of 2 feeds" in result.stderr
    assert invoke("feeds", "check", "WIRE", "--feeds", feeds, "--allow-private").exit_code == 0
    assert "no feed of that name" in error_of(invoke("feeds", "check", "wires", "--feeds", feeds), 1)


def test_this_machine_is_not_read_unless_allowed(feeds: Path, server: Hostile) -> None:
    """Feeds may not lead into the own network by default."""
    result = invoke("feeds", "check", "wire", "--feeds", feeds)
    assert result.exit_code == 1
    assert server.log == []


def test_a_gone_feed_is_read_again_when_enabled(feeds: Path, tmp_path: Path) -> None:
    """`feeds enable` forgets that a publisher called it gone."""
    db = tmp_path / "summarizer.db"
    url = json_of(invoke("feeds", "list", "--json", "--feeds", feeds))[1]["url"]
    with open_store(db) as store:
        store.inbox.accept(url, [], NOW, lambda _: FeedState(url, looks=1, looked_at=NOW))
        assert store.inbox.states()[url].gone
    assert invoke("feeds", "enable", "gone", "--feeds", feeds, "--db", db).exit_code == 0
    with open_store(db) as store:
        assert not store.inbox.states()[url].gone


def test_nothing_to_watch(tmp_path: Path) -> None:
    """A list without an enabled feed is refused before anything is loaded."""
    path = tmp_path / "feeds.yaml"
    path.write_text("feeds: []\n", encoding="utf-8")
    assert "feeds add" in error_of(invoke("watch", "--feeds", path, "--db", tmp_path / "x.db"))


def test_two_watches_of_one_database(tmp_path: Path) -> None:
    """The second one is refused, also by another path to the same file; afterwards the way is free."""
    db, other = tmp_path / "summarizer.db", tmp_path / "link.db"
    db.touch()
    other.symlink_to(db)
    path = tmp_path / "feeds.yaml"
    path.write_text("feeds:\n  - url: https://example.org/feed\n", encoding="utf-8")
    with sole_watch(other):
        assert "another `summarizer watch`" in error_of(invoke("watch", "--feeds", path, "--db", db))
    with sole_watch(db):
        pass
