"""How well a model shortens: ``python models/training/measure.py [MODEL] [--split dev] [--data FILE] [--most N]``.

For each sentence of the split the model writes its forms, one a length.  Printed, for each length: the F1 of the words
kept against the reference of that length (1 where the same words stay), the share of the words kept by the model and by
the reference, and how many forms the guards refuse.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pairs import group, load_examples, split_of
from summarizer.summarize.atoms import expand
from summarizer.summarize.guards import find_faults
from summarizer.summarize.model import load_model
from summarizer.summarize.spec import load_spec
from summarizer.summarize.subsequence import Source
from train import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairs import Example


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", nargs="?", default="default")
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--most", type=int, help="only so many sentences")
    options = parser.parse_args()
    spec = load_spec(options.model)
    model = load_model(replace(spec, decoding=replace(spec.decoding, unasked=())))
    sentences = group([one for one in load_examples(options.data) if split_of(one.item) == options.split])[
        : options.most
    ]
    started = time.perf_counter()
    written = model.shorten([Source(forms[0].words) for forms in sentences])
    seconds = time.perf_counter() - started
    report(sentences, [[form.kept for form in forms] for forms in written])
    print(f"{len(sentences)} sentences, {seconds / max(len(sentences), 1):.2f} s each")


def report(sentences: Sequence[Sequence[Example]], written: Sequence[Sequence[tuple[int, ...]]]) -> None:
    """Print the table: each reference beside the written form that is nearest in length."""
    scores, shares, wanted = defaultdict(list), defaultdict(list), defaultdict(list)
    refused, forms_in_all = 0, 0
    for forms, found in zip(sentences, written, strict=True):
        words = forms[0].words
        plain = " ".join(words).split()
        kept = [expand(words, one) for one in found]
        refused += sum(bool(find_faults(plain, one)) for one in kept)
        forms_in_all += len(kept)
        for form in forms:
            reference = expand(words, form.kept)
            nearest = min(kept, key=lambda one: abs(len(one) - len(reference)))
            scores[form.level].append(_f1(nearest, reference))
            shares[form.level].append(len(nearest) / len(plain))
            wanted[form.level].append(len(reference) / len(plain))
    print(f"{'length':8}{'forms':>6}{'F1':>7}{'same':>7}{'kept':>7}{'reference':>11}")
    for level, name in enumerate(("long", "medium", "short")):
        same = statistics.mean(score == 1 for score in scores[level])
        print(
            f"{name:8}{len(scores[level]):6}{statistics.mean(scores[level]):7.3f}{same:7.0%}"
            f"{statistics.mean(shares[level]):7.0%}{statistics.mean(wanted[level]):11.0%}"
        )
    print(f"{refused} of {forms_in_all} written forms are refused by the guards")


def _f1(kept: tuple[int, ...], reference: tuple[int, ...]) -> float:
    shared = len(set(kept) & set(reference))
    return 2 * shared / (len(kept) + len(reference))


if __name__ == "__main__":
    main()
