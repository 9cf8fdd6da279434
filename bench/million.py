"""How long a question takes, from the shell: ``python bench/million.py [WORD …] [--claims N] [--db FILE]``.

A database of a million claims is filled through the store itself: articles of several publishers, with texts,
statements and summaries, some of them copies and some edited.  Then every command that asks it is run as a process of
its own; printed are the median times from its start to its first output and to its end, the slowest of the latter,
what it took of a processor, and the most memory of any.  Words choose commands by what their lines hold.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shlex
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invented import Kept

ROOT = Path(__file__).parents[1]
#: Seconds that an answer may take; one that is long must have begun by then, exports may take longer.
LIMIT = 0.5
#: Lines of an answer that is long.
MANY = 1_000
#: Articles that are saved in one transaction.
BATCH = 5_000
QUESTIONS = """
    claims "Russell 2000"
    claims "Russell 2000" --limit 50
    claims RUT --since 2025-06 --until 2025-08 --period day --metric change
    claims "S&P 500 sectors" --since 30d
    claims russell --min 2 --direction up --limit 50
    claims --analyst "Ann Dunn" --limit 50
    claims "S&P 500" --firm "Acme Capital" --limit 50
    claims --source "Harbour Post" --limit 50
    claims --firm nn --limit 5
    claims --kind etf --limit 50
    claims "Nikkei 225" --as-of 2025-03-03 --limit 50
    claims RUT --since 30d --distinct
    claims --distinct --sort=-seen --limit 5
    claims "S&P 500" --sort value --limit 20
    claims --limit 50 --json
    claims "Rusell 2000"
    signals "Russell 2000" --since 2025
    signals "Russell 2000"
    signals "S&P 500" --period day --since 30d --json
    signals --since 7d
    signals --since 2025 --sort=-spread --limit 5
    signals "Russell 2000" --sort=-tone --limit 20
    conflicts
    conflicts "S&P 500"
    conflicts --since 30d
    analysts
    analysts --limit 1000
    analysts --firm Acme
    analysts --since 1990
    indices
    indices --limit 500
    search inventories crude
    search stocks
    search stocks --since 2020 --until 2020
    search stocks --copies
    search Nikkei rose
    search "Ann Dunn" strategist
    show 0000000000000f00
    show 0000000000000f00 --json
    stats
    status
    plot "Russell 2000"
    plot "S&P 500" --since 30d
    plot "S&P 500" --since 90d -o {out}/plot.png
    db check
    db backup {out}/backup.db
    export signals RUT --format csv -o {out}/rut.csv
    export claims --format csv -o {out}/claims.csv
    export claims --format jsonl -o {out}/claims.jsonl
    export claims --format parquet -o {out}/claims.parquet
    export signals --format csv -o {out}/signals.csv
    export articles --format jsonl -o {out}/articles.jsonl
    export articles --format parquet -o {out}/articles.parquet
"""
#: What walks through everything, and is run once.
LONG = ("export", "db")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    #: Seconds from the start of the process to its first output, to its end where there is none.
    first: float
    #: Seconds to its end.
    taken: float
    #: Of its output.
    lines: int
    #: Seconds of a processor.
    cpu: float
    #: Megabytes, at most.
    memory: float
    #: Exit status.
    status: int


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("words", nargs="*", help="only the commands whose lines hold one of them")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--db", type=Path, help="kept and used again; else a temporary one")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "million.db"
        if not path.exists():
            started = time.perf_counter()
            # In a process of its own: what this one holds would count as memory of those that it starts.
            builder = multiprocessing.get_context("spawn").Process(target=build, args=(path, options.claims))
            builder.start()
            builder.join()
            assert builder.exitcode == 0
            print(f"built in {time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
        questions = [line.strip().format(out=folder) for line in QUESTIONS.strip().splitlines()]
        wanted = [line for line in questions if not options.words or any(word in line for word in options.words)]
        ask(path, wanted, options.rounds)


def build(path: Path, claims: int) -> None:
    """Fill a new database with invented news; a file that is there is a whole one."""
    from invented import write_news  # noqa: PLC0415 - see `main`

    from summarizer.store.opening import load_connection, transaction  # noqa: PLC0415

    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(load_connection(unfinished, create=True, timeout=5)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -500000")
        news = write_news(claims, datetime.now(UTC).date())
        while batch := list(islice(news, BATCH)):
            with transaction(connection, "IMMEDIATE"):
                for kept in batch:
                    save(connection, kept)
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    unfinished.rename(path)


def save(connection: sqlite3.Connection, kept: Kept) -> None:
    """Save an article as the watch does, at the time at which it came."""
    from summarizer.store import Kin, copies, writing  # noqa: PLC0415 - see `main`

    writing.write(connection, kept.digest, kept.seen_at)
    if kept.copy_of:
        copies.save_kin(connection, kept.digest.article.id, Kin(copy_of=kept.copy_of), kept.seen_at)


def ask(path: Path, questions: Sequence[str], rounds: int) -> None:
    """Run each command and print what it took; what is not there yet is left out with a line."""
    with closing(sqlite3.connect(path)) as connection:
        counted = [f"{_count(connection, table):,} {table}" for table in ("claims", "articles", "revisions")]
    print(f"{', '.join(counted)}, {path.stat().st_size / 1e9:.1f} GB\n")
    print(f"{'':70}{'first':>9}{'end':>9}{'slowest':>9}{'cpu':>9}{'lines':>9}{'memory':>9}")
    late = 0
    for question in questions:
        words = shlex.split(question)
        if run([*_command(words), "--help"], path).status:
            print(f"{question[:68]:70} not there yet")
            continue
        runs = [run(words, path) for _ in range(1 if words[0] in LONG else rounds)]
        late += report(question.partition(" -o ")[0], runs, may_be_late=words[0] in LONG)
    print(f"\n{late} later than {LIMIT} s" if late else f"\nall within {LIMIT} s")


def report(question: str, runs: Sequence[Run], *, may_be_late: bool) -> bool:
    """Print what a command took; whether that was too long."""
    times = zip(*((one.first, one.taken, one.cpu) for one in runs), strict=True)
    first, end, cpu = map(statistics.median, times)
    slowest, lines = max(one.taken for one in runs), runs[0].lines
    late = not may_be_late and (first if lines > MANY else end) > LIMIT
    failed = next((f"  exit status {one.status}" for one in runs if one.status), "")
    print(
        f"{question[:68]:70}{first:8.2f}s{end:8.2f}s{slowest:8.2f}s{cpu:8.2f}s{lines:9,}"
        f"{max(one.memory for one in runs):6.0f} MB{failed}{'  LATE' * late}",
        flush=True,
    )
    return late


def run(words: Sequence[str], path: Path) -> Run:
    """Run a command as the shell does; its output is counted."""
    program = Path(sys.executable).with_name("summarizer")
    command = [str(program)] if program.exists() else [sys.executable, str(ROOT / "cli.py")]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, *words],
        cwd=ROOT,
        env=os.environ | {"SUMMARIZER_DB": str(path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    assert process.stdout
    first, lines = None, 0
    while some := process.stdout.read(1 << 16):
        first = first or time.perf_counter() - started
        lines += some.count(b"\n")
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Run(first or taken, taken, lines, usage.ru_utime + usage.ru_stime, memory, process.returncode)


def _command(words: Sequence[str]) -> list[str]:
    """The words that name the command."""
    return list(words[:2]) if words[0] == "db" else list(words[:1])


def _count(connection: sqlite3.Connection, table: str) -> int:
    found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return found


if __name__ == "__main__":
    main()
