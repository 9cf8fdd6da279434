"""What is known of watched feeds and of the hosts that serve them: rows in, rows out."""

# ruff: noqa: S608 - columns are named by the fields of our own types

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from summarizer.store import rows
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class FeedState:
    """What became of looking at a feed so far; times are UTC."""

    #: As in feeds.yaml.
    url: str
    #: Where permanent redirects led.
    moved: str | None = None
    #: The server's validators, byte for byte.
    etag: str | None = None
    last_modified: str | None = None
    #: Seconds between two looks, as adapted to how often there is something new.
    interval: float | None = None
    #: When it is looked at next; None at once, or never where it is `gone`.
    due: datetime | None = None
    #: Failed looks in a row.
    failures: int = 0
    #: Why the last look failed; None where it did not.
    error: str | None = None
    looks: int = 0
    #: Looks that brought nothing new.
    unchanged: int = 0
    looked_at: datetime | None = None
    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    #: When it last brought something new.
    changed_at: datetime | None = None

    @property
    def gone(self) -> bool:
        """Whether its publisher said that it is gone for good: it is asked for no more."""
        return self.looks > 0 and self.due is None


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host; times are UTC."""

    #: Scheme, name and port: "https://example.org".
    host: str
    #: Its robots.txt, as understood; None where it was not asked for.
    robots: str | None = None
    #: When that is to be asked for again.
    robots_until: datetime | None = None
    #: Before then it wants no requests.
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """How many entries of a feed are in which state."""

    waiting: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0


_FEED = [field.name for field in fields(FeedState)]
_HOST = [field.name for field in fields(HostState)]
_TIMES = {"due", "looked_at", "succeeded_at", "failed_at", "changed_at", "robots_until", "quiet_until"}


def load_states(connection: sqlite3.Connection) -> dict[str, FeedState]:
    """What is known of each feed, by its URL."""
    with rows.reading("a feed"):
        found = (FeedState(**_read(row)) for row in connection.execute(f"SELECT {', '.join(_FEED)} FROM feeds"))
        return {state.url: state for state in found}


def save_state(connection: sqlite3.Connection, state: FeedState) -> None:
    """Put a feed's state in place of what was known of it."""
    _replace(connection, "feeds", asdict(state))


def revive(connection: sqlite3.Connection, url: str) -> None:
    """Forget that a feed failed, or that it is gone."""
    known = load_states(connection).get(url)
    if known:
        save_state(connection, replace(known, due=known.looked_at, failures=0, error=None))


def load_host(connection: sqlite3.Connection, host: str) -> HostState:
    """What is known of a host, which may be nothing."""
    found = connection.execute(f"SELECT {', '.join(_HOST)} FROM hosts WHERE host = ?", [host]).fetchone()
    with rows.reading("a host"):
        return HostState(**_read(found)) if found else HostState(host)


def save_host(connection: sqlite3.Connection, state: HostState) -> None:
    """Put a host's state in place of what was known of it."""
    _replace(connection, "hosts", asdict(state))


def forget_hosts(connection: sqlite3.Connection, before: datetime) -> None:
    """Drop what is known of hosts whose robots.txt is out of date."""
    connection.execute("DELETE FROM hosts WHERE coalesce(robots_until, quiet_until) < ?", [stamp(before)])


def count_entries(connection: sqlite3.Connection) -> dict[str, EntryCounts]:
    """How many entries each feed has in which state, by the feed's URL."""
    counted: dict[str, dict[str, int]] = {}
    for feed, state, number in connection.execute("SELECT feed, state, count(*) FROM entries GROUP BY feed, state"):
        counted.setdefault(feed, {})[state] = number
    return {feed: EntryCounts(**numbers) for feed, numbers in counted.items()}


def _replace(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    values = {name: stamp(value) if isinstance(value, datetime) else value for name, value in row.items()}
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(values)}) VALUES ({marks})", values)


def _read(row: sqlite3.Row) -> dict[str, Any]:
    return {name: rows.to_time(row[name]) if name in _TIMES else row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over values
