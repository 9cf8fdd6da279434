"""Which figure belongs to which subject, and what it measures.

A figure needs a licence to be a claim: a moving word that governs it, a printed sign, a possessive ("the S&P 500's
25.5%"), or the ellipsis of a list ("the Dow rose 1%, the Nasdaq 2%").  Without one it is somebody else's figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.extract.pieces import Piece, PieceKind
from summarizer.extract.subjects import Subject
from summarizer.types import Kind, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention
    from summarizer.figures import Figure

_ARTICLES = frozenset(
    "a an the its their this that of another with by further modest sharp small big earlier initial early similar "
    "day's session's week's month's year's 's ’s".split()
)
_TO_LEVEL = frozenset(
    "to at near above below around past through under over of from toward towards beyond about hit hits touched touching reached reaching "
    "crossed crossing topped topping breached breaching reclaimed reclaiming tested testing scaled exceeded surpassed pierced "
    "sees projects targets eyes eyeing retest reach predicts forecasts nearly almost as level mark between and record hitting close closed by or approaching approached neared nearing broke breaking".split()
)
_STRONG = frozenset(
    "; : while whereas although though but after as when because compared versus amid if since before until".split()
)
_NOT_A_MOVE = frozenset(
    "of stake chance probability tariff tariffs duty duties yield interest coupon rate rates owned weight weighting target odds "
    "stakes levy levies tax weightage likelihood share margin rally-days allocation discount premium correlation moving".split()
)
_NOT_BEFORE = frozenset(
    "tariff tariffs yield yields inflation chance probability coupon odds weight weighting dividend yielding".split()
)
_LEVEL_NEXT = frozenset(
    "on by in at after and for as from with while points level mark points, or to but before following amid during against versus "
    "when since despite late early up down higher lower helped led late, its a the an this last earlier than, then was is has had "
    "it they he she set reached hit made scaled touched posted recorded achieved seen registered marked boosted driven dragged weighed which that overnight today yesterday soon within over thanks supported lifted having "
    "points-mark until again support resistance handle threshold milestone barrier area zone region ahead per".split()
)
_PLACES = frozenset(
    "tokyo london frankfurt paris new york hong kong shanghai asia europe asian european early late morning afternoon midday the a an "
    "trading trade session day points its value total three two recent holiday thin after-hours volatile what premarket choppy".split()
)
_MARKS = frozenset("mark level milestone barrier threshold line handle".split())
_DISTANCE = frozenset("below above away short off shy beneath under".split())
_DISTANCES = tuple(sorted(_DISTANCE))
_DETERMINERS = frozenset("its the their a an that this from of".split())
_EXTREMES = frozenset("peak high low trough record bottom top close".split())
_FILLERS = frozenset(
    "on a an the about around nearly almost over more less than just only by some for as much up to roughly another respectively".split()
)
#: Dollars: above it, money told of a fund is its flows or assets, not its price.
_FUND_PRICE = 10_000
_YEARS = range(1900, 2101)


class Bound(NamedTuple):
    """A figure and the subject it was given to."""

    #: Index of the figure's piece.
    at: int
    figure: Figure
    mention: Mention
    unit: Unit
    reason: str


def bind_figures(
    pieces: Sequence[Piece], subjects: Sequence[Subject | None], lexicon: Lexicon
) -> Iterator[Bound]:
    """The sentence's figures that are claims of an index, in order."""
    binder = _Binder(pieces, subjects, lexicon)
    chosen: list[tuple[int, Subject, Unit]] = []
    for i, piece in enumerate(pieces):
        if piece.figure is None:
            continue
        subject = binder.subject_for(i)
        if subject is None or not subject.mentions:
            continue
        unit = binder.unit_for(i, subject, licensed=any(subjects[at] is not None for at, _, _ in chosen))
        if unit is not None:
            chosen.append((i, subject, unit))
    yield from _distribute(pieces, chosen)


def _distribute(pieces: Sequence[Piece], chosen: Sequence[tuple[int, Subject, Unit]]) -> Iterator[Bound]:
    """Give the figures of a list of subjects to its members: paired one by one, or shared when there is one figure."""
    for at, subject, unit in chosen:
        figure = pieces[at].figure
        if figure is None:
            continue
        size = len(subject.mentions)
        if size == 1:
            yield Bound(at, figure, subject.mentions[0], unit, subject.reason)
            continue
        mates = [i for i, other, u in chosen if u is unit and other is subject]
        if len(mates) % size == 0 and _paired(pieces, mates, size):
            mention = subject.mentions[mates.index(at) % size]
            yield Bound(
                at, figure, mention, unit, f"number {mates.index(at) % size + 1} of {size} in a paired list"
            )
        else:
            for mention in subject.mentions:
                yield Bound(at, figure, mention, unit, f"shared by {size} subjects")


def _paired(pieces: Sequence[Piece], mates: Sequence[int], size: int) -> bool:
    """Whether figures stand in a row, as in "1.2% and 0.7%": figures with a verb between them are told of all."""
    first = mates[:size]
    between = pieces[first[0] + 1 : first[-1]]
    return any(piece.lower == "respectively" for piece in pieces) or all(
        piece.kind in (PieceKind.FIGURE, PieceKind.MARK)
        or piece.lower
        in (
            "and",
            "or",
            "points",
            "to",
            "at",
            "a",
            "more",
            "nearly",
            "about",
            "over",
            "than",
            "as",
            "much",
            "by",
            "just",
            "up",
            "down",
        )
        for piece in between
    )


class _Binder:
    def __init__(self, pieces: Sequence[Piece], subjects: Sequence[Subject | None], lexicon: Lexicon) -> None:
        self.pieces, self.subjects, self.lexicon = pieces, subjects, lexicon

    def word(self, i: int) -> str:
        return self.pieces[i].lower if 0 <= i < len(self.pieces) else ""

    def subject_for(self, i: int) -> Subject | None:
        """The subject of the figure at `i`: what it hangs on by a preposition, else what is told of there."""
        attached = self._attached(i)
        if attached is not None:
            return attached
        j = i - 1
        while j >= 0 and (
            self.word(j) in ("(", ",", ":", "+", "by", "[", "|", "–", "-")
            or self.pieces[j].kind is PieceKind.TIME
        ):
            j -= 1
        if j >= 0:
            before = self.pieces[j]
            if before.kind is PieceKind.WORD and before.lower not in self.lexicon.direction:
                if (
                    before.capitalised
                    and j > 0
                    and before.lower not in self.lexicon.skipped
                    and before.lower not in _TO_LEVEL
                ):
                    return Subject((), f"“{before.text}” stands before it")
                if before.lower in self.lexicon.assets and before.lower not in (
                    "stocks",
                    "shares",
                    "counters",
                ):
                    return Subject((), f"“{before.text}” stands before it")
        return self.subjects[i]

    def _attached(self, i: int) -> Subject | None:
        """ "a 1.2% gain in the S&P 500", "a drop of 2% for oil": the noun's own subject."""
        j = i + 1
        noun_context = (
            self._noun_context(i) or self.word(i + 1) in ("for", "on") and self._name_within(i + 2, 3)
        )
        while (
            j < len(self.pieces)
            and j <= i + 4
            and (
                self.word(j) in self.lexicon.direction
                or self.word(j) in ("or", "point", "move", "daily", "weekly", "swing", "change", "day")
                or (self.pieces[j].kind is PieceKind.TIME and noun_context)
            )
        ):
            noun_context = (
                noun_context
                or self.word(j) in self.lexicon.direction
                and self.word(j) not in self.lexicon.adverbs
            )
            j += 1
        if not noun_context or self.word(j) not in ("in", "for", "by", "on", "of", "from"):
            return None
        k = j + 1
        while k < len(self.pieces) and k <= j + 6:
            piece = self.pieces[k]
            if piece.kind is PieceKind.NAME:
                # the list that starts here, as far as it is known at its last name
                end = k
                while (
                    end + 1 < len(self.pieces)
                    and self.subjects[end + 1] is not self.subjects[k]
                    and self._same_list(k, end + 1)
                ):
                    end += 1
                found = self.subjects[end]
                return (
                    found
                    if found and found.mentions
                    else Subject((piece.mention,), "hangs on it")
                    if piece.mention
                    else None
                )
            if (
                piece.kind in (PieceKind.TIME, PieceKind.FIGURE, PieceKind.MARK)
                or piece.lower in _PLACES
                and k == j + 1
                and piece.lower not in ("the", "a", "an", "its")
            ):
                return None
            if piece.lower in ("the", "a", "an", "its") or piece.lower in ("'s", "’s"):
                k += 1
                continue
            if piece.lower in self.lexicon.index_nouns:
                return self.subjects[k]
            following = self.word(k + 1)
            if piece.capitalised or piece.lower in self.lexicon.assets or following in self.lexicon.assets:
                if self._name_within(k, 4):
                    k += 1
                    continue
                return Subject((), f"hangs on “{piece.text}”")
            k += 1
        return None

    def _name_within(self, k: int, reach: int) -> bool:
        for piece in self.pieces[k : k + reach]:
            if piece.kind is PieceKind.NAME:
                return True
            if piece.kind in (PieceKind.MARK, PieceKind.FIGURE):
                return False
        return False

    def _same_list(self, first: int, i: int) -> bool:
        here, there = self.subjects[first], self.subjects[i]
        return bool(
            here
            and there
            and len(there.mentions) > len(here.mentions)
            and there.mentions[: len(here.mentions)] == here.mentions
        )

    def _noun_context(self, i: int) -> bool:
        before = self.word(i - 1)
        if (
            before in ("of", "by", "nearly", "almost", "about", "over", "than", "least", "around")
            and before != "of"
        ):
            before = self.word(i - 2)
        if before == "of":
            return self.word(i - 2) in self.lexicon.direction
        return before in _ARTICLES and self.word(i + 1) in self.lexicon.direction

    def unit_for(self, i: int, subject: Subject, *, licensed: bool) -> Unit | None:
        """What the figure measures, or None where nothing licenses a claim."""
        figure = self.pieces[i].figure
        if figure is None:
            return None
        if figure.unit == "percent":
            return Unit.PERCENT if self._percent(i, licensed=licensed) else None
        if figure.unit == "points":
            if "-" in self.pieces[i].text[1:]:  # "the 2,500-point mark", "a 300-point drop"
                if self.word(i + 1) in _MARKS:
                    return Unit.LEVEL
                return (
                    Unit.POINTS
                    if self.word(i + 1) in self.lexicon.direction
                    or self.word(i + 2) in self.lexicon.direction
                    else None
                )
            if self._is_level(i, subject, figure, pointed=True):
                return Unit.LEVEL
            return Unit.POINTS if self._governed(i) or figure.signed else None
        if (
            figure.unit == "money"
            and subject.mentions[0].entity.kind is Kind.ETF
            and figure.value < _FUND_PRICE
        ):
            return (
                Unit.LEVEL
                if self.word(i - 1) in _TO_LEVEL and self.word(i - 1) not in ("by", "over", "about")
                else None
            )
        if figure.unit == "":
            if self._bare_points(i, figure) or (
                figure.signed and i and self.pieces[i - 1].kind in (PieceKind.FIGURE, PieceKind.NAME)
            ):
                return Unit.POINTS
            if self._is_level(i, subject, figure, pointed=False):
                return Unit.LEVEL
        return None

    def _percent(self, i: int, *, licensed: bool) -> bool:
        after, before = self.word(i + 1), self.word(i - 1)
        if after in _NOT_A_MOVE and not (
            after == "of" and self.word(i + 2) in ("its", "their", "the") and self.word(i + 3) == "value"
        ):
            return False
        if before in _NOT_BEFORE or self.word(i - 2) in _NOT_BEFORE:
            return False
        figure = self.pieces[i].figure
        if figure is not None and figure.signed:
            return True
        if self._governed(i) or self._distance(i) or self._placed(i):
            return True
        if licensed and after == "for" and self._name_within(i + 2, 3):
            return True
        j = i - 1
        while j >= 0 and (
            self.word(j)
            in (
                "'s",
                "’s",
                ",",
                "(",
                ":",
                "|",
                "about",
                "nearly",
                "over",
                "than",
                "more",
                "-",
                "–",
                "by",
                "only",
                "just",
                "almost",
                "around",
            )
            or self.pieces[j].kind is PieceKind.TIME
        ):
            j -= 1
        if j < 0:
            return False
        if (
            self.word(j - 1) in ("a", "an") and self.pieces[j].kind is PieceKind.WORD and licensed
        ):  # "the SMI a mere 0.1%"
            j -= 2
        if self.word(j) == "with":  # "took second place with 18.3%"
            return bool(self._named_before(j)) and (
                i + 1 == len(self.pieces)
                or self.word(i + 1) in (",", ".", ";", "and", "for", "in", "this", ")")
            )
        if self.pieces[j].kind is PieceKind.NAME:
            return (
                licensed
                or any(piece.lower in self.lexicon.direction for piece in self.pieces[:j])
                or self.word(j + 1) in ("'s", "’s", ":", "|", "(")
                or i == j + 1
            )
        return self.pieces[j].kind is PieceKind.FIGURE and licensed or self.word(j) == "and" and licensed

    def _named_before(self, j: int) -> bool:
        subject = self.subjects[j]
        return subject is not None and bool(subject.mentions)

    def _distance(self, i: int) -> bool:
        """ "7.4% below its peak", "12% above the October low"."""
        return (
            self.word(i + 1) in _DISTANCE
            and (
                self.pieces[i + 1].time is not None
                or self.word(i + 2) in _DETERMINERS
                or any(
                    self.word(k) in self.lexicon.record or self.word(k) in _EXTREMES
                    for k in range(i + 2, i + 9)
                )
            )
            or i + 1 < len(self.pieces)
            and self.pieces[i + 1].time is not None
            and self.pieces[i + 1].time.period is Period.SINCE
            and self.word(i + 1).startswith(_DISTANCES)
        )

    def _placed(self, i: int) -> bool:
        """ "managed 2.33%", "tacked on 0.1%", "increases were 13.6%": a placing verb right before the figure."""
        after = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if after is not None and after.kind is PieceKind.WORD and after.lower not in _LEVEL_NEXT:
            return False
        j = i - 1
        while j >= i - 5 and j >= 0 and (self.word(j) in _FILLERS or self.pieces[j].kind is PieceKind.TIME):
            j -= 1
        return j >= 0 and self.word(j) in self.lexicon.placing

    def _governed(self, i: int) -> bool:
        """Whether a moving word stands before the figure in its clause, or right after it."""
        if (
            self._trailing(i)
            or self.word(i + 1) in self.lexicon.direction
            or self.word(i + 2) in self.lexicon.direction
            and self.word(i + 1) not in (",", "and", "to")
        ):
            return True
        subject = self.subjects[i]
        for j in range(i - 1, max(-1, i - 22), -1):
            word = self.word(j)
            if word in self.lexicon.direction or word in (
                "changed",
                "moved",
                "swung",
                "move",
                "swing",
                "change",
                "performance",
                "pared",
                "snapped",
            ):
                return True
            if (
                word == ";"
                or self.subjects[j] is not subject
                and self.pieces[j].kind is not PieceKind.NAME
                and j < i - 1
            ):
                return False
        return False

    def _trailing(self, i: int) -> bool:
        """ "finished 536.22 points, or 1.12%, higher": the direction comes after all the figures of one move."""
        for j in range(i + 1, min(len(self.pieces), i + 9)):
            if self.word(j) in self.lexicon.adverbs:
                return True
            if not (
                self.pieces[j].kind is PieceKind.FIGURE
                or self.word(j) in (",", "or", "(", ")", "and", "about", "nearly", "-")
            ):
                return False
        return False

    def _bare_points(self, i: int, figure: Figure) -> bool:
        """ "rose 150.2, or 0.4%, to 41,234.5": the number right after the verb is points when a percentage follows."""
        before = self.word(i - 1) if self.word(i - 1) != "by" else self.word(i - 2)
        if (
            before not in self.lexicon.direction
            or figure.value in _YEARS
            and figure.value == int(figure.value)
            and self.pieces[i].text.isdigit()
        ):
            return False
        following = self.pieces[i + 1 : i + 5]
        return any(p.figure is not None and p.figure.unit == "percent" for p in following) or any(
            p.lower in ("to", "at") and n.figure is not None and n.figure.unit in ("", "points")
            for p, n in zip(following, self.pieces[i + 2 : i + 6], strict=False)
        )

    def _verbal(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            word in lexicon.direction
            or word in lexicon.placing
            or word in lexicon.skipped
            or word.endswith("ly")
        )

    def _is_level(self, i: int, subject: Subject, figure: Figure, *, pointed: bool) -> bool:
        value, printed = figure.value, self.pieces[i].text
        small = any(mention.gauge for mention in subject.mentions)
        if subject.mentions[0].entity.kind is Kind.ETF or value < (5 if small else 100):
            return False
        if (
            printed.isdigit()
            and int(value) in _YEARS
            and self.word(i - 1) not in ("at", "to", "above", "below", "near", "around")
        ):
            return False
        following = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if (
            not pointed
            and following is not None
            and following.kind is PieceKind.WORD
            and following.lower not in _LEVEL_NEXT
            and not self._verbal(following.lower)
        ):
            return False
        j = i - 1
        while j >= 0 and self.word(j) in (
            "a",
            "the",
            "new",
            "fresh",
            "its",
            "about",
            "nearly",
            "almost",
            "just",
            "around",
            "approximately",
            "roughly",
            "psychological",
            "key",
            "(",
            "crucial",
            ":",
            "|",
            "—",
            "–",
            "-",
            "record",
            "high",
            "low",
            "all-time",
            "slightly",
            "well",
        ):
            j -= 1
        before = self.word(j)
        if pointed:
            if before == "of" and self.word(j - 1) in self.lexicon.direction:
                return False
            return before in _TO_LEVEL and before not in (
                "by",
                "or",
                "and",
                "over",
                "about",
                "nearly",
                "almost",
            )
        if before in _TO_LEVEL:
            return self.word(j - 1) not in self.lexicon.assets or self.word(j - 1) in (
                "shares",
                "stocks",
                "premium",
            )
        if j >= 0 and self.pieces[j].time is not None and self.word(j).startswith(_DISTANCES):
            return True
        if j >= 0 and self.pieces[j].kind is PieceKind.NAME:
            return "." in printed or "," in printed or small
        if j >= 0 and self.pieces[j].kind is PieceKind.FIGURE:
            return "." in printed or "," in printed
        return before in ("%", ",", "at", "-", "–") and ("," in printed or "." in printed)
