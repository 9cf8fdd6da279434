"""What a reader takes a sentence's time for, where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from stories import Told, story
from summarizer.summarize.join import Line, join
from summarizer.summarize.sessions import in_time, session_of
from summarizer.types import Metric, Period, Span

FRIDAY, MONDAY = date(2024, 11, 22), date(2024, 11, 25)


def line(text: str, session: date | None = None) -> Line:
    """A line of the model's."""
    return Line(text, "model", (Span(0, 1),), session=session)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (
            [("For the week, the Dow fell 2.2%.", None), ("The Nasdaq added 2.6%.", FRIDAY)],
            "On Friday, the Nasdaq added 2.6%.",
        ),
        (
            [("On Friday, the SMI slipped 0.9%.", FRIDAY), ("Germany's DAX was down 0.7%.", MONDAY)],
            "On Monday, Germany's DAX was down 0.7%.",
        ),
        (
            [
                ("The Dow rose 1% on Monday.", MONDAY),
                ("Amina Okoro has led since 2021.", None),
                ("The DAX fell 2%.", MONDAY),
            ],
            "The DAX fell 2%.",
        ),
        ([("On Friday, the Fed raised rates.", None), ("The DAX fell 2%.", MONDAY)], "On Monday, the DAX fell 2%."),
        ([("The Dow rose 1%.", MONDAY), ("The Nasdaq added 2.6%.", MONDAY)], "The Nasdaq added 2.6%."),
        (
            [("The Dow fell 1% on Friday.", FRIDAY), ("The Nasdaq added 2% on Monday.", MONDAY)],
            "The Nasdaq added 2% on Monday.",
        ),
        (
            [("The Dow fell 1% on Friday.", FRIDAY), ("Other indexes added 2.6%.", MONDAY)],
            "Other indexes added 2.6%.",
        ),
        (
            [("For the week, the Dow fell 2.2%.", None), ("Amina Okoro said rates are high.", None)],
            "Amina Okoro said rates are high.",
        ),
    ],
)
def test_a_move_of_another_time_than_the_one_before_gets_its_day(
    lines: list[tuple[str, date | None]], printed: str
) -> None:
    """Once, where the sentence does not say it itself and can stand behind a comma."""
    assert list(in_time([line(*one) for one in lines]))[-1].text == printed


def test_moves_of_two_sessions_are_not_merged() -> None:
    """Who reads "the Dow fell, and the Nasdaq rose" takes it for one day."""
    about = frozenset({"A"}), frozenset({"B"})
    first = Line("The Dow fell 1% on Friday.", "model", (Span(0, 1),), about[0], FRIDAY)
    second = Line("The Nasdaq added 2% on Monday.", "model", (Span(2, 3),), about[1], MONDAY)
    assert len(join([first, second])) == 2


def test_the_session_of_claims_is_their_one_day_of_the_past_week() -> None:
    """Neither a week's move nor days of two sessions, nor one that a weekday can't name."""
    text = "The Dow rose 1%. The Dow rose 2% this week. The DAX fell 3%. The SMI fell 4%. The Dow is at 44,296."
    told = (
        Told("Dow", "1%"),
        Told("Dow", "2%", period=Period.WEEK),
        Told("DAX", "3%", date="2024-11-22"),
        Told("SMI", "4%", date="2024-10-22"),
        Told("Dow", "44,296", Metric.LEVEL),
    )
    article, extraction = story(text, told)
    day, week, dax, smi, level = extraction.claims
    assert session_of([day, week, level], article) == MONDAY
    assert session_of([dax], article) == FRIDAY
    assert session_of([day, dax], article) is None
    assert session_of([week], article) is None
    assert session_of([smi], article) is None
