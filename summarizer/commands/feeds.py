"""``summarizer feeds``: the list of feeds that are watched, shown, changed, taken in and given away."""

import difflib
import sys
from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path

from summarizer.commands.answers import Shape, answer_rows, in_table
from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.errors import InputError, UnknownNameError
from summarizer.feeds import (
    OPML_SIZE,
    Edit,
    Feed,
    TextFrom,
    add,
    add_new,
    feeds_path,
    host_of,
    load_defaults,
    load_feeds,
    make_feed,
    parse_interval,
    parse_opml,
    print_interval,
    print_opml,
    read_bytes,
    remove,
    set_enabled,
    write_text,
)
from summarizer.records import Column, Type
from summarizer.records.column import word_of
from summarizer.store import open_store
from summarizer.table import Fit, Head, Line


def show_all(given: Path | None, tag: str | None, chosen: Format) -> None:
    """Print the feeds, or those with a tag, in any case; raises UnknownNameError where no feed has it."""
    path = feeds_path(given)
    feeds = load_feeds(path)
    if tag is not None:
        feeds = _tagged(feeds, tag)
    if not answer_rows(feeds, SHAPE, chosen):
        complain(f"{path}: no feeds yet; `summarizer feeds add` takes an address")


def add_one(  # noqa: PLR0917 - the command's options
    given: Path | None,
    url: str,
    name: str | None,
    interval: str | None,
    text: TextFrom | None,
    tags: Iterable[str],
    include: Iterable[str],
    exclude: Iterable[str],
) -> None:
    """Add a feed; what is not said of it is as the list's defaults have it."""
    path = feeds_path(given)
    defaults = load_defaults(path)
    feed = make_feed(
        url,
        name,
        interval=defaults.interval if interval is None else parse_interval(interval),
        tags=tags,
        text=defaults.text if text is None else text,
        include=include,
        exclude=exclude,
    )
    _answer(add(path, feed), path, f"added {feed.name}")


def remove_one(given: Path | None, name: str) -> None:
    """Take out a feed."""
    path = feeds_path(given)
    edit = remove(path, name)
    _answer(edit, path, f"removed {edit.feeds[0].name}")


def switch(given: Path | None, name: str, *, enabled: bool, db: Path | None = None) -> None:
    """Enable or disable a feed; what the database at `db` holds against an enabled one is forgotten."""
    path = feeds_path(given)
    edit = set_enabled(path, name, enabled=enabled)
    if db and db.exists():
        with open_store(db, create=False) as store:
            store.inbox.revive(edit.feeds[0].url)
        edit.path.touch()  # a watch that runs asks the database again
    _answer(edit, path, f"{'enabled' if enabled else 'disabled'} {edit.feeds[0].name}")


def import_opml(given: Path | None, source: str) -> None:
    """Add the feeds of an OPML file that are not listed yet; a line on standard error says what was left out."""
    path = feeds_path(given)
    body = _read_input() if source == "-" else read_bytes(Path(source), OPML_SIZE)
    found = parse_opml(body, "standard input" if source == "-" else source, load_defaults(path))
    for line in found.refused:
        complain(f"left out: {line}")
    edit = add_new(path, found.feeds)
    known = len(found.feeds) - len(edit.feeds)
    _answer(edit, path, f"added {_counted(len(edit.feeds))}" + (f", {known} listed already" if known else ""))


def export_opml(given: Path | None, target: str, *, every: bool) -> None:
    """Write the feeds as OPML, the disabled ones only if `every` one is wanted."""
    feeds = [feed for feed in load_feeds(feeds_path(given)) if every or feed.enabled]
    if target == "-":
        print(print_opml(feeds), end="")
    else:
        write_text(Path(target), print_opml(feeds))
        print(f"wrote {_counted(len(feeds))} to {target}")


def _line(feed: Feed) -> Line:
    # The host is enough here: the other formats have the whole address.
    enabled = "yes" if feed.enabled else "no"
    return Line((feed.name, ", ".join(feed.tags), print_interval(feed.interval), enabled, host_of(feed.url)))


#: A feed as its file has it.
COLUMNS: tuple[Column[Feed], ...] = (
    Column("name", Type.TEXT, attrgetter("name"), "what it is called"),
    Column("url", Type.TEXT, attrgetter("url"), "its address"),
    Column("interval", Type.TEXT, lambda feed: print_interval(feed.interval), "as it is written there: 15m to 1h"),
    Column("tags", Type.LIST, lambda feed: list(feed.tags), "what it is about"),
    Column("text", Type.TEXT, word_of("text"), "where articles' text is"),
    Column("include", Type.LIST, lambda feed: list(feed.include), "only entries that say one of these"),
    Column("exclude", Type.LIST, lambda feed: list(feed.exclude), "no entries that say one of these"),
    Column("enabled", Type.FLAG, attrgetter("enabled"), "whether it is read"),
)
HEADS = (
    Head("Name", Fit.CUT),
    Head("Tags", Fit.CUT, spare=2),
    Head("Interval", spare=1),
    Head("Enabled"),
    Head("Site", Fit.CUT, spare=3),
)
SHAPE = Shape(COLUMNS, in_table(HEADS, _line))


def _tagged(feeds: Sequence[Feed], tag: str) -> tuple[Feed, ...]:
    found = tuple(feed for feed in feeds if tag.casefold() in map(str.casefold, feed.tags))
    if found:
        return found
    known = sorted({other for feed in feeds for other in feed.tags})
    near = difflib.get_close_matches(tag, known, n=3) or known
    raise UnknownNameError(tag, "no feed has that tag", f"did you mean {', '.join(near)}?" if near else "")


def _answer(edit: Edit, path: Path, done: str) -> None:
    """Say what was done, and before that where, if it was not done to the file that was named."""
    if edit.path != path:
        print(f"copied the list that comes with the package to {edit.path}")
    print(done)


def _counted(number: int) -> str:
    return "1 feed" if number == 1 else f"{number} feeds"


def _read_input() -> bytes:
    body = sys.stdin.buffer.read(OPML_SIZE + 1)
    if len(body) > OPML_SIZE:
        raise InputError("standard input", f"is too large (limit {OPML_SIZE // 1_000_000} MB)")
    return body
