"""What the store answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store_digests import ARTICLE, DIGEST, EXTRACTION, GAIN, MONTH, NASDAQ, RUSSELL, SAID, SLIP, SUMMARY
from summarizer.errors import UnknownNameError
from summarizer.store import ClaimQuery, Store, names, open_store
from summarizer.store.asking import build_claims
from summarizer.types import Article, Digest, Extraction, Kind, Metric, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.store.queries import Sort
    from summarizer.types import Claim


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the one article."""
    with open_store(tmp_path / "summarizer.db") as store:
        store.save(DIGEST)
        yield store


def dated(article_id: str, published: datetime | None, *claims: Claim) -> Digest:
    """An article of another day."""
    article = Article(article_id, ARTICLE.text, published=published)
    return Digest(article, Extraction(claims, (), ()))


def asked(store: Store, query: ClaimQuery) -> list[str]:
    """The printed figures that a query finds."""
    return [row.text for row in store.claims(query)]


def test_a_claim_comes_with_its_place(store: Store) -> None:
    """A row holds the claim as extracted, and what a person needs to look it up."""
    row = next(iter(store.claims(ClaimQuery(entities=("Nasdaq Composite",)))))
    assert row.claim == SLIP
    assert (row.number, row.text) == (1, "0.3%")
    assert row.sentence == "The Nasdaq Composite slipped 0.3% while small caps shone."
    assert (row.article_id, row.revision, row.title) == (ARTICLE.id, 1, "Small caps shine")
    assert (row.url, row.publisher, row.published) == (ARTICLE.url, ARTICLE.publisher, ARTICLE.published)


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        (ClaimQuery(), ["12%", "0.80%", "0.3%"]),
        (ClaimQuery(entities=("Russell 2000",)), ["12%", "0.80%"]),
        (ClaimQuery(entities=("Russell 2000", "Nasdaq Composite"), period=Period.DAY), ["0.80%", "0.3%"]),
        (ClaimQuery(entities=("Dow",)), []),
        (ClaimQuery(period=Period.MONTH), ["12%"]),
        (ClaimQuery(metric=Metric.CHANGE, kind=Kind.INDEX), ["12%", "0.80%", "0.3%"]),
        (ClaimQuery(metric=Metric.LEVEL), []),
        (ClaimQuery(kind=Kind.ETF), []),
        (ClaimQuery(analyst="MÜLLER"), ["12%"]),
        (ClaimQuery(analyst="harbour &"), ["12%"]),
        (ClaimQuery(analyst="%"), []),
        (ClaimQuery(limit=2), ["12%", "0.80%"]),
        (ClaimQuery(limit=0), []),
        (ClaimQuery(since="2025-03-05"), ["12%"]),
        (ClaimQuery(until="2025-03-04"), ["0.80%", "0.3%"]),
        (ClaimQuery(since="2025-03-04", until="2025-03-04"), ["0.80%", "0.3%"]),
        (ClaimQuery(since="2025", until="2025-03"), ["12%", "0.80%", "0.3%"]),
        (ClaimQuery(since="2026"), []),
    ],
)
def test_claims_are_found_by(store: Store, query: ClaimQuery, figures: list[str]) -> None:
    """Every condition narrows, newest first; an undated claim counts from the day of publication."""
    assert asked(store, query) == figures


def test_a_speaker_is_found_without_a_statement(store: Store) -> None:
    """The claim's own speaker is enough."""
    store.save(replace(DIGEST, extraction=replace(EXTRACTION, statements=())))
    assert asked(store, ClaimQuery(analyst="müller")) == ["12%"]


def test_a_statement_speaks_for_its_claims(store: Store) -> None:
    """A claim inside a statement is its speaker's, also where the claim names none."""
    claims = (GAIN, replace(MONTH, speaker=None))
    store.save(replace(DIGEST, extraction=Extraction(claims, (replace(SAID, name=None),), ())))
    assert asked(store, ClaimQuery(analyst="müller")) == []
    assert asked(store, ClaimQuery(analyst="Harbour")) == ["12%"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2021-11-15", None, True),
        (None, "2021-11-15", True),
        ("2021-12-01", None, False),
        (None, "2021-10-31", False),
        ("2021", "2021", True),
        (None, "2021", True),
    ],
)
def test_a_coarse_date_is_in_every_part_of_its_month(
    tmp_path: Path, since: str | None, until: str | None, found: bool
) -> None:
    """What happened "in November 2021" may have happened on any of its days."""
    with open_store(tmp_path / "summarizer.db") as store:
        store.save(dated("old", None, replace(GAIN, date="2021-11")))
        assert bool(asked(store, ClaimQuery(since=since, until=until))) is found


def test_the_newest_come_first(tmp_path: Path) -> None:
    """By day, then by the instant of publication whatever its zone, then as printed; undated last."""
    with open_store(tmp_path / "summarizer.db") as store:
        store.save(dated("undated", None, replace(GAIN, date=None)))
        store.save(dated("late", datetime(2025, 3, 4, 23, tzinfo=UTC), GAIN, SLIP))
        store.save(dated("early", datetime.fromisoformat("2025-03-05T06:30+08:00"), GAIN))
        store.save(dated("later", datetime(2025, 3, 6, tzinfo=UTC), replace(GAIN, date=None)))
        found = [(row.article_id, row.number) for row in store.claims()]
    assert found == [("later", 0), ("late", 0), ("late", 1), ("early", 0), ("undated", 0)]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Store]:
    """A store with several publishers, directions and speakers, a replaced text and a copy."""
    with open_store(tmp_path / "news.db") as store:
        store.save(replace(DIGEST, article=replace(ARTICLE, title="Before the edit")))
        store.save(DIGEST)
        wire = replace(ARTICLE, id="wire", publisher="Quay Wire", url="https://www.quay.example:8443/harbour")
        flat = replace(GAIN, value=Decimal(0), date="2025-03-03")
        fall = replace(GAIN, value=Decimal("-2.5"), date="2025-03-02", speaker="Harbour & Co.")
        level = replace(
            GAIN, metric=Metric.LEVEL, unit=Unit.LEVEL, value=Decimal("2100.5"), period=None, speaker="Bo Quay"
        )
        store.save(Digest(wire, Extraction((flat, fall, level), (), ())))
        nameless = replace(ARTICLE, id="nameless", publisher=None, url="https://quay.example/b")
        store.save(Digest(nameless, Extraction((SLIP,), (), ())))
        store.save(Digest(replace(ARTICLE, id="copy", url=None), EXTRACTION))
        store._connection.execute("UPDATE articles SET copy_of = 'wire' WHERE id = 'copy'")
        yield store


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (ClaimQuery(min_value=0), ["12", "0.80", "2100.5", "0"]),
        (ClaimQuery(min_value=0.8, max_value=12), ["12", "0.80"]),
        (ClaimQuery(max_value=-0.3), ["-0.3", "-0.3", "-2.5"]),
        (ClaimQuery(max_value=-3), []),
        (ClaimQuery(direction="up"), ["12", "0.80"]),
        (ClaimQuery(direction="down"), ["-0.3", "-0.3", "-2.5"]),
        (ClaimQuery(direction="flat"), ["0"]),
        (ClaimQuery(source="HARBOUR POST"), ["12", "0.80", "-0.3"]),
        (ClaimQuery(source="quay"), ["-0.3", "2100.5", "0", "-2.5"]),
        (ClaimQuery(source="quay.example"), ["-0.3", "2100.5", "0", "-2.5"]),
        (ClaimQuery(source="8443"), []),
        (ClaimQuery(source="%"), []),
        (ClaimQuery(firm="harbour"), ["12", "-2.5"]),
        (ClaimQuery(firm="müller"), []),
        (ClaimQuery(firm="quay"), ["2100.5"]),
        (ClaimQuery(analyst="harbour"), ["12", "-2.5"]),
        (ClaimQuery(analyst="quay", source="wire", min_value=1, direction=None), ["2100.5"]),
        (ClaimQuery(("Nasdaq Composite",), source="quay", direction="down"), ["-0.3"]),
        (ClaimQuery(("Nasdaq Composite", "Dow", "Nasdaq Composite")), ["-0.3", "-0.3"]),
        (ClaimQuery(source="quay", limit=2), ["-0.3", "2100.5"]),
        (ClaimQuery(copies=True, max_value=-0.3), ["-0.3", "-0.3", "-0.3", "-2.5"]),
        (ClaimQuery(all_revisions=True, source="post", max_value=-0.3), ["-0.3", "-0.3"]),
    ],
)
def test_conditions_compose(news: Store, query: ClaimQuery, values: list[str]) -> None:
    """Values are signed, names are parts in any case, a speaker whom no statement names is a firm; all must hold."""
    found = list(news.claims(query))
    assert sorted(str(row.claim.value) for row in found) == sorted(values)
    assert [row.day for row in found] == sorted((row.day or "" for row in found), reverse=True)


@pytest.mark.parametrize(
    ("sort", "values"),
    [
        ("-date", ["12", "0.80", "-0.3", "-0.3", "2100.5", "0", "-2.5"]),
        ("date", ["-2.5", "0", "0.80", "-0.3", "2100.5", "-0.3", "12"]),
        ("-value", ["2100.5", "12", "0.80", "0", "-0.3", "-0.3", "-2.5"]),
        ("value", ["-2.5", "-0.3", "-0.3", "0", "0.80", "12", "2100.5"]),
        ("-seen", ["-0.3", "0", "-2.5", "2100.5", "0.80", "-0.3", "12"]),
        ("seen", ["0.80", "-0.3", "12", "0", "-2.5", "2100.5", "-0.3"]),
    ],
)
@pytest.mark.parametrize("entities", [(), ("Russell 2000", "Nasdaq Composite")])
def test_claims_are_sorted(news: Store, sort: Sort, values: list[str], entities: tuple[str, ...]) -> None:
    """By day, value, or the order in which their texts were seen; of many indexes as of all."""
    query = ClaimQuery(entities, sort=sort)
    found = [str(row.claim.value) for row in news.claims(query)]
    if sort.endswith("date"):  # of the same day, the order is that of publication: here the same, so of being seen
        found, values = [sorted(some) for some in (found, values)]
    assert found == values
    assert [str(row.claim.value) for row in news.claims(replace(query, limit=3))] == [
        str(row.claim.value) for row in news.claims(query)
    ][:3]


@pytest.mark.parametrize("sort", ["date", "-date", "value", "-value", "seen", "-seen"])
@pytest.mark.parametrize(
    "query",
    [
        ClaimQuery(analyst="harbour"),
        ClaimQuery(firm="harbour", copies=True),
        ClaimQuery(source="quay"),
        ClaimQuery(source="quay", analyst="quay", all_revisions=True),
        ClaimQuery(("Russell 2000", "Nasdaq Composite"), analyst="o"),
        ClaimQuery(("Russell 2000",)),
    ],
)
def test_few_are_found_as_many_are(news: Store, query: ClaimQuery, sort: Sort) -> None:
    """Where names lead to few claims, these are looked up; the answer is that of walking through all."""
    query = replace(query, sort=sort)
    answers = []
    for few in (0, 1_000):
        sql, parameters = build_claims(news._connection, query, few)
        answers.append([row["id"] for row in news._connection.execute(sql, parameters)])
        assert ("json_each(:few)" in sql) is (few > 0 and parameters.get("few") is not None)
    assert answers[0]
    assert answers[0] == answers[1]


def test_few_are_counted_before_they_are_joined(tmp_path: Path) -> None:
    """A claim that several names lead to is one claim, and cutting the search short loses none."""
    with open_store(tmp_path / "news.db") as store:
        said = (SAID, replace(SAID, name="Bo Müller"), replace(SAID, name="Cy Müller"))
        store.save(replace(DIGEST, extraction=replace(EXTRACTION, statements=said)))
        for few in range(6):
            sql, parameters = build_claims(store._connection, ClaimQuery(analyst="müller"), few)
            assert [row["text"] for row in store._connection.execute(sql, parameters)] == ["12%"]


def test_any_number_of_indexes_can_be_asked_for(news: Store) -> None:
    """More than are worth a walk each."""
    names = tuple(f"Index {number}" for number in range(100))
    found = [str(row.claim.value) for row in news.claims(ClaimQuery((*names, "Nasdaq Composite"), limit=5))]
    assert found == ["-0.3", "-0.3"]


def test_a_person_is_no_firm(tmp_path: Path) -> None:
    """A part of the names of people alone leads nowhere; who is named a firm too, or only speaks, may be one."""
    with open_store(tmp_path / "news.db") as store:
        store.save(DIGEST)
        bank = replace(DIGEST.article, id="bank")
        says = replace(MONTH, speaker="Müller Bank")
        store.save(replace(DIGEST, article=bank, extraction=Extraction((says,), (), ()), summary=None))
        assert [row.article_id for row in store.claims(ClaimQuery(firm="müller"))] == ["bank"]
        for few in (0, 9):
            sql, parameters = build_claims(store._connection, ClaimQuery(firm="ada"), few)
            assert parameters["few"] == "[]", "which is known before any claim is looked at"
            assert store._connection.execute(sql, parameters).fetchall() == []
        other = replace(DIGEST.article, id="other")
        named = (replace(SAID, name="Bo", firm="Ada Müller"), SAID)
        alone = replace(MONTH, speaker="Ada Müller")
        store.save(replace(DIGEST, article=other, extraction=Extraction((alone,), named[:1], ()), summary=None))
        assert [row.article_id for row in store.claims(ClaimQuery(firm="ada"))] == ["other"]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(speakers=st.lists(st.none() | st.text(max_size=3), max_size=6))
def test_each_name_comes_once(store: Store, speakers: list[str | None]) -> None:
    """As if all rows had been read."""
    store._connection.execute("DELETE FROM articles")
    claims = tuple(replace(GAIN, speaker=speaker) for speaker in speakers)
    store.save(replace(DIGEST, extraction=Extraction(claims, (), ()), summary=None))
    assert names.find_speakers(store._connection) == sorted({name for name in speakers if name is not None},
                                                            key=lambda name: name.encode())  # fmt: skip


RUT = ("Russell 2000",)


@pytest.mark.parametrize(
    ("query", "step"),
    [
        (ClaimQuery(RUT), "claims USING INDEX claims_by_entity (entity=?"),
        (ClaimQuery(RUT, period=Period.DAY, metric=Metric.CHANGE), "claims USING INDEX claims_by_entity (entity=?"),
        (ClaimQuery(RUT, since="2024", until="2024-11"), "claims USING INDEX claims_by_entity (entity=? AND day>? AND"),
        (ClaimQuery(RUT, sort="date", min_value=1), "claims USING INDEX claims_by_entity (entity=?"),
        (ClaimQuery((*RUT, "S&P 500"), direction="up"), "claims USING INDEX claims_by_entity (entity=?"),
        (ClaimQuery(RUT, as_of=datetime(2025, 1, 1, tzinfo=UTC)), "claims USING INDEX claims_by_entity (entity=?"),
        (ClaimQuery(RUT, sort="-value"), "claims USING INDEX claims_by_entity_and_amount (entity=?"),
        (ClaimQuery(RUT, min_value=1, sort="value"), "claims USING INDEX claims_by_entity_and_amount (entity=? AND am"),
        (ClaimQuery(RUT, sort="seen"), "claims USING INTEGER PRIMARY KEY"),
        (ClaimQuery(RUT, analyst="müller"), "claims USING INTEGER PRIMARY KEY"),
        (ClaimQuery(analyst="müller"), "claims USING INTEGER PRIMARY KEY"),
        (ClaimQuery(firm="harbour"), "claims USING INTEGER PRIMARY KEY"),
        (ClaimQuery(source="harbour", sort="-value"), "claims USING INTEGER PRIMARY KEY"),
        (ClaimQuery(since="2024", period=Period.DAY), "claims USING INDEX claims_by_day (day>?"),
        (ClaimQuery(until="2024", kind=Kind.ETF), "claims USING INDEX claims_by_day (day<?"),
        (ClaimQuery(max_value=-5, sort="value"), "claims USING INDEX claims_by_amount (amount<?"),
    ],
)
def test_questions_use_an_index(store: Store, query: ClaimQuery, step: str) -> None:
    """Where a condition allows better, no query walks through all claims, nor ever through all texts or articles."""
    plan = plan_of(store, query)
    assert any(detail.startswith(f"SEARCH {step}") for detail in plan), plan
    assert not any(re.match("SCAN (claims|revisions|articles|versions|statements)", detail) for detail in plan), plan


@pytest.mark.parametrize(
    ("query", "step"),
    [
        (ClaimQuery(), "SCAN claims USING INDEX claims_by_day"),
        (ClaimQuery(sort="value"), "SCAN claims USING INDEX claims_by_amount"),
        (ClaimQuery(sort="seen"), "SCAN claims USING INDEX sqlite_autoindex_claims_1"),
    ],
)
def test_all_claims_are_read_in_order(store: Store, query: ClaimQuery, step: str) -> None:
    """Also where nothing is asked for, nothing is sorted before the first claim is out but what shares its place."""
    plan = plan_of(store, query)
    assert step in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def plan_of(store: Store, query: ClaimQuery) -> list[str]:
    """How SQLite goes about a query."""
    sql, parameters = build_claims(store._connection, query)
    return [row["detail"] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]


def test_an_id_may_be_cut_short(store: Store) -> None:
    """The beginning of an id will do while it is the only one."""
    assert store.digest("20250305") == DIGEST
    store.save(replace(DIGEST, article=replace(ARTICLE, id="20250305")))
    assert store.article("20250305").id == "20250305", "a whole id goes before a longer one"
    with pytest.raises(UnknownNameError, match=r"several .* 20250305, 20250305-small-caps") as caught:
        store.article("2025")
    assert caught.value.exit_status == 1


@pytest.mark.parametrize("wanted", ["20250305-smal-caps", "20250306-small-caps", "0250305-small-caps"])
def test_a_misspelt_id_gets_near_ones(store: Store, wanted: str) -> None:
    """An unknown article is a negative answer that helps."""
    with pytest.raises(UnknownNameError, match=r"no article of that id; did you mean 20250305-small-caps\?"):
        store.digest(wanted)


@pytest.mark.parametrize("wanted", ["", "x", "20250305%", "\udcff", "\0", "*"])
def test_an_unlike_id_gets_none(store: Store, wanted: str) -> None:
    """Nothing near, nothing suggested, whatever the characters."""
    with pytest.raises(UnknownNameError, match="no article of that id"):
        store.digest(wanted)


def test_an_unknown_revision_is_named(store: Store) -> None:
    """Asking for a text that was never seen says how many there were."""
    with pytest.raises(UnknownNameError, match="20250305-small-caps: the article has no revision 7; the last one is 1"):
        store.digest(ARTICLE.id, revision=7)


def test_words_are_found_in_texts_and_summaries(store: Store) -> None:
    """A hit shows the words where they stand, in any form, from the text, the title or the summary."""
    (hit,) = store.search("yield")
    assert (hit.article_id, hit.title, hit.published) == (ARTICLE.id, ARTICLE.title, ARTICLE.published)
    assert [span.of(hit.snippet) for span in hit.matches] == ["yields"]
    assert "Ten-year yields stood at 4.25%." in hit.snippet
    (hit,) = store.search("shares led")
    assert hit.snippet == SUMMARY.text
    assert [hit.article_id for hit in store.search("small shine")] == [ARTICLE.id]
    assert list(store.search("Russell Dow")) == [], "all words must be there"


def test_the_best_hit_comes_first(store: Store) -> None:
    """Words of the title count for more, and an article is one hit however often it matches."""
    store.save(dated("aside", None))
    store.save(replace(dated("title", None), article=Article("title", ARTICLE.text, title="Yields, yields")))
    hits = list(store.search("yields"))
    assert hits[0].article_id == "title"
    assert sorted(hit.article_id for hit in hits) == [ARTICLE.id, "aside", "title"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(list(store.search("yields", limit=1))) == 1


def test_replaced_texts_are_not_found(store: Store) -> None:
    """Search reads what an article says now."""
    text = "Nothing moved."
    store.save(Digest(replace(ARTICLE, text=text), Extraction((), (), ())))
    assert list(store.search("Russell")) == []
    assert [hit.snippet for hit in store.search("moved")] == [text]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0.80%", True),
        ("Harbour & Co", True),
        ('"Russell', True),
        ("Müller", True),
        ("MULLER", True),
        ("Russell OR", False),
        ("NOT", False),
        ("title:Russell", False),
        ("&", False),
        ("", False),
        (" \0 ", False),
        ("\udcff", False),
    ],
)
def test_punctuation_is_no_syntax(store: Store, words: str, found: bool) -> None:
    """A person's words mean themselves."""
    assert bool(list(store.search(words))) is found


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text() | st.text("\"'*()^:+-{}&aR \x02", max_size=8))
def test_any_text_can_be_searched(store: Store, words: str) -> None:
    """No text is an error."""
    for hit in store.search(words):
        assert all(span.of(hit.snippet) for span in hit.matches)


def test_summaries_are_read_one_by_one(store: Store) -> None:
    """Between two of them anything may be asked or saved; what is gone by then is left out, what came is too."""
    for name in ("b", "c"):
        store.save(replace(DIGEST, article=replace(ARTICLE, id=name)))
    read = store.summarized()
    assert next(read) == DIGEST
    assert not store._connection.in_transaction
    store._connection.execute("DELETE FROM articles WHERE id = 'b'")
    store.save(replace(DIGEST, article=replace(ARTICLE, id="d")))
    assert [digest.article.id for digest in read] == ["c"]


def test_reading_and_saving_can_be_interleaved(store: Store) -> None:
    """Answers may be worked on while more are read."""
    for row in store.claims():
        assert store.digest(row.article_id).article == ARTICLE
        store.save(dated(f"from {row.text}", None))
        with pytest.raises(UnknownNameError):
            store.article("none")
    assert store.counts()["articles"] == 4


def test_counts_name_the_tables(store: Store) -> None:
    """Each table of the schema is counted."""
    assert store.counts() == {
        "articles": 1,
        "revisions": 1,
        "sentences": 3,
        "claims": 3,
        "statements": 1,
        "quantities": 1,
        "summaries": 1,
        "summary_sentences": 1,
        "citations": 1,
        "feeds": 0,
        "entries": 0,
        "hosts": 0,
        "bands": 0,
        "versions": 1,
        "standing": 1,
        "index_tallies": 2,
        "metric_tallies": 1,
        "speaker_tallies": 1,
        "copies": 0,
    }


def test_canonical_names_are_exact(store: Store) -> None:
    """Aliases are the gazetteer's: the store compares canonical names."""
    assert {row.claim.entity for row in store.claims()} == {RUSSELL, NASDAQ}
    assert asked(store, ClaimQuery(entities=("russell",))) == []
