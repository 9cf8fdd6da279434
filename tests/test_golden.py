"""The extractor on ``seeds/``: it never gets worse, and reads the first story entirely right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from golden import Golden, Level, Tally, digest_of_seeds, keys, measure, names
from summarizer.gazetteer import load_gazetteer
from summarizer.types import Hedge, Kind, Metric, Period, Unit
from update_floor import load_floor, raised

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What ``gold`` says of each slot that has a closed list.
CLOSED = {"kind": Kind, "metric": Metric, "unit": Unit, "period": Period, "hedge": Hedge}


# ---------------------------------------------------------------- floors


def test_the_gold_is_what_the_floors_were_measured_on() -> None:
    """Whoever changes an article or its gold measures anew: ``python tests/update_floor.py``."""
    pinned = load_floor()
    assert (pinned.seeds, pinned.digest) == (len(names()), digest_of_seeds())
    assert pinned.seeds >= 30


@pytest.mark.parametrize("level", Level)
def test_the_extractor_does_not_get_worse(level: Level, goldens: dict[str, Golden]) -> None:
    """F1 over all articles is at least what it was."""
    reached, floor = measure(goldens.values())[level].f1, load_floor().f1[level]
    wrong = [line for golden in goldens.values() for line in golden.differences(level)]
    assert reached >= floor, f"{level}: F1 {reached:.4f} < {floor}\n" + "\n".join(wrong)


@pytest.mark.parametrize("level", Level)
def test_the_first_story_is_read_entirely_right(level: Level, goldens: dict[str, Golden]) -> None:
    """Small caps in November: every claim with all its slots, both analysts, and nothing else."""
    golden = goldens["small-caps-november"]
    assert list(golden.differences(level)) == []
    assert len(golden.extraction.claims) == 10


@pytest.mark.parametrize("name", ["copper-squeeze", "robot-maker-earnings"])
def test_an_article_on_no_index_has_no_claims(name: str, goldens: dict[str, Golden]) -> None:
    """Metals and companies move too."""
    assert goldens[name].extraction.claims == ()


# ---------------------------------------------------------------- the gold itself


@pytest.mark.parametrize("name", names())
def test_gold_is_printed_in_its_article(name: str, goldens: dict[str, Golden]) -> None:
    """Figures, evidence and names of the gold stand in the text; its words are the contract's."""
    golden = goldens[name]
    text = golden.article.text
    for claim in golden.gold["claims"]:
        assert claim["evidence"] in text
        assert claim["text"] in claim["evidence"]
        for slot, closed in CLOSED.items():
            assert claim[slot] is None or claim[slot] in list(closed)
        known = load_gazetteer().find(claim["entity"])
        assert known is None or known.kind == claim["kind"]
    for analyst in golden.gold["analysts"]:
        assert (analyst["name"] or analyst["firm"]) in text


@pytest.mark.parametrize("name", names())
def test_an_article_is_read_with_its_own_header(name: str, goldens: dict[str, Golden]) -> None:
    """Title and time come from the text alone."""
    golden = goldens[name]
    assert golden.article.title == golden.gold["title"]
    assert golden.article.published
    assert golden.article.published.date() == datetime.fromisoformat(golden.gold["published"]).date()


# ---------------------------------------------------------------- the measure


def claim(**changed: Any) -> dict[str, Any]:
    """A claim as the contract prints it, with some slots changed."""
    return {
        "entity": "S&P 500",
        "kind": "index",
        "metric": "change",
        "value": 1.5,
        "unit": "percent",
        "period": "day",
        "date": "2024-11-25",
        "hedge": None,
    } | changed


@pytest.mark.parametrize(
    ("changed", "agree"),
    [
        ({}, {Level.BOUND, Level.TYPED, Level.FULL}),
        ({"value": 1.50}, {Level.BOUND, Level.TYPED, Level.FULL}),
        ({"entity": "SPX"}, {Level.BOUND, Level.TYPED, Level.FULL}),
        ({"hedge": "over"}, {Level.BOUND, Level.TYPED}),
        ({"date": "2024-11-22"}, {Level.BOUND, Level.TYPED}),
        ({"period": "week"}, {Level.BOUND}),
        ({"metric": "forecast"}, {Level.BOUND}),
        ({"value": -1.5}, set()),
        ({"unit": "points"}, set()),
        ({"entity": "Dow"}, set()),
    ],
)
def test_levels(changed: Mapping[str, Any], agree: set[Level]) -> None:
    """Each level asks for more slots than the one before."""
    gold, predicted = ({"claims": [claim(**slots)], "analysts": []} for slots in ({}, changed))
    claim_levels = (Level.BOUND, Level.TYPED, Level.FULL)
    assert {level for level in claim_levels if keys(gold, level) == keys(predicted, level)} == agree


def test_repeats_count_once() -> None:
    """A figure that is told twice is one claim."""
    assert len(keys({"claims": [claim(), claim()], "analysts": []}, Level.FULL)) == 1


def test_speakers_agree_by_name_then_by_firm() -> None:
    """Unnamed analysts are known by their firm."""

    def speaker(name: str | None, firm: str | None) -> dict[str, Any]:
        return {"claims": [], "analysts": [{"name": name, "firm": firm}]}

    jane = speaker("Jane Doe", "Foo Capital")
    assert keys(jane, Level.NAMED) == keys(speaker("Jane  DOE", None), Level.NAMED)
    assert keys(jane, Level.FIRM) != keys(speaker("Jane Doe", None), Level.FIRM)
    unnamed = keys(speaker(None, "Foo Capital"), Level.NAMED)
    assert unnamed == keys(speaker(None, "Foo Capital"), Level.NAMED) != keys(jane, Level.NAMED)


def test_a_floor_is_never_lowered() -> None:
    """What has risen is pinned; where anything has fallen, nothing is."""
    tallies = {Level.BOUND: Tally(3, 4, 4), Level.FULL: Tally(2, 4, 4)}
    assert raised({"bound": 0.7, "full": 0.5}, tallies) == {"bound": 0.75, "full": 0.5}
    with pytest.raises(ValueError, match=r"full 0\.5 < 0\.6"):
        raised({"bound": 0.7, "full": 0.6}, tallies)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    """Both shares are of nothing."""
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)
    assert (Tally(0, 0, 3).f1, Tally(0, 3, 0).f1) == (0.0, 0.0)
