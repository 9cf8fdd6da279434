"""What stands, and how much of it: kept by the database, whatever is done to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, DIGEST, digests
from summarizer.store import Store, open_store
from summarizer.store.standing import find_wrong_counts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.types import Digest


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the one article."""
    with open_store(tmp_path / "summarizer.db") as store:
        store.save(DIGEST)
        yield store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that the law changes again and again."""
    with open_store(tmp_path_factory.mktemp("shared") / "summarizer.db") as store:
        yield store


def counts(store: Store, table: str) -> list[tuple[object, ...]]:
    """The rows of a table of counts."""
    return [tuple(row) for row in store._connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def test_claims_and_statements_are_counted(store: Store) -> None:
    """By index, by metric and by speaker, with the articles that make them."""
    assert counts(store, "index_tallies") == [("Nasdaq Composite", "index", 1, 1), ("Russell 2000", "index", 2, 1)]
    assert counts(store, "metric_tallies") == [("change", "index", 3, 1)]
    assert counts(store, "speaker_tallies") == [("Ada Müller", "", 1, 1)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM articles",
        "DELETE FROM revisions",
        "DELETE FROM claims; DELETE FROM statements",
        "UPDATE articles SET copy_of = 'another'",
        "UPDATE articles SET current_revision = 7",
    ],
)
def test_nothing_stands_where_nothing_is(store: Store, statement: str) -> None:
    """Whatever program took it away, and by what statement; no row of zeros is left."""
    store._connection.executescript(f"PRAGMA foreign_keys = ON; {statement}")
    assert [counts(store, f"{what}_tallies") for what in ("index", "metric", "speaker")] == [[], [], []]
    assert list(find_wrong_counts(store._connection)) == []


def test_another_program_may_rename(store: Store) -> None:
    """A row that is altered counts as what it is now."""
    store._connection.execute("UPDATE claims SET entity = 'Dow' WHERE number = 1")
    store._connection.execute("UPDATE statements SET name = NULL")
    assert counts(store, "index_tallies") == [("Dow", "index", 1, 1), ("Russell 2000", "index", 2, 1)]
    assert counts(store, "speaker_tallies") == [("", "Harbour & Co.", 1, 1)]
    assert list(find_wrong_counts(store._connection)) == []


def test_a_wrong_count_is_found(store: Store) -> None:
    """What was changed by hand is named."""
    store._connection.execute("UPDATE index_tallies SET claims = 5 WHERE entity = 'Russell 2000'")
    store._connection.execute("INSERT INTO standing VALUES (99)")
    assert list(find_wrong_counts(store._connection)) == [
        ("standing", "revision 99"),
        ("index_tallies", "Russell 2000, index"),
    ]


#: What may be done to a database: a digest is saved, or an article becomes a copy, is none, goes, or loses its text.
acts = st.one_of(
    digests().flatmap(lambda digest: st.sampled_from(["a", "b"]).map(lambda key: (key, digest))),
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["copy", "own", "back", "delete", "forget"])),
)
STATEMENTS = {
    "copy": "UPDATE articles SET copy_of = 'x' WHERE id = ?",
    "own": "UPDATE articles SET copy_of = NULL WHERE id = ?",
    "back": "UPDATE articles SET current_revision = 1 WHERE id = ?",
    "delete": "DELETE FROM articles WHERE id = ?",
    "forget": "DELETE FROM revisions WHERE article_id = ? AND number > 1",
}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(acts, max_size=6))
def test_counts_are_right_whatever_is_done(shared: Store, done: list[tuple[str, Digest | str]]) -> None:
    """They are what counting anew gives, after anything."""
    for key, act in done:
        if isinstance(act, str):
            shared._connection.execute(STATEMENTS[act], [key])
        else:
            shared.save(replace(act, article=replace(act.article, id=key)))
    assert list(find_wrong_counts(shared._connection)) == []


def test_an_edit_counts_once(store: Store) -> None:
    """The newer text stands in place of the older one; saving the same again changes nothing."""
    before = counts(store, "index_tallies")
    edited = replace(DIGEST, article=replace(ARTICLE, title="Another title"))
    for digest in (edited, edited, DIGEST):
        store.save(digest)
        assert counts(store, "index_tallies") == before
