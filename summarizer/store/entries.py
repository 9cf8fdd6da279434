"""The entries of watched feeds: a queue that outlives whatever ends the program.

    accept ─▶ waiting ── begin ──▶ finish ─▶ done, skipped, failed
                 ▲                    │
                 └──── postpone ◀─────┘          an edit makes an entry wait again

`begin` is written down before the work: an entry that takes the program down with it was tried all the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime


class EntryState(StrEnum):
    """How far an entry has come."""

    WAITING = "waiting"
    #: It is an article of the database.
    DONE = "done"
    #: It is none that is wanted: too old, filtered out, not English.
    SKIPPED = "skipped"
    #: Set aside after several tries, with its error.
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An entry as it stands in a feed."""

    #: What it is known by within its feed.
    key: str
    #: Of what a reader sees; another one under the same key is an edit.
    digest: str
    title: str | None
    link: str | None
    published: datetime | None
    #: What the feed itself says, as plain paragraphs.
    text: str
    #: The address of its article, and the host of that; None and empty where the text is the article.
    page: str | None = None
    host: str = ""
    #: Why it is not wanted; None where it is.
    unwanted: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry to be read."""

    id: int
    feed: str
    key: str
    title: str | None
    link: str | None
    published: datetime | None
    text: str
    #: The address of its article, and the host of that; None and empty where the text is the article.
    page: str | None
    host: str
    #: How often reading it was begun since it came or was edited.
    tries: int
    #: How often its publisher edited it.
    edits: int
    #: The article that it became before it was edited.
    article_id: str | None
    #: When it came, or was edited last; UTC.
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many entries of a look are to be read."""

    new: int = 0
    edited: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """An entry that was set aside."""

    feed: str
    title: str | None
    link: str | None
    reason: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class End:
    """What became of an entry."""

    state: EntryState
    #: Why it was skipped or failed, or what it is: "summarized", "a copy of 1a2b3c".
    reason: str
    #: The article that it became.
    article_id: str | None = None
    #: Whether the feed's own words had to do for the article.
    told: bool = False


#: Seconds after which the second edit of an entry is read, doubled for each further one, and at most: some pages
#: are another at each look.
_EDIT_PAUSE, _LONGEST_PAUSE = 600.0, 86_400.0

#: Times further ahead than this were written by a clock that was wrong.
_FAR = timedelta(days=2)


def find_digests(connection: sqlite3.Connection, feed: str, keys: Sequence[str]) -> dict[str, str]:
    """The digests of those of a feed's entries that are known, by their keys."""
    found = connection.execute(
        "SELECT key, digest FROM entries WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
        [feed, json.dumps(keys)],
    )
    return {str(key): str(digest) for key, digest in found}


def accept(connection: sqlite3.Connection, feed: str, arrivals: Iterable[Arrival], now: datetime) -> Accepted:
    """Take in what is new or edited, inside the caller's transaction."""
    new = edited = 0
    arrivals = tuple(arrivals)
    known = find_digests(connection, feed, [arrival.key for arrival in arrivals])
    for arrival in arrivals:
        if known.get(arrival.key) == arrival.digest:
            continue
        edit = arrival.key in known
        known[arrival.key] = arrival.digest
        due = _edit_due(connection, feed, arrival.key, now) if edit else now
        connection.execute(_EDIT if edit else _INSERT, _to_row(feed, arrival, now, due))
        if arrival.unwanted is None:
            new, edited = new + (not edit), edited + edit
    return Accepted(new, edited)


_INSERT = """
    INSERT INTO entries (feed, key, digest, edits, title, link, published, text, page, host, state, reason, tries, due,
        first_seen, changed_at)
    VALUES (:feed, :key, :digest, 0, :title, :link, :published, :text, :page, :host, :state, :reason, 0, :due,
        :now, :now)
"""
_EDIT = """
    UPDATE entries SET digest = :digest, edits = edits + 1, title = :title, link = :link, published = :published,
        text = :text, page = :page, host = :host, state = :state, reason = :reason, tries = 0, due = :due,
        changed_at = :now
    WHERE feed = :feed AND key = :key
"""


def _edit_due(connection: sqlite3.Connection, feed: str, key: str, now: datetime) -> datetime:
    """When an edit is to be read: the first at once, each further one later."""
    (edits,) = connection.execute("SELECT edits FROM entries WHERE feed = ? AND key = ?", [feed, key]).fetchone()
    pause = _EDIT_PAUSE * 2.0 ** min(edits - 1, 20) if edits else 0.0
    return now + timedelta(seconds=min(pause, _LONGEST_PAUSE))


def find_waiting(
    connection: sqlite3.Connection, now: datetime, limit: int, besides: Collection[str] = ()
) -> list[Waiting]:
    """The entries that may be read now: of each host the one that waits longest, without the hosts in hand."""
    found = connection.execute(
        """
        SELECT id, feed, key, title, link, published, text, page, host, tries, edits, article_id, changed_at, min(due)
        FROM entries
        WHERE state = 'waiting' AND (due <= ? OR due > ?) AND host NOT IN (SELECT value FROM json_each(?))
        GROUP BY host ORDER BY min(due), id LIMIT ?
        """,
        [stamp(now), stamp(now + _FAR), json.dumps([*besides]), limit],
    )
    with rows.reading("an entry"):
        return [_to_waiting(row) for row in found]


def find_due(connection: sqlite3.Connection, besides: Collection[str] = ()) -> datetime | None:
    """When the next entry may be read, without the hosts in hand; None where none waits."""
    found = connection.execute(
        "SELECT min(due) FROM entries WHERE state = 'waiting' AND host NOT IN (SELECT value FROM json_each(?))",
        [json.dumps([*besides])],
    )
    return rows.to_time(found.fetchone()[0])


def begin(connection: sqlite3.Connection, entry: Waiting) -> None:
    """Write down that an entry is being tried."""
    connection.execute("UPDATE entries SET tries = tries + 1 WHERE id = ? AND edits = ?", [entry.id, entry.edits])


def postpone(connection: sqlite3.Connection, entry: Waiting, due: datetime, reason: str, *, tried: bool) -> None:
    """Let an entry wait until `due`, unless it was edited meanwhile; if it was not `tried`, its tries stay as given."""
    connection.execute(
        """
        UPDATE entries SET due = ?, reason = ?, tries = CASE WHEN ? THEN tries ELSE ? END
        WHERE id = ? AND edits = ? AND state = 'waiting'
        """,
        [stamp(due), reason, tried, entry.tries, entry.id, entry.edits],
    )


def close(connection: sqlite3.Connection, entry: Waiting, end: End, now: datetime) -> None:
    """Say what became of an entry, unless it was edited meanwhile: then it goes on waiting."""
    connection.execute(
        """
        UPDATE entries SET state = ?1, article_id = coalesce(?2, article_id), told = ?3, reason = ?4, changed_at = ?5,
            text = CASE ?1 WHEN 'failed' THEN text ELSE '' END
        WHERE id = ?6 AND edits = ?7
        """,
        [str(end.state), end.article_id, end.told, end.reason, stamp(now), entry.id, entry.edits],
    )
    if end.article_id:
        connection.execute(
            "UPDATE entries SET article_id = ? WHERE id = ? AND article_id IS NULL", [end.article_id, entry.id]
        )


def find_known(connection: sqlite3.Connection, page: str) -> str | None:
    """The article that an entry of any feed has become by this very page."""
    found = connection.execute(
        """
        SELECT article_id FROM entries WHERE page = ? AND state = 'done' AND NOT told AND article_id IS NOT NULL
        ORDER BY changed_at DESC LIMIT 1
        """,
        [page],
    ).fetchone()
    return found[0] if found else None


def find_failed(connection: sqlite3.Connection) -> list[Failed]:
    """The entries that were set aside, newest first."""
    found = connection.execute(
        "SELECT feed, title, link, reason, changed_at FROM entries WHERE state = 'failed' ORDER BY changed_at DESC"
    )
    with rows.reading("an entry"):
        return [Failed(**{**dict(row), "changed_at": rows.to_known_time(row["changed_at"])}) for row in found]


def retry_failed(connection: sqlite3.Connection, now: datetime) -> int:
    """Let the entries that were set aside be read once more; how many there are."""
    return connection.execute(
        "UPDATE entries SET state = 'waiting', tries = 0, due = ?1, changed_at = ?1 WHERE state = 'failed'",
        [stamp(now)],
    ).rowcount


def forget_texts(connection: sqlite3.Connection, before: datetime) -> None:
    """Drop the texts of what was set aside long ago."""
    connection.execute(
        "UPDATE entries SET text = '' WHERE state = 'failed' AND text <> '' AND changed_at < ?", [stamp(before)]
    )


def _to_waiting(row: sqlite3.Row) -> Waiting:
    columns = {name: row[name] for name in row.keys() if name != "min(due)"}  # noqa: SIM118 - a Row iterates over values
    times = {"published": rows.to_time(row["published"]), "changed_at": rows.to_known_time(row["changed_at"])}
    return Waiting(**{**columns, **times})


def _to_row(feed: str, arrival: Arrival, now: datetime, due: datetime) -> dict[str, object]:
    wanted = arrival.unwanted is None
    return {
        "feed": feed,
        "key": arrival.key,
        "digest": arrival.digest,
        "title": arrival.title,
        "link": arrival.link,
        "published": arrival.published.isoformat() if arrival.published else None,
        "text": arrival.text if wanted else "",
        "page": arrival.page,
        "host": arrival.host,
        "state": str(EntryState.WAITING if wanted else EntryState.SKIPPED),
        "reason": arrival.unwanted,
        "due": stamp(due),
        "now": stamp(now),
    }
