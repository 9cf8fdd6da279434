"""The database as a library."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

import summarizer
from store_digests import ARTICLE, DIGEST, GAIN, MONTH, SAID, SLIP
from summarizer.errors import InputError, StoreError, UnknownNameError
from summarizer.store import open_store
from summarizer.types import Extraction, Metric, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from summarizer.api import Answer, Database
    from summarizer.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with two articles of different publishers."""
    path = tmp_path / "news.db"
    other = replace(ARTICLE, id="other", publisher="The Quay Times", url="https://www.quay.example/1")
    with open_store(path) as store:
        store.save(DIGEST)
        store.save(replace(DIGEST, article=other, extraction=Extraction((GAIN,), (), ()), summary=None))
    return path


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """The same, opened."""
    with summarizer.open(path) as db:
        yield db


@pytest.mark.parametrize(
    ("indexes", "filters", "figures"),
    [
        ((), {}, ["12%", "0.80%", "0.80%", "0.3%"]),
        (("RUT",), {"period": "day"}, ["0.80%", "0.80%"]),
        (("rut", "Nasdaq"), {"period": Period.DAY}, ["0.80%", "0.80%", "0.3%"]),
        ((), {"metric": Metric.LEVEL}, []),
        ((), {"kind": "index", "limit": 1}, ["12%"]),
        ((), {"minimum": 1}, ["12%"]),
        ((), {"maximum": 0}, ["0.3%"]),
        ((), {"direction": "down"}, ["0.3%"]),
        ((), {"analyst": "müller"}, ["12%"]),
        ((), {"firm": "harbour"}, ["12%"]),
        ((), {"source": "quay"}, ["0.80%"]),
        ((), {"since": "2025-03-05"}, ["12%"]),
        ((), {"since": date(2025, 3, 5)}, ["12%"]),
        ((), {"since": datetime(2025, 3, 5, 12, tzinfo=UTC)}, ["12%"]),
        ((), {"until": "2024"}, []),
        ((), {"since": "1d"}, []),
        ((), {"as_of": "2020"}, []),
        ((), {"as_of": "today"}, ["12%", "0.80%", "0.80%", "0.3%"]),
        ((), {"as_of": date(2020, 1, 1)}, []),
        ((), {"sort": "value", "limit": 2}, ["0.3%", "0.80%"]),
    ],
    ids=str,
)
def test_claims_are_chosen_by(db: Database, indexes: tuple[str, ...], filters: Any, figures: list[str]) -> None:
    """Every filter of the command line, by words or by types."""
    assert [row.text for row in db.claims(*indexes, **filters)] == figures


@pytest.fixture
def contradicted(path: Path, db: Database) -> Database:
    """The same with a third article, which contradicts one of the others."""
    other = replace(ARTICLE, id="third", publisher="Pier", url=None)
    rise = replace(SLIP, value=-SLIP.value)
    with open_store(path) as store:
        store.save(replace(DIGEST, article=other, extraction=Extraction((rise,), (), ()), summary=None))
    return db


#: Each question, and how the store is asked it.
QUESTIONS: dict[str, tuple[Callable[[Database], Answer[Any]], Callable[[Store], Iterable[object]]]] = {
    "claims": (lambda db: db.claims(), lambda store: store.claims()),
    "facts": (lambda db: db.claims().distinct(), lambda store: store.facts()),
    "signals": (lambda db: db.signals(), lambda store: store.signals()),
    "conflicts": (lambda db: db.conflicts(), lambda store: store.conflicts()),
    "articles": (lambda db: db.articles(), lambda store: store.texts()),
    "analysts": (lambda db: db.analysts(), lambda store: store.speakers()),
    "statements": (lambda db: db.statements(), lambda store: store.statements()),
    "indices": (lambda db: db.indices(), lambda store: store.indices()),
    "search": (lambda db: db.search("yields"), lambda store: store.search("yields")),
}
every_question = pytest.mark.parametrize("question", QUESTIONS)


@every_question
def test_each_question_is_the_store_s(path: Path, contradicted: Database, question: str) -> None:
    """What the commands answer, as rows; of each there are some."""
    ask, ask_store = QUESTIONS[question]
    with open_store(path) as store:
        expected = list(ask_store(store))
    assert expected
    assert list(ask(contradicted)) == expected


def test_questions_are_narrowed(db: Database) -> None:
    """By what each of them takes."""
    assert db.show("20250305") == DIGEST
    assert [row.sources for row in db.signals("RUT", min_sources=2)] == [2]
    assert [row.text for row in db.statements("müller")] == [SAID.span.of(ARTICLE.text)]
    assert [row.entity for row in db.indices("nasdaq")] == ["Nasdaq Composite"]
    assert {row.id for row in db.articles("nasdaq")} == {ARTICLE.id}
    assert {hit.article_id for hit in db.search("yields", limit=None)} == {ARTICLE.id, "other"}


def test_facts_are_told_once(db: Database) -> None:
    """With how many sources say them, under the same filters; what counts is facts."""
    facts = db.claims("RUT", period="day").distinct()
    assert [(row.earliest.text, row.sources) for row in facts] == [("0.80%", 2)]
    (entry,) = facts.dicts()
    assert (entry["text"], entry["sources"], entry["article"]) == ("0.80%", 2, ARTICLE.id)
    assert len(list(db.claims(limit=2).distinct())) == 2


def test_replaced_texts_can_be_asked_for(path: Path, db: Database) -> None:
    """Each claim with the number of its text."""
    with open_store(path) as store:
        store.save(replace(DIGEST, article=replace(ARTICLE, title="Corrected")))
    assert [row.revision for row in db.claims("nasdaq")] == [2]
    assert sorted(row.revision for row in db.claims("nasdaq", all_revisions=True)) == [1, 2]


def test_copies_can_be_searched(path: Path, db: Database) -> None:
    """They are left out unless asked for."""
    with open_store(path) as store:
        store._connection.execute("UPDATE articles SET copy_of = ? WHERE id = 'other'", [ARTICLE.id])
    assert [hit.article_id for hit in db.search("yields")] == [ARTICLE.id]
    assert {hit.article_id for hit in db.search("yields", copies=True)} == {ARTICLE.id, "other"}


def test_signals_are_sorted(contradicted: Database) -> None:
    """By any field that is a number or a time; the newest first among equals."""
    assert [row.spread for row in contradicted.signals(sort="-spread")] == [0.6, 0, 0]
    assert [row.value for row in contradicted.signals(sort="value", limit=2)] == [0, 0.8]


def test_conflicts_have_two_sides(contradicted: Database) -> None:
    """Both sentences, flat."""
    (entry,) = contradicted.conflicts(kind="index").dicts()
    assert (entry["entity"], entry["day"], entry["apart"]) == ("Nasdaq Composite", date(2025, 3, 4), 2)
    assert {entry["most_value"], entry["fewer_value"]} == {-0.3, 0.3}
    assert entry["most_quote"] == entry["fewer_quote"] == SLIP.sentence.of(ARTICLE.text)
    assert list(contradicted.conflicts(kind="etf")) == []


def test_an_answer_can_be_had_again(db: Database) -> None:
    """It is asked for anew, and two may be read side by side."""
    claims = db.claims("RUT")
    assert list(claims) == list(claims)
    assert [(one.text, other.text) for one, other in zip(claims, db.claims("RUT"), strict=True)]


DAY, TIME = "datetime64[s]", "datetime64[us, UTC]"
CLAIM = {
    "value": "float64", "day": DAY, "start": "Int64", "end": "Int64", "revision": "Int64", "claim": "Int64",
    "published": TIME, "known_since": TIME,
}  # fmt: skip
#: The types of each answer's columns; those that are not named are texts.
DTYPES: dict[str, dict[str, str]] = {
    "claims": CLAIM,
    "facts": CLAIM | {"sources": "Int64", "first_seen": TIME, "last_seen": TIME},
    "signals": {
        "day": DAY, "value": "float64", "low": "float64", "high": "float64", "spread": "float64", "sources": "Int64",
        "articles": "Int64", "claims": "Int64", "hedged": "boolean", "conflict": "boolean", "relevance": "float64",
        "tone": "float64", "first_seen": TIME, "last_seen": TIME, "novel": "float64",
    },
    "conflicts": {
        "day": DAY, "apart": "float64",
        "most_value": "float64", "most_sources": "Int64", "most_revision": "Int64", "most_claim": "Int64",
        "most_published": TIME, "fewer_value": "float64", "fewer_sources": "Int64", "fewer_revision": "Int64",
        "fewer_claim": "Int64", "fewer_published": TIME,
    },
    "articles": {"revision": "Int64", "published": TIME, "claims": "Int64", "first_seen": TIME, "known_since": TIME},
    "analysts": {"statements": "Int64", "articles": "Int64", "first": DAY, "last": DAY},
    "statements": {
        "tone": "float64", "start": "Int64", "end": "Int64", "day": DAY, "revision": "Int64", "published": TIME,
    },
    "indices": {"claims": "Int64", "articles": "Int64", "change": "float64", "level": "float64"},
    "search": {"published": TIME, "score": "float64"},
}  # fmt: skip


@every_question
def test_rows_become_dictionaries_and_frames(contradicted: Database, question: str) -> None:
    """Of the same columns and as many rows, in types that are written down above."""
    pytest.importorskip("pandas")
    answer = QUESTIONS[question][0](contradicted)
    entries, frame = list(answer.dicts()), answer.df()
    assert len(frame) == len(entries) == len(list(answer)) > 0
    assert all(list(entry) == list(frame.columns) for entry in entries)
    held = {name: str(dtype) for name, dtype in frame.dtypes.items()}
    assert held == {name: DTYPES[question].get(name, "string") for name in frame.columns}
    assert set(DTYPES[question]) <= set(held)


@every_question
def test_an_empty_frame_is_typed_alike(contradicted: Database, tmp_path: Path, question: str) -> None:
    """So that what is done with one can be done with the other."""
    pytest.importorskip("pandas")
    open_store(tmp_path / "empty.db").close()
    ask = QUESTIONS[question][0]
    with summarizer.open(tmp_path / "empty.db") as empty:
        frame = ask(empty).df()
    assert len(frame) == 0
    assert dict(frame.dtypes) == dict(ask(contradicted).df().dtypes)


def test_a_frame_has_types(db: Database) -> None:
    """Days and instants can be computed with; what is missing is missing, not a word."""
    pandas = pytest.importorskip("pandas")
    frame = db.claims("RUT").df()
    assert list(frame["value"]) == [12, 0.8, 0.8]
    assert frame["day"][1] == pandas.Timestamp("2025-03-04")
    assert frame["published"][0] == pandas.Timestamp("2025-03-04 22:30", tz="UTC")
    assert list(frame["speaker"].isna()) == [False, True, True]
    assert list(frame["start"]) == [MONTH.span.start, GAIN.span.start, GAIN.span.start]


def test_times_of_a_frame_are_utc(path: Path, db: Database) -> None:
    """Whatever the zone that was printed; without one it is taken as UTC, and what is missing is missing."""
    pandas = pytest.importorskip("pandas")
    moments = {
        "east": datetime(2025, 3, 6, 6, 30, tzinfo=timezone(timedelta(hours=9))),
        "west": datetime(2025, 3, 6, 6, 30, tzinfo=timezone(-timedelta(hours=5))),
        "naive": datetime(2025, 3, 6, 6, 30),  # noqa: DTZ001 - printed without
        "none": None,
    }
    with open_store(path) as store:
        for name, moment in moments.items():
            store.save(replace(DIGEST, article=replace(ARTICLE, id=name, published=moment), summary=None))
    frame = db.articles().df().set_index("id")
    assert frame["published"]["east"] == pandas.Timestamp("2025-03-05 21:30", tz="UTC")
    assert frame["published"]["west"] == pandas.Timestamp("2025-03-06 11:30", tz="UTC")
    assert frame["published"]["naive"] == pandas.Timestamp("2025-03-06 06:30", tz="UTC")
    assert pandas.isna(frame["published"]["none"])
    (row,) = (row for row in db.articles() if row.id == "east")
    assert frame["known_since"]["east"].to_pydatetime() == row.known_since


def test_days_of_a_frame_are_days(path: Path, db: Database) -> None:
    """A month is none; it stays in the column of the date as printed."""
    pandas = pytest.importorskip("pandas")
    monthly = replace(GAIN, date="2025-02", period=Period.MONTH)
    with open_store(path) as store:
        store.save(replace(DIGEST, article=replace(ARTICLE, id="m"), extraction=Extraction((monthly,), (), ())))
    frame = db.claims(until="2025-02").df()
    assert list(frame["date"]) == ["2025-02"]
    assert list(frame["day"].isna()) == [True]
    assert frame["day"].dtype == db.claims("RUT", period="day").df()["day"].dtype
    assert pandas.isna(frame["day"].max())


def test_pandas_and_numpy_days_are_days(db: Database) -> None:
    """As they come out of a data frame."""
    pandas, numpy = pytest.importorskip("pandas"), pytest.importorskip("numpy")
    days = [numpy.datetime64("2025-03-05"), numpy.datetime64("2025-03-05T09:30:00.123456789"),
            pandas.Timestamp("2025-03-05 09:30"), pandas.Timestamp("2025-03-05", tz="Asia/Tokyo")]  # fmt: skip
    for day in days:
        assert [row.text for row in db.claims(since=day)] == ["12%"]
    assert [row.text for row in db.claims(until=numpy.datetime64("2025-03"), limit=numpy.int64(1))] == ["12%"]
    assert list(db.claims(minimum=numpy.float64(1), as_of=pandas.Timestamp("2020-01-01"))) == []
    nothings: list[Any] = [pandas.NaT, numpy.datetime64("NaT"), float("nan")]
    for nothing in nothings:
        with pytest.raises(InputError, match="is no day"):
            db.claims(since=nothing)
        with pytest.raises(InputError, match="is no time"):
            db.claims(as_of=nothing)


def test_without_pandas_the_line_says_how_to_get_it(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest needs none."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"pip install 'news-to-signal\[pandas\]'"):
        db.claims().df()
    assert list(db.claims().dicts())


def test_what_was_known_then_is_asked_in_any_zone(db: Database) -> None:
    """A time without a zone is UTC."""
    (row,) = db.claims("nasdaq")
    before, after = row.known_since - timedelta(milliseconds=1), row.known_since
    east = timezone(timedelta(hours=9))
    assert list(db.claims(as_of=before.astimezone(east))) == []
    assert list(db.claims("nasdaq", as_of=after.astimezone(east))) == [row]
    assert list(db.claims("nasdaq", as_of=after.replace(tzinfo=None))) == [row]
    assert list(db.articles(as_of=before)) == []


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda db: db.claims(period="fortnight"), "'fortnight': is no period; choose one of day, "),
        (lambda db: db.claims(metric="size"), "is no metric"),
        (lambda db: db.claims(kind="bond"), "is no kind"),
        (lambda db: db.claims(direction="sideways"), "is no direction; choose one of up, down, flat"),
        (lambda db: db.claims(sort="colour"), "is no order"),
        (lambda db: db.claims(since="2025-02-30"), "'2025-02-30': is no day; write 2024-11-25"),
        (lambda db: db.articles(until="soon"), "is no day"),
        (lambda db: db.signals(as_of="25:00"), "is no time"),
        (lambda db: db.signals(metric="forecast"), "is no metric of signals; choose one of change, "),
        (lambda db: db.signals(sort="claims"), "is no order of signals; choose one of day, -day"),
        (lambda db: db.claims(limit=-1), "limit -1: is too small; write 0 or more"),
        (lambda db: db.signals(limit=-1), "limit -1: is too small"),
        (lambda db: db.articles(limit=-1), "limit -1: is too small"),
        (lambda db: db.search("yields", limit=-1), "limit -1: is too small"),
        (lambda db: db.indices(limit=1.5), "limit 1.5: is no whole number"),
        (lambda db: db.signals(min_sources=0), "min_sources 0: is too small; write 1 or more"),
        (lambda db: db.signals(min_sources=None), "min_sources 0: is too small; write 1 or more"),
        (lambda db: db.claims(minimum=float("nan")), "nan: is no value"),
        (lambda db: db.claims(maximum=float("inf")), "inf: is no value"),
        (lambda db: db.claims(minimum="much"), "'much': is no value; write a number"),
        (lambda db: db.claims(minimum=2, maximum=1.5), "minimum 2: lies above maximum 1.5"),
        (lambda db: db.claims(since="2025", until="2024-11"), "since 2025: lies behind until 2024-11"),
        (lambda db: db.signals(since="2025", until="2024"), "since 2025: lies behind"),
        (lambda db: db.conflicts(since="2025", until="2024"), "since 2025: lies behind"),
        (lambda db: db.articles(since="2025", until="2024"), "since 2025: lies behind"),
        (lambda db: db.analysts(since="2025", until="2024"), "since 2025: lies behind"),
        (lambda db: db.search("yields", since="2025", until="2024"), "since 2025: lies behind"),
        (lambda db: db.claims(analyst=""), "analyst: is empty; write a part of a name, or leave it out"),
        (lambda db: db.claims(firm=" "), "firm: is empty"),
        (lambda db: db.claims(source=""), "source: is empty"),
        (lambda db: db.statements(""), "name: is empty"),
        (lambda db: db.claims(["RUT"]), r"\['RUT'\]: is no name of an index; give each name on its own"),
        (lambda db: db.signals(None), "None: is no name of an index"),
    ],
)
def test_what_can_t_be_meant_is_an_input_error(
    db: Database, ask: Callable[[Database], Answer[Any]], problem: str
) -> None:
    """At once, not when the answer is read; it says what can be asked for."""
    with pytest.raises(InputError, match=problem):
        ask(db)


def test_an_unknown_index_gets_near_names(db: Database) -> None:
    """At once, too."""
    for ask in (db.claims, db.signals, db.conflicts, db.articles, db.indices):
        with pytest.raises(UnknownNameError, match="Russell 2000"):
            ask("Rusell 2000")
    with pytest.raises(UnknownNameError):
        db.show("zzz")


def test_your_own_names_are_known(path: Path, tmp_path: Path) -> None:
    """Those of the file that the commands take as well."""
    (tmp_path / "mine.toml").write_text('[entities]\n"Russell 2000" = {aliases = ["The Pelicans"]}\n', "utf-8")
    with summarizer.open(path, names=tmp_path / "mine.toml") as db:
        assert len(list(db.claims("the pelicans"))) == 3


def test_without_a_path_it_is_the_commands_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``$SUMMARIZER_DB`` names it."""
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    with summarizer.open() as db:
        assert list(db.claims())


def test_a_path_may_lie_in_your_own_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell reads it; where there is no such user, it is a name as any other."""
    monkeypatch.setenv("HOME", str(path.parent))
    with summarizer.open("~/news.db") as db:
        assert list(db.claims())
    with pytest.raises(StoreError, match="there is no database"):
        summarizer.open("~nobody at all/news.db")


@every_question
def test_an_answer_of_a_closed_database_says_so(path: Path, question: str) -> None:
    """Also one that was begun."""
    with summarizer.open(path) as db:
        begun = iter(db.claims())
        next(begun)
        answer = QUESTIONS[question][0](db)
    for late in (lambda: list(answer), lambda: next(begun)):
        with pytest.raises(StoreError, match="the database is closed; ask it, and read the answer, within `with`"):
            late()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Asking writes nothing."""
    with pytest.raises(StoreError, match="there is no database"):
        summarizer.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_opening_loads_nothing_slow(path: Path) -> None:
    """Neither for importing the package nor for asking."""
    probe = """
import sys, summarizer
assert "summarizer.api" not in sys.modules
with summarizer.open(sys.argv[1]) as db:
    list(db.claims("RUT").dicts())
print({name.partition(".")[0] for name in sys.modules} & {"pandas", "pyarrow", "numpy", "spacy", "torch", "rich"})
"""
    done = subprocess.run([sys.executable, "-c", probe, path], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
