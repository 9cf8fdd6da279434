"""What scripts read: the keys, their order of nesting and their meaning."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from summarizer.contract import digest_entry, error_entry, extraction_entry, number, proof_entry
from summarizer.errors import FetchError
from summarizer.types import (
    Article,
    Citation,
    Claim,
    Digest,
    Entity,
    Extraction,
    Finding,
    Hedge,
    Kind,
    Metric,
    Period,
    Proof,
    Slot,
    Span,
    Statement,
    Summary,
    SummarySentence,
    Unit,
    Verdict,
)

TEXT = "The Russell 2000 rose over 1.47% on Monday, said Ann Lee of Acme. It closed at 2,442."
RUSSELL = Entity("Russell 2000", "RUT", Kind.INDEX)


def where(printed: str) -> Span:
    """The span of a piece of the text."""
    start = TEXT.index(printed)
    return Span(start, start + len(printed))


SENTENCE = where("The Russell 2000 rose over 1.47% on Monday, said Ann Lee of Acme.")
LAST = where("It closed at 2,442.")
CHANGE = Claim(
    entity=RUSSELL,
    metric=Metric.CHANGE,
    value=Decimal("1.47"),
    unit=Unit.PERCENT,
    period=Period.DAY,
    date="2024-11-25",
    hedge=Hedge.OVER,
    span=where("1.47%"),
    mention=where("Russell 2000"),
    sentence=SENTENCE,
    speaker="Ann Lee",
    implicit=frozenset({Slot.PERIOD}),
)
LEVEL = Claim(
    entity=Entity("Acme 9", None, Kind.INDEX),
    metric=Metric.LEVEL,
    value=Decimal(2442),
    unit=Unit.LEVEL,
    period=None,
    date=None,
    hedge=None,
    span=where("2,442"),
    mention=where("It"),
    sentence=LAST,
)
ARTICLE = Article(
    "a1",
    TEXT,
    title="Small caps – up",
    published=datetime(2024, 11, 26, 2, 37, tzinfo=UTC),
    url="https://example.com/a",
)
EXTRACTION = Extraction(
    claims=(CHANGE, LEVEL),
    statements=(Statement("Ann Lee", "strategist", "Acme", "said", SENTENCE, where("Ann Lee"), tone=0.5),),
    sentences=(SENTENCE, LAST),
)
SUMMARY = Summary(
    text="The Russell 2000 rose over 1.47%.",
    model="tiny",
    revision="abc",
    verified=True,
    sentences=(SummarySentence(Span(0, 33), "model", (SENTENCE,)),),
    citations=(Citation(Span(27, 32), 0, CHANGE.span),),
    omitted=(1,),
)


def test_an_extraction_says_exactly_what_the_contract_says() -> None:
    """``extract --json``: article, claims with all slots, analysts with their statements."""
    assert extraction_entry(Digest(ARTICLE, EXTRACTION)) == {
        "id": "a1",
        "article": {
            "title": "Small caps – up",
            "published": "2024-11-26T02:37:00+00:00",
            "publisher": None,
            "url": "https://example.com/a",
            "text": TEXT,
        },
        "claims": [
            {
                "entity": "Russell 2000",
                "symbol": "RUT",
                "kind": "index",
                "metric": "change",
                "value": 1.47,
                "unit": "percent",
                "period": "day",
                "date": "2024-11-25",
                "hedge": "over",
                "start": 27,
                "end": 32,
                "text": "1.47%",
                "sentence": [0, 65],
                "speaker": "Ann Lee",
            },
            {
                "entity": "Acme 9",
                "symbol": None,
                "kind": "index",
                "metric": "level",
                "value": 2442,
                "unit": "level",
                "period": None,
                "date": None,
                "hedge": None,
                "start": 79,
                "end": 84,
                "text": "2,442",
                "sentence": [66, 85],
                "speaker": None,
            },
        ],
        "analysts": [
            {
                "name": "Ann Lee",
                "role": "strategist",
                "firm": "Acme",
                "start": 0,
                "end": 65,
                "statement": "The Russell 2000 rose over 1.47% on Monday, said Ann Lee of Acme.",
                "tone": 0.5,
            }
        ],
        "warnings": [],
    }


def test_a_digest_adds_the_summary() -> None:
    """``summarize --json``: the same and the summary, with the way back to the article."""
    entry = digest_entry(Digest(ARTICLE, EXTRACTION, SUMMARY))
    summary = entry.pop("summary")
    assert entry == extraction_entry(Digest(ARTICLE, EXTRACTION))
    assert summary == {
        "text": "The Russell 2000 rose over 1.47%.",
        "model": "tiny",
        "revision": "abc",
        "verified": True,
        "sentences": [{"start": 0, "end": 33, "origin": "model", "sources": [[0, 65]]}],
        "citations": [{"start": 27, "end": 32, "claim": 0, "source": [27, 32]}],
        "omitted": [1],
    }


def test_nothing_to_summarize_is_null() -> None:
    """The key is there even where the article gave no summary."""
    assert digest_entry(Digest(ARTICLE, EXTRACTION))["summary"] is None


def test_a_proof_names_the_wrong_slot() -> None:
    """``verify --json``: the draft's words, the verdict, what is wrong and where the article says it."""
    draft = "It fell 1.47%, or 36 points."
    findings = (
        Finding(Span(8, 13), Verdict.CONTRADICTED, Slot.DIRECTION, CHANGE.span, 0, "the article says +1.47%"),
        Finding(Span(18, 27), Verdict.UNSUPPORTED),
    )
    assert proof_entry(Proof(findings, (Span(0, 28),), (1,)), draft) == {
        "verified": False,
        "findings": [
            {
                "start": 8,
                "end": 13,
                "text": "1.47%",
                "verdict": "contradicted",
                "slot": "direction",
                "source": [27, 32],
                "detail": "the article says +1.47%",
                "derived": False,
            },
            {
                "start": 18,
                "end": 27,
                "text": "36 points",
                "verdict": "unsupported",
                "slot": None,
                "source": None,
                "detail": "",
                "derived": False,
            },
        ],
        "omitted": [1],
    }


def test_an_error_has_its_type_and_line() -> None:
    """A batch's broken line is answered with its id, the error's class and its one line."""
    error = FetchError("https://example.com", "timed out", "try again")
    assert error_entry("7", error) == {
        "id": "7",
        "error": {"type": "FetchError", "message": "https://example.com: timed out; try again"},
    }


def test_every_entry_is_plain_json() -> None:
    """No enumeration, decimal or date slips through: JSON gives back what went in."""
    for entry in (
        digest_entry(Digest(ARTICLE, EXTRACTION, SUMMARY)),
        error_entry(None, FetchError("u", "p")),
    ):
        assert json.loads(json.dumps(entry)) == entry


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4) | st.integers(-(10**9), 10**9).map(Decimal))
def test_a_number_loses_nothing(value: Decimal) -> None:
    """A value reads back from JSON as it was printed, whole numbers as whole."""
    written = json.loads(json.dumps(number(value)))
    assert Decimal(str(written)) == value
    assert isinstance(written, int) == ("." not in f"{value:f}")
