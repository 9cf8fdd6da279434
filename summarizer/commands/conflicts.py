"""``summarizer conflicts``: where sources contradict each other, both sentences side by side."""

from collections.abc import Sequence
from pathlib import Path

from summarizer import display
from summarizer.commands.answers import answer_rows, output
from summarizer.commands.options import Format
from summarizer.commands.signals import finish, key_entry, narrow, peek
from summarizer.contract import Entry, number
from summarizer.store import ClaimRow, Conflict, SignalQuery, open_store
from summarizer.store.sources import host_of

#: The keys of `conflict_entry`: those of the signal, and those of each side.
SIGNAL = ("entity", "symbol", "kind", "day", "period", "metric", "unit", "apart")
SIDES = ("most", "fewer")
SIDE = ("value", "text", "source", "sources", "quote", "speaker", "article", "revision", "claim", "published", "url")


def conflicts(
    path: Path, indexes: Sequence[str], query: SignalQuery, chosen: Format, names: Path | None, *, near: bool
) -> None:
    """Print the conflicts that a query finds, also those of near levels or not; exits with 1 without any."""
    with open_store(path, create=False) as store:
        query, reach = narrow(store, indexes, query, chosen, names)
        count, found = peek(store.conflicts(query, near=near), query.limit)
        if chosen in (Format.CSV, Format.TSV):
            columns = (*SIGNAL, *(f"{side}_{key}" for side in SIDES for key in SIDE))
            answer_rows(map(_flat, map(conflict_entry, found)), columns, chosen)
        elif chosen is not Format.TABLE:
            answer_rows(map(conflict_entry, found), (*SIGNAL, *SIDES), chosen)
        elif count:
            columns = ("Index", "As of", *("Figure", "Source", "Sentence") * 2)
            display.print_table(output(), columns, map(_cells, found))
    finish(path, query, "conflicts", count, reach if count != query.limit else None)


def conflict_entry(conflict: Conflict) -> Entry:
    """A conflict: what most sources say and what is in doubt, each by the newest claim that says it."""
    row = conflict.most[0]
    claim = row.claim
    return {
        **key_entry(claim.entity, row.day, claim.period, claim.metric, claim.unit),
        "apart": round(conflict.apart, 6),
        "most": _side_entry(conflict.most),
        "fewer": _side_entry(conflict.fewer),
    }


def _side_entry(rows: Sequence[ClaimRow]) -> Entry:
    row = rows[0]
    return {
        "value": number(row.claim.value),
        "text": row.text,
        "source": _source(row),
        "sources": len(rows),
        "quote": row.sentence,
        "speaker": row.claim.speaker,
        "article": row.article_id,
        "revision": row.revision,
        "claim": row.number,
        "published": row.published.isoformat() if row.published else None,
        "url": row.url,
    }


def _flat(entry: Entry) -> Entry:
    """A conflict without the levels that CSV lacks: "most_value"."""
    return {key: entry[key] for key in SIGNAL} | {
        f"{side}_{key}": value for side in SIDES for key, value in entry[side].items()
    }


def _cells(conflict: Conflict) -> Sequence[str]:
    claim = conflict.most[0].claim
    as_of = " ".join(filter(None, (conflict.most[0].day, claim.period or claim.metric)))
    return (claim.entity.name, as_of, *_side_cells(conflict.most), *_side_cells(conflict.fewer))


def _side_cells(rows: Sequence[ClaimRow]) -> Sequence[str]:
    others = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return (display.figure(rows[0].claim), f"{_source(rows[0]) or '?'}{others}", rows[0].sentence)


def _source(row: ClaimRow) -> str | None:
    return row.publisher or host_of(row.url)
