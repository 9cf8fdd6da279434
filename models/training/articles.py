"""The corpus's articles: what each must hold, and what is wrong with one that does not.

Run over files it prints every problem: ``python models/training/articles.py FILE.jsonl …``.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.types import Hedge, Kind, Metric, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_KEYS = ("id", "style", "title", "published", "body", "summary", "claims", "analysts")
#: What each slot of a claim may be.
_VALUES: dict[str, frozenset[object]] = {
    "kind": frozenset(Kind),
    "metric": frozenset(Metric),
    "unit": frozenset(Unit),
    "period": frozenset({*Period, None}),
    "hedge": frozenset({*Hedge, None}),
}
#: Words of a body below which its summary is short, and of either summary.
_NOTE, _NOTE_WORDS, _WORDS = 120, (10, 50), (30, 105)


def find_problems(item: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an article: its keys, its evidence, figures of its summary that it does not print."""
    missing = [key for key in _KEYS if key not in item]
    if missing:
        yield f"lacks {', '.join(missing)}"
        return
    body, summary = item["body"], item["summary"]
    if datetime.fromisoformat(item["published"]).tzinfo is None:
        yield "its time has no zone"
    strange = _numbers(summary) - _numbers(f"{item['title']} {body}")
    if strange:
        yield f"its summary prints {', '.join(sorted(strange))}, the article does not"
    least, most = _NOTE_WORDS if len(body.split()) < _NOTE else _WORDS
    if not least <= len(summary.split()) <= most or "\n" in summary:
        yield f"its summary has {len(summary.split())} words, or more than a paragraph"
    for part in (*item["claims"], *item["analysts"]):
        if part["evidence"] not in body:
            yield f"the evidence is not in the body: {part['evidence'][:60]}"
    for claim in item["claims"]:
        wrong = [slot for slot, known in _VALUES.items() if claim[slot] not in known]
        if wrong or not isinstance(claim["value"], (int, float)):
            yield f"a claim of {claim['entity']} has no such {', '.join(wrong) or 'value'}"


def load_articles(path: Path) -> list[dict[str, Any]]:
    """The articles of a file, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


if __name__ == "__main__":
    found = [
        f"{item.get('id')}: {p}"
        for name in sys.argv[1:]
        for item in load_articles(Path(name))
        for p in find_problems(item)
    ]
    print("\n".join(found) or "no problems")
    sys.exit(bool(found))
