"""docs/database.md against the database: whatever it names is there, whatever is there it names."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import small_news

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = (Path(__file__).parent.parent / "docs" / "database.md").read_text("utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)}
QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The small database, as another program opens it."""
    path = small_news.build(tmp_path_factory.mktemp("documented") / "news.db")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def names_of(connection: sqlite3.Connection, kind: str) -> set[str]:
    """The tables or views, without those that SQLite and sqlite-utils keep for themselves."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = ?", [kind])
    return {name for (name,) in found if not re.search(r"_fts_|^_|^sqlite_", name)}


def described(section: str) -> set[str]:
    """The names in the first column of a section's table."""
    first = re.findall(r"^\| (`.*?) \|", SECTIONS[section], re.MULTILINE)
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


def test_every_table_and_view_has_its_line(connection: sqlite3.Connection) -> None:
    """No more, no fewer; and each is in the picture."""
    tables, views = names_of(connection, "table"), names_of(connection, "view")
    assert described("Tables") == tables
    assert described("Views: begin here") == views
    picture = set(re.findall(r"\w+", SECTIONS["The picture"]))
    assert tables | views <= picture


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("\n")[0])
def test_the_questions_are_answered(connection: sqlite3.Connection, query: str) -> None:
    """Each runs as printed, and finds something in the small database."""
    wanted = query.replace("'S&P 500'", "'Russell 2000'")
    assert connection.execute(wanted).fetchall()


def test_the_views_answer(connection: sqlite3.Connection) -> None:
    """As another program reads them: what stands, and how much of it."""

    def ask(view: str) -> list[tuple[object, ...]]:
        return connection.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608

    assert len(ask("claims_view")) == 8
    assert len(ask("statements_view")) == 3
    assert ask("summaries_view") == [], "the summarized text was edited"
    assert sorted(ask("indices_view")) == [("Nasdaq Composite", "index", 1, 1), ("Russell 2000", "index", 7, 3)]
    assert sorted(ask("analysts_view"), key=str) == [("Ada Müller", None, 2, 2), (None, "Quay Bank", 1, 1)]
    counted = connection.execute("SELECT article_id, revisions, claims, copy_of FROM articles_view").fetchall()
    assert ("20250305-small-caps", 2, 3, None) in counted
    assert ("20250308-copy", 1, 2, "20250307-other") in counted
