"""How many wrong summaries are caught and right ones refused: ``python bench/verify.py [GOLD.jsonl SWAPS.jsonl]``.

GOLD has one article a line (`id, title, published, body`), SWAPS one summary a line: `id` of its article, `label`
("faithful", or else one slot is wrong), `slot`, `summary`.  Without them the articles of ``seeds/`` are measured: each
sentence with a figure is a faithful summary, and the same sentence with a figure, a direction or a name changed
by machine a wrong one.  Beside our rate stands what most gates do, on the same lines: a summary is refused where
one of its numbers does not occur in the article.  The time is that of `verify` alone, article and summary being read.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from golden import load_golden, names
from summarizer.extract import load_extractor
from summarizer.ingest import read_batch
from summarizer.proof import Reading, read_evidence, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.extract import Extractor
    from summarizer.types import Article

#: The slots that are figures; the others stand below them in the table.
FIGURES = ("value", "figure-swap", "entity", "direction", "period", "metric", "hedge", "speaker", "invented")
NUMBER = re.compile(r"\d[\d,]*\.?\d*")
REVERSED = {"rose": "fell", "fell": "rose", "gained": "lost", "lost": "gained", "up": "down", "down": "up"}


@dataclass(frozen=True, slots=True)
class Swap:
    """A summary and what is wrong with it."""

    article: Article
    text: str
    #: None for a faithful summary.
    slot: str | None


def main(paths: list[str]) -> None:
    """Measure and print."""
    extractor = load_extractor()
    swaps = list(load(*paths) if paths else make(extractor))
    total, caught, baseline = Counter[str | None](), Counter[str | None](), Counter[str | None]()
    times = []
    evidence: dict[str, Reading] = {}
    for swap in swaps:
        article = swap.article
        if article.id not in evidence:
            evidence[article.id] = read_evidence(article.text, extractor(article), article.published, article.title)
        draft = extractor(replace(article, text=swap.text, clutter=()))
        start = time.perf_counter()
        proof = verify(evidence[article.id], draft, swap.text)
        times.append(time.perf_counter() - start)
        total[swap.slot] += 1
        caught[swap.slot] += not proof.verified
        baseline[swap.slot] += not occurs(swap.text, article.text)
    print(f"{'wrong slot':20} {'caught':>16} {'number occurs':>16}")
    slots = [slot for slot in total if slot is not None]
    for slot in sorted(slots, key=lambda slot: (slot not in FIGURES, (*FIGURES, slot).index(slot))):
        print_row(slot, [slot], total, caught, baseline)
    print_row("figure slots", [slot for slot in slots if slot in FIGURES], total, caught, baseline)
    print_row("faithful, refused", [None], total, caught, baseline)
    print(
        f"\nverify takes {1e3 * statistics.median(times):.1f} ms a summary (median), {1e3 * max(times):.1f} ms at most"
    )


def print_row(
    title: str,
    slots: Iterable[str | None],
    total: Counter[str | None],
    ours: Counter[str | None],
    base: Counter[str | None],
) -> None:
    """One line: how many were refused, by us and by the baseline."""
    keys = list(slots)
    count = sum(total[key] for key in keys)
    cells = [f"{sum(counter[key] for key in keys):5}/{count:<4}" for counter in (ours, base)]
    rates = [f"{sum(counter[key] for key in keys) / count:5.0%}" if count else "    –" for counter in (ours, base)]
    print(f"{title:20} {cells[0]} {rates[0]} {cells[1]} {rates[1]}")


def occurs(summary: str, article: str) -> bool:
    """The baseline: whether every number of the summary is printed in the article, as a whole number."""
    known = {number.replace(",", "").rstrip(".") for number in NUMBER.findall(article)}
    return all(number.replace(",", "").rstrip(".") in known for number in NUMBER.findall(summary))


def load(gold: str, swaps: str) -> Iterator[Swap]:
    """The summaries of a file."""
    articles = {item.id: item.article for item in read_batch(gold)}
    for line in Path(swaps).read_text("utf-8").splitlines():
        record = json.loads(line)
        article = articles[record["id"]]
        if article:
            yield Swap(article, record["summary"], None if record["label"] == "faithful" else record["slot"])


def make(extractor: Extractor) -> Iterator[Swap]:
    """Sentences of our own articles, as they stand and with one thing changed by machine."""
    for name in names():
        golden = load_golden(name, extractor)
        article, claims = golden.article, golden.extraction.claims
        others = sorted({claim.entity.name for claim in claims})
        for sentence in sorted({claim.sentence for claim in claims}):
            text = sentence.of(article.text)
            yield Swap(article, text, None)
            claim = next(claim for claim in claims if claim.sentence == sentence)
            start, end = claim.span.start - sentence.start, claim.span.end - sentence.start
            yield Swap(article, text[:start] + changed(text[start:end]) + text[end:], "value")
            verb = next((match for match in re.finditer(r"\w+", text[:start]) if match.group() in REVERSED), None)
            if verb:
                yield Swap(article, text[: verb.start()] + REVERSED[verb.group()] + text[verb.end() :], "direction")
            inside = claim.mention.within(sentence)
            other = next((other for other in others if other != claim.entity.name), None)
            if inside and other:
                at = claim.mention.start - sentence.start
                yield Swap(article, text[:at] + other + text[at + len(claim.mention.of(article.text)) :], "entity")


def changed(figure: str) -> str:
    """The figure with another first digit."""
    return re.sub(r"\d", lambda digit: str(int(digit.group()) % 9 + 1), figure, count=1)


if __name__ == "__main__":
    main(sys.argv[1:])
