"""The order of things, and what becomes of each article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fakes import FakeModel, FakeStore
from summarizer.errors import InputError, ModelError, StoreError
from summarizer.ingest import BatchItem
from summarizer.pipeline import Tools, answer, check, digest, run
from summarizer.types import Article, Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.extract import Extractor

RISE = "The Russell 2000 rose 1.47% on Monday to 2,442.03, led by banks."
ARTICLE = Article(
    "a",
    f"{RISE} The S&P 500 has gained 4.9% so far in November.",
    published=datetime(2024, 11, 26, tzinfo=UTC),
)


def item(article: Article, line: int = 1) -> BatchItem:
    """A batch's line that holds an article."""
    return BatchItem(line, article.id, article)


def test_without_a_model_there_is_no_summary(extractor: Extractor) -> None:
    """Only the extraction is made."""
    made = digest(ARTICLE, Tools(extractor))
    assert [str(claim.value) for claim in made.extraction.claims] == ["1.47", "2442.03", "4.9"]
    assert made.summary is None


def test_a_summary_is_proved_and_cites_the_article(extractor: Extractor) -> None:
    """Each figure of the summary leads back to the claim that proves it."""
    model = FakeModel()
    made = digest(ARTICLE, Tools(extractor, model))
    assert made.summary
    assert made.summary.verified
    assert (made.summary.model, made.summary.revision) == (model.name, model.revision)
    for citation in made.summary.citations:
        claim = made.extraction.claims[citation.claim]
        assert citation.source == claim.span
        assert citation.span.of(made.summary.text).strip("%") in claim.span.of(ARTICLE.text)


def test_a_short_form_that_does_not_prove_is_replaced(extractor: Extractor) -> None:
    """A model that binds a level to "rose" does no harm: what is printed is proved."""
    made = digest(ARTICLE, Tools(extractor, FakeModel(["The Russell 2000 rose 2,442.03."])))
    assert made.summary
    assert made.summary.verified
    assert "rose 2,442.03" not in made.summary.text


def test_a_draft_is_read_at_the_article_s_time(extractor: Extractor) -> None:
    """Weekdays of the draft resolve as those of the article do."""
    assert check(ARTICLE, "The Russell 2000 rose 1.47% on Monday.", extractor).verified
    wrong = [f for f in check(ARTICLE, "The Russell 2000 fell 1.47% on Monday.", extractor).findings if f.slot]
    assert [(finding.verdict, finding.slot) for finding in wrong] == [(Verdict.CONTRADICTED, Slot.DIRECTION)]


def test_a_batch_is_answered_in_order(extractor: Extractor) -> None:
    """A broken line is answered by its error and stops nothing."""
    broken = InputError("batch.jsonl:2", "the line is no JSON")
    items = [item(ARTICLE), BatchItem(2, None, error=broken), item(ARTICLE, 3)]
    first, second, third = run(items, Tools(extractor))
    assert first.digest
    assert first.digest == third.digest
    assert (second.id, second.digest, second.error) == (None, None, broken)


def test_a_model_is_asked_for_several_articles_at_once(extractor: Extractor) -> None:
    """After the first one, which is answered soon; the summaries are those that each would get alone."""
    articles = [replace(ARTICLE, id=str(number), text=f"{RISE} The Dow fell 0.{number + 1}%.") for number in range(9)]
    model = FakeModel()
    outcomes = list(run([item(article) for article in articles], Tools(extractor, model)))
    assert [outcome.digest for outcome in outcomes] == [digest(one, Tools(extractor, FakeModel())) for one in articles]
    assert model.batches == [1, 2, 4, 2]


def test_an_article_that_the_model_fails_costs_no_other(extractor: Extractor) -> None:
    """Asked for several at once it fails; asked for each, it fails for one."""
    poisoned = replace(ARTICLE, id="b", text="The Nikkei 225 rose 2.1% on Monday.")
    model = FakeModel(refused="Nikkei")
    outcomes = list(run([item(ARTICLE), item(poisoned), item(ARTICLE)], Tools(extractor, model)))
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert outcomes[2].digest == outcomes[0].digest


def test_one_is_stored_before_the_next_is_begun(extractor: Extractor) -> None:
    """Whoever stops half-way loses nothing that was finished."""
    store = FakeStore()
    model = FakeModel()

    def find_items() -> Iterator[BatchItem]:
        yield item(ARTICLE)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run(find_items(), Tools(extractor, model, store)))
    assert [made.article for made in store.saved] == [ARTICLE]


def test_what_can_t_be_kept_is_still_handed_out(extractor: Extractor) -> None:
    """A full disk costs nobody the summary."""
    full = StoreError("news.db", "the disk is full")
    outcome = answer(ARTICLE, Tools(extractor, FakeModel(), FakeStore(full)))
    assert outcome.digest
    assert outcome.digest.summary
    assert outcome.error is full


def test_a_model_that_fails_is_an_outcome(extractor: Extractor) -> None:
    """It stops this article, and is not stored."""
    failure = ModelError("fake", "out of memory")
    store = FakeStore()
    outcome = answer(ARTICLE, Tools(extractor, FakeModel([failure]), store))
    assert (outcome.id, outcome.digest, outcome.error) == ("a", None, failure)
    assert not store.saved


def test_a_bug_raises(extractor: Extractor) -> None:
    """What is not expected is not hidden in an outcome."""
    with pytest.raises(ZeroDivisionError):
        answer(ARTICLE, Tools(extractor, FakeModel([ZeroDivisionError()])))
