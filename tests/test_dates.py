"""Period phrases, days and sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dates import (
    MONTHS,
    WEEKDAYS,
    ZONES,
    TimePhrase,
    find_horizon,
    find_times,
    is_trading,
    resolve,
    session_date,
    trades_on_sunday,
    trading_day_before,
)
from summarizer.types import Period

TODAY = date(2024, 11, 26)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
#: Where trading goes from Monday to Friday, on a clock that is known.
REGIONS = ("US", "Japan", "UK", "India", "Brazil", "New Zealand", "somewhere else", None)
QUICK = settings(max_examples=80, deadline=None)


def only(text: str) -> TimePhrase:
    """The one phrase of the text."""
    phrases = list(find_times(text))
    assert len(phrases) == 1, phrases
    return phrases[0]


# ---------------------------------------------------------------- laws


@QUICK
@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["on ", "On ", "by ", "late "]))
def test_a_weekday_is_the_latest_that_has_come(today: date, name: str, before: str) -> None:
    """It never lies ahead, nor a week or more back."""
    resolved = date.fromisoformat(resolve(only(f"{before}{name.title()}"), today) or "")
    assert 0 <= (today - resolved).days < 7
    assert resolved.weekday() == WEEKDAYS.index(name)


@QUICK
@given(DAYS, st.sampled_from(WEEKDAYS))
def test_next_weekday_lies_ahead(today: date, name: str) -> None:
    """By a week at most."""
    resolved = date.fromisoformat(resolve(only(f"next {name.title()}"), today) or "")
    assert 0 < (resolved - today).days <= 7


@QUICK
@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["last ", "Last ", "previous ", "since last "]))
def test_last_weekday_is_past(today: date, name: str, before: str) -> None:
    """By a week at most: said on a Monday, last Monday is a week back."""
    phrase = list(find_times(f"{before}{name.title()}"))[-1]
    resolved = date.fromisoformat(resolve(phrase, today) or "")
    assert 0 < (today - resolved).days <= 7
    assert resolved.weekday() == WEEKDAYS.index(name)


@QUICK
@given(DAYS, st.sampled_from(WEEKDAYS))
def test_this_weekday_is_of_the_week(today: date, name: str) -> None:
    """It may lie ahead: the week is that of publication, from Monday to Sunday."""
    resolved = date.fromisoformat(resolve(only(f"this {name.title()}"), today) or "")
    assert resolved.isocalendar()[:2] == today.isocalendar()[:2]
    assert resolved.weekday() == WEEKDAYS.index(name)


@QUICK
@given(DAYS, st.integers(1, 60), st.sampled_from(["%A, %B %d", "%A %b. %d"]))
def test_a_printed_weekday_tells_the_year(today: date, ahead: int, form: str) -> None:
    """A day of the next two months with its weekday is that one, not last year's."""
    day = today + timedelta(days=ahead)
    printed = day.strftime(form).replace("May.", "May").replace(" 0", " ")
    assert resolve(only(printed), today) == day.isoformat()


@QUICK
@given(DAYS, st.integers(1, 180), st.sampled_from(["by %B %d", "by %b. %d", "by %A, %B %d", "by %d %B, %Y"]))
def test_a_forecast_s_day_lies_ahead(today: date, ahead: int, form: str) -> None:
    """Without a year it is the coming one, also where that is the next year's."""
    day = today + timedelta(days=ahead)
    printed = day.strftime(form).replace("May.", "May").replace(" 0", " ")
    assert find_horizon(f"The index may rise 2% {printed}, she said", today) == day.isoformat()


@QUICK
@given(
    DAYS,
    st.integers(0, 350),
    st.sampled_from(["%B %d", "%b. %d", "%d %B", "%A, %B %d", "%B %d, %Y", "%Y-%m-%d"]),
)
def test_a_past_day_is_itself(today: date, back: int, form: str) -> None:
    """However it is printed, with its year or without, a day of the past months is that day."""
    day = today - timedelta(days=back)
    printed = day.strftime(form).replace("May.", "May").replace(" 0", " ")
    assert resolve(only(f"on {printed}"), today) == day.isoformat()


@QUICK
@given(DAYS, st.sampled_from(MONTHS))
def test_a_month_without_a_year_has_begun(today: date, month: str) -> None:
    """It is this year's or last year's."""
    phrase = only(f"so far in {month.title()}")
    assert phrase.period is Period.MONTH
    resolved = resolve(phrase, today) or ""
    assert resolved <= today.isoformat()[:7] < f"{int(resolved[:4]) + 1}{resolved[4:]}"


@QUICK
@given(DAYS)
def test_yesterday_is_a_session(today: date) -> None:
    """The session before a Monday is Friday's."""
    before = trading_day_before(today)
    assert before < today <= before + timedelta(days=3)
    assert before.weekday() < 5
    assert resolve(only("yesterday"), today) == before.isoformat()


@QUICK
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001 — articles without a zone
    st.sampled_from(REGIONS),
)
def test_an_undated_report_is_about_a_weekday_not_ahead(published: datetime, region: str | None) -> None:
    """Without a zone the session is that of the printed day or the one before."""
    day = session_date(published, region)
    assert day.weekday() < 5
    assert trading_day_before(published.date()) <= day <= published.date()


@QUICK
@given(
    st.datetimes(
        datetime(1990, 1, 1),  # noqa: DTZ001 — the zone is drawn beside it
        datetime(2040, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")]),
    ),
    st.sampled_from(sorted(ZONES)),
)
def test_a_session_has_begun_on_its_own_market_s_clock(published: datetime, region: str) -> None:
    """With a zone, the session is a trading day whose morning had come where it was traded."""
    day = session_date(published, region)
    local = published.astimezone(ZoneInfo(ZONES[region]))
    assert day.weekday() not in ((4, 5) if trades_on_sunday(region) else (5, 6))
    weekend = timedelta(days=3) if trades_on_sunday(region) else local.date() - trading_day_before(local.date())
    assert local.date() - weekend <= day <= local.date()
    assert day < local.date() or local.hour >= 9


@QUICK
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            ["since", "in", "the", "March", "2020", "31", "Monday", "week", "past", "next", "February", "-"]
        )
    ).map(" ".join),
    DAYS,
)
def test_any_text(text: str, today: date) -> None:
    """Nothing raises; phrases are in order and disjoint; what resolves is ISO: a date, month or year."""
    phrases = list(find_times(text))
    assert all(left.span.end <= right.span.start for left, right in pairwise(phrases))
    for phrase in phrases:
        resolved = resolve(phrase, today)
        assert resolved is None or date.fromisoformat(resolved + "-01-01"[: 10 - len(resolved)])
    horizon = find_horizon(text, today)
    assert horizon is None or date.fromisoformat(horizon)


# ---------------------------------------------------------------- phrases


@pytest.mark.parametrize(
    ("period", "phrases"),
    [
        (Period.DAY, ("on the day", "for the session", "at the close", "by the close of trading")),
        (
            Period.INTRADAY,
            ("in early trading", "by midday", "at 1105 GMT", "at 3 p.m.", "earlier in the session"),
        ),
        (Period.INTRADAY, ("at the open", "in morning trade", "at one point", "intraday")),
        (Period.PREMARKET, ("before the bell", "premarket", "pre-market", "ahead of the open")),
        (Period.WEEK, ("this week", "for the week", "last week", "over the week", "weekly")),
        (
            Period.MONTH,
            ("this month", "so far this month", "month-to-date", "since the month began", "in the month"),
        ),
        (Period.QUARTER, ("this quarter", "in the second quarter", "for the quarter", "quarter to date")),
        (Period.HALF, ("the first half", "for the half", "the first six months")),
        (
            Period.YEAR,
            ("this year", "year to date", "year-to-date", "YTD", "so far this year", "for the year"),
        ),
        (Period.YEAR, ("since the start of the year", "in 2022", "so far in 2024", "since New Year")),
        (
            Period.TWELVE_MONTHS,
            ("over the past 12 months", "from a year earlier", "in the last twelve months"),
        ),
        (Period.SINCE, ("since", "over the past four sessions", "below its peak", "off its 52-week low")),
        (Period.OTHER, ("in the past five years", "over the last three weeks", "over two months")),
    ],
)
def test_periods(period: Period, phrases: tuple[str, ...]) -> None:
    """Each phrase is read whole or by its telling part, as one period."""
    for printed in phrases:
        assert [phrase.period for phrase in find_times(f"It rose 1% {printed} again")] == [period], printed


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("on Monday", "2024-11-25"),
        ("on Tuesday", "2024-11-26"),
        ("last Friday", "2024-11-22"),
        ("next Monday", "2024-12-02"),
        ("Monday, Nov. 25", "2024-11-25"),
        ("25 November", "2024-11-25"),
        ("November 25, 2021", "2021-11-25"),
        ("2024-11-25", "2024-11-25"),
        ("December 30", "2023-12-30"),
        ("on December 2", "2024-12-02"),
        ("on February 30", None),
        ("in November 2021", "2021-11"),
        ("in June", "2024-06"),
        ("in 2022", "2022"),
        ("today", "2024-11-26"),
        ("this morning", "2024-11-26"),
        ("overnight", "2024-11-25"),
        ("the previous session", "2024-11-25"),
        ("year to date", None),
    ],
)
def test_days(text: str, resolved: str | None) -> None:
    """A day is as fine as printed; a date far ahead is last year's; one that does not exist is none."""
    assert resolve(only(text), TODAY) == resolved


@pytest.mark.parametrize(
    ("text", "today", "resolved"),
    [
        ("last Monday", "2024-11-25", "2024-11-18"),
        ("last Friday", "2024-11-25", "2024-11-22"),
        ("the previous Monday", "2024-11-25", "2024-11-18"),
        ("on Monday", "2024-11-25", "2024-11-25"),
        ("this Friday", "2024-11-26", "2024-11-29"),
        ("this Friday", "2024-11-30", "2024-11-29"),
        ("Feb. 29", "2025-01-10", "2024-02-29"),
        ("Feb. 29", "2027-07-01", "2024-02-29"),
        ("29 February", "1903-07-01", "1896-02-29"),
        ("Feb. 29", "2024-01-10", "2024-02-29"),
        ("Feb. 29", "2023-06-01", "2020-02-29"),
        ("Feb. 29, 2025", "2025-03-10", None),
        ("Jan. 2", "2024-12-30", "2024-01-02"),
        ("Thursday, Jan. 2", "2024-12-30", "2025-01-02"),
        ("Tuesday, Jan. 2", "2024-12-30", "2024-01-02"),
        ("Sunday, Jan. 2", "2024-12-30", "2024-01-02"),
    ],
)
def test_which_of_such_days(text: str, today: str, resolved: str | None) -> None:
    """The phrase's words decide, then the printed weekday, then that what is told has mostly happened."""
    assert resolve(only(text), date.fromisoformat(today)) == resolved


@pytest.mark.parametrize("printed", ["from last Friday", "from the previous Friday", "than last Friday"])
def test_what_a_move_is_counted_from_is_one_phrase(printed: str) -> None:
    """Its first word tells that the day is not the move's own."""
    text = f"It stood 2% higher {printed}, she said"
    phrase = only(text)
    assert phrase.span.of(text) == printed
    assert resolve(phrase, date(2024, 11, 22)) == "2024-11-15"


@pytest.mark.parametrize("text", ["May be", "he may rise", "a second try", "1987 points", "sunny", "monthlies", ""])
def test_no_time(text: str) -> None:
    """Words that look like times are none."""
    assert list(find_times(text)) == []


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("the DAX ending 2024 at 18,000", "2024-12-31"),
        ("will finish the year at 4,300", "2024-12-31"),
        ("by year-end", "2024-12-31"),
        ("by the end of December", "2024-12-31"),
        ("by the end of June", "2025-06-30"),
        ("by the end of June 2026", "2026-06-30"),
        ("by mid-2025", "2025-06-30"),
        ("at the end of next year", "2025-12-31"),
        ("by Dec. 31", "2024-12-31"),
        ("by January 15th", "2025-01-15"),
        ("by 15 January", "2025-01-15"),
        ("by Thursday, Jan. 2", "2025-01-02"),
        ("by Jan. 15, 2026", "2026-01-15"),
        ("by Jan. 15, 2024", None),
        ("by February 30", None),
        ("by October 9 it stood at 40 and may end next year at 50", "2025-12-31"),
        ("by May 5,000 may be reached", None),
        ("in Jan. 15 trading", None),
        ("until Jan. 15", None),
        ("on Jan. 15", None),
        ("support at 5,000", None),
        ("the record of 2021", None),
    ],
)
def test_horizons(text: str, horizon: str | None) -> None:
    """A forecast's figure is of the last day of what it names; the past is no horizon."""
    assert find_horizon(text, TODAY) == horizon


@pytest.mark.parametrize(
    ("published", "region", "session"),
    [
        ("2024-11-26T02:37:00", "US", "2024-11-25"),
        ("2024-11-26T00:00:00", "US", "2024-11-26"),
        ("2024-11-26T16:30:00", "US", "2024-11-26"),
        ("2024-11-23T12:00:00", "US", "2024-11-22"),
        ("2024-11-25T02:00:00", "US", "2024-11-22"),
        ("2024-11-26T05:30:00+08:00", "US", "2024-11-25"),
        ("2024-11-26T16:30:00+08:00", "Hong Kong", "2024-11-26"),
        ("2024-11-25T23:00:00-05:00", "Japan", "2024-11-26"),
        ("2024-11-26T07:00:00+00:00", "India", "2024-11-26"),
    ],
)
def test_sessions(published: str, region: str, session: str) -> None:
    """Night-time reports are about the day before, on the market's own calendar; weekends about Friday."""
    assert session_date(datetime.fromisoformat(published), region).isoformat() == session


@pytest.mark.parametrize(
    ("published", "region", "trading"),
    [
        ("2024-11-24T11:00:00+03:00", "Saudi Arabia", True),
        ("2024-11-22T11:00:00+03:00", "Saudi Arabia", False),
        ("2024-11-23T11:00:00+03:00", "Saudi Arabia", False),
        ("2024-11-25T16:00:00+03:00", "Saudi Arabia", False),
        ("2024-11-24T11:00:00+04:00", "UAE", False),
        ("2024-11-22T11:00:00+04:00", "UAE", True),
        ("2024-11-24T08:00:00+00:00", "Egypt", True),
        ("2024-11-22T11:00:00-05:00", "US", True),
        ("2024-11-24T11:00:00-05:00", "US", False),
        ("2024-11-22T11:00:00", "US", None),
        ("2024-11-22T11:00:00-05:00", "World", None),
    ],
)
def test_a_market_trades_on_its_own_days(published: str, region: str, *, trading: bool | None) -> None:
    """Where the week begins on a Sunday, that day is open and Friday closed; unknown clocks tell nothing."""
    assert is_trading(datetime.fromisoformat(published), region) is trading
