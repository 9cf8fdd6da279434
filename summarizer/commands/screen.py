"""``summarizer watch`` on a terminal: the feeds, what waits, and the last summaries, as they change."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.live import Live
from rich.table import Table
from rich.text import Text

from summarizer.commands.waiting import until
from summarizer.display import highlight_summary
from summarizer.feeds import Feed
from summarizer.store import Inbox
from summarizer.table import plain_text
from summarizer.types import Claim, Summary
from summarizer.watch import Became, EntryRead, Event, FeedLooked, Result, Started, Trouble

#: Summaries that are kept to be shown, the newest first.
SUMMARIES = 8

#: Lines of the terminal that are left to the feeds, as a share.
FEEDS_SHARE = 0.5

STYLES = {Result.NEW: "green", Result.UNCHANGED: "dim", Result.FAILED: "yellow", Result.GONE: "red"}

#: What counts as an article of today.
ARTICLES = {Became.SUMMARIZED, Became.KEPT}


@dataclass(frozen=True, slots=True)
class FeedLine:
    """What the screen knows of a feed."""

    name: str
    result: Result | None = None
    looked: datetime | None = None
    due: datetime | None = None
    error: str | None = None
    #: Articles that it brought today.
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A summary on the screen."""

    at: datetime
    feed: str
    title: str
    summary: Summary
    claims: tuple[Claim, ...]


class Screen:
    """A live view; a context manager that is told of events while it is open."""

    def __init__(self, console: Console, feeds: Sequence[Feed], inbox: Inbox) -> None:
        """Show the feeds as the database knows them."""
        self._lines = {feed.name: FeedLine(feed.name) for feed in feeds if feed.enabled}
        states = inbox.states()
        for feed in feeds:
            if feed.enabled and (state := states.get(feed.url)):
                result = (Result.GONE if state.gone else Result.FAILED) if state.error else None
                line = FeedLine(feed.name, result, state.looked_at, state.due, state.error)
                self._lines[feed.name] = line
        self._summaries: deque[Shown] = deque(maxlen=SUMMARIES)
        self._today = datetime.now().astimezone().date()
        self._waiting = 0
        self._trouble: str | None = None
        self._live = Live(self, console=console, refresh_per_second=1, screen=True)

    def __enter__(self) -> "Self":
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def __call__(self, event: Event) -> None:
        """Take note of what happened."""
        self._turn_day(event.at)
        if isinstance(event, Trouble):
            self._trouble = event.problem
        elif not (isinstance(event, EntryRead) and event.became is Became.LATER):
            self._trouble = None  # something worked again
        match event:
            case Started():
                self._waiting = event.waiting
            case FeedLooked():
                line = self._lines.get(event.feed, FeedLine(event.feed))
                line = replace(line, result=event.result, looked=event.at, due=event.due, error=event.error)
                self._lines[event.feed] = line
                self._waiting += event.new + event.edited
            case EntryRead():
                self._note_entry(event)

    def _note_entry(self, event: EntryRead) -> None:
        if event.became is not Became.LATER:
            self._waiting = max(self._waiting - 1, 0)
        if event.became in ARTICLES and event.feed in self._lines:
            line = self._lines[event.feed]
            self._lines[event.feed] = replace(line, articles=line.articles + 1)
        if event.digest and event.digest.summary and event.became is Became.SUMMARIZED:
            title = event.digest.article.title or ""
            shown = Shown(event.at, event.feed, title, event.digest.summary, event.digest.extraction.claims)
            self._summaries.appendleft(shown)

    def _turn_day(self, at: datetime) -> None:
        today = at.astimezone().date()
        if today != self._today:
            self._today = today
            self._lines = {name: replace(line, articles=0) for name, line in self._lines.items()}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What is on the screen now."""
        height = options.max_height
        shown = max(3, int(height * FEEDS_SHARE) - 3)
        parts: list[RenderableType] = [self._head(), Text(), self._feeds(shown), Text(), *self._last()]
        yield Group(*parts)

    def _head(self) -> Text:
        lines = tuple(self._lines.values())
        failing = sum(line.error is not None for line in lines)
        articles = sum(line.articles for line in lines)
        text = Text("news-to-signal", style="bold")
        text.append(f"   {len(lines)} feeds", style="not bold")
        text.append(f"   {failing} failing", style="not bold yellow" if failing else "not bold dim")
        text.append(f"   {articles} articles today   {self._waiting} waiting   Ctrl-C stops", style="not bold")
        if self._trouble:
            text.append(f"\n{plain_text(self._trouble)}", style="not bold red")
        return text

    def _feeds(self, shown: int) -> Table:
        """The feeds that need a look first: those that fail, then those that are due next."""
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
        table.add_column("Feed", no_wrap=True, max_width=32)
        table.add_column("Looked at", no_wrap=True)
        table.add_column("Next", no_wrap=True, justify="right")
        table.add_column("Today", no_wrap=True, justify="right")
        table.add_column("", no_wrap=True, ratio=1)
        far = datetime.max.replace(tzinfo=UTC)
        lines = sorted(self._lines.copy().values(), key=lambda line: (line.error is None, line.due or far, line.name))
        now = datetime.now(UTC)
        for line in lines[:shown]:
            table.add_row(
                plain_text(line.name),
                f"{line.looked.astimezone():%H:%M:%S}" if line.looked else "",
                "gone" if line.result is Result.GONE else until(line.due, now),
                str(line.articles or ""),
                Text.assemble(
                    (plain_text(line.error or str(line.result or "")), STYLES.get(line.result or Result.NEW, ""))
                ),
            )
        if len(lines) > shown:
            table.caption = f"and {len(lines) - shown} more"
            table.caption_justify = "left"
        return table

    def _last(self) -> list[Text]:
        """The last summaries, as many as there is room for."""
        parts = []
        for shown in tuple(self._summaries):  # the screen is drawn by a thread of its own
            parts += [
                Text.assemble(
                    (f"{shown.at.astimezone():%H:%M}  ", "dim"),
                    (plain_text(shown.title), "bold"),
                    (f"  {plain_text(shown.feed)}", "dim"),
                ),
                highlight_summary(shown.summary, shown.claims),
                Text(),
            ]
        return parts
