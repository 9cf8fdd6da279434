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
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from summarizer.api import Answer, Database


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


def test_each_question_is_the_store_s(path: Path, db: Database) -> None:
    """What the commands answer, as rows."""
    with open_store(path) as store:
        assert list(db.claims()) == list(store.claims())
        assert list(db.signals()) == list(store.signals())
        assert list(db.conflicts()) == list(store.conflicts())
        assert list(db.articles()) == list(store.texts())
        assert list(db.analysts()) == store.speakers()
        assert list(db.statements()) == list(store.statements())
        assert list(db.indices()) == store.indices()
        assert list(db.search("yields")) == list(store.search("yields"))
    assert db.show("20250305") == DIGEST
    assert [row.sources for row in db.signals("RUT", min_sources=2)] == [2]
    assert [row.text for row in db.statements("müller")] == [SAID.span.of(ARTICLE.text)]
    assert [row.entity for row in db.indices("nasdaq")] == ["Nasdaq Composite"]
    assert {row.id for row in db.articles("nasdaq")} == {ARTICLE.id}


def test_conflicts_have_two_sides(path: Path, db: Database) -> None:
    """Both sentences, flat."""
    wrong = replace(
        DIGEST, article=replace(ARTICLE, id="third", publisher="Pier"), extraction=Extraction((SLIP,), (), ())
    )
    right = replace(wrong.extraction.claims[0], value=-SLIP.value)
    with open_store(path) as store:
        store.save(replace(wrong, extraction=Extraction((right,), (), ()), summary=None))
    (entry,) = db.conflicts().dicts()
    assert (entry["entity"], entry["day"], entry["apart"]) == ("Nasdaq Composite", date(2025, 3, 4), 2)
    assert {entry["most_value"], entry["fewer_value"]} == {-0.3, 0.3}
    assert entry["most_quote"] == entry["fewer_quote"] == SLIP.sentence.of(ARTICLE.text)


def test_an_answer_can_be_had_again(db: Database) -> None:
    """It is asked for anew, and two may be read side by side."""
    claims = db.claims("RUT")
    assert list(claims) == list(claims)
    assert [(one.text, other.text) for one, other in zip(claims, db.claims("RUT"), strict=True)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: db.claims(),
        lambda db: db.signals(),
        lambda db: db.conflicts(),
        lambda db: db.articles(),
        lambda db: db.analysts(),
        lambda db: db.statements(),
        lambda db: db.indices(),
        lambda db: db.search("Russell"),
        lambda db: db.claims("DAX"),
    ],
    ids=["claims", "signals", "conflicts", "articles", "analysts", "statements", "indices", "search", "none"],
)
def test_rows_become_dictionaries_and_frames(db: Database, ask: Callable[[Database], Answer[Any]]) -> None:
    """Of the same columns and as many rows; types are the same whether there are rows or not."""
    pytest.importorskip("pandas")
    entries = list(ask(db).dicts())
    frame = ask(db).df()
    assert len(frame) == len(entries) == len(list(ask(db)))
    assert all(list(entry) == list(frame.columns) for entry in entries)
    assert {str(dtype) for dtype in frame.dtypes} <= {
        "string", "Int64", "float64", "boolean", "datetime64[s]", "datetime64[us, UTC]",
    }  # fmt: skip


def test_a_frame_has_types(db: Database) -> None:
    """Days and instants can be computed with; what is missing is missing, not a word."""
    pandas = pytest.importorskip("pandas")
    frame = db.claims("RUT").df()
    assert list(frame["value"]) == [12, 0.8, 0.8]
    assert frame["day"][1] == pandas.Timestamp("2025-03-04")
    assert frame["published"][0] == pandas.Timestamp("2025-03-04 22:30", tz="UTC")
    assert list(frame["speaker"].isna()) == [False, True, True]
    assert list(frame["start"]) == [MONTH.span.start, GAIN.span.start, GAIN.span.start]


def test_without_pandas_the_line_says_how_to_get_it(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest needs none."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"pip install 'news-to-signal\[pandas\]'"):
        db.claims().df()
    assert list(db.claims().dicts())


def test_what_was_known_then_is_asked_in_any_zone(db: Database) -> None:
    """A time without a zone is UTC."""
    (row,) = db.claims("nasdaq")
    before, after = row.known_since - timedelta(seconds=1), row.known_since + timedelta(seconds=2)
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
