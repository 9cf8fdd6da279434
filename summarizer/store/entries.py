"""The entries of watched feeds: a queue that outlives whatever ends the program.

    accept ─▶ waiting ── begin ──▶ finish ─▶ done, skipped, failed
                 ▲                    │
                 └──── postpone ◀─────┘          an edit makes an entry wait again

`begin` is written down before the work: an entry that takes the program down with it was tried all the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.feeds import stamp

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
    #: Whether that is the article rather than a teaser.
    whole: bool
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
    whole: bool
    #: How often reading it was begun since it came or was edited.
    tries: int
    #: How often its publisher edited it.
    edits: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many entries of a look are to be read."""

    new: int = 0
    edited: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """What became of an entry."""

    state: EntryState
    #: Why it was skipped or failed, or what it is: "summarized", "a copy of 1a2b3c".
    reason: str
    #: The article that it became.
    article_id: str | None = None


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
        connection.execute(_EDIT if edit else _INSERT, _to_row(feed, arrival, now))
        if arrival.unwanted is None:
            new, edited = new + (not edit), edited + edit
    return Accepted(new, edited)


_INSERT = """
    INSERT INTO entries (feed, key, digest, edits, title, link, published, text, whole, state, reason, tries, due,
        first_seen, changed_at)
    VALUES (:feed, :key, :digest, 0, :title, :link, :published, :text, :whole, :state, :reason, 0, :now, :now, :now)
"""
_EDIT = """
    UPDATE entries SET digest = :digest, edits = edits + 1, title = :title, link = :link, published = :published,
        text = :text, whole = :whole, state = :state, reason = :reason, tries = 0, due = :now, changed_at = :now
    WHERE feed = :feed AND key = :key
"""


def find_waiting(
    connection: sqlite3.Connection, now: datetime, limit: int, besides: Collection[int] = ()
) -> list[Waiting]:
    """The entries that may be read now, those first that wait longest, without those in hand."""
    found = connection.execute(
        """
        SELECT id, feed, key, title, link, published, text, whole, tries, edits FROM entries
        WHERE state = 'waiting' AND due <= ? AND id NOT IN (SELECT value FROM json_each(?))
        ORDER BY due, id LIMIT ?
        """,
        [stamp(now), json.dumps([*besides]), limit],
    )
    with rows.reading("an entry"):
        return [
            Waiting(**{**dict(row), "published": rows.to_time(row["published"]), "whole": bool(row["whole"])})
            for row in found
        ]


def find_due(connection: sqlite3.Connection, besides: Collection[int] = ()) -> datetime | None:
    """When the next entry may be read, without those in hand; None where none waits."""
    found = connection.execute(
        "SELECT min(due) FROM entries WHERE state = 'waiting' AND id NOT IN (SELECT value FROM json_each(?))",
        [json.dumps([*besides])],
    )
    return rows.to_time(found.fetchone()[0])


def begin(connection: sqlite3.Connection, entry: int) -> None:
    """Write down that an entry is being tried."""
    connection.execute("UPDATE entries SET tries = tries + 1 WHERE id = ?", [entry])


def postpone(connection: sqlite3.Connection, entry: int, due: datetime, reason: str | None, *, tried: bool) -> None:
    """Let an entry wait until `due`; where it was not `tried` after all, that does not count."""
    connection.execute(
        "UPDATE entries SET due = ?, reason = ?, tries = tries - ? WHERE id = ?",
        [stamp(due), reason, int(not tried), entry],
    )


def close(connection: sqlite3.Connection, entry: Waiting, end: End, now: datetime) -> None:
    """Say what became of an entry, unless it was edited meanwhile: then it goes on waiting."""
    connection.execute(
        """
        UPDATE entries SET state = ?1, article_id = ?2, reason = ?3, changed_at = ?4,
            text = CASE ?1 WHEN 'failed' THEN text ELSE '' END
        WHERE id = ?5 AND edits = ?6
        """,
        [str(end.state), end.article_id, end.reason, stamp(now), entry.id, entry.edits],
    )


def find_known(connection: sqlite3.Connection, link: str) -> str | None:
    """The article that an entry of any feed with this link has become."""
    found = connection.execute(
        "SELECT article_id FROM entries WHERE link = ? AND state = 'done' ORDER BY changed_at DESC LIMIT 1", [link]
    ).fetchone()
    return found[0] if found else None


def _to_row(feed: str, arrival: Arrival, now: datetime) -> dict[str, object]:
    wanted = arrival.unwanted is None
    return {
        "feed": feed,
        "key": arrival.key,
        "digest": arrival.digest,
        "title": arrival.title,
        "link": arrival.link,
        "published": arrival.published.isoformat() if arrival.published else None,
        "text": arrival.text if wanted else "",
        "whole": arrival.whole,
        "state": str(EntryState.WAITING if wanted else EntryState.SKIPPED),
        "reason": arrival.unwanted,
        "now": stamp(now),
    }
