"""Publication times as news prints them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest.credits import parse_credit, parse_dateline
from summarizer.ingest.published import find_stamp, parse_published


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024.11.26 02:37", "2024-11-26T02:37:00"),
        ("2024-11-26", "2024-11-26T00:00:00"),
        ("2024-11-26 02:37:09", "2024-11-26T02:37:09"),
        ("2024-11-26T02:37:00.123Z", "2024-11-26T02:37:00+00:00"),
        ("2024-11-26T02:37+08:00", "2024-11-26T02:37:00+08:00"),
        ("2024/11/26 02:37 (UTC+8)", "2024-11-26T02:37:00+08:00"),
        ("2024-11-26 02:37 Beijing time", "2024-11-26T02:37:00+08:00"),
        ("20241126T023700Z", "2024-11-26T02:37:00+00:00"),
        ("Tue, 26 Nov 2024 02:37:00 GMT", "2024-11-26T02:37:00+00:00"),
        ("Tue, 26 Nov 2024 02:37:00 -0500", "2024-11-26T02:37:00-05:00"),
        ("26 November 2024 14:05 GMT", "2024-11-26T14:05:00+00:00"),
        ("26.11.2024, 14:05 CET", "2024-11-26T14:05:00+01:00"),
        ("Nov. 26, 2024", "2024-11-26T00:00:00"),
        ("Tuesday, November 26th, 2024", "2024-11-26T00:00:00"),
        ("November 26, 2024 at 2:37 AM EST", "2024-11-26T02:37:00-05:00"),
        ("Published: Nov 26, 2024 4:02 p.m. ET", "2024-11-26T16:02:00-05:00"),
        ("Updated July 26, 2024 12:30 AM ET", "2024-07-26T00:30:00-04:00"),
        ("4:48 PM EST, Tue November 26, 2024", "2024-11-26T16:48:00-05:00"),
        ("5.20pm, 26 November 2024", "2024-11-26T17:20:00"),
        ("Wed 26 Nov 2024 · 20:20 BST", "2024-11-26T20:20:00+01:00"),
        ("11-26-24 1839ET", "2024-11-26T18:39:00-05:00"),
    ],
)
def test_formats(printed: str, iso: str) -> None:
    """Each printed form is read to the minute, with a zone where one is printed and only there."""
    time = parse_published(printed)
    assert time is not None
    assert time.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "November 2024",
        "2024",
        "2024-13-26",
        "2024-11-26 25:00",
        "30 Feb 2024",
        "13 PM, 1 May 2024",
        "1.47%",
    ],
)
def test_no_time(text: str) -> None:
    """What is no day, no hour, or less than a date is refused."""
    assert parse_published(text) is None


ZONES: st.SearchStrategy[tzinfo | None] = st.sampled_from([None, UTC, timezone(timedelta(hours=-5))])


@given(st.datetimes(datetime(1980, 1, 1), datetime(2099, 12, 31)), ZONES)  # noqa: DTZ001 - added below
def test_iso_round_trip(naive: datetime, zone: tzinfo | None) -> None:
    """Whatever Python writes is read back, to the second."""
    time = naive.replace(tzinfo=zone)
    assert parse_published(time.isoformat()) == time.replace(microsecond=0)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    """Any text gives a time or None; a stamp that is found lies inside the line."""
    parse_published(text)
    stamp = find_stamp(text)
    assert stamp is None or 0 <= stamp.span.start < stamp.span.end <= len(text)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Source: Harbour Daily", "Harbour Daily"),
        ("Harbour Daily | 2024.11.26 02:37", "Harbour Daily"),
        ("2024.11.26 02:37 Source: Harbour Daily Author: Ada Quist", "Harbour Daily"),
        ("By Jane Doe, Reuters", "Reuters"),
        ("Reuters", "Reuters"),
        ("By Jane Doe and John Roe", None),
        ("Updated June 18, 2022 · 9 min read", None),
    ],
)
def test_credit_lines(line: str, publisher: str | None) -> None:
    """Bylines, sources and time lines are told, and name the publisher where they have one."""
    credit = parse_credit(line)
    assert credit is not None
    assert credit.publisher == publisher


@pytest.mark.parametrize(
    "line",
    [
        "The index peaked on November 8, 2021, and has not been back.",
        "By Friday the Dow had lost 2%",
        "Stock Market News For December 14, 2023",
        "Nikkei 225 38,904.1 +2.73%",
        "4:31 p.m. | Where we finished",
    ],
)
def test_story_lines(line: str) -> None:
    """A date in a sentence, a headline or a table's row makes no credit line."""
    assert parse_credit(line) is None


def test_dateline() -> None:
    """An agency's dateline names the agency, and the day where its year is printed."""
    dated = parse_dateline("TOKYO, Nov 25, 2024 (Reuters) - Shares rose.")
    assert dated is not None
    assert (dated.publisher, dated.published) == ("Reuters", datetime(2024, 11, 25))  # noqa: DTZ001 - none printed
    undated = parse_dateline("(AP) — Shares rose.")
    assert undated is not None
    assert undated.published is None
    assert parse_dateline("The Fed (Washington) rose.") is None
