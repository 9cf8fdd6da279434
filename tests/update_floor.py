"""Pin what the extractor reaches on ``seeds/``: ``python tests/update_floor.py [--show]``.

Prints precision, recall, F1 and the floor of each level.  A floor is only ever raised: where F1 has
fallen below one, nothing is written and the exit status is 1.  `--show` lists what was missed and what
was made up.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from golden import Golden, Level, Tally, digest_of_seeds, load_golden, measure, names
from summarizer.extract import load_extractor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FLOORS = Path(__file__).with_name("golden_floor.json")
#: A floor has four decimals; it is cut off, not rounded, so that what it was measured on passes.
_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Floor:
    """What was reached, and on what."""

    #: Number of articles.
    seeds: int
    #: Of the articles and their gold; a change of gold needs a new measurement.
    digest: str
    #: F1 by level.
    f1: Mapping[str, float]


def load_floor() -> Floor:
    """Read the pinned floor."""
    return Floor(**json.loads(FLOORS.read_text("utf-8")))


def raised(pinned: Mapping[str, float], tallies: Mapping[Level, Tally]) -> dict[str, float]:
    """The new floors, none lower than the pinned one; raises ValueError naming those that would be.

    >>> raised({"bound": 0.5}, {Level.BOUND: Tally(both=2, predicted=3, gold=3)})
    {'bound': 0.6666}
    """
    reached = {str(level): cut(tally.f1) for level, tally in tallies.items()}
    fallen = [f"{level} {reached[level]} < {floor}" for level, floor in pinned.items() if reached[level] < floor]
    if fallen:
        raise ValueError(f"below the floor: {', '.join(fallen)}")
    return reached


def cut(value: float) -> float:
    """The value without the digits after a floor's.

    >>> cut(2 / 3)
    0.6666
    """
    return math.floor(value * _STEPS) / _STEPS


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and pin unless something fell."""
    extractor = load_extractor()
    goldens = [load_golden(name, extractor) for name in names()]
    tallies = measure(goldens)
    pinned = load_floor().f1 if FLOORS.exists() else {}
    print(f"{len(goldens)} articles")
    print(f"{'':8}{'P':>8}{'R':>8}{'F1':>8}{'floor':>8}")
    for level, tally in tallies.items():
        floor = pinned.get(level, 0.0)
        print(f"{level:8}{tally.precision:8.4f}{tally.recall:8.4f}{tally.f1:8.4f}{floor:8.4f}")
    if "--show" in arguments:
        show(goldens)
    try:
        floors = raised(pinned, tallies)
    except ValueError as error:
        print(f"{FLOORS.name} is left as it is: {error}", file=sys.stderr)
        return 1
    pin = Floor(len(goldens), digest_of_seeds(), floors)
    FLOORS.write_text(json.dumps(asdict(pin), indent=2) + "\n", "utf-8")
    return 0


def show(goldens: Sequence[Golden]) -> None:
    """Print what was missed and made up, in all slots."""
    for golden in goldens:
        shown: set[str] = set()
        for level in (Level.FULL, Level.FIRM):
            shown.update(golden.differences(level))
        print(*sorted(shown), sep="\n", end="\n" if shown else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
