"""Who a sentence is talking about, place by place: the entity, or the list of entities, that a figure would belong to.

Market prose names a subject and then tells its figures, so reading goes left to right.  A name becomes the subject;
names in a row become one subject of several; at every verb the words before it decide whether the subject is still
the index ("the Nasdaq, which is heavy in technology, fell"), somebody else ("oil fell"), or what a pronoun stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from summarizer.extract.pieces import Piece, PieceKind
from summarizer.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention

_JOINS = frozenset(
    ", and & or / the both its broader broad blue-chip tech-heavy wider benchmark main heavily tech large-cap small-cap mid-cap "
    "larger smaller narrower technology-heavy growth as well along with local key a rate-sensitive export-heavy commodity-heavy "
    "s&p equal-weighted export-oriented resource-heavy s's 's ’s japan china germany france britain uk u.s. us".split()
)
_DETERMINERS = frozenset("the this that its their both these those".split())
_PREPOSITIONS = frozenset(
    "in on of at for from by with to among across against amid despite near under over within around".split()
)
_RELATIVES = frozenset("which that who whose".split())
_CONJUNCTIONS = frozenset(
    "and but or then yet nor before after while as since when although though & while".split()
)
#: What may stand between the article and "index" when one named before is meant; another noun makes it another index.
_INDEX_KINDS = frozenset(
    "stock share shares equity equities benchmark main broad broader wider key headline blue chip large small mid cap same "
    "entire whole composite local national domestic regional overall market leading sectoral sub old flagship premier".split()
)
_PLURAL = frozenset("they both".split())
_HOLDERS = frozenset(
    "stocks shares companies constituents members components listed firms names heavyweight heavyweights issues traders "
    "investors stock share company constituent member component volume turnover trackers debutant debutants options earnings "
    "profits sectors peers".split()
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "all": 3}


#: Nouns that are told of an index itself.
_OWN_NOUNS = frozenset(
    "target targets forecast forecasts objective close finish tally reading value level levels total advance return returns performance score range "
    "chart move increases swing projection estimate count close session sessions day week month quarter year streak run".split()
)
#: What a noun holds an index by, and nouns that hold it without being another subject.
_HOLDING = frozenset("on in of among from within across".split())
_HOLD_NOTHING = frozenset(
    "futures contracts contract e-minis those ones performance average value level levels price index indexes indices benchmark gauge "
    "and , but while so far changes change returns return wall tokyo london street".split()
)
_BEFORE_NAMES = frozenset(
    "the a an its broader benchmark blue-chip tech-heavy key main broad wider local 's ’s japan china germany france britain uk u.s. us headline".split()
)
#: "to the close", "a record finish": no verb stands here.
_BEFORE_NOUNS = frozenset(
    "the a an its their this that record market of previous closing at monday's prior".split()
)
#: How a clause begins that is inserted between a subject and its verb.
_INSERTED = frozenset("which who whose that where often also already home once long up down a an the having heavily with in still".split())
_CLAUSE_ENDS = frozenset(
    "; : while whereas but as after when because and with although though before if since compared versus".split()
)
_TECHNICAL = frozenset(
    "support resistance supports resistances hurdle hurdles target targets objective".split()
)


class Subject(NamedTuple):
    """What a sentence is talking about at one place."""

    #: Empty where it is no index: oil, a company, traders.
    mentions: tuple[Mention, ...]
    reason: str


@dataclass(slots=True)
class Memory:
    """What earlier sentences talked about, the latest last."""

    subjects: list[Subject] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    #: How often each entity was named, and where the running paragraph's names begin.
    counts: dict[str, int] = field(default_factory=dict)
    paragraph: list[Mention] = field(default_factory=list)

    def note(self, mention: Mention) -> None:
        """Remember a named entity as the latest."""
        self.mentions = [old for old in self.mentions if old.entity.name != mention.entity.name] + [mention]
        self.counts[mention.entity.name] = self.counts.get(mention.entity.name, 0) + 1
        self.paragraph.append(mention)

    def start_paragraph(self) -> None:
        """Forget what the paragraph before was about; the article's main index stays."""
        self.paragraph.clear()

    def main(self) -> tuple[Mention, ...]:
        """The headline index named most often so far, the first at a tie; no sub-index, fund or gauge of volatility."""
        heads = [m for m in self.mentions if m.parent is None and m.entity.kind is Kind.INDEX and not m.gauge]
        ranked = sorted(heads, key=lambda m: -self.counts[m.entity.name])
        return tuple(ranked[:1])

    def latest(
        self, count: int = 1, kinds: Sequence[Kind] = (Kind.INDEX, Kind.FUTURE)
    ) -> tuple[Mention, ...]:
        """The entities last talked about, in the order of their naming."""
        fitting = [mention for mention in self.mentions if mention.entity.kind in kinds]
        return tuple(fitting[-count:]) if len(fitting) >= count else ()


def track_subjects(pieces: Sequence[Piece], lexicon: Lexicon, memory: Memory) -> list[Subject | None]:
    """For each piece, the subject in force there; None before the first."""
    reader = _Reader(pieces, lexicon, memory)
    return reader.read()


class _Reader:
    def __init__(self, pieces: Sequence[Piece], lexicon: Lexicon, memory: Memory) -> None:
        self.pieces, self.lexicon, self.memory = pieces, lexicon, memory
        self.current: Subject | None = None
        self.last_name = -1  # index of the latest name in the running list
        #: Where names and references stand: piece index -> subject.
        self.named: dict[int, Subject] = {}
        #: The subject of the clause's verb, while a name that stands after the verb is in force.
        self.clause: Subject | None = None
        self.verb = -1
        #: Indexes of the verbs read so far.
        self.verbs: set[int] = set()

    def read(self) -> list[Subject | None]:
        in_force: list[Subject | None] = []
        self._carry_over()
        for i, piece in enumerate(self.pieces):
            if piece.lower in _CLAUSE_ENDS:
                self.verb = -1
            if piece.kind is PieceKind.NAME and piece.mention:
                self._name(i, piece.mention)
            elif piece.kind is PieceKind.WORD:
                self._word(i, piece)
            in_force.append(self.current)
        return in_force

    def _carry_over(self) -> None:
        """A line that starts with its verb ("- Up 13.59% from its low") goes on about the subject before."""
        words = [piece for piece in self.pieces[:3] if piece.kind is not PieceKind.MARK]
        elliptic = words and (
            words[0].lower in self.lexicon.direction and words[0].lower not in self.lexicon.assets
        )
        technical = not any(piece.kind is PieceKind.NAME for piece in self.pieces) and any(
            piece.lower in _TECHNICAL for piece in self.pieces
        )
        if elliptic or technical or self._own_close():
            found = self._latest_subject()
            if found:
                self.current = Subject(found.mentions, "the sentence goes on about the subject before")

    def _own_close(self) -> bool:
        """ "From Monday's close of 6,229.10": somebody's close, and nobody is named."""
        if any(piece.kind is PieceKind.NAME for piece in self.pieces):
            return False
        if any(piece.lower == "range" for piece in self.pieces):  # "The day range was between 1,592 and 1,605"
            return True
        return any(
            piece.lower in ("close", "finish", "settlement", "high", "low", "peak")
            and self.pieces[i - 2].time is not None
            for i, piece in enumerate(self.pieces)
            if i > 1
        )

    def _name(self, i: int, mention: Mention) -> None:
        following = self.pieces[i + 1].lower if i + 1 < len(self.pieces) else ""
        self.memory.note(mention)
        if following in _HOLDERS:  # "S&P 500 stocks": no subject; the verb will decide
            return
        if self.current and self.last_name >= 0 and self._joined(self.last_name, i):
            known = {old.entity.name for old in self.current.mentions}
            members = (
                self.current.mentions if mention.entity.name in known else (*self.current.mentions, mention)
            )
            self._set(i, Subject(members, "named in one list"))
        else:
            self._set(i, Subject((mention,), "named"))
        self.last_name = i

    def _joined(self, left: int, right: int) -> bool:
        between = self.pieces[left + 1 : right]
        head = left - 2 if left and self.pieces[left - 1].lower in _DETERMINERS else left - 1
        if (
            head >= 0
            and self.pieces[head].lower in ("within", "among", "in", "across", "on")
            and between[:1]
            and between[0].lower == ","
        ):
            return False  # "Within the S&P 500, materials rose"
        return (
            0 < len(between) <= 6  # noqa: PLR2004 — ", and the broader blue-chip"
            and any(piece.lower in (",", "and", "&", "or", "/", "well") for piece in between)
            and all(piece.lower in _JOINS for piece in between)
        )

    def _set(self, i: int, subject: Subject) -> None:
        self.current = subject
        self.named[i] = subject

    def _word(self, i: int, piece: Piece) -> None:
        lower = piece.lower
        if lower in self.lexicon.index_nouns or lower in ("fund", "etf"):
            self._reference(i, lower)
        elif lower == "its" and self.current is None:
            found = self._latest_subject()
            if found:
                self._set(i, Subject(found.mentions, f"“{piece.text}” stands for it"))
        elif (lower == "it" or lower == "that" and i == 0) and self._before_verb(i):
            found = self._latest_subject()
            if found:
                self._set(i, Subject(found.mentions, f"“{piece.text}” stands for it"))
        elif lower in _PLURAL and self._before_verb(i):
            self._several(i, 2, piece.text)
        elif lower in ("former", "latter") and i and self.pieces[i - 1].lower == "the":
            pair = self._pair()
            if pair:
                self._set(i, Subject((pair[lower == "latter"],), f"“the {lower}” of the last two named"))
        elif (
            lower in ("two", "three")
            and i
            and self.pieces[i - 1].lower in ("all", "the")
            and self._before_verb(i)
        ):
            self._several(i, _COUNTS[lower], f"all {lower}")
        elif self._is_verb(i):
            subject = self._subject_of(i)
            if subject is not None:
                self._set(i, subject)
            elif self._reverts(i) and self.clause is not None:
                self._set(i, self.clause)
            self.clause, self.verb = self.current, i
            self.verbs.add(i)

    def _reverts(self, i: int) -> bool:
        """ "Acme led the index, gaining 4%": after a comma the verb's own subject is back."""
        return (
            i > 0
            and self.pieces[i - 1].lower == ","
            and self.verb >= 0
            and (self.pieces[i].lower.endswith("ing") or self.pieces[i].lower in self.lexicon.adverbs)
            and self.clause is not self.current
        )

    def _latest_subject(self) -> Subject | None:
        if self.current and self.current.mentions:
            return self.current
        return self.memory.subjects[-1] if self.memory.subjects else None

    def _before_verb(self, i: int) -> bool:
        for piece in self.pieces[i + 1 : i + 5]:
            if self._skipped(piece) or piece.kind is PieceKind.TIME or piece.lower in ("'s", "’s"):
                if piece.lower in ("was", "is", "were", "are", "has", "have", "had"):
                    return True
                continue
            return (
                piece.lower in self.lexicon.direction
                or piece.lower in self.lexicon.placing
                or piece.kind is PieceKind.FIGURE
            )
        return False

    def _pair(self) -> tuple[Mention, ...]:
        if self.current and len(self.current.mentions) == 2:  # noqa: PLR2004 — a pair
            return self.current.mentions
        return self.memory.latest(2)

    def _several(self, i: int, count: int, printed: str) -> None:
        if self.current and len(self.current.mentions) == count:
            self._set(i, Subject(self.current.mentions, f"“{printed}” stands for them"))
            return
        found = self.memory.latest(count)
        if found:
            self._set(i, Subject(found, f"“{printed}” stands for the last {count} named"))

    def _reference(self, i: int, noun: str) -> None:
        """ "the index", "both gauges", "the three main indexes"."""
        words = [piece.lower for piece in self.pieces[max(0, i - 4) : i]]
        if i and self.pieces[i - 1].kind is PieceKind.NAME:
            return
        following = self.pieces[i + 1].lower if i + 1 < len(self.pieces) else ""
        if following in ("of", "futures", "points", "provider", "fund") or (following in _HOLDERS):
            return
        if noun in ("fund", "etf"):
            found = self.memory.latest(1, (Kind.ETF,))
            if found and any(word in _DETERMINERS for word in words[-2:]):
                self._set(i, Subject(found, f"“the {noun}” is the last one named"))
            return
        if noun.endswith("s") or noun == "indices":
            count = next((_COUNTS[word] for word in words if word in ("both", "two", "three", "four")), 0)
            if count:
                self._several(i, count, " ".join([*words[-2:], noun]))
            else:
                self._set(i, Subject((), f"“{noun}”, none named"))
            return
        before = words[-1] if words else ""
        if before not in _DETERMINERS and before not in _INDEX_KINDS and "-" not in before:
            self._set(i, Subject((), f"another index: “{before} {noun}”"))
        elif any(word in _DETERMINERS or word in ("'s", "’s") for word in words):
            if noun == "average" and before not in ("the", "blue-chip"):
                return
            found = (
                self._of_size(before)
                if before[:5] in ("small", "mid", "mid-c") or before == "mid-cap"
                else self._latest_index(noun)
            )
            self._set(i, Subject(found, f"“the {noun}” is the last one named"))

    def _of_size(self, kind: str) -> tuple[Mention, ...]:
        """ "the small-cap index": the last named one of that size."""
        size = "mid" if kind.startswith("mid") else "small"
        wanted = ("russell 2000", "small", "600") if size == "small" else ("mid", "400")
        fitting = [m for m in self.memory.mentions if any(word in m.entity.name.lower() for word in wanted)]
        return tuple(fitting[-1:])

    def _latest_index(self, noun: str) -> tuple[Mention, ...]:
        """ "The benchmark" is the article's; "the index" the one its own paragraph was about, else the article's."""
        if (
            self.current
            and len(self.current.mentions) == 1
            and self.current.mentions[0].entity.kind is Kind.INDEX
        ):
            return self.current.mentions
        if noun == "benchmark":
            benchmark = self.memory.main()
            if benchmark:
                return benchmark
        if self.memory.paragraph:
            for subject in reversed(self.memory.subjects[-1:]):
                if len(subject.mentions) == 1 and subject.mentions[0].entity.kind is Kind.INDEX:
                    return subject.mentions
            named = [m for m in self.memory.paragraph if m.entity.kind is Kind.INDEX]
            if named:
                return (named[-1],)
        return self.memory.main() or self.memory.latest(1)

    def _skipped(self, piece: Piece) -> bool:
        """Adverbs and auxiliaries between a subject and its verb."""
        return piece.lower in self.lexicon.skipped or (piece.lower.endswith("ly") and len(piece.lower) > 4)  # noqa: PLR2004 — not "fly"

    def _is_verb(self, i: int) -> bool:
        lower = self.pieces[i].lower
        if lower in self.lexicon.verbs or lower in self.lexicon.placing:
            return not (i and self.pieces[i - 1].lower in _BEFORE_NOUNS)
        if lower in self.lexicon.adverbs:  # "oil up 2%": a verbless clause
            before = self.pieces[i - 1] if i else None
            return before is not None and (
                before.kind is PieceKind.NAME
                or before.capitalised
                or before.lower in self.lexicon.assets
                or before.lower == ","
            )
        return lower in self.lexicon.either and not self.is_noun(i)

    def is_noun(self, i: int) -> bool:
        """Whether a word that can be both is a noun here: "a 1% gain", "its biggest drop"."""
        j = i - 1
        while j >= 0 and (self._skipped(self.pieces[j]) or self.pieces[j].kind is PieceKind.TIME):
            if self.pieces[j].lower in (
                "to",
                "will",
                "would",
                "could",
                "may",
                "might",
                "should",
                "did",
                "does",
                "do",
            ):
                return False
            j -= 1
        if j < 0:
            return False
        before = self.pieces[j]
        if before.kind is PieceKind.NAME:
            return False
        if (
            before.kind is PieceKind.WORD
            and before.lower.endswith("s")
            and before.lower not in ("'s", "’s", "its", "this")
        ):
            return before.lower in _DETERMINERS  # "stocks rise"
        return True

    def _subject_of(self, verb: int) -> Subject | None:
        """The subject of the verb there, or None to keep the one in force."""
        j = verb - 1
        while j >= 0:
            piece = self.pieces[j]
            if j in self.named:
                return self._unless_held(j)
            if piece.lower in self.lexicon.index_nouns and j - 1 in self.named:  # "Nikkei and Topix indices"
                return self.named[j - 1]
            if piece.kind is PieceKind.NAME:  # "Nasdaq stocks" was passed over
                return None
            if piece.kind is PieceKind.TIME:
                j -= 1
                if j >= 0 and self.pieces[j].lower in _PREPOSITIONS:
                    j -= 1
                continue
            if piece.lower in (")", "]"):
                j = self._opening(j) - 1
                continue
            if piece.lower in (",", "—", "–", "--"):
                return self._before_insertion(j)
            if piece.kind is PieceKind.MARK or piece.kind is PieceKind.FIGURE or piece.lower in _CONJUNCTIONS:
                return None
            if piece.lower in _RELATIVES:
                return self._antecedent(j)
            if self._skipped(piece) or piece.lower in self.lexicon.placing or piece.lower in ("'s", "’s"):
                j -= 1
                continue
            if piece.lower in self.lexicon.direction:  # "the decline took", "gains were"
                return None
            if piece.lower in _OWN_NOUNS:  # "our Russell 2000 target goes to 2,350"
                return None
            return self._noun_phrase(j)
        return None

    def _unless_held(self, j: int) -> Subject:
        """ "All stocks on the index fell": what a noun holds by a preposition is not the verb's subject."""
        start = j
        while start > 0 and self.pieces[start - 1].lower in _BEFORE_NAMES:
            start -= 1
        holder = self.pieces[start - 2] if start > 1 and self.pieces[start - 1].lower in _HOLDING else None
        if (
            holder is None
            or holder.kind is not PieceKind.WORD
            or holder.lower in _HOLD_NOTHING
            or holder.lower in self.lexicon.direction
        ):
            return self.named[j]
        if self._skipped(holder) or holder.lower in self.lexicon.placing:
            return self.named[j]
        return Subject((), f"“{holder.text}” is the subject")

    def _opening(self, j: int) -> int:
        while j > 0 and self.pieces[j].lower not in ("(", "["):
            j -= 1
        return j

    def _before_insertion(self, comma: int) -> Subject | None:
        """What stands before the comma's partner, as in "The Nasdaq, which is heavy in technology, fell"."""
        for j in range(comma - 1, 0, -1):
            if self.pieces[j].kind is PieceKind.FIGURE or self.pieces[j].lower == ";":
                return None
            if self.pieces[j].lower == self.pieces[comma].lower and j - 1 in self.named:
                inserted = self.pieces[j + 1 : comma]
                own_clause = any(i in self.verbs for i in range(j + 1, comma)) and inserted[0].lower not in _INSERTED
                return None if own_clause else self.named[j - 1]
        return None

    def _antecedent(self, relative: int) -> Subject | None:
        j = relative - 1
        while j >= 0 and self.pieces[j].lower in (",", ")", "in", "of"):
            j = self._opening(j) - 1 if self.pieces[j].lower == ")" else j - 1
        if j in self.named:
            return self.named[j]
        return (
            Subject((), "a relative clause about something else")
            if j >= 0 and self.pieces[j].kind is PieceKind.WORD
            else None
        )

    def _noun_phrase(self, j: int) -> Subject | None:
        """A noun before the verb: somebody else, unless it only ends a phrase that hangs on an index ("in Tokyo")."""
        for k in range(j, max(-1, j - 6), -1):
            if self.pieces[k].lower in _PREPOSITIONS:
                if k - 1 in self.named:  # "the Russell 2000 of smaller companies"
                    return self.named[k - 1]
                break
            if self.pieces[k].kind in (PieceKind.MARK, PieceKind.FIGURE):
                break
        return Subject((), f"the verb's subject is “{self.pieces[j].text}”")


def span_of(pieces: Sequence[Piece]) -> Span:
    """The stretch of text that the pieces cover."""
    return Span(pieces[0].start, pieces[-1].end)
