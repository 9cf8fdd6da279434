"""The pages about Python and export say what is so: their examples run, their tables are the code's."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commandline import TEXT
from summarizer.records import ARTICLES, CLAIMS, SIGNALS
from summarizer.records.answered import INDICES, STATEMENTS
from summarizer.records.printed import PRINTED_HITS, PRINTED_SPEAKERS
from summarizer.store import open_store
from summarizer.types import Article, Claim, Digest, Entity, Extraction, Kind, Metric, Period, Span, Unit

if TYPE_CHECKING:
    from summarizer.records import Column

DOCS = Path(__file__).parent.parent / "docs"
#: An example and what it prints, if that is shown.
EXAMPLE = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```\n(?P<printed>.*?)```\n)?", re.DOTALL)
ROW = re.compile(r"\| `(?P<name>\w+)` \| (?P<holds>\w+) \| (?P<about>.+) \|")

RUSSELL = Entity("Russell 2000", "RUT", Kind.INDEX)
SPX = Entity("S&P 500", "SPX", Kind.INDEX)
OTHER = "The Russell 2000 climbed 1.5% on Monday to its best close since July."


def claim(text: str, entity: Entity, printed: str, value: str, period: Period | None = Period.DAY) -> Claim:
    """A claim where the text prints it first."""
    start = text.index(printed)
    sentence = Span(text.rindex("\n", 0, start) + 1 if "\n" in text[:start] else 0, len(text))
    stop = re.compile(r"\.(?!\d)").search(text, start)
    assert stop
    return Claim(
        entity=entity,
        metric=Metric.CHANGE if period else Metric.LEVEL,
        value=Decimal(value),
        unit=Unit.PERCENT if period else Unit.LEVEL,
        period=period,
        date="2024-11-25",
        hedge=None,
        span=Span(start, start + len(printed)),
        mention=Span(text.index(entity.name), text.index(entity.name) + len(entity.name)),
        sentence=Span(sentence.start, stop.end()),
    )


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the database that the examples open."""
    moves = (
        claim(TEXT, RUSSELL, "1.47%", "1.47"),
        claim(TEXT, RUSSELL, "2,442.03", "2442.03", None),
        claim(TEXT, SPX, "0.3%", "-0.3"),
    )
    at = datetime(2024, 11, 26, 7, tzinfo=UTC)
    with open_store(tmp_path / "news.db") as store:
        first = Article("b4a0f80d31c2", TEXT, "Small caps lead", at, "The Quay Times", "https://quay.example/1")
        store.save(Digest(first, Extraction(moves, (), ())))
        second = Article("77e0aa10c4d5", OTHER, "Best since July", at, "The Harbour Post", "https://harbour.example/2")
        store.save(Digest(second, Extraction((claim(OTHER, RUSSELL, "1.5%", "1.5"),), (), ())))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("news")
def test_the_examples_print_what_the_page_shows() -> None:
    """Run in order, as somebody who reads the page would."""
    found = list(EXAMPLE.finditer((DOCS / "python.md").read_text("utf-8")))
    assert len(found) == 5
    names: dict[str, Any] = {}
    for example in found:
        if ".df()" in example["code"]:
            pytest.importorskip("pandas")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example["code"], names)  # noqa: S102 - it is our own page
        assert printed.getvalue() == (example["printed"] or ""), example["code"]


@pytest.mark.parametrize(("heading", "columns"), [("claims", CLAIMS), ("signals", SIGNALS), ("articles", ARTICLES)])
def test_every_column_is_explained(heading: str, columns: tuple[Column[Any], ...]) -> None:
    """In order, with its type and its line."""
    page = (DOCS / "export.md").read_text("utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    explained = [(row["name"], row["holds"], row["about"]) for row in ROW.finditer(section)]
    assert explained == [(column.name, str(column.type), column.about) for column in columns]


def test_every_field_of_a_signal_is_defined() -> None:
    """By its own line, in no other order than a signal's."""
    page = (DOCS / "signals.md").read_text("utf-8")
    section = page.partition("\n## Fields\n")[2].partition("\n## ")[0]
    names = [
        name for cell in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    ]
    assert names == [column.name for column in SIGNALS]


def test_every_key_of_the_other_rows_is_named() -> None:
    """Where docs/contracts.md tells of the command, and nothing else is."""
    page = (DOCS / "contracts.md").read_text("utf-8")
    for command, columns in (
        ("analysts", PRINTED_SPEAKERS),
        ("analysts NAME", STATEMENTS),
        ("indices", INDICES),
        ("search", PRINTED_HITS),
    ):
        (cell,) = re.findall(rf"^\| `{command}` \| (.*) \|$", page, re.MULTILINE)
        named = set(re.findall(r"`(\w+)`", cell)) - {"null"}
        assert named == {column.name for column in columns}, command
