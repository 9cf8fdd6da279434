"""Claims that say the same, told once."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import Report, save_at, say
from store_digests import ARTICLE, EXTRACTION, GAIN, MONTH, SLIP, many_claims
from summarizer.errors import StoreError
from summarizer.store import ClaimQuery, ClaimRow, MoveQuery, Store, open_store
from summarizer.store.sources import source_of
from summarizer.types import Digest, Extraction, Hedge, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.store.queries import Sort
    from summarizer.types import Claim

BEGIN = datetime(2025, 3, 5, tzinfo=UTC)
SORTS: tuple[Sort, ...] = ("date", "-date", "value", "-value", "seen", "-seen")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "summarizer.db") as store:
        yield store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database that the laws fill with one set of articles after the other."""
    with open_store(tmp_path_factory.mktemp("shared") / "summarizer.db") as store:
        yield store


def tell(
    store: Store, hour: int, *claims: Claim, publisher: str | None = "Post", url: str | None = None, article: str = ""
) -> None:
    """Save an article with these claims as seen so many hours after the beginning."""
    key = article or f"article {hour}"
    told = replace(ARTICLE, id=key, publisher=publisher, url=url)
    save_at(store, Digest(told, Extraction(claims, (), ())), BEGIN + timedelta(hours=hour))


def facts(store: Store, query: ClaimQuery | None = None) -> list[tuple[str, str, int]]:
    """The facts found: the earliest claim's figure, its article, how many sources say it."""
    return [(row.earliest.text, row.earliest.article_id, row.sources) for row in store.facts(query)]


def test_a_fact_is_told_once(store: Store) -> None:
    """With the number of publishers, and the claim that was seen first."""
    tell(store, 2, SLIP, GAIN, publisher="Wire")
    tell(store, 1, GAIN, publisher="Late", article="seen first, saved later")
    tell(store, 3, GAIN, publisher="The Harbour Post")
    tell(store, 4, GAIN, publisher=" the harbour POST", url="https://other.example")
    (gain,) = store.facts(ClaimQuery(("Russell 2000",)))
    assert (gain.sources, gain.earliest.claim) == (3, GAIN)
    assert gain.earliest.article_id == "seen first, saved later"
    assert (gain.first_seen, gain.last_seen) == (BEGIN + timedelta(hours=1), BEGIN + timedelta(hours=4))
    assert len(list(store.facts())) == 2


def test_an_edit_that_leaves_the_claim_leaves_its_time(store: Store) -> None:
    """Who said it first is first, as in signals; an edit that alters the claim makes another fact."""
    for hour, article, text in ((0, "a", "One."), (1, "b", "Other."), (2, "a", "Two.")):
        report = Report(article, (say("1.5"),), text=text)
        save_at(store, report.digest(article), BEGIN + timedelta(hours=hour))
    for sort in SORTS:
        (fact,) = store.facts(ClaimQuery(sort=sort))
        assert (fact.earliest.article_id, fact.first_seen) == ("a", BEGIN)
        assert fact.last_seen == BEGIN + timedelta(hours=2)
    (signal,) = store.signals()
    assert (signal.first_article, signal.first_seen) == ("a", BEGIN)
    save_at(store, Report("a", (say("1.5", hedge=Hedge.OVER),)).digest("a"), BEGIN + timedelta(hours=3))
    over = next(fact for fact in store.facts() if fact.earliest.claim.hedge)
    assert over.first_seen == BEGIN + timedelta(hours=3)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Écho", None), ("ÉCHO", None), True),
        (("E\u0301cho", None), ("Écho ", None), True),
        ((None, "https://WWW.quay.example/a"), (None, "https://quay.example/b"), True),
        (("Quay Times\u00a0", None), ("Quay  Times", "https://other.example"), True),
        ((None, "https://user@quay.example/a"), (None, "https://quay.example:8443/a"), True),
        ((None, "https://münchen.example/"), (None, "https://mühle.example/"), False),
        (("Quay", "https://quay.example/a"), (None, "https://quay.example/a"), False),
    ],
)
def test_sources_are_told_apart_alike(
    store: Store, one: tuple[str | None, str | None], other: tuple[str | None, str | None], same: bool
) -> None:
    """By facts, by signals, in a picture and in SQL."""
    for hour, (publisher, url) in enumerate((one, other)):
        tell(store, hour, GAIN, publisher=publisher, url=url)
    (fact,), (signal,) = store.facts(), store.signals()
    (day,) = store.moves(MoveQuery("Russell 2000", GAIN.metric, GAIN.period))
    (counted,) = store._connection.execute("SELECT count(DISTINCT source) FROM claims_view").fetchone()
    assert {fact.sources, signal.sources, day.sources, counted} == {1 if same else 2}


@pytest.mark.parametrize("damage", ["UPDATE articles SET publisher = x'fe'", "UPDATE claims SET amount = 'much'",
                                    "UPDATE versions SET seen_at = 7"])  # fmt: skip
def test_what_was_never_saved_is_told_in_a_line(store: Store, damage: str) -> None:
    """A row that another program damaged is a StoreError, or does no harm; never a bug."""
    tell(store, 1, GAIN)
    store._connection.execute(damage)
    for ask in (
        lambda: list(store.facts()),
        lambda: list(store.facts(ClaimQuery(sort="-seen", limit=1))),
        lambda: list(store.claims(ClaimQuery(source="post"))),
        lambda: store.moves(MoveQuery("Russell 2000", GAIN.metric, GAIN.period)),
    ):
        with suppress(StoreError):
            ask()


def test_facts_are_of_one_moment(store: Store) -> None:
    """Another program that writes while they are read changes nothing of what is read."""
    for hour in range(1, 1200):
        tell(store, hour, replace(GAIN, value=Decimal(hour)), publisher="Post")
    found = iter(store.facts(ClaimQuery(sort="-seen")))
    first = next(found)
    with open_store(store.path) as other:
        other._connection.execute("DELETE FROM articles")
    assert 1 + len(list(found)) == 1199
    assert first.first_seen == BEGIN + timedelta(hours=1199)
    assert list(store.facts()) == []


def test_the_newest_facts_may_lie_far_back(store: Store) -> None:
    """Behind ten thousand claims that say the same."""
    tell(store, 1, SLIP)
    save_at(store, many_claims(10_000), BEGIN + timedelta(hours=2))
    assert facts(store, ClaimQuery(sort="-seen", limit=2)) == [("0.80%", "many", 1), ("0.3%", "article 1", 1)]


def test_two_answers_may_be_read_side_by_side(store: Store) -> None:
    """Also of articles by their source."""
    tell(store, 1, GAIN, SLIP)
    query = ClaimQuery(source="post")
    assert [one == other for one, other in zip(store.claims(query), store.claims(query), strict=True)] == [True, True]


@pytest.mark.parametrize(
    "other",
    [
        SLIP,
        replace(GAIN, entity=replace(GAIN.entity, kind=Kind.ETF)),
        replace(GAIN, value=Decimal("0.81")),
        replace(GAIN, date="2025-03-05"),
        replace(GAIN, date="2025-03"),
        replace(GAIN, hedge=Hedge.ABOUT),
        replace(GAIN, period=None),
    ],
)
def test_what_differs_is_another_fact(store: Store, other: Claim) -> None:
    """In any of what makes a fact."""
    tell(store, 1, GAIN)
    tell(store, 2, other, publisher="Wire")
    assert [row.sources for row in store.facts()] == [1, 1]


def test_what_is_printed_otherwise_is_the_same_fact(store: Store) -> None:
    """More digits, another speaker or sentence, a day that is that of publication: none makes another fact."""
    tell(store, 1, replace(GAIN, value=Decimal("0.8")))
    tell(store, 2, GAIN, replace(GAIN, speaker="Ada Müller", sentence=MONTH.sentence), publisher="Wire")
    tell(store, 3, replace(GAIN, date="2025-03-05"), replace(GAIN, date=None), publisher="Lantern")
    assert sorted(row.sources for row in store.facts()) == [1, 2], "3 was published on the 5th"


def test_hosts_stand_for_publishers(store: Store) -> None:
    """Where none is named; articles that name neither are one source."""
    tell(store, 1, GAIN, publisher=None, url="https://www.quay.example/a")
    tell(store, 2, GAIN, publisher="", url="http://quay.example:8080/b")
    tell(store, 3, GAIN, publisher=None, url="https://other.example")
    tell(store, 4, GAIN, publisher="Wire", url="https://quay.example")
    assert [row.sources for row in store.facts()] == [3]
    tell(store, 5, GAIN, publisher=None)
    tell(store, 6, GAIN, publisher=None, url="no address")
    assert [row.sources for row in store.facts()] == [4]


def test_the_earliest_is_the_first_in_its_article(store: Store) -> None:
    """Of several claims of one text, the one that is printed first."""
    tell(store, 1, MONTH, replace(GAIN, speaker="B"), replace(GAIN, speaker="C"))
    for sort in SORTS:
        found = [row.earliest for row in store.facts(ClaimQuery(sort=sort)) if row.earliest.text == "0.80%"]
        assert [(row.number, row.claim.speaker) for row in found] == [(1, "B")]


def test_conditions_choose_before_facts_are_told(store: Store) -> None:
    """Sources are those of the claims asked for; copies and replaced texts count only where they are asked for."""
    tell(store, 1, GAIN)
    tell(store, 2, GAIN, publisher="Wire", article="copy")
    store._connection.execute("UPDATE articles SET copy_of = 'article 1' WHERE id = 'copy'")
    assert facts(store) == [("0.80%", "article 1", 1)]
    assert facts(store, ClaimQuery(copies=True)) == [("0.80%", "article 1", 2)]
    assert facts(store, ClaimQuery(copies=True, source="wire")) == [("0.80%", "copy", 1)]
    store.save(Digest(replace(ARTICLE, id="article 1", title="Edited", publisher="Post"), Extraction((SLIP,), (), ())))
    assert facts(store) == [("0.3%", "article 1", 1)]
    assert len(facts(store, ClaimQuery(all_revisions=True))) == 2


def test_a_limit_counts_facts(store: Store) -> None:
    """Whatever they are sorted by."""
    tell(store, 1, GAIN, SLIP, MONTH)
    tell(store, 2, GAIN, SLIP, MONTH)
    for sort in SORTS:
        everything = facts(store, ClaimQuery(sort=sort))
        assert [facts(store, ClaimQuery(sort=sort, limit=limit)) for limit in (0, 2)] == [[], everything[:2]]


def key_of(row: ClaimRow) -> tuple[object, ...]:
    """What makes a claim a fact."""
    claim = row.claim
    return (claim.entity, claim.metric, claim.unit, claim.period, row.day, float(claim.value), claim.hedge)


some_claims = st.builds(
    replace,
    st.sampled_from([GAIN, SLIP]),
    value=st.sampled_from([Decimal("0.80"), Decimal("0.8"), Decimal(-1)]),
    date=st.sampled_from(["2025-03-04", "2025-03", None]),
    hedge=st.none() | st.just(Hedge.ABOUT),
)
articles = st.lists(st.tuples(st.sampled_from(["Post", "Wire", None]), st.lists(some_claims, max_size=4)), max_size=4)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.lists(some_claims, max_size=3)), max_size=6),
    limit=st.integers(0, 4),
    query=st.builds(
        ClaimQuery,
        sort=st.sampled_from(SORTS),
        all_revisions=st.booleans(),
        as_of=st.none() | st.integers(0, 9).map(lambda hour: BEGIN + timedelta(hours=hour)),
    ),
)
def test_a_limited_answer_is_the_beginning_of_the_whole(
    shared: Store, texts: Sequence[tuple[str, int, list[Claim]]], limit: int, query: ClaimQuery
) -> None:
    """Whatever was edited, and in whatever order texts were kept."""
    shared._connection.execute("DELETE FROM articles")
    for number, (article, hour, claims) in enumerate(texts):
        told = Digest(replace(ARTICLE, id=article, title=f"{number}"), Extraction(tuple(claims), (), ()))
        save_at(shared, told, BEGIN + timedelta(hours=hour))
    whole = list(shared.facts(query))
    assert list(shared.facts(replace(query, limit=limit))) == whole[:limit]
    if query.sort.endswith("seen"):
        times = [row.first_seen for row in whole]
        assert times == sorted(times, reverse=query.sort.startswith("-"))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=articles, sort=st.sampled_from(SORTS))
def test_facts_are_the_claims_grouped(
    shared: Store, told: Sequence[tuple[str | None, list[Claim]]], sort: Sort
) -> None:
    """Every claim belongs to one fact, with the sources of its claims, in the order asked for."""
    shared._connection.execute("DELETE FROM articles")
    for hour, (publisher, claims) in enumerate(told):
        article = replace(ARTICLE, id=f"article {hour}", publisher=publisher, url=None)
        shared.save(Digest(article, replace(EXTRACTION, claims=tuple(claims), statements=())))
    groups: dict[tuple[object, ...], list[ClaimRow]] = defaultdict(list)
    for row in shared.claims(ClaimQuery(sort="seen")):
        groups[key_of(row)].append(row)
    found = list(shared.facts(ClaimQuery(sort=sort)))
    assert {key_of(row.earliest): row.sources for row in found} == {
        key: len({source_of(row.publisher, row.url) for row in rows}) for key, rows in groups.items()
    }
    assert len(found) == len(groups)
    assert all(row.earliest == groups[key_of(row.earliest)][0] for row in found)
    if sort.endswith("seen"):
        places = [(row.earliest.article_id, row.earliest.number) for row in found]
    elif sort.endswith("date"):
        places = [(row.earliest.day or "", 0) for row in found]
    else:
        places = [(str(float(row.earliest.claim.value) + 1), 0) for row in found]
    assert places == sorted(places, reverse=sort.startswith("-"))
