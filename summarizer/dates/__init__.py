"""Period phrases and weekdays -> period and date.  Pure: text and the publication time in, values out.

A market article dates its figures three ways: by the session it reports ("on Monday", "yesterday"), by a span of time
("so far in November", "year to date"), and by an event ("since its October low").  `find_times` finds the phrases,
`resolve` turns one into an ISO date, `session_date` tells which session an undated report is about.

    >>> from datetime import datetime
    >>> published = datetime(2024, 11, 26, 2, 37)
    >>> times = find_times("On Monday it rose; so far in November, 11%")
    >>> [(str(time.period), resolve(time, published.date())) for time in times]
    [('None', '2024-11-25'), ('month', '2024-11')]
"""

from __future__ import annotations

from summarizer.dates.days import last_friday, resolve, trading_day_before
from summarizer.dates.horizon import find_horizon
from summarizer.dates.markets import (
    EARLY,
    OPENING,
    ZONES,
    is_session,
    is_trading,
    local_time,
    session_date,
    trades_on_sunday,
    trading_order,
)
from summarizer.dates.names import MONTHS, WEEKDAYS
from summarizer.dates.phrases import Anchor, TimePhrase, find_times

__all__ = [
    "EARLY",
    "MONTHS",
    "OPENING",
    "WEEKDAYS",
    "ZONES",
    "Anchor",
    "TimePhrase",
    "find_horizon",
    "find_times",
    "is_session",
    "is_trading",
    "last_friday",
    "local_time",
    "resolve",
    "session_date",
    "trades_on_sunday",
    "trading_day_before",
    "trading_order",
]
