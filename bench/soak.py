"""A week of watching in minutes: hundreds of feeds, faults, kills; then it is seen what was lost.

    python bench/soak.py [--feeds 200] [--rate 1500] [--days 7] [--kills 12]
    python bench/soak.py --calm --feeds 500 --days 1 --rate 300 --kills 0

One process plays the internet and knows what it published; another one watches it with the real loop, desk,
extractor and database, its clock running `rate` times as fast; a model that leaves every sentence whole stands in
for the real one.  Now and then the watcher is killed as it stands and begun anew.  On calm days nothing is published
and nothing goes wrong: what watching itself costs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import CUT_LENGTH, EMPTY, HANG, SLOW_BODY, Hostile, Reply, busy, cut_compression, redirect, text  # noqa: E402
from summarizer.extract import load_extractor  # noqa: E402
from summarizer.feeds import Feed, Interval  # noqa: E402
from summarizer.ingest.limits import Limits  # noqa: E402
from summarizer.pipeline import Tools  # noqa: E402
from summarizer.store import open_store  # noqa: E402
from summarizer.summarize.model import Shortened, Source, Task  # noqa: E402
from summarizer.watch import FastClock, Hosts, Means, ProcessDesk, Settings, Watch, sole_watch  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hostile import Request

START = datetime(2026, 11, 23, tzinfo=UTC)

#: Real seconds: the internet is next door.
LIMITS = Limits(connect=2, read=0.4, total=1.0, size=1_000_000, redirects=5)

#: Rounds of five real seconds, at most, in which what still waits is read when the week is over.
SETTLING = 60

#: How often a request goes wrong, and the answers that it gets then.
FAULT_SHARE = 0.06
FAULTS = (
    Reply(500),
    Reply(502),
    busy("1800"),
    busy("900", 429),
    EMPTY,
    CUT_LENGTH,
    text("<!DOCTYPE html><html><body><p>Please wait.</p></body></html>"),
    cut_compression(b"<rss version='2.0'>" * 500, "gzip"),
)
#: Slow ones hold a connection for a while: rarer.
SLOW_SHARE = 0.002
SLOW = (HANG, SLOW_BODY)

INDEXES = (
    "S&P 500",
    "Nasdaq Composite",
    "Dow Jones Industrial Average",
    "Russell 2000",
    "FTSE 100",
    "DAX",
    "Nikkei 225",
)
SECTORS = ("banks", "chip makers", "miners", "airlines", "retailers", "utilities", "drug makers", "home builders")
REASONS = (
    "a softer reading of consumer prices",
    "a warning from a large supplier",
    "talk of lower rates in spring",
    "a wave of mergers among small lenders",
    "a firm dollar",
    "thin trading before the holiday",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story that is published somewhere at some time, and perhaps corrected and syndicated."""

    number: int
    feed: int
    at: datetime
    #: When its figure is corrected; None where it never is.
    corrected: datetime | None
    #: The feed that carries it too, under another address and headline.
    syndicated: int | None

    def text(self, now: datetime) -> str:
        """What its page says then."""
        chance = random.Random(self.number)  # noqa: S311 - the same story each time
        index, other = chance.sample(INDEXES, 2)
        first, second = chance.sample(SECTORS, 2)
        move, level = chance.randrange(5, 390) / 100, chance.randrange(200_000, 4_500_000) / 100
        if self.corrected and now >= self.corrected:
            move += 0.01
        breadth, volume, loss = chance.randrange(2, 90), chance.randrange(2, 60), chance.randrange(5, 200)
        return (
            f"The {index} rose {move:.2f}% to {level:,.2f} as {first} gained on {chance.choice(REASONS)}.\n"
            f"The {other} slipped {loss / 100:.2f}%, with {second} the weakest after {chance.choice(REASONS)}.\n"
            f"About {breadth} of every hundred shares rose, report {self.number} of the desk said, and trading in "
            f"{first} was {volume} percent above its usual volume."
        )

    @property
    def title(self) -> str:
        """Its headline."""
        return f"Report {self.number}: shares move"


class Newsroom:
    """Everything that is published in the rehearsed time, known beforehand."""

    def __init__(self, feeds: int, days: float, *, calm: bool, seed: int = 7) -> None:
        chance = random.Random(seed)  # noqa: S311 - the same week each time
        self.feeds = feeds
        self.stories: list[Story] = []
        for feed in range(0 if calm else feeds):
            at = START - timedelta(hours=6)
            while (at := at + timedelta(hours=chance.expovariate(1 / 12))) < START + timedelta(days=days - 0.5):
                corrected = at + timedelta(hours=chance.uniform(1, 5)) if chance.random() < 0.1 else None
                other = chance.randrange(feeds) if chance.random() < 0.15 else None
                self.stories.append(Story(len(self.stories), feed, at, corrected, other if other != feed else None))
        self._by_feed: dict[int, list[Story]] = {number: [] for number in range(feeds)}
        for story in self.stories:
            self._by_feed[story.feed].append(story)
            if story.syndicated is not None:
                self._by_feed[story.syndicated].append(story)

    def carried(self, feed: int, now: datetime) -> list[Story]:
        """The newest stories of a feed."""
        return sorted((story for story in self._by_feed[feed] if story.at <= now), key=lambda s: s.at)[-20:]


@dataclass
class Internet:
    """Serves the newsroom's feeds and pages, with faults; counts requests."""

    newsroom: Newsroom
    clock: FastClock
    server: Hostile
    #: Whether nothing ever goes wrong.
    calm: bool
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - the same faults
    counts: Counter[str] = field(default_factory=Counter)

    def open(self) -> None:
        """Put everything at its address."""
        self.server.serve("/robots.txt", text("User-agent: *\nDisallow: /private", "text/plain"))
        for feed in range(self.newsroom.feeds):
            moved = feed % 10 == 3
            if moved:
                self.server.serve(f"/feed/{feed}", redirect(f"/new/feed/{feed}", 301))
            self.server.serve(f"{'/new' * moved}/feed/{feed}", self._answering("feed", self._feed_answer(feed)))
        for story in self.newsroom.stories:
            self.server.serve(f"/story/{story.number}", self._answering("page", self._page_answer(story, copy=False)))
            self.server.serve(f"/wire/{story.number}", self._answering("page", self._page_answer(story, copy=True)))

    def _answering(self, kind: str, answer: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
        def respond(request: Request) -> Reply:
            self.counts[kind] += 1
            self.server.log.clear()
            draw = self.chance.random()
            if self.calm:
                return answer(request)
            if draw < SLOW_SHARE:
                self.counts["slow"] += 1
                return self.chance.choice(SLOW)
            if draw < FAULT_SHARE:
                self.counts["fault"] += 1
                return self.chance.choice(FAULTS)
            return answer(request)

        return respond

    def _feed_answer(self, feed: int) -> Callable[[Request], Reply]:
        def answer(request: Request) -> Reply:
            now = self.clock.now()
            stories = self.newsroom.carried(feed, now)
            version = f'"{sum(s.number + 1 + (bool(s.corrected) and now >= s.corrected) for s in stories)}"'
            if feed % 4 and request.headers.get("if-none-match") == version:
                self.counts["304"] += 1
                return Reply(304, {"ETag": version})
            items = "".join(_item(story, feed, now, request.headers["host"], self.chance) for story in stories)
            body = f'<rss version="2.0"><channel><title>Feed {feed}</title>{items}</channel></rss>'
            # Every fourth feed has no validators, and is sent whole each time.
            return text(body, "application/rss+xml", **({"ETag": version} if feed % 4 else {}))

        return answer

    def _page_answer(self, story: Story, *, copy: bool) -> Callable[[Request], Reply]:
        def answer(_request: Request) -> Reply:
            title = f"Wire: {story.title.lower()}" if copy else story.title
            lines = story.text(self.clock.now()).splitlines()
            lines = ["(Harbour Wire) - " + lines[0], *lines[1:], "All rights reserved."] if copy else lines
            body = "".join(f"<p>{escape(line)}</p>" for line in lines)
            return text(
                f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
            )

        return answer


def _item(story: Story, feed: int, now: datetime, host: str, chance: random.Random) -> str:
    path = "wire" if story.syndicated == feed else "story"
    corrected = bool(story.corrected) and now >= story.corrected  # type: ignore[operator]
    teaser = "Corrected: a teaser." if corrected else "A teaser."
    date = f"<pubDate>{format_datetime(story.at)}</pubDate>" if feed % 5 else ""
    # Every seventh feed makes up new guids each time.
    guid = f"<guid>{chance.random() if feed % 7 == 0 else story.number}</guid>"
    return (
        f"<item><title>{story.title}</title><link>http://{host}/{path}/{story.number}</link>"
        f"<description>{teaser}</description>{guid}{date}</item>"
    )


class Whole:
    """A model that leaves every sentence whole."""

    name = "whole"
    revision = "1"
    task = Task.COMPRESS
    is_free = False

    def shorten(self, sources: Sequence[Source]) -> list[list[Shortened]]:
        """Each sentence as it is."""
        return [[Shortened(tuple(range(len(s.words))), " ".join(s.words), -1.0)] for s in sources]

    def draft(self, text: str, words: int) -> str:
        """Never called."""
        raise NotImplementedError(text[:words])


def load() -> Tools:
    """What the desk works with."""
    return Tools(load_extractor(), Whole())


def feeds_at(port: int, count: int) -> list[Feed]:
    """The feeds, each on a host of its own."""
    interval = Interval(900, 3600)
    return [
        Feed(f"feed {n}", f"http://127.0.{n // 250 + 1}.{n % 250 + 1}:{port}/feed/{n}", interval) for n in range(count)
    ]


async def watch(arguments: argparse.Namespace) -> None:
    """The watcher's own process."""
    from summarizer.ingest.web import Web  # noqa: PLC0415 - the internet's process needs none

    clock = FastClock(arguments.rate, START, datetime.fromisoformat(arguments.begun))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    desk = ProcessDesk(load)
    await desk.start()
    db = Path(arguments.db)
    with open_store(db, timeout=60) as store, sole_watch(db):
        async with Web(LIMITS, allow_private=True) as web:
            hosts = Hosts(web, store.inbox, clock, 1.0)
            means = Means(store.inbox, web, hosts, desk, clock, lambda event: print(event.at, flush=True), Settings())
            await Watch(feeds_at(arguments.port, arguments.feeds), means).run(stop)
    desk.close()


@dataclass
class Watcher:
    """The watcher as seen from outside: begun, measured, killed."""

    arguments: argparse.Namespace
    db: Path
    port: int
    begun: datetime
    process: subprocess.Popen[str] | None = None
    recoveries: list[float] = field(default_factory=list)
    #: Megabytes of the watcher and of its desk, by the real time since this one was begun.
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    #: Processor seconds since it worked, of each one begun.
    cpu: list[float] = field(default_factory=list)

    def begin(self) -> None:
        """Start it and wait until it works."""
        started = time.monotonic()
        a = self.arguments
        command = [sys.executable, __file__, "--child", "--db", str(self.db), "--port", str(self.port)]
        command += ["--begun", self.begun.isoformat(), "--rate", str(a.rate), "--feeds", str(a.feeds)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        for _ in range(2):  # the first is that it started, the second that it did something
            self.process.stdout.readline()
        self.recoveries.append(time.monotonic() - started)
        os.set_blocking(self.process.stdout.fileno(), False)

    def run(self, seconds: float) -> None:
        """Let it work, and measure it."""
        assert self.process
        assert self.process.stdout
        before = _cpu(self.process.pid, *_children(self.process.pid))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.5)
            with contextlib.suppress(TypeError):
                self.process.stdout.read()
            assert self.process.poll() is None, "the watcher ended by itself"
            own, desk = _memory(self.process.pid)
            self.memory.append((time.monotonic(), own, desk))
        self.cpu.append(_cpu(self.process.pid, *_children(self.process.pid)) - before)

    def kill(self) -> None:
        """As the power supply would."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """Ask it to stop; the seconds that it took."""
        assert self.process
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=60)
        return time.monotonic() - started


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


def _memory(process: int) -> tuple[float, float]:
    """Megabytes of a process, and of its children."""
    return _resident(process), sum(map(_resident, _children(process)))


def _cpu(*processes: int) -> float:
    """Processor seconds of processes so far."""
    spent = 0
    for process in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1000
    return 0.0


def judge(db: Path, newsroom: Newsroom) -> dict[str, int]:
    """Hold the database against what was published."""
    with sqlite3.connect(db) as connection:
        rows = connection.execute(
            """
            SELECT articles.url, articles.copy_of, revisions.text,
                (SELECT count(*) FROM summaries WHERE revision_id = revisions.id)
            FROM articles JOIN revisions ON revisions.article_id = articles.id
                AND revisions.number = articles.current_revision
            """
        ).fetchall()
        states = Counter(dict(connection.execute("SELECT state, count(*) FROM entries GROUP BY state").fetchall()))
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    # An article is known by its story's number; the wire's page of it is a copy, whichever came first.
    paths = Counter(url.rsplit("/", 2)[1] + "/" + url.rsplit("/", 1)[1] for url, *_ in rows)
    originals = Counter(url.rsplit("/", 1)[1] for url, copy_of, *_ in rows if copy_of is None)
    expected = {f"story/{story.number}" for story in newsroom.stories}
    expected |= {f"wire/{story.number}" for story in newsroom.stories if story.syndicated is not None}
    last = datetime.max.replace(tzinfo=UTC)
    current = {str(story.number): story.text(last) for story in newsroom.stories}
    stale = sum(
        copy_of is None and current[url.rsplit("/", 1)[1]].splitlines()[0][:60] not in text
        for url, copy_of, text, _ in rows
    )
    return {
        "published": len(expected),
        "lost": len(expected - set(paths)),
        "stored twice": sum(number - 1 for number in paths.values()),
        "told twice": sum(number - 1 for number in originals.values()),
        "old text kept": stale,
        "without summary": sum(copy_of is None and not summaries for _, copy_of, _, summaries in rows),
        "waiting": states["waiting"],
        "set aside": states["failed"],
        "database damaged": int(not sound),
    }


def count_waiting(db: Path) -> int:
    """How many entries wait to be read."""
    with closing(sqlite3.connect(db)) as connection:
        found: int = connection.execute("SELECT count(*) FROM entries WHERE state = 'waiting'").fetchone()[0]
        return found


def rehearse(arguments: argparse.Namespace) -> int:
    """The internet's process: play the week, then judge."""
    newsroom = Newsroom(arguments.feeds, arguments.days, calm=arguments.calm)
    chance = random.Random(3)  # noqa: S311 - the same kills
    with tempfile.TemporaryDirectory() as folder, Hostile(everywhere=True) as server:
        db = Path(folder) / "soak.db"
        begun = datetime.now(UTC) + timedelta(seconds=6)  # while it loads
        internet = Internet(newsroom, FastClock(arguments.rate, START, begun), server, arguments.calm)
        internet.open()
        watcher = Watcher(arguments, db, server.port, begun)
        total = arguments.days * 86_400 / arguments.rate
        parts = [chance.uniform(0.5, 1.5) for _ in range(arguments.kills + 1)]
        watcher.begin()
        for number, part in enumerate(parts):
            if number:
                watcher.kill()
                watcher.begin()
            watcher.run(total * part / sum(parts))
        # A slow machine may lag behind the clock: what waits is still to be read.
        for _ in range(SETTLING):
            if not count_waiting(db):
                break
            watcher.run(5.0)
        stopping = watcher.stop()
        verdict = judge(db, newsroom)
        report(arguments, newsroom, internet, watcher, verdict, stopping)
    return int(
        any(verdict[name] for name in ("lost", "stored twice", "told twice", "old text kept", "database damaged"))
    )


def report(  # noqa: PLR0917 - one table
    arguments: argparse.Namespace,
    newsroom: Newsroom,
    internet: Internet,
    watcher: Watcher,
    verdict: dict[str, int],
    stopping: float,
) -> None:
    """Print what happened."""
    counts = internet.counts
    often = arguments.feeds * arguments.days * 86_400 / 900
    pages = verdict["published"] + sum(
        (story.corrected is not None) * (1 + (story.syndicated is not None)) for story in newsroom.stories
    )
    tail = watcher.memory[-len(watcher.memory) // (2 * (arguments.kills + 1)) :] or watcher.memory
    third = max(len(tail) // 3, 1)
    grown = [
        statistics.median(m[i] for m in tail[-third:]) - statistics.median(m[i] for m in tail[:third]) for i in (1, 2)
    ]
    print(
        f"{arguments.days:g} days, {arguments.feeds} feeds, {arguments.kills} kills, {arguments.rate:g} times as fast"
    )
    print(f"articles      {', '.join(f'{number} {name}' for name, number in verdict.items())}")
    print(f"feeds asked   {counts['feed']} times, {counts['304']} answered 304; every 15 minutes would be {often:.0f}")
    print(f"pages asked   {counts['page']} times, {pages} needed ({counts['page'] / max(pages, 1):.2f} times)")
    print(f"faults        {counts['fault']} answers, {counts['slow']} that hung")
    print(f"recovery      {statistics.median(watcher.recoveries):.1f} s from a kill to work, {stopping:.1f} s to stop")
    own, desk = tail[-1][1:]
    share = sum(watcher.cpu) / (arguments.days * 86_400)
    print(f"processor     {share:.2%} of a core")
    grew = [f"grown by {change:+.1f}" for change in grown]
    print(f"memory        {own:.0f} MB the watch, {grew[0]}; {desk:.0f} MB the desk, {grew[1]}")


def main() -> int:
    """Rehearse, or be the watcher of a rehearsal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--rate", type=float, default=1500.0, help="how many times as fast")
    parser.add_argument("--days", type=float, default=7.0)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--calm", action="store_true", help="nothing new, no faults")
    for hidden in ("--db", "--begun"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        asyncio.run(watch(arguments))
        return 0
    return rehearse(arguments)


if __name__ == "__main__":
    sys.exit(main())
