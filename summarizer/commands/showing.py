"""``summarizer show``: one article, its texts, and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from summarizer import display
from summarizer.changes import Change, find_changes
from summarizer.commands.answers import answer_json, output
from summarizer.contract import Entry, claim_entry, digest_entry, stamp
from summarizer.errors import UnknownNameError
from summarizer.store import History, Revision, open_store
from summarizer.table import Fit, Head, print_table
from summarizer.types import Claim, Digest

REVISION_HEADS = (
    Head("Revision"),
    Head("Since (UTC)"),
    Head("Until (UTC)"),
    Head("Claims", right=True),
    Head("Title", Fit.CUT, spare=1),
)
CHANGE_HEADS = (Head("Change"), Head("Index", Fit.CUT), Head("Was", Fit.WRAP), Head("Is", Fit.WRAP))


def show(path: Path, article: str, revision: int | None, against: int | None, *, as_json: bool) -> None:
    """Print a stored article and all that is known of it.

    The text is the current one, or that of a `revision`; it is held `against` another one, or the one before it.
    """
    with open_store(path, create=False) as store:
        digest, history = store.digest(article, revision), store.history(article)
    shown = _find(digest, history, revision if revision is not None else history.current)
    other = history.revisions[shown.number - 2] if shown.number > 1 else None
    if against is not None:
        other = _find(digest, history, against)
    if as_json:
        answer_json({**digest_entry(digest), **_history_entry(history, shown, other)})
        return
    console = output()
    display.print_stored(console, digest)
    console.print()
    _print_history(console, history, shown)
    if other:
        _print_changes(console, other, shown)


def _find(digest: Digest, history: History, number: int) -> Revision:
    """A revision by its number; raises UnknownNameError where there is none."""
    for revision in history.revisions:
        if revision.number == number:
            return revision
    last = history.revisions[-1].number
    raise UnknownNameError(digest.article.id, f"the article has no revision {number}", f"the last one is {last}")


def _history_entry(history: History, shown: Revision, other: Revision | None) -> Entry:
    """The article's revisions, each held against the one before it, but the one shown against the other one."""
    before: list[Revision | None] = [None, *history.revisions[:-1]]
    pairs = zip(before, history.revisions, strict=True)
    return {
        "revision": shown.number,
        "revisions": [
            _revision_entry(revision, other if revision is shown else earlier) for earlier, revision in pairs
        ],
        "copy_of": history.copy_of,
        "copies": list(history.copies),
    }


def _revision_entry(revision: Revision, other: Revision | None) -> Entry:
    changes = find_changes(other.claims, revision.claims) if other else []
    return {
        "number": revision.number,
        "title": revision.title,
        "published": revision.published.isoformat() if revision.published else None,
        "current": [
            {"since": stamp(since), "until": stamp(until) if until else None} for since, until in revision.current
        ],
        "claims": len(revision.claims),
        "against": other and other.number,
        "changed": [
            {"before": _claim(other, change.before), "after": _claim(revision, change.after)}
            for change in changes
            if change.before is not None and change.after is not None
        ],
        "gone": [_claim(other, change.before) for change in changes if change.after is None],
        "added": [_claim(revision, change.after) for change in changes if change.before is None],
    }


def _claim(revision: Revision | None, number: int | None) -> Entry | None:
    """A claim as the contract has it; its places are those of its own revision's text."""
    if revision is None or number is None:
        return None
    return claim_entry(revision.claims[number], revision.printed[number])


def _print_history(console: Console, history: History, shown: Revision) -> None:
    """The article's revisions, and what it is a copy of or copied by."""
    rows = (row for revision in history.revisions for row in _revision_rows(revision, shown))
    print_table(console, REVISION_HEADS, rows)
    if history.copy_of:
        console.print(f"\nA copy of {display.short_id(history.copy_of)}", soft_wrap=True)
    if history.copies:
        console.print(f"\nCopies: {', '.join(map(display.short_id, history.copies))}", soft_wrap=True)


def _revision_rows(revision: Revision, shown: Revision) -> Iterator[Sequence[str]]:
    """A line for each time that a text was the current one."""
    number = f"{revision.number}{' (shown)' if revision is shown else ''}"
    for since, until in revision.current or ((None, None),):
        yield number, _minute(since), _minute(until), str(len(revision.claims)), revision.title or ""


def _minute(time: datetime | None) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M}" if time else ""


def _print_changes(console: Console, before: Revision, after: Revision) -> None:
    """The claims in which two texts differ."""
    changes = find_changes(before.claims, after.claims)
    heading = f"\nClaims from revision {before.number} to {after.number}"
    console.print(heading if changes else f"{heading}: no change", soft_wrap=True)
    if changes:
        print_table(console, CHANGE_HEADS, (_change_cells(change, before, after) for change in changes))


def _change_cells(change: Change, before: Revision, after: Revision) -> Sequence[str]:
    old = None if change.before is None else before.claims[change.before]
    new = None if change.after is None else after.claims[change.after]
    what = "changed" if old and new else "gone" if old else "added"
    name = next(claim.entity.name for claim in (new, old) if claim)
    return (what, name, _words(old), _words(new))


def _words(claim: Claim | None) -> str:
    """A claim without its index."""
    return " ".join(filter(None, display.claim_row(claim)[1:])) if claim else ""
