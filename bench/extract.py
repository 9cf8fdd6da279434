"""How right and how fast extraction is: ``python bench/extract.py [GOLD.jsonl …]``, else over ``seeds/``.

A gold file has one article a line: ``id, title, published, publisher, body, claims, analysts``.  Prints
precision, recall and F1 at each level, the spread by publisher and by slot, and the time per thousand words
beside quantulum3 run in the same process on the same text (`pip install quantulum3` brings it).
"""

from __future__ import annotations

import statistics
import sys
import time
import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from golden import Entry, Golden, Level, Tally, keys, load_golden, measure, names
from summarizer.extract import Extractor, load_extractor
from summarizer.ingest import read_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: Figures of the peer are costly: so many words are enough for a ratio.
PEER_WORDS = 20_000
RUNS = 3
SLOTS = ("metric", "period", "date", "hedge")
#: Publishers with fewer gold claims say nothing of a spread.
FEW = 20


@dataclass(frozen=True, slots=True)
class Article:
    """A golden article and where it comes from."""

    publisher: str
    golden: Golden


def main(paths: list[str]) -> None:
    """Measure and print."""
    extractor = load_extractor()
    articles = list(load(paths, extractor))
    print(f"{'level':8} {'precision':>9} {'recall':>7} {'F1':>7}   (predicted, gold)")
    for level, tally in measure(article.golden for article in articles).items():
        print(
            f"{level:8} {tally.precision:9.3f} {tally.recall:7.3f} {tally.f1:7.3f}   ({tally.predicted}, {tally.gold})"
        )
    print_publishers(articles)
    print_slots(articles)
    print_speed([article.golden.article.text for article in articles], articles, extractor)


def load(paths: Iterable[str], extractor: Extractor) -> Iterator[Article]:
    """The articles of the gold files, else of ``seeds/``."""
    found = False
    for path in paths:
        found = True
        for item in read_batch(path):
            if item.article and item.record:
                gold: Entry = {"claims": item.record["claims"], "analysts": item.record["analysts"]}
                golden = Golden(item.article.id, item.article, gold, extractor(item.article))
                yield Article(item.article.publisher or Path(path).stem, golden)
    if not found:
        for name in names():
            yield Article("seeds", load_golden(name, extractor))


def print_publishers(articles: list[Article]) -> None:
    """F1 by publisher."""
    by_publisher: dict[str, list[Golden]] = defaultdict(list)
    for article in articles:
        by_publisher[article.publisher].append(article.golden)
    print(f"\n{'publisher':24} {'gold':>5} {'bound':>6} {'typed':>6} {'full':>6}")
    for publisher, goldens in sorted(by_publisher.items()):
        tallies = measure(goldens)
        if tallies[Level.BOUND].gold >= FEW:
            scores = " ".join(f"{tallies[level].f1:6.3f}" for level in (Level.BOUND, Level.TYPED, Level.FULL))
            print(f"{publisher[:24]:24} {tallies[Level.BOUND].gold:5} {scores}")


def print_slots(articles: list[Article]) -> None:
    """Of the claims whose figure hangs on the right subject, how many have each other slot right."""
    right: dict[str, Tally] = defaultdict(Tally)
    for article in articles:
        gold = {key: claim for claim in article.golden.gold["claims"] for key in bound(claim)}
        for claim in article.golden.predicted["claims"]:
            for key in bound(claim):
                for slot in SLOTS if key in gold else ():
                    agrees = gold[key].get(slot) == claim.get(slot)
                    right[slot] += Tally(agrees, 1, 1)
    print("\nslot, of the bound claims")
    for slot in SLOTS:
        print(f"{slot:8} {right[slot].precision:6.3f}")


def bound(claim: Entry) -> Iterable[object]:
    """The claim's key at the first level."""
    return keys({"claims": [claim], "analysts": []}, Level.BOUND)


def print_speed(texts: list[str], articles: list[Article], extractor: Extractor) -> None:
    """Milliseconds of one core for a thousand words, median of some runs, ours and the peer's."""
    words = sum(len(text.split()) for text in texts)
    ours = measured(lambda: [extractor(article.golden.article) for article in articles]) / words
    print(f"\nours        {1e6 * ours:8.1f} ms per thousand words   ({1 / ours:,.0f} words a second)")
    try:
        from quantulum3 import parser  # noqa: PLC0415 - an optional peer
    except ImportError:
        print("quantulum3  not installed")
        return
    sample, count = [], 0
    for text in texts:
        if count < PEER_WORDS:
            sample.append(text)
            count += len(text.split())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = measured(lambda: [parser.parse(text) for text in sample], runs=1) / count
    print(f"quantulum3  {1e6 * peer:8.1f} ms per thousand words   ratio {peer / ours:.1f}")


def measured(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of processor time."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main(sys.argv[1:])
