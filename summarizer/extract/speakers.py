"""Whose claim a claim is, when it was said by someone."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.extract.statements import speaker_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.types import Claim, Statement


def name_speakers(claims: Iterable[Claim], statements: Sequence[Statement], text: str) -> Iterator[Claim]:
    """The claims of an article's `text` with the speakers of the statements that they are part of.

    Claims are in order of their figures; of the statements only those that reach so far are looked at.
    """
    waiting = sorted(range(len(statements)), key=lambda number: statements[number].span.start, reverse=True)
    open_ones: list[int] = []  # numbers of the statements around here, in order
    for claim in claims:
        while waiting and statements[waiting[-1]].span.start <= claim.span.start:
            insort(open_ones, waiting.pop())
        open_ones = [number for number in open_ones if statements[number].span.end > claim.span.start]
        said = speaker_at([statements[number] for number in open_ones], claim.span, text)
        yield replace(claim, speaker=said.name or said.firm) if said else claim
