"""The command line as people and scripts meet it: summaries, the database, models."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from commandline import TEXT, error_of, invoke, json_of
from summarizer.store import open_store
from summarizer.summarize.spec import DEFAULT
from tiny_models import save_causal

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """
name = "tiny"
description = "Leaves out words at random."
licence = "CC0-1.0"
architecture = "causal"
task = "compress"
size = 0
[prompt]
style = "plain"
template = "Shorten. {sentence}"
[decoding]
search = "score"
reward = 0.35
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a saved model that shortens sentences."""
    folder = save_causal(tmp_path_factory.mktemp("models") / "tiny")
    (folder / "spec.toml").write_text(SPEC, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the test, as ``$SUMMARIZER_DB`` names it."""
    path = tmp_path / "news.db"
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    return path


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an article."""
    path = tmp_path_factory.mktemp("articles") / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture(scope="module")
def answered(article: Path, tiny: Path) -> tuple[Path, dict[str, Any]]:
    """A database with the article in it, and what ``summarize --json`` answered; tests only read there."""
    path = article.with_name("stored.db")
    return path, json_of(invoke("summarize", article, "--model", tiny, "--json", "--db", path))


@pytest.fixture
def stored(answered: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an article in the test's database."""
    path, entry = answered
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    return str(entry["id"])


# ---------------------------------------------------------------- summarize


def test_a_summary_is_answered_in_json(article: Path, answered: tuple[Path, dict[str, Any]]) -> None:
    """What ``extract`` answers, and the proved summary with its citations."""
    entry = dict(answered[1])
    summary = entry.pop("summary")
    assert entry == json_of(invoke("extract", article, "--json"))
    assert summary["verified"]
    assert summary["model"] == "tiny"
    assert "1.47%" in summary["text"]
    cited = {citation["claim"] for citation in summary["citations"]}
    assert cited | set(summary["omitted"]) == set(range(len(entry["claims"])))
    for citation in summary["citations"]:
        claim = entry["claims"][citation["claim"]]
        assert citation["source"] == [claim["start"], claim["end"]]
        assert summary["text"][citation["start"] : citation["end"]].strip("+-%") in claim["text"]


def test_people_see_summary_claims_and_analysts(article: Path, tiny: Path) -> None:
    """In this order, with the id under which it is found again."""
    result = invoke("summarize", article, "--model", tiny)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert "1.47%" in lines[0]
    assert [line.split()[0] for line in lines if line.startswith(("Index ", "Analyst "))] == [
        "Index",
        "Analyst",
    ]
    shown = invoke("show", lines[-1].split()[0])
    assert shown.exit_code == 0
    assert TEXT.strip().splitlines()[-1] in shown.stdout


def test_verbose_says_what_takes_how_long(article: Path, tiny: Path) -> None:
    """On standard error: the answer stays what it is."""
    result = invoke("summarize", article, "--model", tiny, "--json", "--verbose")
    assert json_of(result)["summary"]
    assert {line.split(":")[1].strip() for line in result.stderr.splitlines()} == {"loading", "summarizing"}


def test_no_store_keeps_nothing(article: Path, tiny: Path, db: Path) -> None:
    """The database is not even made."""
    assert invoke("summarize", article, "--model", tiny, "--no-store").exit_code == 0
    assert not db.exists()


def test_an_article_without_a_claim_is_no_failure(tiny: Path) -> None:
    """It is kept and answered: with nothing to tell there is no summary."""
    text = "The cabinet met on Monday to talk about the new school at the river, and about who will build it. " * 2
    entry = json_of(invoke("summarize", "--model", tiny, "--json", stdin=text))
    assert entry["claims"] == []
    assert "summary" in entry


def test_a_batch_is_stored_as_it_goes(tmp_path: Path, tiny: Path, db: Path) -> None:
    """A broken line among good ones is answered by its error; the good ones are kept."""
    path = tmp_path / "batch.jsonl"
    good = {"published": "2024-11-26", "title": "Small caps", "body": TEXT}
    lines = [json.dumps({"id": "one", **good}), "{broken", json.dumps({"id": "three", **good})]
    path.write_text("\n".join(lines), "utf-8")
    result = invoke("summarize", path, "--model", tiny)
    assert result.exit_code == 2
    answers = list(map(json.loads, result.stdout.splitlines()))
    assert [answer["id"] for answer in answers] == ["one", None, "three"]
    assert answers[0]["summary"]["verified"]
    with open_store(db) as store:
        assert {row.id for row in store.texts()} == {"one", "three"}


def test_a_model_that_is_none_is_one_line(article: Path, tmp_path: Path, db: Path) -> None:
    """Neither a name nor a saved model: the line says what there is."""
    for name in ("no-such-model", tmp_path):
        assert "smollm2-135m" in error_of(invoke("summarize", article, "--model", name))
    assert not db.exists() or not list(open_store(db).texts())


# ---------------------------------------------------------------- a database that can't be used


@pytest.mark.parametrize("kind", ["folder", "foreign", "locked"])
def test_no_summary_is_lost_to_the_database(kind: str, article: Path, tiny: Path, tmp_path: Path) -> None:
    """It is printed all the same; the line on standard error says why it is not kept."""
    path = tmp_path / "bad.db"
    other = sqlite3.connect(tmp_path / "locked.db")
    if kind == "folder":
        path.mkdir()
    elif kind == "foreign":
        path.write_text("This is no database at all, but a text that somebody named like one.", "utf-8")
    else:
        other.close()
        with open_store(path):
            pass
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
    result = invoke("summarize", article, "--model", tiny, "--db", path)
    other.close()
    assert result.exit_code == 2
    assert "1.47%" in result.stdout
    assert result.stderr.startswith(f"summarizer: {path}: ")
    assert result.stderr.count("\n") == 1


def test_a_batch_stops_at_a_database_that_can_t_be_opened(tmp_path: Path, tiny: Path) -> None:
    """Before any work was done for it."""
    path = tmp_path / "batch.jsonl"
    path.write_text(json.dumps({"id": "one", "body": TEXT}), "utf-8")
    error_of(invoke("summarize", path, "--model", tiny, "--db", tmp_path))


# ---------------------------------------------------------------- claims and show


@pytest.mark.parametrize("name", ["Russell 2000", "russell", "RUT", "russell 2000 index"])
def test_an_index_is_found_by_its_names(stored: str, name: str) -> None:
    """By name, alias or symbol, in any case."""
    rows = json_of(invoke("claims", name, "--json"))
    assert {row["entity"] for row in rows} == {"Russell 2000"}
    assert {row["article"] for row in rows} == {stored}
    assert {1.47, 2442.03, 11} == {row["value"] for row in rows}


def test_every_format_says_the_same(stored: str) -> None:
    """JSON, lines, CSV and TSV hold the same rows; a table is the default."""
    rows = json_of(invoke("claims", "--json"))
    assert rows
    assert all(row["article"] == stored for row in rows)
    assert list(map(json.loads, invoke("claims", "--nl").stdout.splitlines())) == rows
    for option, delimiter in (("--csv", ","), ("--tsv", "\t")):
        read = list(csv.DictReader(io.StringIO(invoke("claims", option).stdout), delimiter=delimiter))
        assert [row["text"] for row in read] == [row["text"] for row in rows]
        assert [json.loads(row["sentence"]) for row in read] == [row["sentence"] for row in rows]
        assert set(read[0]) == set(rows[0])
    table = invoke("claims", "--table").stdout
    assert table == invoke("claims").stdout
    assert len(table.splitlines()) == len(rows) + 1


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (["--period", "day"], {1.47, -0.3}),
        (["--metric", "level"], {2442.03}),
        (["--since", "2024-11", "--metric", "change"], {1.47, -0.3, 11}),
        (["--since", "2024-11-25", "--until", "2024", "--period", "month"], {11}),
        (["--analyst", "acme"], set()),
        (["--limit", "1"], None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("stored")
def test_claims_are_chosen_by_options(options: list[str], values: set[float] | None) -> None:
    """By period, metric, time and number."""
    rows = json.loads(invoke("claims", "--json", *options).stdout)
    if values is None:
        assert len(rows) == 1
    else:
        assert {row["value"] for row in rows} == values


@pytest.mark.usefixtures("stored")
def test_an_unknown_index_is_a_negative_answer() -> None:
    """Status 1, and near names."""
    assert "Russell 2000" in error_of(invoke("claims", "Rusell 2000"), status=1)


@pytest.mark.usefixtures("stored")
def test_a_known_index_without_claims_is_a_negative_answer() -> None:
    """Status 1, said on standard error; a script still reads an empty list."""
    assert "DAX" in error_of(invoke("claims", "DAX"), status=1)
    result = invoke("claims", "DAX", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])


def test_without_a_database_there_is_one_line(db: Path) -> None:
    """Asking does not make one."""
    error_of(invoke("claims"))
    error_of(invoke("show", "abc"))
    assert not db.exists()


def test_show_answers_what_summarize_did(stored: str, answered: tuple[Path, dict[str, Any]]) -> None:
    """The whole digest comes out as it went in, by the id or its beginning."""
    for wanted in (stored, stored[:6]):
        assert json_of(invoke("show", wanted, "--json")).items() >= answered[1].items()
    assert "no article" in error_of(invoke("show", "zzz"), status=1)


# ---------------------------------------------------------------- models


def test_models_are_listed_with_the_default_first() -> None:
    """For people and for scripts."""
    names = [entry["name"] for entry in json_of(invoke("models", "list", "--json"))]
    assert names[0] == DEFAULT
    table = invoke("models", "list").stdout
    assert all(name in table for name in names)


def test_a_model_says_what_it_is(tiny: Path) -> None:
    """A folder with a saved model is one."""
    entry = json_of(invoke("models", "info", tiny, "--json"))
    assert (entry["name"], entry["here"], entry["folder"]) == ("tiny", True, str(tiny))
    assert "CC0-1.0" in invoke("models", "info", tiny).stdout


def test_pulling_what_is_here_does_nothing(tiny: Path) -> None:
    """It says where the weights are."""
    assert str(tiny) in invoke("models", "pull", tiny).stdout


def test_stored_summaries_are_proved_again(answered: tuple[Path, dict[str, Any]], db: Path) -> None:
    """All of them pass as they were saved; one that was changed behind our back fails and is shown."""
    path, stored = answered
    shutil.copy(path, db)
    result = invoke("verify", "--stored")
    assert (result.exit_code, result.stdout) == (0, "1 of 1 stored summaries verified\n")
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE summaries SET text = replace(text, '1.47%', '1.74%')")
    result = invoke("verify", "--stored")
    assert result.exit_code == 1
    assert "0 of 1 stored summaries verified" in result.stdout
    result = invoke("verify", "--stored", "--json")
    assert result.exit_code == 1
    entry = json.loads(result.stdout)
    assert (entry["id"], entry["verified"]) == (stored["id"], False)


def test_stored_goes_with_no_article(article: Path) -> None:
    """It has its own."""
    assert "--stored" in error_of(invoke("verify", "--stored", "--article", article))
