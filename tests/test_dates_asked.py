"""Days and moments as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dates.asked import parse_day, parse_moment

#: A Tuesday.
TODAY = date(2024, 11, 26)
#: Already Wednesday in the east, still Monday in the west.
NOW = datetime(2024, 11, 26, 2, 37, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-11-25", "2024-11-25"),
        ("2024-11", "2024-11"),
        ("2024", "2024"),
        (" 2024-11 ", "2024-11"),
        ("2024-02-29", "2024-02-29"),
        ("0d", "2024-11-26"),
        ("7d", "2024-11-19"),
        ("2w", "2024-11-12"),
        ("2 W", "2024-11-12"),
        ("3m", "2024-08-26"),
        ("11m", "2023-12-26"),
        ("12m", "2023-11-26"),
        ("1y", "2023-11-26"),
        ("today", "2024-11-26"),
        ("Yesterday", "2024-11-25"),
        ("tuesday", "2024-11-26"),
        ("monday", "2024-11-25"),
        ("wednesday", "2024-11-20"),
        ("Sun", "2024-11-24"),
        ("this month", "2024-11"),
        ("This  Year", "2024"),
    ],
)
def test_days_are_read(printed: str, day: str) -> None:
    """ISO days stand as they are, all else counts back from today; a weekday is the last one, today included."""
    assert parse_day(printed, TODAY) == day


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "2023-02-29",
        "2024-13",
        "2024-11-31",
        "0000",
        "24-11-25",
        "2024-1-2",
        "2024-11-25T00:00",
        "20241125",
        "2024-W48",
        "11/12",
        "nov 25",
        "last week",
        "this week",
        "last monday",
        "tomorrow",
        "mond",
        "7",
        "d",
        "-7d",
        "7h",
        "1.5y",
        "9999999d",
        "999999y",
        "٢٠٢٤",
        "٧d",
        "\0",
        "\udcff",
    ],
)
def test_what_is_no_day_is_none(printed: str) -> None:
    """Impossible days, and all that may mean two things."""
    assert parse_day(printed, TODAY) is None
    assert parse_moment(printed, NOW) is None or "T" in printed


@pytest.mark.parametrize(
    ("today", "printed", "day"),
    [
        (date(2024, 3, 31), "1m", "2024-02-29"),
        (date(2023, 3, 31), "1m", "2023-02-28"),
        (date(2024, 2, 29), "1y", "2023-02-28"),
        (date(2024, 2, 29), "4y", "2020-02-29"),
        (date(2024, 1, 31), "1m", "2023-12-31"),
    ],
)
def test_a_month_back_stays_within_its_month(today: date, printed: str, day: str) -> None:
    """Where the day is missing there, it is the month's last."""
    assert parse_day(printed, today) == day


@given(st.dates(), st.integers(0, 500), st.sampled_from("dwmy"))
def test_back_is_never_ahead(today: date, count: int, unit: str) -> None:
    """What is counted back lies not after today, and further back the more it is."""
    days = [parse_day(f"{number}{unit}", today) for number in (count, count + 1)]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert all(day <= today.isoformat() for day in known)


@given(st.text())
def test_any_text_is_read_or_not(printed: str) -> None:
    """No text is an error, and what is read is ISO."""
    day = parse_day(printed, TODAY)
    assert day is None or parse_day(day, TODAY) == day
    moment = parse_moment(printed, NOW)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2024-11-25T18:30", "2024-11-25T18:30:00"),
        ("2024-11-25 18:30:15", "2024-11-25T18:30:15"),
        ("2024-11-25t18:30:15.250z", "2024-11-25T18:30:15.250000"),
        ("2024-11-25T18:30+08:00", "2024-11-25T10:30:00"),
        ("2024-11-25", "2024-11-25T23:59:59.999000"),
        ("2024-11", "2024-11-30T23:59:59.999000"),
        ("2024-02", "2024-02-29T23:59:59.999000"),
        ("2024", "2024-12-31T23:59:59.999000"),
        ("today", "2024-11-26T23:59:59.999000"),
        ("1w", "2024-11-19T23:59:59.999000"),
        ("monday", "2024-11-25T23:59:59.999000"),
    ],
)
@pytest.mark.parametrize("hours", [-11, 0, 14])
def test_moments_are_utc(printed: str, moment: str, hours: int) -> None:
    """A time without an offset is UTC, a day ends in UTC, "today" is UTC's, wherever the machine stands."""
    now = NOW.astimezone(timezone(timedelta(hours=hours)))
    assert parse_moment(printed, now) == datetime.fromisoformat(f"{moment}+00:00")


@pytest.mark.parametrize("printed", ["2024-11-25T24:01", "2024-11-25T1830", "9999", "0001-01-01T00:00+08:00", "now"])
def test_what_is_no_moment_is_none(printed: str) -> None:
    """Impossible times, those that no calendar reaches, and words that are none."""
    assert parse_moment(printed, NOW) is None
