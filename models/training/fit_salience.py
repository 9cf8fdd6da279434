"""Fit the weights of `summarizer.summarize.salience`: ``python models/training/fit_salience.py [ARTICLES.jsonl]``.

Ridge regression over the units of the corpus's training articles.  The target is the share of a unit's content words
that the written summary has, and half the share of its figures.  Printed are the weights, and the correlation on
articles left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from articles import load_articles
from pairs import split_of
from summarizer.extract import load_extractor
from summarizer.ingest import read_batch
from summarizer.summarize.naming import main_entity
from summarizer.summarize.salience import WEIGHTS, features
from summarizer.summarize.units import content_of, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.extract import Extractor

ARTICLES = Path(__file__).parent.parent / "corpus" / "market_news.jsonl"
RIDGE = 1.0
_NUMBER = re.compile(r"\d[\d,]*\.?\d*")


def main() -> None:
    """Fit, and say how well it generalises."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    extractor = load_extractor()
    rows = list(read(path, extractor))
    inputs = np.array([[*found, 1.0] for _, found, _ in rows])
    targets = np.array([target for _, _, target in rows])
    train = np.array([split_of(item) == "train" for item, _, _ in rows])
    known, wanted = inputs[train], targets[train]
    weights = np.linalg.solve(known.T @ known + RIDGE * np.eye(inputs.shape[1]), known.T @ wanted)
    print(tuple(round(float(weight), 3) for weight in weights))
    for name, used in (("fitted", weights), ("shipped", np.array(WEIGHTS))):
        reached = correlation(inputs[~train] @ used, targets[~train])
        print(f"{name}: correlation on {np.sum(~train)} units left out {reached:.3f}")


def read(path: Path, extractor: Extractor) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """For each unit its article's id, its features and how much of it the summary tells."""
    references = {item["id"]: item["summary"] for item in load_articles(path)}
    for entry in read_batch(str(path)):
        article = entry.article
        if article is None:
            continue
        extraction = extractor(article)
        subject, title = main_entity(article, extraction), content_of(article.title or "")
        told = content_of(references[article.id])
        figures = set(_NUMBER.findall(references[article.id]))
        for unit in judge(article, extraction, subject):
            words, numbers = content_of(unit.text), set(_NUMBER.findall(unit.text))
            claims = [extraction.claims[number] for number in unit.claims]
            overlap = len(title & words) / (len(title) or 1)
            found = features(unit.text, unit.number, overlap, claims, subject, spoken=unit.statement is not None)
            share = len(words & told) / (len(words) or 1) + 0.5 * len(numbers & figures) / (len(numbers) or 1)
            yield article.id, found, share


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's coefficient."""
    return float(np.corrcoef(one, other)[0, 1])


if __name__ == "__main__":
    main()
