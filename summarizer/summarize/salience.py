"""How much of a sentence an article's summary is likely to tell: learnt from the corpus.

The features are plain counts; `WEIGHTS` were fitted by ``models/training/fit_salience.py`` (ridge regression over the
corpus's training articles: what share of a sentence's words and figures the written summary has).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import DAY, has_digit
from summarizer.summarize.naming import SESSION
from summarizer.types import Metric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Claim, Entity

#: Of the features in `features`, in order, and the constant.
WEIGHTS = (0.646, -0.278, 0.476, 0.1, 0.217, 0.086, 0.047, 0.302, -0.208, -0.177, 0.02, 0.169)
#: The fitted share, from 0 to about 1, is spread over the range in which the plan adds and subtracts.
_SCALE = 2.0
_MOST_CLAIMS = 4
_WORDS = 30


def features(
    text: str, number: int, overlap: float, claims: Sequence[Claim], subject: Entity | None, *, spoken: bool
) -> tuple[float, ...]:
    """What is looked at: where the sentence stands, what it tells, how long it is.

    `number` counts the article's units; `overlap` is the share of the headline's words that it has.
    """
    own = [claim for claim in claims if claim.entity == subject]
    words = text.split()
    return (
        1 / (1 + number / 4),
        1 / (1 + number),
        overlap,
        min(len(claims), _MOST_CLAIMS),
        bool(own),
        any(claim.metric is Metric.CHANGE and claim.period not in SESSION for claim in claims),
        any(claim.metric is Metric.FORECAST for claim in claims),
        spoken,
        len(words) / _WORDS,
        not any(map(has_digit, words)),
        bool(DAY.search(text)),
    )


def salience(found: Sequence[float]) -> float:
    """The weighted sum of the features."""
    *weights, constant = WEIGHTS
    return _SCALE * (constant + sum(weight * one for weight, one in zip(weights, found, strict=True)))
