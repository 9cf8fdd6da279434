"""The command line as people and scripts meet it: usage, reading, verifying."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from commandline import TEXT, error_of, invoke, json_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the test, as ``$SUMMARIZER_DB`` names it."""
    path = tmp_path / "news.db"
    monkeypatch.setenv("SUMMARIZER_DB", str(path))
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with an article."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A batch whose second line is broken."""
    path = tmp_path / "batch.jsonl"
    good = {"published": "2024-11-26", "title": "Small caps", "body": TEXT}
    path.write_text(f"{json.dumps({'id': 'one', **good})}\n{{broken\n{json.dumps({'id': 'three', **good})}\n", "utf-8")
    return path


# ---------------------------------------------------------------- help and usage


def test_help_names_every_command() -> None:
    """Whoever types nothing, or asks, learns what there is."""
    for arguments in ([], ["--help"]):
        result = invoke(*arguments)
        assert result.exit_code == 0
        for command in ("summarize", "extract", "verify", "claims", "show", "models"):
            assert command in result.stdout


def test_the_version_is_the_distribution_s() -> None:
    """``--version`` prints the program and its version."""
    assert invoke("--version").stdout.startswith("summarizer 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["summarise"],
        ["--no-such-option"],
        ["summarize", "--no-such-option"],
        ["summarize", "a.txt", "--published", "soon"],
        ["extract", "a.jsonl", "--title", "One for all"],
        ["verify"],
        ["verify", "a.txt"],
        ["verify", "--article", "a.txt"],
        ["verify", "--article", "-", "--summary", "-"],
        ["verify", "a.jsonl", "--article", "a.txt"],
        ["claims", "--since", "yesterday"],
        ["claims", "--until", "2024-13"],
        ["claims", "--period", "fortnight"],
        ["claims", "--limit", "0"],
        ["claims", "--json", "--csv"],
        ["show"],
        ["models"],
        ["models", "info", "no-such-model"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_one_line(arguments: list[str]) -> None:
    """It exits with 2 and says what is wrong."""
    error_of(invoke(*arguments))


# ---------------------------------------------------------------- extract


def test_extract_answers_in_json(article: Path) -> None:
    """Offsets lead to what was printed; the publication time gives "Monday" its date."""
    entry = json_of(invoke("extract", article, "--json"))
    text = entry["article"]["text"]
    assert set(entry) == {"id", "article", "claims", "analysts", "warnings"}
    assert entry["article"]["published"].startswith("2024-11-26")
    first = entry["claims"][0]
    assert (first["entity"], first["value"], first["period"], first["date"]) == (
        "Russell 2000",
        1.47,
        "day",
        "2024-11-25",
    )
    for claim in entry["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
    for analyst in entry["analysts"]:
        assert text[analyst["start"] : analyst["end"]] == analyst["statement"]
    assert [(a["name"], a["firm"]) for a in entry["analysts"]] == [("Ann Lee", "Acme Capital")]


@pytest.mark.parametrize("arguments", [["extract", "--json"], ["extract", "-", "--json"]], ids=" ".join)
def test_an_article_can_be_piped_in(arguments: list[str], article: Path) -> None:
    """Standard input is read where no source is named, or ``-``; it is the same article."""
    piped = json_of(invoke(*arguments, stdin=TEXT))
    assert piped == json_of(invoke("extract", article, "--json"))


def test_options_stand_over_what_the_text_says(article: Path) -> None:
    """A given time, title and publisher are the article's, each in one line."""
    given = ["--published", "2024-12-03", "--title", " Mine\r", "--publisher", "M\re"]
    entry = json_of(invoke("extract", article, "--json", *given))
    assert entry["article"]["title"] == "Mine"
    assert entry["article"]["publisher"] == "M e"
    assert entry["claims"][0]["date"] == "2024-12-02"


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_user_s_own_names(by_variable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of names is read where ``--names`` or the environment says so; a broken one is bad input."""
    names, broken, article = tmp_path / "names.toml", tmp_path / "broken.toml", tmp_path / "article.txt"
    names.write_text('[entities]\n"Pelican Forty" = {symbol = "PEL40"}\n', "utf-8")
    article.write_text("The Pelican Forty rose 1.2% on Monday.", "utf-8")
    if by_variable:
        monkeypatch.setenv("SUMMARIZER_NAMES", str(names))
    options = [] if by_variable else ["--names", str(names)]
    (claim,) = json_of(invoke("extract", article, "--json", *options))["claims"]
    assert (claim["entity"], claim["symbol"], claim["value"]) == ("Pelican Forty", "PEL40", 1.2)
    broken.write_text("[entities", "utf-8")
    assert "broken.toml" in error_of(invoke("extract", article, "--names", broken))


def test_extract_prints_tables_for_people(article: Path) -> None:
    """Signed figures, hedges and speakers; off a terminal without colour and without rules."""
    lines = invoke("extract", article).stdout.splitlines()
    assert any(line.split()[:4] == ["Russell", "2000", "+1.47%", "change"] for line in lines)
    assert any("over +11%" in line for line in lines)
    assert any(line.startswith("Ann Lee") and "Acme Capital" in line for line in lines)
    assert not set("".join(lines)) & set("\x1b│─━┃")


def test_extract_explains_each_slot(article: Path) -> None:
    """Why the subject, the metric, the direction, the period and the date are what they are."""
    printed = invoke("extract", article, "--explain").stdout
    assert "Because" in printed
    for slot in ("entity", "metric", "direction", "period", "date"):
        assert any(line.startswith(slot) and len(line.split()) > 1 for line in printed.splitlines())


def test_extract_keeps_nothing(article: Path, db: Path) -> None:
    """The database is not even made."""
    invoke("extract", article)
    assert not db.exists()


def test_a_batch_is_one_line_an_article(batch: Path) -> None:
    """In order, the broken line answered by its error; the status tells, standard error sums up."""
    result = invoke("extract", batch)
    assert result.exit_code == 2
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert (first["id"], third["id"]) == ("one", "three")
    assert first["claims"] == third["claims"] != []
    assert set(second) == {"id", "error"}
    assert second["error"]["type"] == "InputError"
    assert "batch.jsonl:2" in second["error"]["message"]
    assert result.stderr == "summarizer: 1 of 3 articles failed\n"


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize("command", ["extract", "summarize"])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("binary.txt", b"\x00\x01\x02\xff" * 100),
        ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("german.txt", (b"Der Dax ist am Montag um 1,2 Prozent auf 19.400 Punkte gestiegen, weil die Anleger "
                        b"wieder Mut gefasst haben und die Zinsen nicht weiter steigen werden. ") * 3),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_article_is_one_line(tmp_path: Path, command: str, name: str, body: bytes) -> None:
    """The line names the file; no model is loaded for it and nothing is stored."""
    path = tmp_path / name
    path.write_bytes(body)
    assert name in error_of(invoke(command, path))


def test_a_missing_file_is_one_line() -> None:
    """So it is for each command that reads one, batches included."""
    for arguments in (["extract", "no.txt"], ["summarize", "no.jsonl"], ["verify", "no.jsonl"]):
        assert arguments[1] in error_of(invoke(*arguments))


@pytest.mark.parametrize("command", ["extract", "verify"])
def test_an_empty_batch_is_one_line(tmp_path: Path, command: str) -> None:
    """Whoever names a batch expects answers."""
    path = tmp_path / "empty.jsonl"
    path.write_text("\n")
    assert "empty.jsonl" in error_of(invoke(command, path))


def test_a_file_of_50_mb_is_refused_at_once(tmp_path: Path) -> None:
    """By its size, without reading it."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "large" in error_of(invoke("extract", path))


# ---------------------------------------------------------------- verify


@pytest.mark.parametrize(
    ("summary", "status", "slots"),
    [
        ("The Russell 2000 rose 1.47% to 2,442.03; small companies are cheap, Ann Lee of Acme Capital said.", 0, set()),
        ("The Russell 2000 rose 1.47% on Monday to 2,442.03, Ann Lee of Acme Capital said.", 1, {"speaker"}),
        ("The Russell 2000 fell 1.47% on Monday.", 1, {"direction"}),
        ("The Russell 2000 rose 1.48% on Monday.", 1, {"value"}),
        ("The S&P 500 has gained more than 11% so far in November.", 1, {"entity"}),
    ],
)
def test_a_summary_is_held_against_its_article(
    article: Path, tmp_path: Path, summary: str, status: int, slots: set[str]
) -> None:
    """Status 0 where all is supported; else 1, and the wrong slot is named."""
    draft = tmp_path / "draft.txt"
    draft.write_text(summary, "utf-8")
    result = invoke("verify", "--article", article, "--summary", draft, "--json")
    entry = json.loads(result.stdout)
    assert result.exit_code == status, entry
    assert entry["verified"] is (status == 0)
    assert {finding["slot"] for finding in entry["findings"] if finding["slot"]} == slots
    for finding in entry["findings"]:
        assert summary[finding["start"] : finding["end"]] == finding["text"]


def test_verify_shows_people_what_is_wrong(article: Path) -> None:
    """The draft, a table of findings and the verdict; the draft may come from standard input."""
    draft = "The Russell 2000 fell 1.47% on Monday."
    result = invoke("verify", "--article", article, "--summary", "-", stdin=draft)
    assert result.exit_code == 1
    assert draft in result.stdout
    assert "contradicted" in result.stdout
    assert "direction" in result.stdout


def test_a_batch_of_summaries_is_one_line_each(tmp_path: Path) -> None:
    """Verified, wrong, broken, without a summary: each is answered; a broken line counts as the worst."""
    path = tmp_path / "drafts.jsonl"
    given = {"published": "2024-11-26", "title": "T", "body": TEXT}
    lines = [
        {"id": "a", **given, "summary": "The Russell 2000 rose 1.47%."},
        {"id": "b", **given, "summary": "The Russell 2000 fell 1.47%."},
        {"id": "c", **given},
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines[:2]), "utf-8")
    result = invoke("verify", path)
    assert result.exit_code == 1
    answers = list(map(json.loads, result.stdout.splitlines()))
    assert [(answer["id"], answer["verified"]) for answer in answers] == [("a", True), ("b", False)]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + "{\n", "utf-8")
    result = invoke("verify", path)
    assert result.exit_code == 2
    answers = list(map(json.loads, result.stdout.splitlines()))
    assert [answer["id"] for answer in answers] == ["a", "b", "c", None]
    assert all(set(answer) == {"id", "error"} for answer in answers[2:])
