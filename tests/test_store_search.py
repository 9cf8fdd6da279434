"""Which articles are ranked, where more have the words than are worth a look each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import save_at
from store_digests import SUMMARY
from summarizer.store import Store, Words, open_store
from summarizer.store.search import build_search, find_hits, is_cut
from summarizer.types import Article, Digest, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEN = datetime(2025, 3, 5, tzinfo=UTC)
#: As many are ranked here as there are thousands elsewhere.
FEW = 5


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "news.db") as store:
        yield store


def keep(store: Store, article_id: str, year: int = 2024, title: str = "Markets", text: str = "A zebra ran.") -> None:
    """Save an article of a year."""
    published = datetime(year, 6, 1, tzinfo=UTC)
    store.save(Digest(Article(article_id, text, title, published), Extraction((), (), ())))


def zebra(limit: int | None = FEW, **asked: Any) -> Words:
    """A search for what all of them tell of."""
    return Words("zebra", limit=limit, **asked)


def found(store: Store, wanted: Words) -> list[str]:
    """The articles that are found."""
    return [hit.article_id for hit in find_hits(store._connection, wanted, FEW)]


def test_other_days_take_no_place(store: Store) -> None:
    """What is of another day is no answer, wherever it was saved."""
    keep(store, "first", 2020)
    for number in range(2 * FEW):
        keep(store, f"of 2024 {number}")
    keep(store, "last", 2020)
    wanted = zebra(since="2020", until="2020")
    assert sorted(found(store, wanted)) == ["first", "last"]
    assert not is_cut(store._connection, wanted, FEW)
    assert len(found(store, zebra())) == FEW
    assert is_cut(store._connection, zebra(), FEW)


def test_older_texts_take_no_place(store: Store) -> None:
    """An article that is edited again and again is one."""
    keep(store, "first")
    keep(store, "edited")
    for number in range(2 * FEW):
        keep(store, "edited", text=f"A zebra ran {number}.")
    assert sorted(found(store, zebra())) == ["edited", "first"]
    assert not is_cut(store._connection, zebra(), FEW)


def test_copies_take_no_place_unless_asked_for(store: Store) -> None:
    """Nor do they where they are."""
    keep(store, "first")
    for number in range(2 * FEW):
        copy = Article(f"copy {number}", "A zebra ran.", published=SEEN)
        save_at(store, Digest(copy, Extraction((), (), ())), SEEN, copy_of="first")
    assert found(store, zebra()) == ["first"]
    assert not is_cut(store._connection, zebra(), FEW)
    assert len(found(store, zebra(99, copies=True))) == 2 * FEW + 1
    assert is_cut(store._connection, zebra(copies=True), FEW)


def test_as_many_are_ranked_as_are_asked_for(store: Store) -> None:
    """Then the best is the best of all, however early it was saved."""
    keep(store, "best", title="Zebra")
    for number in range(2 * FEW):
        keep(store, f"other {number}")
    assert "best" not in found(store, zebra())
    for limit in (None, 2 * FEW + 1):
        wanted = zebra(limit)
        hits = found(store, wanted)
        assert (hits[0], len(hits)) == ("best", 2 * FEW + 1)
        assert not is_cut(store._connection, wanted, FEW)


def test_summaries_are_cut_as_texts_are(store: Store) -> None:
    """What their words are in."""
    for number in range(2 * FEW):
        article = Article(f"a{number}", "Nothing moved.", published=SEEN)
        summary = replace(SUMMARY, text="A zebra ran.", citations=(), sentences=(), omitted=())
        store.save(Digest(article, Extraction((), (), ()), summary))
    assert len(found(store, zebra())) == FEW
    assert is_cut(store._connection, zebra(), FEW)
    assert len(list(store.search("zebra"))) == 2 * FEW
    assert not store.search_is_cut(zebra())


def test_no_words_are_no_search(store: Store) -> None:
    """Whatever the number of rows."""
    keep(store, "a")
    assert not store.search_is_cut(Words(""))
    assert list(store.search(Words(""))) == []
    assert list(store.search(zebra(limit=0))) == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years=st.lists(st.integers(2019, 2022), max_size=12), since=st.integers(2019, 2022), limit=st.integers(1, 4))
def test_a_cut_hides_nothing_unsaid(store: Store, years: list[int], since: int, limit: int) -> None:
    """Where nothing is cut, as many are found as there are, up to the number asked for."""
    store._connection.execute("DELETE FROM articles")
    for number, year in enumerate(years):
        keep(store, f"a{number}", year)
    wanted = zebra(since=str(since), limit=limit)
    fitting = sum(year >= since for year in years)
    assert len(found(store, wanted)) == min(limit, fitting)
    assert is_cut(store._connection, wanted, FEW) == (fitting > FEW)


def test_no_text_is_looked_up_but_those_shown(store: Store) -> None:
    """Days are held against an index, and what stands against its keys."""
    sql, parameters = build_search(store._connection, zebra(since="2020", copies=True))
    plan = [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    plan = [step for step in plan if step not in {"SCAN hits", "SCAN best"}]
    assert any("USING INDEX revisions_by_day (" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL" not in step], plan
