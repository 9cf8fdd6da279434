"""Where the list of feeds is."""

from __future__ import annotations

import os
from pathlib import Path

DISTRIBUTION = "news-to-signal"
FILE = "feeds.yaml"


def feeds_path(given: Path | None = None) -> Path:
    """The list to use: the given one, else ``$SUMMARIZER_FEEDS``, else ``./feeds.yaml``, else the user's own.

    Where none of the last two is there, it is the list that comes with the package.
    """
    if given is not None:
        return given.expanduser()
    if named := os.environ.get("SUMMARIZER_FEEDS"):
        return Path(named).expanduser()
    for place in (Path(FILE), user_feeds_path()):
        if place.is_file():
            return place
    return default_feeds_path()


def user_feeds_path() -> Path:
    """Where a user's own list is, or would be: the platform's folder for settings."""
    from platformdirs import user_config_path  # noqa: PLC0415 - mostly another path is given

    return user_config_path(DISTRIBUTION, appauthor=False) / FILE


def default_feeds_path() -> Path:
    """The list that comes with the package; of an editable installation, the one at the checkout's top."""
    from importlib.metadata import PackageNotFoundError, files  # noqa: PLC0415 - the same

    try:
        installed = files(DISTRIBUTION) or []
    except PackageNotFoundError:
        installed = []
    places = [Path(str(file.locate())).resolve() for file in installed if file.name == FILE]
    return next((place for place in places if place.is_file()), Path(__file__).resolve().parents[2] / FILE)
