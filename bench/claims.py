"""How fast claims are found in a large database: ``python bench/claims.py [--claims N] [--db FILE]``.

A database of N claims (5 million unless told) is built with the store's own schema: ten claims an article, indexes
drawn as unevenly as news names them.  Then the queries of `summarizer claims` are put to it by the store's own code,
each for many indexes; printed are the medians and the slowest, in milliseconds, in one run.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.gazetteer import load_gazetteer
from summarizer.store import ClaimQuery, open_store
from summarizer.types import Metric, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A_REVISION = 10
ROUNDS = 40
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 4000
PERIODS = ("day", "day", "day", "day", "week", "month", "year", None)


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=5_000_000)
    parser.add_argument("--db", type=Path, help="kept and used again; else a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "claims.db"
        if not path.exists():
            started = time.perf_counter()
            build(path, options.claims)
            print(
                f"{options.claims:,} claims, {path.stat().st_size / 1e9:.1f} GB, {time.perf_counter() - started:.0f} s"
            )
        ask(path)


def build(path: Path, count: int) -> None:
    """Fill a new database; its indexes are made in the end, as that is quicker."""
    with open_store(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'claims' AND sql IS NOT NULL"
    indexes = connection.execute(wanted).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    connection.execute("BEGIN")
    revisions = range(1, count // A_REVISION + 1)
    connection.executemany(
        "INSERT INTO articles (id, url, publisher, first_seen, current_revision) VALUES (?, ?, 'Example', ?, 1)",
        ((f"a{n}", f"https://example.com/{n}", _day(n, len(revisions)).isoformat()) for n in revisions),
    )
    connection.executemany(
        "INSERT INTO revisions VALUES (?, ?, 1, 'Stocks', ?, '', '[]', ?, ?)",
        ((n, f"a{n}", (day := _day(n, len(revisions)).isoformat()), f"{n:064d}", day) for n in revisions),
    )
    connection.execute(
        "INSERT INTO versions (article_id, number, seen_at) SELECT article_id, number, seen_at FROM revisions"
    )
    columns = [row[1] for row in connection.execute("PRAGMA table_info(claims)")]
    connection.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * len(columns))})", claims(count))  # noqa: S608
    connection.execute("COMMIT")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("PRAGMA optimize")
    connection.close()


def claims(count: int) -> Iterator[tuple[object, ...]]:
    """Rows of the claims table."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    entries = load_gazetteer().entries
    shares = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(entries))))
    revisions = count // A_REVISION
    for number in range(count):
        revision = number // A_REVISION + 1
        entry = chance.choices(entries, cum_weights=shares)[0]
        period = chance.choice(PERIODS)
        day = _day(revision, revisions).date().isoformat()
        move = round(chance.gauss(0, 2), 2)
        metric, unit = ("change", "percent") if period else ("level", "points")
        said = chance.choice((None, None, None, "Jane Doe", "John Roe"))
        yield (
            number + 1, revision, number % A_REVISION, entry.name, entry.symbol, entry.kind, metric, str(move), move,
            unit, period, day, day, None, said, f"{move}%", f"The {entry.name} moved {move}% on the day.",
            10, 15, 0, 5, 0, 40, "[]",
        )  # fmt: skip


def _day(revision: int, revisions: int) -> datetime:
    return FIRST + timedelta(days=revision * DAYS // revisions)


def ask(path: Path) -> None:
    """Put each kind of query for many indexes."""
    names = [entry.name for entry in load_gazetteer().entries]
    last = (FIRST + timedelta(days=DAYS - 30)).date().isoformat()
    kinds: dict[str, Callable[[str], ClaimQuery]] = {
        "newest 50 of an index": lambda name: ClaimQuery((name,), limit=50),
        "… of one period": lambda name: ClaimQuery((name,), period=Period.WEEK, limit=50),
        "… and metric, a month": lambda name: ClaimQuery((name,), since=last, period=Period.DAY, metric=Metric.CHANGE),
        "a month long ago": lambda name: ClaimQuery((name,), since="2018-03", until="2018-03", period=Period.DAY),
        "said by somebody": lambda name: ClaimQuery((name,), analyst="doe", limit=50),
        "newest 50 of all": lambda _: ClaimQuery(limit=50),
    }
    print(f"{'query':26}{'median':>10}{'slowest':>10}{'rows':>8}")
    with open_store(path) as store:
        for kind, make in kinds.items():
            taken, found = [], 0
            for name in [*names[:5], *names[5 :: len(names) // ROUNDS]]:
                started = time.perf_counter()
                found += len(list(store.claims(make(name))))
                taken.append((time.perf_counter() - started) * 1000)
            print(f"{kind:26}{statistics.median(taken):8.1f}ms{max(taken):8.1f}ms{found / len(taken):8.0f}")


if __name__ == "__main__":
    main()
