"""How long it is until something, for people."""

from datetime import datetime


def until(due: datetime | None, now: datetime) -> str:
    """How long it is until then.

    >>> until(datetime(2026, 1, 1, 12, 5), datetime(2026, 1, 1, 12))
    '5 min'
    """
    seconds = (due - now).total_seconds() if due else 0.0
    if seconds <= 0:
        return "now"
    if seconds < 100:  # noqa: PLR2004 - beyond, minutes tell
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"  # noqa: PLR2004 - beyond, hours tell
