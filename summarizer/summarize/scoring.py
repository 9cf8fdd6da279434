"""How likely a causal network finds answers: prompts are read once, answers in batches behind them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

#: Answers read at once.  More are not faster on a processor, and a row takes 10 MB.
ROWS = 16


class AnswerScorer:
    """A network that has read some prompts."""

    def __init__(self, network: Any, prompts: Sequence[Sequence[int]]) -> None:
        """Read the prompts, given as tokens."""
        import torch  # noqa: PLC0415 - slow

        self._network = network
        tokens, self._mask = pad(prompts, network.device, left=True)
        with torch.inference_mode():
            read = network(
                input_ids=tokens,
                attention_mask=self._mask,
                position_ids=(self._mask.cumsum(1) - 1).clamp(min=0),
                use_cache=True,
                logits_to_keep=1,
            )
        self._cache = read.past_key_values
        self._next = read.logits[:, -1]

    def __call__(self, answers: Sequence[tuple[int, Sequence[int]]]) -> list[float]:
        """The log-probability, in nats, of each answer: a prompt's number and the answer's tokens."""
        # Rows of one length waste nothing on padding.
        order = sorted(range(len(answers)), key=lambda number: len(answers[number][1]))
        scores = [0.0] * len(answers)
        for start in range(0, len(order), ROWS):
            batch = order[start : start + ROWS]
            found = self._score([answers[number] for number in batch])
            for number, score in zip(batch, found, strict=True):
                scores[number] = score
        return scores

    def _score(self, answers: Sequence[tuple[int, Sequence[int]]]) -> list[float]:
        import torch  # noqa: PLC0415 - slow

        device = self._network.device
        rows = torch.tensor([prompt for prompt, _ in answers], device=device)
        first = self._next[rows]
        tokens, mask = pad([answer for _, answer in answers], device, left=False)
        prompts = self._mask[rows]
        with torch.inference_mode():
            cache = copy.deepcopy(self._cache)  # reading writes to it
            cache.batch_select_indices(rows)
            logits = self._network(
                input_ids=tokens,
                attention_mask=torch.cat((prompts, mask), 1),
                position_ids=prompts.sum(1, keepdim=True) + torch.arange(tokens.shape[1], device=device),
                past_key_values=cache,
                use_cache=True,
            ).logits
            return [
                _logprob(torch.cat((before[None], after[: len(answer) - 1])), answer)
                for before, after, (_, answer) in zip(first, logits, answers, strict=True)
            ]


def pad(rows: Sequence[Sequence[int]], device: Any, *, left: bool) -> tuple[Tensor, Tensor]:
    """Rows as one tensor and the mask of what is no padding; both are rows × longest."""
    import torch  # noqa: PLC0415 - slow

    width = max(map(len, rows))
    tokens = torch.zeros((len(rows), width), dtype=torch.long, device=device)
    mask = torch.zeros_like(tokens)
    for number, row in enumerate(rows):
        place = slice(width - len(row), None) if left else slice(len(row))
        tokens[number, place] = torch.tensor(row, device=device)
        mask[number, place] = 1
    return tokens, mask


def _logprob(logits: Tensor, answer: Sequence[int]) -> float:
    """Of an answer's tokens, given the logits (tokens × vocabulary) from which each was to be predicted."""
    logits = logits.float()  # the sum over the vocabulary needs more than bfloat16's eight bits
    chosen = logits[range(len(answer)), answer]
    return float((chosen - logits.logsumexp(-1)).sum())
