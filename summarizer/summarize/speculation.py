"""Constrained greedy decoding in few steps: the source predicts its own short form, the network checks.

A short form mostly goes on with the source's next word.  So each step a row is given its next words as a guess, the
network reads them all at once, and the guess stands as far as the network would have chosen it too: the output is
that of choosing one token at a time, in a fraction of the steps.  Where the constraint leaves no choice the network
is not asked, and elsewhere only what is allowed is scored.  After Leviathan et al., "Fast Inference from
Transformers via Speculative Decoding" (2023), with the source as the guessing model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from summarizer.summarize.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.summarize.constraint import CopyAutomaton, State

#: Guessed tokens with a choice that a row is given at once: more are read in vain more often than they spare a step.
GUESSES = 6
#: Guessed tokens in all.
_MOST_TOKENS = 12


@dataclass(slots=True)
class Row:
    """One output in the making."""

    automaton: CopyAutomaton
    state: State
    #: Tokens that the network has to read before it can choose the next one.
    unread: list[int]
    #: Where in the sequence lies what it has read, the prompt first.
    slots: list[int]
    tokens: list[int] = field(default_factory=list)
    #: Of the tokens so far, among those that were allowed, in nats.
    logprob: float = 0.0

    @property
    def finished(self) -> bool:
        """Whether the end was chosen."""
        return bool(self.tokens) and self.tokens[-1] == self.automaton.end


@dataclass(frozen=True, slots=True)
class _Path:
    """A guess how a row goes on."""

    tokens: list[int]
    #: Before each of the tokens, and after the last one.
    states: list[State]
    #: What each state allows, ascending.
    allowed: list[list[int]]


def decode(network: Any, prompts: Sequence[Sequence[int]], automata: Sequence[CopyAutomaton], alike: int) -> list[Row]:
    """The output of each automaton behind its prompt; each `alike` prompts in a row share a beginning, read once.

    `network` is a causal network of transformers.
    """
    import torch  # noqa: PLC0415 - slow

    if not prompts:
        return []
    reader = Reader(network)
    groups = [prompts[start : start + alike] for start in range(0, len(prompts), alike)]
    shared = [_common(group) for group in groups]
    with torch.inference_mode(), reader:
        _, slots = reader.read([(group[0][:count], []) for group, count in zip(groups, shared, strict=True)])
        rows = [
            Row(automaton, automaton.start, [*prompt[shared[number // alike] :]], [*slots[number // alike]])
            for number, (automaton, prompt) in enumerate(zip(automata, prompts, strict=True))
        ]
        while going := [row for row in rows if not row.finished]:
            for row, kept in zip(going, reader.keep([row.slots for row in going]), strict=True):
                row.slots = kept
            _step(going, reader)
    return rows


def _common(prompts: Sequence[Sequence[int]]) -> int:
    """How many tokens the prompts have in common at their beginning, the last of each aside."""
    columns = zip(*(prompt[:-1] for prompt in prompts), strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _step(rows: Sequence[Row], reader: Reader) -> None:
    """Guess, read and accept: each row gets at least one token."""
    paths = [_guess(row) for row in rows]
    read, slots = reader.read([([*row.unread, *path.tokens], row.slots) for row, path in zip(rows, paths, strict=True)])
    asked = [
        (place, allowed)
        for row, path, own in zip(rows, paths, slots, strict=True)
        for place, allowed in zip(own[len(row.unread) - 1 :], path.allowed, strict=True)
    ]
    choices = iter(reader.choose(read, asked))
    for row, path, own in zip(rows, paths, slots, strict=True):
        _accept(row, path, own, [next(choices) for _ in path.allowed])


def _guess(row: Row) -> _Path:
    """The row's next tokens, as the source has them."""
    automaton = row.automaton
    path = _Path([], [row.state], [sorted(automaton.allowed_next(row.state))])
    choices = 0
    while len(path.tokens) < _MOST_TOKENS and choices < GUESSES:
        token = automaton.predict(path.states[-1])
        if token == automaton.end:
            break
        choices += len(path.allowed[-1]) > 1
        path.tokens.append(token)
        path.states.append(automaton.advance(path.states[-1], token))
        path.allowed.append(sorted(automaton.allowed_next(path.states[-1])))
    return path


def _accept(row: Row, path: _Path, slots: Sequence[int], choices: Sequence[tuple[int, float]]) -> None:
    """Take the choices as far as the guess agrees, and the first one that does not."""
    agreed = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1][0], zip(path.tokens, choices, strict=False)))
    taken = choices[: agreed + 1]
    row.tokens += [token for token, _ in taken]
    row.logprob += sum(logprob for _, logprob in taken)
    row.slots += slots[: len(row.unread) + agreed]
    row.unread = [taken[-1][0]]
    row.state = row.automaton.advance(path.states[agreed], taken[-1][0])
