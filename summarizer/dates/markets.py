"""When markets trade: their clocks, their hours, and which trades before which (``markets.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from summarizer.dates.days import is_weekend, trading_day_before

#: A session opens at nine everywhere, near enough.
OPENING = time(9, 0)
#: A time without a zone may be the market's own or one up to eight hours ahead of London: before eight in the
#: morning both are reports of the day before.
EARLY = time(8, 0)
MIDNIGHT = time(0, 0)
_GULF_WEEKEND = (4, 5)  # Friday and Saturday


@dataclass(frozen=True, slots=True)
class Market:
    """When one region's market trades."""

    #: 0 for Asia, 1 for Europe with the Middle East and Africa, 2 for the Americas.
    order: int
    #: IANA name of its clock: "Asia/Tokyo"; None where a region has none of its own.
    zone: str | None = None
    #: End of trading by that clock.
    closes: time = time(16, 0)
    #: Whether it trades from Sunday to Thursday.
    sunday: bool = False


def _load_markets() -> dict[str, Market]:
    tables = tomllib.loads(files(__package__).joinpath("markets.toml").read_text("utf-8"))
    return {
        region: Market(order, **hours)
        for order, part in enumerate(("asia", "europe", "americas"))
        for region, hours in tables[part].items()
    }


#: By the gazetteer's region.
MARKETS = _load_markets()
#: Region -> IANA name of the market's own clock.
ZONES = {region: market.zone for region, market in MARKETS.items() if market.zone}


def trading_order(region: str | None) -> int | None:
    """0, 1 or 2 by the part of the day in which a region trades; None where it can't be told.

    >>> trading_order("Japan"), trading_order("Germany"), trading_order("US"), trading_order("World")
    (0, 1, 2, None)
    """
    market = MARKETS.get(region or "")
    return market.order if market else None


def local_time(published: datetime, region: str | None) -> datetime | None:
    """The clock of a region's market at that moment; None where the time has no zone or the region no clock."""
    zone = ZONES.get(region or "")
    return published.astimezone(ZoneInfo(zone)) if published.tzinfo and zone else None


def is_trading(published: datetime, region: str | None) -> bool | None:
    """Whether a region's market was open at that moment; None where `local_time` is None.

    >>> is_trading(datetime.fromisoformat("2024-11-26T05:30:00+08:00"), "US")
    False
    """
    local = local_time(published, region)
    if local is None:
        return None
    return OPENING <= local.time() < MARKETS[region or ""].closes and is_session(local, region)


def trades_on_sunday(region: str | None) -> bool:
    """Whether a region's week runs from Sunday to Thursday.

    >>> trades_on_sunday("Saudi Arabia"), trades_on_sunday("US")
    (True, False)
    """
    market = MARKETS.get(region or "")
    return market is not None and market.sunday


def is_session(day: date, region: str | None) -> bool:
    """Whether a region's market trades on that weekday; holidays are not known."""
    return day.weekday() not in _GULF_WEEKEND if trades_on_sunday(region) else not is_weekend(day)


def session_date(published: datetime, region: str | None) -> date:
    """The session that an undated report published then is about, on the market's own calendar.

    >>> session_date(datetime(2024, 11, 26, 2, 37), "US")
    datetime.date(2024, 11, 25)
    >>> session_date(datetime.fromisoformat("2024-11-26T05:30:00+08:00"), "US")
    datetime.date(2024, 11, 25)
    """
    local = local_time(published, region)
    if local is not None:
        early = local.time() < OPENING
    else:  # midnight is what a date without a time is printed as
        local, early = published, published.time() < EARLY and published.time() != MIDNIGHT
    day = local.date()
    if not trades_on_sunday(region):
        return trading_day_before(day) if early or is_weekend(day) else day
    day -= timedelta(days=early)
    while not is_session(day, region):
        day -= timedelta(days=1)
    return day
