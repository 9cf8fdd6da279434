"""Draw the pictures of the README, each from a run: ``.venv/bin/python docs/picture.py [demo] [watch]``."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import Hostile, Reply  # noqa: E402
from rehearsal import Item, page, rss  # noqa: E402
from summarizer.commands.screen import Screen  # noqa: E402
from summarizer.feeds import Feed  # noqa: E402
from summarizer.ingest import read  # noqa: E402
from summarizer.ingest.web import Web  # noqa: E402
from summarizer.store import open_store  # noqa: E402
from summarizer.watch import EntryRead, Event, Hosts, Means, ProcessDesk, WallClock, Watch, load_tools  # noqa: E402

WIDTH, HEIGHT = 120, 36
COMMAND = "summarizer summarize seeds/small-caps-november.txt"

#: The articles of ``seeds/`` that the watched feeds carry, the last one to be read first.
CARRIED = ("toronto-miners", "europe-midday", "sydney-rate-hold", "wall-street-close", "small-caps-november")


def main() -> None:
    """Draw the pictures named, or all."""
    wanted = sys.argv[1:] or ["demo", "watch"]
    if "demo" in wanted:
        draw_demo()
    if "watch" in wanted:
        with tempfile.TemporaryDirectory() as folder, Hostile(everywhere=True) as server:
            asyncio.run(draw_watch(server, Path(folder) / "summarizer.db"))


def draw_demo() -> None:
    """Run the command in a coloured terminal of fixed width and save what it prints."""
    settings = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    arguments = [sys.executable, "cli.py", *COMMAND.split()[1:], "--no-store"]
    printed = subprocess.run(arguments, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(f"$ {COMMAND}\n{printed.stdout}"), soft_wrap=True)
    console.save_svg(str(ROOT / "docs" / "demo.svg"), title="news-to-signal")


async def draw_watch(server: Hostile, db: Path) -> None:
    """Watch feeds that carry articles of ``seeds/`` and save the screen when all are read."""
    feeds = publish(server)
    stop, clock, desk = asyncio.Event(), WallClock(), ProcessDesk(partial(load_tools, None, "default", "auto"))
    with open_store(db) as store:
        console = Console(record=True, width=WIDTH, height=HEIGHT, file=io.StringIO(), force_terminal=True)
        screen, read_so_far = Screen(console, feeds, store.inbox), 0

        def tell(event: Event) -> None:
            nonlocal read_so_far
            screen(event)
            read_so_far += isinstance(event, EntryRead)
            if read_so_far == len(CARRIED):
                stop.set()

        try:
            async with Web(allow_private=True) as web:
                means = Means(store.inbox, web, Hosts(web, store.inbox, clock, 0.0), desk, clock, tell)
                await Watch(feeds, means).run(stop)
        finally:
            desk.close()
        console.print(screen, height=HEIGHT)
        console.save_svg(str(ROOT / "docs" / "watch.svg"), title="summarizer watch")


def publish(server: Hostile) -> list[Feed]:
    """A feed for each publisher, and one that fails."""
    server.serve("/robots.txt", Reply(404))
    feeds = []
    for number, name in enumerate(CARRIED):
        article = read(str(ROOT / "seeds" / f"{name}.txt"))
        host = f"127.0.0.{number + 2}"
        lines = [line for line in article.text.splitlines() if line.strip()]
        server.serve(f"/{name}", page(article.title or name, *lines))
        server.serve(f"/feed/{name}", rss(Item(article.title, server.url(f"/{name}", host), date=None)))
        feeds.append(Feed(article.publisher or name, server.url(f"/feed/{name}", host)))
    server.serve("/feed/down", Reply(503))
    feeds.append(Feed("Lantern Street", server.url("/feed/down", "127.0.0.9")))
    return feeds


if __name__ == "__main__":
    main()
