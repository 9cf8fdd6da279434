"""The copy constraint: while a model generates, only tokens that continue a form of the source are possible.

`CopyAutomaton` is pure: it reads tokens one by one and knows which may come next.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.summarize.subsequence import find_next, forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.summarize.subsequence import Kept, Source

    Encode = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Form:
    """A word as it may be printed, and what may follow it when it is printed so."""

    #: As printed, the space before it included.
    text: str
    #: At least one.
    tokens: tuple[int, ...]
    #: Numbers of words; the number of words stands for the end.
    following: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the tokens read so far."""

    #: The words read, the last of them perhaps in part.
    kept: Kept
    #: The text of the words before the last one.
    text: str
    #: The last word's form; None before the first word.
    form: Form | None
    #: How many of the form's tokens were read.
    offset: int

    @property
    def following(self) -> frozenset[int]:
        """What may come next, if the word is complete."""
        return self.form.following if self.form and self.offset == len(self.form.tokens) else frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """A finished form."""

    kept: Kept
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """What the tokens read so far may mean."""

    #: Not empty, except before the first token and after a token that was not allowed.
    readings: tuple[Reading, ...]
    #: None before the end.
    finished: Written | None = None


class CopyAutomaton:
    """Reads the forms of one source, token by token.

    Every state that is reached by allowed tokens allows another one, and every token leads on in the source:
    reading ends after at most `longest` tokens.
    """

    def __init__(self, source: Source, encode: Encode, end: int) -> None:
        """Encode each form of each word once; `end` is the token that ends a sentence."""
        self._count = len(source.words)
        self.end = end
        opening = frozenset(find_next(source, 0)) - {self._count}
        self._first = {word: _find_forms(source, word, encode, first=True) for word in opening}
        self._later = [_find_forms(source, word, encode, first=False) for word in range(self._count)]
        self.start = State((Reading((), "", Form("", (), opening), 0),))

    @property
    def longest(self) -> int:
        """No output has more tokens than this, the end included."""
        forms = (*self._later, *self._first.values())
        longest = sum(max(len(form.tokens) for form in one) for one in forms if one)
        return longest + 1

    def allowed_next(self, state: State) -> frozenset[int]:
        """The tokens that may come next; once the sentence is finished or went wrong, the end."""
        if not state.readings:
            return frozenset((self.end,))
        allowed = {token for _, token in self._find_steps(state)}
        if any(self._count in reading.following for reading in state.readings):
            allowed.add(self.end)
        return frozenset(allowed)

    def predict(self, state: State) -> int:
        """The token that comes next if nothing more is left out; the end where nothing else may come."""
        steps = self._find_steps(state)
        straight = [token for step, token in steps if step.form and step.kept[-1] + 1 in step.form.following]
        return (straight or [token for _, token in steps] or [self.end])[0]

    def advance(self, state: State, token: int) -> State:
        """The state after one more token; once the sentence is finished nothing changes."""
        if not state.readings:
            return state
        if token == self.end:
            done = [
                Written(one.kept, one.text + one.form.text)
                for one in state.readings
                if one.form and self._count in one.following
            ]
            return State((), done[0] if done else None)
        # The same word read to the same place goes on in the same way: its first reading stands for all.
        readings: dict[tuple[int, Form | None, int], Reading] = {}
        for step, found in self._find_steps(state):
            if found == token:
                readings.setdefault((step.kept[-1], step.form, step.offset), step)
        return State(tuple(readings.values()))

    def read(self, tokens: Sequence[int]) -> Written:
        """What an output says; raises ValueError where it is no finished form of the source."""
        state = self.start
        for token in tokens:
            state = self.advance(state, token)
        if state.finished is None:
            raise ValueError("the output is no form of its source")
        return state.finished

    def _find_steps(self, state: State) -> list[tuple[Reading, int]]:
        steps = []
        for reading in state.readings:
            form, offset = reading.form, reading.offset
            if form and offset < len(form.tokens):
                steps.append((Reading(reading.kept, reading.text, form, offset + 1), form.tokens[offset]))
            text = reading.text + (form.text if form else "")
            for word in sorted(reading.following - {self._count}):
                forms = self._later[word] if reading.kept else self._first[word]
                steps += [(Reading((*reading.kept, word), text, form, 1), form.tokens[0]) for form in forms]
        return steps


def _find_forms(source: Source, word: int, encode: Encode, *, first: bool) -> tuple[Form, ...]:
    following = defaultdict(set)
    for after in find_next(source, word + 1):
        for text in forms_of(source, word, after, first=first):
            following[text if first else f" {text}"].add(after)
    return tuple(Form(text, tuple(encode(text)), frozenset(after)) for text, after in following.items())
