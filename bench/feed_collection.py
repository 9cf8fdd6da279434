"""Feeds that break feed readers: ``python bench/feed_collection.py [FOLDER]``.

feedparser's own tests are some 2,000 feeds that the web has come up with in twenty years.  They are downloaded with
its source distribution, and each is read; nothing but FeedError may be raised.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from summarizer.errors import FeedError
from summarizer.ingest.feed import parse_feed

COLLECTION = "feedparser==6.0.12"

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    """Read every file of the collection, or of the folder that is named; 1 if one of them broke the reader."""
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(arguments[0]) if arguments else download(Path(folder))
        return read_all(sorted(path for path in tests.rglob("*") if path.is_file()))


def download(folder: Path) -> Path:
    """Fetch and unpack the source distribution; say where its tests are."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-binary", ":all:", "--dest", folder, COLLECTION], check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("*/tests"))


def read_all(paths: list[Path]) -> int:
    """Read each file, and print what became of them."""
    outcomes: Counter[str] = Counter()
    times = []
    for path in paths:
        begun = time.perf_counter()
        outcomes[outcome_of(path)] += 1
        times.append((time.perf_counter() - begun, path.name))
    print(f"{len(paths):5} files")
    for outcome in ("read as a feed", "refused as no feed", "raised anything else"):
        print(f"{outcomes[outcome]:5} {outcome}")
    slowest, name = max(times, default=(0.0, "none"))
    print(f"{1000 * slowest:5.0f} ms the slowest, {name}; {1000 * sum(t for t, _ in times):.0f} ms all of them")
    return 1 if outcomes["raised anything else"] or not paths else 0


def outcome_of(path: Path) -> str:
    """What reading a file ends in."""
    try:
        parse_feed(path.read_bytes(), f"https://example.org/{path.name}", now=NOW)
    except FeedError:
        return "refused as no feed"
    except Exception as error:  # noqa: BLE001 - that there is none is what is measured
        print(f"{path}: {type(error).__name__}: {error}")
        return "raised anything else"
    return "read as a feed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
