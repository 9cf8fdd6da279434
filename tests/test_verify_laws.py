"""What holds of every proof: an article proves itself, and one wrong slot is found and named."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from golden import Golden, names
from summarizer.proof import read_evidence, verify
from summarizer.proof.claims import differences
from summarizer.types import Claim, Entity, Extraction, Hedge, Kind, Metric, Period, Slot, Span, Unit, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.extract import Extractor
    from summarizer.proof import Reading
    from summarizer.types import Finding, Proof

ARTICLE, DRAFT = "x" * 20, "y" * 20

QUICK = settings(max_examples=150, deadline=None)

ENTITIES = [Entity(name, None, Kind.INDEX) for name in ("Russell 2000", "S&P 500", "DAX", "Nikkei 225")]
STRANGER = Entity("Zanzibar 40", None, Kind.INDEX)
#: Periods that no words may leave open: another one is another claim.
PERIODS = [Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR, Period.TWELVE_MONTHS]
DATES = ["2024-11-25", "2024-11-22", "2021-11"]
SLOTS = [
    Slot.ENTITY,
    Slot.VALUE,
    Slot.DIRECTION,
    Slot.METRIC,
    Slot.PERIOD,
    Slot.HEDGE,
    Slot.DATE,
    Slot.SPEAKER,
]
#: What a figure of that metric may not be called.
OTHER_METRIC = {
    Metric.CHANGE: Metric.FORECAST,
    Metric.POINTS: Metric.FORECAST,
    Metric.LEVEL: Metric.RECORD,
    Metric.RECORD: Metric.FORECAST,
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim of a past move or level that says all its slots itself."""
    unit = draw(st.sampled_from(Unit))
    level = unit is Unit.LEVEL
    value = draw(st.decimals(Decimal("0.1"), Decimal("9.9"), places=1)) * (100 if level else 1)
    metric = {Unit.PERCENT: Metric.CHANGE, Unit.POINTS: Metric.POINTS}.get(unit) or draw(
        st.sampled_from([Metric.LEVEL, Metric.RECORD])
    )
    return Claim(
        entity=draw(st.sampled_from(ENTITIES)),
        metric=metric,
        value=value if level or draw(st.booleans()) else -value,
        unit=unit,
        period=None if level else draw(st.sampled_from(PERIODS)),
        date=draw(st.sampled_from(DATES)),
        hedge=draw(st.sampled_from([None, *Hedge])),
        span=Span(10, 14),
        mention=Span(0, 9),
        sentence=Span(0, 20),
        speaker=draw(st.sampled_from([None, "Dan Lefkovitz", "Jane Doe"])),
    )


def corrupted(claim: Claim, slot: Slot) -> Claim | None:
    """The claim with that slot changed; None where it has no such slot."""
    changed: dict[Slot, dict[str, object]] = {
        Slot.ENTITY: {"entity": STRANGER},
        Slot.VALUE: {"value": claim.value * 7},
        Slot.HEDGE: {"hedge": Hedge.OVER if claim.hedge is not Hedge.OVER else None},
    }
    if claim.unit is not Unit.LEVEL:
        changed[Slot.DIRECTION] = {"value": -claim.value}
        changed[Slot.PERIOD] = {"period": next(period for period in PERIODS if period is not claim.period)}
    if claim.metric in OTHER_METRIC:
        changed[Slot.METRIC] = {"metric": OTHER_METRIC[claim.metric]}
    if claim.date:
        changed[Slot.DATE] = {"date": "1999-01-04", "implicit": claim.implicit - {Slot.DATE}}
    if claim.speaker:
        changed[Slot.SPEAKER] = {"speaker": "Xiomara Velander"}
    return replace(claim, **changed[slot]) if slot in changed else None  # type: ignore[arg-type]


def prove(article: tuple[Claim, ...], draft: Claim) -> Finding:
    """The finding on one claim."""
    evidence = reading(article)
    (finding,) = verify(evidence, Extraction((draft,), (), (Span(0, 20),)), DRAFT).findings
    return finding


def reading(claims: tuple[Claim, ...]) -> Reading:
    """Claims of an article whose words tell nothing more."""
    return read_evidence(ARTICLE, Extraction(claims, (), (Span(0, 20),)))


@QUICK
@given(st.lists(claims(), min_size=1, max_size=5), st.data())
def test_an_article_s_claim_is_supported(told: list[Claim], data: st.DataObject) -> None:
    """By itself or by its equal."""
    claim = data.draw(st.sampled_from(told))
    finding = prove(tuple(told), claim)
    assert (finding.verdict, finding.slot) == (Verdict.SUPPORTED, None)
    assert finding.claim is not None
    assert differences(claim, told[finding.claim], reading((claim,)), reading(tuple(told))) == ()


@QUICK
@given(st.lists(claims(), min_size=1, max_size=5), st.data())
def test_one_wrong_slot_is_named(told: list[Claim], data: st.DataObject) -> None:
    """Where no other claim of the article comes as near, it is the slot that was changed."""
    claim = data.draw(st.sampled_from(told))
    slot = data.draw(st.sampled_from(SLOTS))
    draft = corrupted(claim, slot)
    assume(draft is not None)
    assert draft is not None
    article, drafted = reading(tuple(told)), reading((draft,))
    assume(all(len(differences(draft, other, drafted, article)) > 1 for other in told if other != claim))
    finding = prove(tuple(told), draft)
    assert (finding.verdict, finding.slot) == (Verdict.CONTRADICTED, slot)
    assert finding.detail


@QUICK
@given(st.lists(claims(), min_size=1, max_size=5), claims())
def test_what_is_supported_is_said(told: list[Claim], draft: Claim) -> None:
    """Nothing is supported that differs from every claim of the article."""
    article, drafted = reading(tuple(told)), reading((draft,))
    said = any(differences(draft, claim, drafted, article) == () for claim in told)
    assert (prove(tuple(told), draft).verdict is Verdict.SUPPORTED) == said


@pytest.mark.parametrize("name", names())
def test_golden_claims_prove_themselves(name: str, goldens: dict[str, Golden]) -> None:
    """Each claim of an article is supported by it; with a strange index or figure it is not."""
    article = goldens[name].extraction.claims
    for claim in article:
        assert prove(article, claim).verdict is Verdict.SUPPORTED
        for slot in (Slot.ENTITY, Slot.VALUE):
            assert prove(article, corrupted(claim, slot) or claim).verdict is not Verdict.SUPPORTED


# ---------------------------------------------------------------- through the extractor


def prover(golden: Golden, extractor: Extractor) -> Callable[[str], Proof]:
    """Hold drafts against a golden article."""
    evidence = read_evidence(golden.article.text, golden.extraction, golden.article.published)

    def hold(draft: str) -> Proof:
        drafted = replace(golden.article, text=draft, clutter=())
        return verify(evidence, extractor(drafted), draft)

    return hold


@pytest.mark.parametrize("name", names())
def test_an_article_s_sentences_prove_themselves(name: str, goldens: dict[str, Golden], extractor: Extractor) -> None:
    """A sentence that can't be shortened stands in itself, so each must pass alone."""
    golden = goldens[name]
    hold = prover(golden, extractor)
    sentences = [span.of(golden.article.text) for span in golden.extraction.sentences]
    assert [sentence for sentence in sentences if not hold(sentence).verified] == []


@pytest.mark.parametrize("name", names())
def test_a_changed_digit_never_passes(name: str, goldens: dict[str, Golden], extractor: Extractor) -> None:
    """A claim's sentence with another figure is rejected, unless that one is printed elsewhere."""
    golden = goldens[name]
    hold, text = prover(golden, extractor), golden.article.text
    for claim in golden.extraction.claims:
        printed = claim.span.of(text)
        digits = [match.start() for match in re.finditer(r"\d", printed)]
        if not digits:
            continue
        other = f"{printed[: digits[-1]]}{(int(printed[digits[-1]]) + 3) % 10}{printed[digits[-1] + 1 :]}"
        draft = text[claim.sentence.start : claim.span.start] + other + text[claim.span.end : claim.sentence.end]
        assert other.strip("+-−(%)") in text or not hold(draft).verified, draft
