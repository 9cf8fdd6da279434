"""``summarizer export``: the database's tables in files."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commandline import error_of, invoke
from store_digests import ARTICLE, DIGEST, EXTRACTION, SUMMARY
from summarizer.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = """\
entity,symbol,kind,metric,value,unit,period,date,day,hedge,text,start,end,quote,speaker,article,revision,claim,title,\
published,publisher,url,known_since,copy_of
Russell 2000,RUT,index,change,12,percent,month,,2025-03-05,under,12%,130,133,"The Russell 2000 is up nearly 12% this \
month, said Ada Müller, a strategist at Harbour & Co.",Ada Müller,20250305-small-caps,1,2,Small caps shine,\
2025-03-05T06:30:00+08:00,The Harbour Post,https://example.com/small-caps,2025-03-05T00:00:00.000+00:00,
Russell 2000,RUT,index,change,0.8,percent,day,2025-03-04,2025-03-04,,0.80%,24,29,The Russell 2000 gained 0.80% on \
Tuesday.,,20250305-small-caps,1,0,Small caps shine,2025-03-05T06:30:00+08:00,The Harbour Post,\
https://example.com/small-caps,2025-03-05T00:00:00.000+00:00,
"""


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with an article, seen at midnight, and a copy of it."""
    path = tmp_path / "news.db"
    copy = replace(ARTICLE, id="copy", publisher="The Quay Times", title=None, published=None, url=None)
    with open_store(path) as store:
        store.save(DIGEST)
        store.save(replace(DIGEST, article=copy, summary=None))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET copy_of = ? WHERE id = 'copy'", [ARTICLE.id])
        connection.execute("UPDATE articles SET first_seen = '2025-03-05T00:00:00+00:00'")
        connection.execute("UPDATE revisions SET seen_at = '2025-03-05T00:00:00+00:00'")
        connection.execute("UPDATE versions SET seen_at = '2025-03-05T00:00:00.000+00:00'")
        connection.execute("UPDATE copies SET seen_at = '2025-03-05T00:00:00.000+00:00'")
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    return path


def lines_of(*arguments: str | Path) -> list[dict[str, object]]:
    """What an export in JSON Lines writes to standard output."""
    result = invoke("export", *arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_claims_are_written_in_csv() -> None:
    """A header and a line a claim, the newest first; copies are left out."""
    result = invoke("export", "claims", "russell")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == CLAIMS.splitlines()


def test_articles_are_written_in_json_lines() -> None:
    """Whole, with their summaries and what they are copies of; the last one first."""
    copy, article = lines_of("articles")
    assert article == {
        "id": ARTICLE.id,
        "revision": 1,
        "title": "Small caps shine",
        "published": "2025-03-05T06:30:00+08:00",
        "publisher": "The Harbour Post",
        "url": "https://example.com/small-caps",
        "text": ARTICLE.text,
        "summary": SUMMARY.text,
        "claims": 3,
        "copy_of": None,
        "first_seen": "2025-03-05T00:00:00.000+00:00",
        "known_since": "2025-03-05T00:00:00.000+00:00",
    }
    assert (copy["id"], copy["copy_of"], copy["title"], copy["published"]) == ("copy", ARTICLE.id, None, None)


def test_signals_are_written_whole() -> None:
    """Of every metric, each field that docs/signals.md defines."""
    signals = lines_of("signals")
    assert [(signal["entity"], signal["period"], signal["value"]) for signal in signals] == [
        ("Russell 2000", "month", 12.0),
        ("Nasdaq Composite", "day", -0.3),
        ("Russell 2000", "day", 0.8),
    ]
    assert signals[1]["day"] == signals[1]["date"] == "2025-03-04"
    assert signals[1]["conflict"] is False


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["claims"], 3),
        (["claims", "--copies"], 6),
        (["claims", "RUT", "IXIC", "--period", "day"], 2),
        (["claims", "--since", "2025-03-05"], 1),
        (["claims", "--until", "2025-03-04", "--metric", "change"], 2),
        (["claims", "--as-of", "2025-03-05T00:00:01"], 3),
        (["signals", "RUT"], 2),
        (["signals", "--period", "day", "--kind", "index"], 2),
        (["articles", "RUT", "--since", "2025-03", "--until", "2025"], 2),
        (["articles", "--as-of", "2025-03-05"], 2),
    ],
    ids=str,
)
def test_rows_are_chosen_as_elsewhere(arguments: list[str], count: int) -> None:
    """By index, day, period, metric, kind and time."""
    assert len(lines_of(*arguments)) == count


@pytest.mark.parametrize(
    "arguments", [["claims", "DAX"], ["signals", "--since", "2099"], ["articles", "--until", "1999"]]
)
def test_nothing_found_is_a_negative_answer(arguments: list[str], tmp_path: Path) -> None:
    """Status 1, said on standard error; whoever reads the file still finds its columns."""
    path = tmp_path / "out.csv"
    assert "nothing found" in error_of(invoke("export", *arguments, "-o", path), status=1)
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_the_file_s_name_says_the_format(tmp_path: Path) -> None:
    """Unless the format is named; and it is told what was written."""
    result = invoke("export", "claims", "-o", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, f"wrote 3 claims to {tmp_path / 'out.jsonl'}\n")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0])["value"] == 12
    for target in (["out.jsonl.txt", "--format", "csv"], ["out"]):
        assert invoke("export", "claims", "-o", tmp_path / target[0], *target[1:]).exit_code == 0
        assert (tmp_path / target[0]).read_text("utf-8").startswith("entity,")


@pytest.mark.parametrize("name", ["out.json", "out.tsv", "out.csv.gz", "out.2024"])
def test_an_ending_that_is_no_format_is_refused(tmp_path: Path, name: str) -> None:
    """Nobody finds CSV in a file that is called otherwise; what is meant can be said."""
    assert "add --format" in error_of(invoke("export", "claims", "-o", tmp_path / name))
    assert not (tmp_path / name).exists()
    assert invoke("export", "claims", "-o", tmp_path / name, "--format", "jsonl").exit_code == 0


@pytest.mark.parametrize(
    ("table", "only_printed"), [("claims", {"sentence"}), ("signals", set())], ids=["claims", "signals"]
)
def test_the_command_and_the_export_say_the_same(db: Path, table: str, only_printed: set[str]) -> None:
    """One description of each row: the same keys with the same values, also of a day that is a month."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE claims SET date = '2025-02', day = '2025-02' WHERE value = '-0.3'")
    printed = [json.loads(line) for line in invoke(table, "--nl").stdout.splitlines()]
    assert [set(row) - set(other) for row, other in zip(printed, lines_of(table), strict=True)] == [only_printed] * 3
    assert [{**row, **other} for row, other in zip(printed, lines_of(table), strict=True)] == printed
    (coarse,) = [row for row in printed if row["date"] == "2025-02"]
    assert coarse["day"] is None
    read = list(csv.DictReader(io.StringIO(invoke(table, "--csv").stdout)))
    written = list(csv.DictReader(io.StringIO(invoke("export", table).stdout)))
    assert [{key: row[key] for key in written[0]} for row in read] == written


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    """Parquet with types: doubles, days, and instants in UTC."""
    parquet = pytest.importorskip("pyarrow.parquet")
    assert invoke("export", "claims", "-o", tmp_path / "out.parquet").exit_code == 0
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    printed = list(csv.DictReader(io.StringIO(invoke("export", "claims").stdout)))
    assert list(rows[0]) == list(printed[0])
    assert [row["quote"] for row in rows] == [row["quote"] for row in printed]
    assert [row["value"] for row in rows] == [float(row["value"]) for row in printed]
    assert rows[1]["day"].isoformat() == printed[1]["day"]
    assert rows[0]["published"].isoformat() == "2025-03-04T22:30:00+00:00"
    assert rows[0]["date"] is None


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Unless it is to be replaced."""
    path = tmp_path / "out.csv"
    path.write_text("mine", "utf-8")
    assert "--force" in error_of(invoke("export", "claims", "-o", path))
    assert path.read_text("utf-8") == "mine"
    assert invoke("export", "claims", "-o", path, "--force").exit_code == 0
    assert path.read_text("utf-8").startswith("entity,")
    assert sorted(other.name for other in tmp_path.iterdir() if other.name.startswith(".")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["figures"],
        ["claims", "--format", "xlsx"],
        ["claims", "--since", "2025-02-30"],
        ["claims", "--since", "2025", "--until", "2024"],
        ["claims", "--as-of", "once"],
        ["articles", "--period", "day"],
        ["articles", "--metric", "change"],
        ["articles", "--kind", "etf"],
        ["signals", "--metric", "forecast"],
        ["signals", "--copies"],
        ["claims", "-o", "/nowhere/out.csv"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_one_line(arguments: list[str]) -> None:
    """Status 2, and nothing is written."""
    error_of(invoke("export", *arguments))


def test_an_unknown_index_gets_near_names(tmp_path: Path) -> None:
    """Status 1, and no file."""
    assert "Russell 2000" in error_of(invoke("export", "claims", "Rusell 2000", "-o", tmp_path / "out.csv"), status=1)
    assert not (tmp_path / "out.csv").exists()


def test_without_a_database_there_is_one_line(tmp_path: Path) -> None:
    """And no file."""
    error_of(invoke("export", "claims", "--db", tmp_path / "none.db", "-o", tmp_path / "out.csv"))
    assert not (tmp_path / "out.csv").exists()


def test_a_database_of_a_newer_version_is_refused(db: Path) -> None:
    """Untouched."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE _sqlite_migrations SET name = 'm999_later' WHERE name = 'm001_articles'")
    before = db.read_bytes()
    assert "newer version" in error_of(invoke("export", "claims"))
    assert db.read_bytes() == before


def test_an_edited_article_is_exported_as_it_was_known(db: Path) -> None:
    """The text of then, its claims and its summary."""
    text = ARTICLE.text.replace("0.80%", "0.90%")
    edited = replace(DIGEST, article=replace(ARTICLE, text=text), extraction=EXTRACTION, summary=None)
    with open_store(db) as store:
        store.save(edited)
    assert text in [row["text"] for row in lines_of("articles")]
    (then,) = [row for row in lines_of("articles", "--as-of", "2025-03-06") if row["id"] == ARTICLE.id]
    assert (then["text"], then["revision"]) == (ARTICLE.text, 1)
    assert {row["revision"] for row in lines_of("claims", "--as-of", "2025-03-06")} == {1}
    assert {row["revision"] for row in lines_of("claims")} == {2}
