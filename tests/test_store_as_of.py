"""What was known at a time: of an article that was edited, and of its copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, GAIN
from summarizer.store import ArticleQuery, ClaimQuery, Kin, SignalQuery, Store, open_store
from summarizer.store.asking import build_claims, build_told
from summarizer.store.copies import save_kin
from summarizer.store.opening import transaction
from summarizer.store.writing import write
from summarizer.types import Digest, Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BEGIN = datetime(2025, 3, 5, tzinfo=UTC)
#: What an article's texts say: the figure is all that differs.
FIGURES = {"A": "0.80%", "B": "0.90%", "C": "1.10%"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "summarizer.db") as store:
        yield store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database that the law fills with one history after the other."""
    with open_store(tmp_path_factory.mktemp("shared") / "summarizer.db") as store:
        yield store


def keep(store: Store, hour: float, text: str, article_id: str = "original", copy_of: str | None = None) -> None:
    """Save one of the texts as seen so many hours after the beginning."""
    figure = FIGURES[text]
    article = replace(ARTICLE, id=article_id, text=ARTICLE.text.replace("0.80%", figure))
    claim = replace(GAIN, value=Decimal(figure.removesuffix("%")))
    with transaction(store._connection, "IMMEDIATE"):
        write(store._connection, Digest(article, Extraction((claim,), (), ())), at(hour))
        save_kin(store._connection, article_id, Kin(copy_of=copy_of), at(hour))


def at(hour: float) -> datetime:
    """A moment, in hours from the beginning."""
    return BEGIN + timedelta(hours=hour)


def known(store: Store, hour: float, *, copies: bool = False, all_revisions: bool = False) -> str:
    """What was known then, in the alphabet's order: "A" for the original's text, "a" for a copy's."""
    texts = {figure: text for text, figure in FIGURES.items()}
    query = ClaimQuery(("Russell 2000",), as_of=at(hour), copies=copies, all_revisions=all_revisions)
    told = [texts[row.text] if row.article_id == "original" else texts[row.text].lower() for row in store.claims(query)]
    return "".join(sorted(told))


@pytest.mark.parametrize("texts", ["ABC", "ABA"])
def test_an_article_edited_twice(store: Store, texts: str) -> None:
    """At any time exactly the text is known that was the article's then, also where an earlier one came back."""
    for hour, text in enumerate(texts, 1):
        keep(store, hour, text)
    assert known(store, 0.999) == ""
    for hour, text in enumerate(texts, 1):
        assert known(store, hour) == text, "from the moment on at which it was seen"
        assert known(store, hour + 0.999) == text, "until the next one was"
    assert known(store, 1000) == texts[-1]
    assert [row.text for row in store.claims()] == [FIGURES[texts[-1]]]


def test_all_revisions_of_that_time(store: Store) -> None:
    """All texts seen until then, none seen later, each once."""
    for hour, text in enumerate("ABAC", 1):
        keep(store, hour, text)
    assert [known(store, hour + 0.5, all_revisions=True) for hour in range(5)] == ["", "A", "AB", "AB", "ABC"]


@pytest.mark.parametrize("texts", ["ABC", "ABA"])
def test_copies_are_edited_too(store: Store, texts: str) -> None:
    """A copy follows half an hour later: told only where copies are asked for, in its own text of that time."""
    for hour, text in enumerate(texts, 1):
        keep(store, hour, text)
        keep(store, hour + 0.5, text, "copy", copy_of="original")
    for hour, text in enumerate(texts, 1):
        assert known(store, hour + 0.7) == text
        assert known(store, hour + 0.7, copies=True) == text + text.lower()
        if hour > 1:
            assert known(store, hour + 0.2, copies=True) == text + texts[hour - 2].lower()
    assert known(store, 1.2, copies=True) == "A", "the copy had not been seen yet"


def test_a_copy_that_came_first(store: Store) -> None:
    """Until the fuller original was seen, what is its copy now was all that was known, in its text of that time."""
    keep(store, 1, "A", "copy")
    keep(store, 2, "B", "copy")
    keep(store, 3, "A", "copy")
    keep(store, 4, "C")
    keep(store, 4, "A", "copy", copy_of="original")
    keep(store, 5, "B")
    keep(store, 6, "C")
    assert [known(store, hour + 0.5) for hour in range(7)] == ["", "a", "b", "a", "C", "B", "C"]
    assert [known(store, hour + 0.5, copies=True) for hour in range(7)] == ["", "a", "b", "a", "Ca", "Ba", "Ca"]


def test_of_several_copies_one_is_told(store: Store) -> None:
    """Before their original was seen, the copy that came first stands for all."""
    keep(store, 1, "A", "first")
    keep(store, 2, "B", "second", copy_of="first")
    keep(store, 3, "C")
    for copy, text in (("first", "A"), ("second", "B")):
        keep(store, 3, text, copy, copy_of="original")
    assert [known(store, hour + 0.5) for hour in range(4)] == ["", "a", "a", "C"]


def test_a_copy_is_one_from_when_it_was_found_to_be_one(store: Store) -> None:
    """Not from when its original was seen: that may have said less until it was edited."""
    keep(store, 0, "B")
    keep(store, 1, "A", "copy")
    keep(store, 3, "A")
    save_kin(store._connection, "original", Kin(copies=("copy",)), at(3))
    assert [known(store, hour) for hour in range(4)] == ["B", "Ba", "Ba", "A"]
    keep(store, 5, "C", "copy")
    assert [known(store, hour) for hour in (2, 4, 5)] == ["Ba", "A", "Ac"], "an article of its own again"


def test_copies_of_what_becomes_a_copy(store: Store) -> None:
    """They are copies of its original from then on."""
    keep(store, 0, "A", "first")
    keep(store, 1, "B")
    keep(store, 2, "A", "second")
    save_kin(store._connection, "second", Kin(copies=("first",)), at(2))
    save_kin(store._connection, "second", Kin(copy_of="original"), at(3))
    assert store.history("original").copies == ("first", "second")
    assert [known(store, hour) for hour in range(4)] == ["a", "Ba", "Ba", "B"]
    (copy,) = [row for row in store.texts(ArticleQuery(as_of=at(2))) if row.id == "first"]
    assert copy.copy_of == "second"
    rows = store.claims(ClaimQuery(as_of=at(2), copies=True))
    assert {row.article_id: row.copy_of for row in rows} == {"original": None, "first": "second", "second": None}


def test_what_was_copied_may_be_deleted(store: Store) -> None:
    """Then its copies stand, at any time, whatever program did it."""
    keep(store, 0, "A")
    keep(store, 1, "A", "copy", copy_of="original")
    store._connection.execute("DELETE FROM articles WHERE id = 'original'")
    assert [row.article_id for row in store.claims()] == ["copy"]
    assert [known(store, hour) for hour in (0.5, 1, 2)] == ["", "a", "a"]
    assert store.history("copy").copy_of is None


def test_another_program_may_mark_a_copy(store: Store) -> None:
    """It is one from then on; saying so again changes nothing."""
    keep(store, 0, "A")
    keep(store, 1, "B", "copy")
    for original in ("original", "original", None):
        store._connection.execute("UPDATE articles SET copy_of = ? WHERE id = 'copy'", [original])
    marks = store._connection.execute("SELECT original, seen_at <= until FROM copies").fetchall()
    assert [tuple(mark) for mark in marks] == [("original", True)]
    assert known(store, 2) == "Ab"


def test_a_clock_that_was_put_back(store: Store) -> None:
    """No text ceases to be current before it was."""
    keep(store, 5, "A")
    keep(store, 3, "B")
    assert [known(store, hour) for hour in (4, 5)] == ["", "B"]
    assert list(store.upkeep.check()) == []


def test_facts_are_those_of_the_time(store: Store) -> None:
    """Sources that were not known yet do not count, nor do texts that were gone."""
    keep(store, 1, "A")
    keep(store, 2, "A", "other")
    store._connection.execute("UPDATE articles SET source = 'quay wire' WHERE id = 'other'")
    keep(store, 3, "B")
    told = [
        [
            (row.earliest.text, row.sources, row.last_seen)
            for row in store.facts(ClaimQuery(as_of=at(hour), sort="value"))
        ]
        for hour in (1, 2, 3)
    ]
    assert told == [
        [("0.80%", 1, at(1))],
        [("0.80%", 2, at(2))],
        [("0.80%", 1, at(2)), ("0.90%", 1, at(3))],
    ]


@pytest.mark.parametrize("entities", [(), ("Russell 2000",)])
@pytest.mark.parametrize("all_revisions", [False, True])
@pytest.mark.parametrize("build", [build_claims, build_told])
def test_what_was_known_is_looked_up(
    store: Store, build: Callable[..., tuple[str, Any]], entities: tuple[str, ...], all_revisions: bool
) -> None:
    """Claims along an index, and what belongs to each by its key."""
    query = ClaimQuery(entities, as_of=at(1), all_revisions=all_revisions)
    sql, parameters = build(store._connection, query)
    steps = [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert {step.split()[1] for step in steps if step.startswith("SCAN")} <= {"claims"}, steps


def test_other_conditions_go_with_it(store: Store) -> None:
    """They are asked of what was known then."""
    keep(store, 1, "A")
    keep(store, 2, "C")
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(1), min_value=1))] == []
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(2), min_value=1))] == ["1.10%"]
    assert [row.text for row in store.claims(ClaimQuery(as_of=at(1), source="harbour", limit=1))] == ["0.80%"]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.text("ABC", min_size=1, max_size=7), quarters=st.integers(0, 36))
def test_known_is_what_was_saved_last(shared: Store, texts: str, quarters: int) -> None:
    """Whatever the history, at any quarter of an hour."""
    shared._connection.execute("DELETE FROM articles")
    for number, text in enumerate(texts, 1):
        keep(shared, number, text)
    assert known(shared, quarters / 4) == texts[: quarters // 4][-1:]


#: An article gets a text; becomes a copy, or none; or its copies become copies of another.
acts = st.tuples(
    st.sampled_from(["x", "y", "z"]),
    st.sampled_from("ABC"),
    st.none() | st.sampled_from(["x", "y", "z"]),
    st.booleans(),
)


def replay(store: Store, done: list[tuple[str, str, str | None, bool]]) -> None:
    """Do these, an hour each, as the watch might: of each other no two articles are copies."""
    for hour, (name, text, other, greater) in enumerate(done):
        keep(store, hour, text, name)
        own = [str(key) for (key,) in store._connection.execute("SELECT id FROM articles WHERE copy_of IS NULL")]
        if other in own and other != name:
            kin = Kin(copies=(other,)) if greater else Kin(copy_of=other)
            save_kin(store._connection, name, kin, at(hour))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(acts, min_size=1, max_size=7))
def test_what_was_known_is_what_was_answered(shared: Store, done: list[tuple[str, str, str | None, bool]]) -> None:
    """Whatever became of articles and copies: asked about any time, every question is answered as it was then."""

    def ask(as_of: datetime | None) -> list[object]:
        return [
            set(shared.claims(ClaimQuery(as_of=as_of))),
            set(shared.claims(ClaimQuery(as_of=as_of, copies=True, sort="seen"))),
            list(shared.facts(ClaimQuery(as_of=as_of))),
            list(shared.signals(SignalQuery(as_of=as_of))),
            list(shared.texts(ArticleQuery(as_of=as_of, copies=False))),
            list(shared.texts(ArticleQuery(as_of=as_of))),
        ]

    answered = []
    for hour in range(len(done)):
        shared._connection.execute("DELETE FROM articles")
        replay(shared, done[: hour + 1])
        answered.append(ask(None))
    for hour, answers in enumerate(answered):
        assert ask(at(hour)) == answers
        assert ask(at(hour + 0.999)) == answers
    chained = "SELECT 1 FROM articles JOIN articles AS other ON other.id = articles.copy_of AND other.copy_of NOT NULL"
    assert shared._connection.execute(chained).fetchall() == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(acts, min_size=1, max_size=7))
def test_a_signal_was_known_when_it_was_last_seen(shared: Store, done: list[tuple[str, str, str | None, bool]]) -> None:
    """From `last_seen` on the row is what was answered at any time."""
    shared._connection.execute("DELETE FROM articles")
    replay(shared, done)
    for row in shared.signals():
        for hour in range(len(done)):
            if row.last_seen <= at(hour):
                assert row in list(shared.signals(SignalQuery(as_of=at(hour))))
