"""The time, and waiting for it: the one thing that a rehearsal of a week replaces."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how to wait."""

    def now(self) -> datetime:
        """The time, UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class WallClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The time, UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(max(seconds, 0))


class FastClock:
    """A clock that runs `rate` times as fast: a week in minutes."""

    def __init__(self, rate: float, start: datetime | None = None, begun: datetime | None = None) -> None:
        """Show `start` at the moment `begun`: those who agree on both agree on the time."""
        self.rate = rate
        self._begun = begun or datetime.now(UTC)
        self._start = start or self._begun

    def now(self) -> datetime:
        """The time, UTC."""
        passed = datetime.now(UTC) - self._begun
        return self._start + timedelta(seconds=passed.total_seconds() * self.rate)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(max(seconds, 0) / self.rate)
