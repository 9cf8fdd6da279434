"""How good summaries are: ``python bench/summary.py [GOLD.jsonl …] [--model NAME] [--most N] [--print FILE]``.

A gold file has one article a line (`id, title, published, body, summary`): else the articles of ``seeds/``.  Three
ways are measured beside each other: the article's first three sentences, the plan's sentences as they stand, and the
product.  ROUGE is that of Google's rouge-score with stems; a reference's figure counts as covered where the summary
prints the same number.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rouge_score.rouge_scorer import RougeScorer

from golden import SEEDS, names
from summarizer.extract import load_extractor
from summarizer.ingest import read, read_batch
from summarizer.pipeline import prover
from summarizer.summarize import summarize
from summarizer.summarize.build import length_for
from summarizer.summarize.join import Line
from summarizer.summarize.model import load_model
from summarizer.summarize.plan import in_reading_order, plan
from summarizer.summarize.styles import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.types import Article, Extraction, Summary

NUMBER = re.compile(r"\d[\d,]*\.?\d*")
KINDS = ("rouge1", "rouge2", "rougeL")


@dataclass(slots=True)
class Row:
    """What is measured of one way to summarize."""

    name: str
    rouge: list[dict[str, float]] = field(default_factory=list)
    covered: int = 0
    figures: int = 0
    refused: int = 0
    words: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    sentences: int = 0
    uncompressed: int = 0
    empty: int = 0


def main() -> None:
    """Measure and print."""
    options = parse()
    extractor = load_extractor()
    model = load_model(options.model)
    scorer = RougeScorer(KINDS, use_stemmer=True)
    rows = {name: Row(name) for name in ("lead-3", "plan", "product")}
    compression: list[float] = []
    printed = options.print.open("w", encoding="utf-8") if options.print else None
    for article, reference in load(options.gold, options.most):
        extraction = extractor(article)
        prove = prover(article, extraction, extractor)
        started = time.perf_counter()
        summary = summarize(article, extraction, model, prove)
        rows["product"].seconds.append(time.perf_counter() - started)
        texts = {
            "lead-3": lead(article, extraction, 3),
            "plan": planned(article, extraction),
            "product": summary.text if summary else "",
        }
        for name, text in texts.items():
            row = rows[name]
            row.rouge.append({kind: score.fmeasure for kind, score in scorer.score(reference, text).items()})
            wanted = numbers(reference)
            row.covered += len(wanted & numbers(text))
            row.figures += len(wanted)
            row.refused += not prove(text).verified
            row.words.append(len(text.split()))
            row.empty += not text
        if summary:
            rows["product"].sentences += len(summary.sentences)
            rows["product"].uncompressed += sum(one.origin == "source" for one in summary.sentences)
            compression += shares(summary, article)
        if printed:
            entry: dict[str, object] = {"id": article.id, "reference": reference, **texts}
            entry["sentences"] = list(told(summary, article)) if summary else []
            printed.write(json.dumps(entry, ensure_ascii=False) + "\n")
    report(rows.values(), compression)


def parse() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--most", type=int, default=None, help="only the first articles")
    parser.add_argument("--print", type=Path, help="where to write the summaries, a JSON line each")
    return parser.parse_args()


def load(paths: Sequence[Path], most: int | None) -> Iterator[tuple[Article, str]]:
    """Articles and their reference summaries."""
    if not paths:
        for name in names()[:most]:
            gold = json.loads((SEEDS / f"{name}.expected.json").read_text("utf-8"))
            yield read(str(SEEDS / f"{name}.txt")), gold["summary"]
    for path in paths:
        references = [json.loads(line)["summary"] for line in path.read_text("utf-8").splitlines()][:most]
        for item, reference in zip(read_batch(str(path)), references, strict=False):
            if item.article is None:
                sys.exit(f"{path}: {item.error}")
            yield item.article, reference


def lead(article: Article, extraction: Extraction, count: int) -> str:
    """The first sentences."""
    return " ".join(" ".join(span.of(article.text).split()) for span in extraction.sentences[:count])


def planned(article: Article, extraction: Extraction) -> str:
    """The plan's sentences as they stand alone, up to the length of a summary."""
    points, taken, used = plan(article, extraction), [], 0
    length = length_for(sum(len(span.of(article.text).split()) for span in extraction.sentences))
    for point in points:
        size = len(point.text.split())
        if len(taken) == length.most or (taken and used + size > length.high):
            break
        taken.append(point)
        used += size
    return lay_out([Line(point.text, "source", point.sentences) for point in in_reading_order(taken)])[0]


def numbers(text: str) -> set[str]:
    """The numbers printed in a text."""
    return {match.group().rstrip(".,") for match in NUMBER.finditer(text)}


def told(summary: Summary, article: Article) -> Iterator[dict[str, object]]:
    """Each sentence, for reading: who chose its words, and what it was made of."""
    for sentence in summary.sentences:
        sources = [" ".join(source.of(article.text).split()) for source in sentence.sources]
        yield {"text": sentence.span.of(summary.text), "origin": sentence.origin, "sources": sources}


def shares(summary: Summary, article: Article) -> Iterator[float]:
    """For each sentence the share of its sources' words that it has."""
    for sentence in summary.sentences:
        words = sum(len(source.of(article.text).split()) for source in sentence.sources)
        if words:
            yield len(sentence.span.of(summary.text).split()) / words


def report(rows: Sequence[Row], compression: Sequence[float]) -> None:
    """Print the table."""
    print(f"{'':9}{'ROUGE-1':>8}{'-2':>7}{'-L':>7}{'figures':>9}{'refused':>9}{'words':>7}{'seconds':>9}")
    for row in rows:
        mean = [statistics.mean(one[kind] for one in row.rouge) for kind in KINDS]
        seconds = f"{statistics.median(row.seconds):9.1f}" if row.seconds else ""
        print(
            f"{row.name:9}{mean[0]:8.3f}{mean[1]:7.3f}{mean[2]:7.3f}{row.covered / max(row.figures, 1):9.2f}"
            f"{row.refused:6}/{len(row.rouge)}{statistics.mean(row.words):7.0f}{seconds}"
        )
    product = next(row for row in rows if row.name == "product")
    print(
        f"\n{product.uncompressed} of {product.sentences} sentences left uncompressed; the others keep"
        f" {statistics.mean(compression) if compression else 1:.0%} of their sources' words; {product.empty} empty"
    )


if __name__ == "__main__":
    main()
