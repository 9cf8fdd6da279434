"""Databases of every earlier step of the schema open, keep what they hold and answer."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

import small_news
from store_digests import ARTICLE, DIGEST, EXTRACTION
from summarizer.errors import StoreError
from summarizer.store import ArticleQuery, MoveQuery, SpeakerQuery, Store, open_store
from summarizer.store.migrations import SET, STEPS
from summarizer.types import Metric, Period

if TYPE_CHECKING:
    from pathlib import Path

#: How many steps there are before claims, summaries and the full-text index are.
CLAIMS, SUMMARIES, SEARCH = 2, 3, 4


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database in today's schema."""
    return small_news.build(tmp_path_factory.mktemp("current") / "news.db")


def build_old(path: Path, current: Path, steps: int) -> None:
    """Make a database by the first steps, and fill it from today's as far as its schema allows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations = Migrations(SET)
        for step in STEPS[:steps]:
            migrations()(step)
        migrations.apply(Database(connection))
        connection.execute("ATTACH ? AS today", [f"file:{current}"])
        kept = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        for table in [name for (name,) in kept if not re.search("_fts|_tallies|^standing$|^_|^sqlite", name)]:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")  # noqa: S608


def schema(path: Path) -> set[tuple[str, str]]:
    """Every table, index, view and trigger with its columns, or what it does."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        tables = {name: connection.execute(f'PRAGMA table_info("{name}")').fetchall() for _, name, _ in made}
    return {(name, str(tables[name]) if kind == "table" else sql) for kind, name, sql in made}


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_a_database_of_any_step_opens_and_answers(tmp_path: Path, current: Path, steps: int) -> None:
    """It is brought up to date also where only reading was asked for; what it held is there and is found."""
    path = tmp_path / "old.db"
    build_old(path, current, steps)
    with open_store(path, create=False) as store:
        check_answers(store, steps)
        assert list(store.upkeep.check()) == []
        assert not store.save(DIGEST).created
    assert schema(path) == schema(current)
    with closing(sqlite3.connect(path)) as connection:
        views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        for (view,) in views:
            connection.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608


def check_answers(store: Store, steps: int) -> None:
    """What was saved by the first steps is what is answered."""
    digest = store.digest(ARTICLE.id, revision=1)
    assert digest.article == ARTICLE
    history = store.history(ARTICLE.id)
    assert history.current == 2
    assert [until is None for revision in history.revisions for _, until in revision.current] == [False, True]
    assert len(store.overview(datetime.now(UTC)).days) == 14
    if steps >= CLAIMS:
        assert digest.extraction == EXTRACTION
        assert [row.entity for row in store.indices()] == ["Russell 2000", "Nasdaq Composite"]
        assert [row.day for row in store.statements(SpeakerQuery("müller", firm="harbour"))][-1] == "2025-03-05"
        assert store.speakers()[0].name == "Ada Müller"
        assert next(iter(store.claims())).text
        assert store.moves(MoveQuery("Russell 2000", Metric.CHANGE, Period.DAY))
        assert list(store.signals())
    if steps >= SUMMARIES:
        assert digest == DIGEST
    hits = {hit.article_id for hit in store.search("stood")}
    assert {ARTICLE.id, "20250306-level", "20250307-other"} <= hits


@pytest.mark.parametrize(
    ("steps", "name"),
    [(1, "claims"), (3, "summaries_fts"), (5, "bands"), (8, "signals_view"), (9, "standing"), (12, "copies")],
)
def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path, current: Path, steps: int, name: str) -> None:
    """Where another program took a name that is still to come, one line says so, and the earlier steps stay."""
    path = tmp_path / "old.db"
    build_old(path, current, steps)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {name} (mine)")
    before = schema(path)
    with pytest.raises(StoreError, match=f"{name}.* already exists"):
        open_store(path, create=False)
    assert schema(path) == before


#: Copies of what was seen at hour 2: first and second before it, late behind it; and a copy of a copy, and one of what
#: is gone.
KIN = {"first": (0, "original"), "second": (1, "original"), "original": (2, None), "late": (3, "original"),
       "chained": (4, "late"), "lost": (5, "gone")}  # fmt: skip


def test_copies_of_before_have_a_history(tmp_path: Path, current: Path) -> None:
    """What was known at any time is what the step before would have answered."""
    path = tmp_path / "old.db"
    build_old(path, current, len(STEPS) - 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA foreign_keys = ON; DELETE FROM articles")
        for number, (name, (hour, original)) in enumerate(KIN.items(), 1):
            seen = f"2025-03-05T0{hour}:00:00"
            article = [name, f" {name.upper()}", f"{seen}+00:00", original]
            connection.execute("INSERT INTO articles VALUES (?, NULL, ?, ?, 1, ?)", article)
            revision = [number, name, f"{seen}+00:00"]
            connection.execute("INSERT INTO revisions VALUES (?, ?, 1, NULL, NULL, '', '[]', '', ?)", revision)
            connection.execute(
                "INSERT INTO versions (article_id, number, seen_at) VALUES (?, 1, ?)", [name, f"{seen}.789+00:00"]
            )
    with open_store(path) as store:
        known = [{row.id: row.copy_of for row in store.texts(ArticleQuery(as_of=at(hour)))} for hour in range(6)]
        assert known[1] == {"first": None, "second": "first"}
        assert known[3] == {"first": "original", "second": "original", "original": None, "late": "original"}
        assert known[5] == {**known[3], "chained": "original", "lost": None}
        assert known[5] == {row.id: row.copy_of for row in store.texts()}
        (lost, *_) = store.texts()
        assert lost.first_seen == lost.known_since == at(5) - timedelta(seconds=0.001)
        assert [row.id for row in store.texts(ArticleQuery(as_of=lost.known_since, limit=1))] == ["lost"]
        sources = store._connection.execute("SELECT source FROM articles ORDER BY rowid").fetchall()
        assert [source for (source,) in sources] == list(KIN)
        assert list(store.upkeep.check()) == []


def at(hour: int) -> datetime:
    """Just after the article of an hour was seen."""
    return datetime(2025, 3, 5, hour, 0, 0, 790_000, tzinfo=UTC)


def test_a_damaged_database_is_brought_up_to_date(tmp_path: Path, current: Path) -> None:
    """A publisher that is no text has no name."""
    path = tmp_path / "old.db"
    build_old(path, current, len(STEPS) - 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET publisher = x'fe', url = x'ff'")
    with open_store(path) as store:
        assert {source for (source,) in store._connection.execute("SELECT source FROM articles")} == {""}
