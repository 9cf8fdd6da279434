"""``summarizer watch``: the feeds, the database and the desk brought together, and what happens told to people."""

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from summarizer.commands.answers import output
from summarizer.commands.metrics import serving
from summarizer.commands.progress import fetching, working
from summarizer.commands.screen import Screen
from summarizer.commands.telling import tell_json, tell_line
from summarizer.errors import InputError, StoreError
from summarizer.feeds import Feed, feeds_path, load_feeds
from summarizer.ingest.web import Web
from summarizer.store import Store, open_store
from summarizer.summarize.spec import load_spec
from summarizer.summarize.weights import pull
from summarizer.watch import (
    Event,
    Hosts,
    Means,
    ProcessDesk,
    Settings,
    Trouble,
    WallClock,
    Watch,
    load_tools,
    sole_watch,
)

#: Seconds to wait for a lock on the database before it is said to be in the way, and tried again.
LOCK = 2.0

#: Seconds between two looks at whether the list of feeds was changed.
FOLLOW = 2.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    db: Path
    feeds: Path | None
    model: str
    #: What the model computes on.
    device: str
    names: Path | None
    once: bool
    as_json: bool
    everything: bool
    allow_private: bool
    #: Port for Prometheus; None for none.
    metrics: int | None


def watch(wanted: Wanted) -> None:
    """Watch the feeds until interrupted, or once."""
    path = feeds_path(wanted.feeds)
    feeds = load_feeds(path)
    if not any(feed.enabled for feed in feeds):
        raise InputError(str(path), "lists no feed that is enabled", "add one with `summarizer feeds add URL`")
    with open_store(wanted.db, timeout=LOCK) as store, sole_watch(wanted.db):
        _have_weights(wanted.model)
        desk = ProcessDesk(partial(load_tools, wanted.names, wanted.model, wanted.device))
        try:
            with serving(wanted.metrics, wanted.db, path):
                asyncio.run(_run(path, feeds, store, desk, wanted))
        finally:
            desk.close()


async def _run(path: Path, feeds: Sequence[Feed], store: Store, desk: ProcessDesk, wanted: Wanted) -> None:
    with working("loading"):
        await desk.start()
    stop = asyncio.Event()
    _stop_by_signals(stop)
    clock, settings = WallClock(), Settings(everything=wanted.everything)
    with _listener(feeds, store, wanted) as tell:
        async with Web(allow_private=wanted.allow_private) as web:
            hosts = Hosts(web, store.inbox, clock, settings.spacing)
            means = Means(store.inbox, web, hosts, desk, clock, tell, settings)
            watch = Watch(feeds, means)
            following = asyncio.create_task(_follow(path, watch, means))
            await watch.run(stop, once=wanted.once)
            following.cancel()


async def _follow(path: Path, watch: Watch, means: Means) -> None:
    """Take over what is changed in the list of feeds while it is watched."""
    known = _version(path)
    while True:
        await asyncio.sleep(FOLLOW)
        if (version := _version(path)) != known:
            try:
                watch.change(load_feeds(path))
            except StoreError:
                continue  # locked: it is looked at again
            except InputError as error:  # half an edit: the next one mends it
                means.tell(Trouble(means.clock.now(), str(error)))
            known = version


def _version(path: Path) -> tuple[int, int] | None:
    """What changes with a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stop_by_signals(stop: asyncio.Event) -> None:
    """Let the first Ctrl-C or SIGTERM end the work in good order, and the second one at once."""
    loop = asyncio.get_running_loop()

    def on_signal(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, on_signal, number)
        except NotImplementedError:  # Windows: Ctrl-C interrupts at once
            return


def _have_weights(model: str) -> None:
    """Fetch the model's weights where they are missing: here a bar can be shown."""
    spec = load_spec(model)
    with fetching(spec.name) as progress:
        pull(spec, progress)


def _listener(feeds: Sequence[Feed], store: Store, wanted: Wanted) -> AbstractContextManager[Callable[[Event], None]]:
    """Who is told of what happens: JSON lines, a live screen on a terminal, else a log."""
    if wanted.as_json:
        return nullcontext(tell_json)
    if sys.stdout.isatty():
        return Screen(output(), feeds, store.inbox)
    return nullcontext(tell_line)
