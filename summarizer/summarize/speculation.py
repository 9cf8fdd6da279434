"""Constrained greedy decoding in few steps: the source predicts its own short form, the network checks.

A short form mostly goes on with the source's next word.  So each step a row is given its next words as a guess, the
network reads them all at once, and the guess stands as far as the network would have chosen it too: the output is
that of choosing one token at a time, in a quarter of the steps.  Where the constraint leaves no choice the network
is not asked, and elsewhere only what is allowed is scored.  After Leviathan et al., "Fast Inference from
Transformers via Speculative Decoding" (2023), with the source as the guessing model.

All rows lie in one sequence, each seeing only itself and its prompt, so that nothing is spent on padding and a
beginning that prompts have in common is read and kept once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from summarizer.summarize.backend import load_transformers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from summarizer.summarize.constraint import CopyAutomaton, State

#: Guessed tokens with a choice that a row is given at once: more are read in vain more often than they spare a step.
GUESSES = 2
#: Guessed tokens in all.
_MOST_TOKENS = 10
#: When less than this of the sequence is still looked at the rest is dropped.
_WORTH_KEEPING = 0.8


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
    reader = _Reader(network)
    groups = [prompts[start : start + alike] for start in range(0, len(prompts), alike)]
    shared = [_common(group) for group in groups]
    with torch.inference_mode():
        _, slots = reader.read([(group[0][:count], []) for group, count in zip(groups, shared, strict=True)])
        rows = [
            Row(automaton, automaton.start, [*prompt[shared[number // alike] :]], [*slots[number // alike]])
            for number, (automaton, prompt) in enumerate(zip(automata, prompts, strict=True))
        ]
        while going := [row for row in rows if not row.finished]:
            reader.forget(going)
            _step(going, reader)
    return rows


def _common(prompts: Sequence[Sequence[int]]) -> int:
    """How many tokens the prompts have in common at their beginning, the last of each aside."""
    columns = zip(*(prompt[:-1] for prompt in prompts), strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _step(rows: Sequence[Row], reader: _Reader) -> None:
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


class _Reader:
    """A network and the sequence that it has read."""

    def __init__(self, network: Any) -> None:
        self._decoder = network.get_decoder()
        self._head = network.get_output_embeddings()
        self._cache = load_transformers().DynamicCache(config=network.config)
        self._size = 0
        #: The first slot of what was read last.
        self._first = 0

    def read(self, texts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Tensor, list[range]]:
        """Read texts, each the new tokens and the slots of what stands before them.

        What the network makes of all the tokens (tokens × width), one text behind the other, and each text's slots;
        a slot counts from the sequence's beginning, a place in the first result from its own.
        """
        import torch  # noqa: PLC0415 - slow

        ids = [token for tokens, _ in texts for token in tokens]
        kind = self._head.weight.dtype
        mask = torch.full((len(ids), self._size + len(ids)), torch.finfo(kind).min, dtype=kind)
        positions: list[int] = []
        slots: list[range] = []
        start = 0
        for tokens, seen in texts:
            end = start + len(tokens)
            mask[start:end, list(seen)] = 0
            own = slice(self._size + start, self._size + end)
            mask[start:end, own] = mask[start:end, own].triu(1)
            positions += range(len(seen), len(seen) + len(tokens))
            slots.append(range(self._size + start, self._size + end))
            start = end
        self._first, self._size = self._size, self._size + len(ids)
        read = self._decoder(
            input_ids=torch.tensor([ids]),
            attention_mask=mask[None, None],
            position_ids=torch.tensor([positions]),
            past_key_values=self._cache,
            use_cache=True,
        )
        return read.last_hidden_state[0], slots

    def forget(self, rows: Sequence[Row]) -> None:
        """Drop what none of the rows stands on, where that is much: guesses in vain and finished rows."""
        import torch  # noqa: PLC0415 - slow

        kept = sorted({slot for row in rows for slot in row.slots})
        if len(kept) > _WORTH_KEEPING * self._size:
            return
        chosen = torch.tensor(kept)
        for layer in self._cache.layers:
            layer.keys, layer.values = layer.keys[:, :, chosen], layer.values[:, :, chosen]
        new = {slot: number for number, slot in enumerate(kept)}
        for row in rows:
            row.slots = [new[slot] for slot in row.slots]
        self._size = len(kept)

    def choose(self, read: Tensor, asked: Sequence[tuple[int, list[int]]]) -> list[tuple[int, float]]:
        """For each slot just read, and the tokens allowed behind it, the likeliest one.

        Beside it its log-probability among the allowed, in nats.
        """
        import torch  # noqa: PLC0415 - slow

        open_ = [(slot - self._first, allowed) for slot, allowed in asked if len(allowed) > 1]
        if not open_:
            return [(allowed[0], 0.0) for _, allowed in asked]
        ids = sorted({token for _, allowed in open_ for token in allowed})
        column = {token: number for number, token in enumerate(ids)}
        bias = None if self._head.bias is None else self._head.bias[ids]
        scores = torch.nn.functional.linear(read[[slot for slot, _ in open_]], self._head.weight[ids], bias).float()
        ruled = torch.full_like(scores, float("-inf"))
        for number, (_, allowed) in enumerate(open_):
            columns = [column[token] for token in allowed]
            ruled[number, columns] = scores[number, columns]
        likely, chosen = ruled.log_softmax(-1).max(-1)
        found = iter(zip((ids[number] for number in chosen.tolist()), likely.tolist(), strict=True))
        return [(allowed[0], 0.0) if len(allowed) == 1 else next(found) for _, allowed in asked]
