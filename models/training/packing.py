"""Several short forms of one sentence in one row: the sentence is read once, and each form sees it and itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Packed:
    """A sentence and its short forms as tokens."""

    head: list[int]
    #: For each form what asks for its length, and the answer.
    branches: list[tuple[list[int], list[int]]]

    @property
    def size(self) -> int:
        """Tokens in all."""
        return len(self.head) + sum(len(asked) + len(answer) for asked, answer in self.branches)


def loss_of(network: Any, batch: Sequence[Packed], device: str) -> Any:
    """Cross entropy of the answers; the vocabulary's scores are worked out where an answer stands only.

    A branch sees the sentence and itself, and stands right behind the sentence: as if it were alone.
    """
    import torch  # noqa: PLC0415

    width = max(packed.size for packed in batch)
    tokens = torch.zeros((len(batch), width), dtype=torch.long)
    positions = torch.zeros_like(tokens)
    seen = torch.eye(width, dtype=torch.bool).repeat(len(batch), 1, 1)  # padding sees itself: no empty rows
    rows: list[int] = []
    places: list[int] = []
    wanted: list[int] = []
    for row, packed in enumerate(batch):
        head = len(packed.head)
        tokens[row, :head] = torch.tensor(packed.head)
        positions[row, :head] = torch.arange(head)
        seen[row, :head, :head] = torch.ones(head, head, dtype=torch.bool).tril()
        start = head
        for asked, answer in packed.branches:
            end = start + len(asked) + len(answer)
            tokens[row, start:end] = torch.tensor(asked + answer)
            positions[row, start:end] = torch.arange(head, head + end - start)
            seen[row, start:end, :head] = True
            seen[row, start:end, start:end] = torch.ones(end - start, end - start, dtype=torch.bool).tril()
            rows += [row] * len(answer)
            places += range(start + len(asked) - 1, end - 1)
            wanted += answer
            start = end
    mask = torch.zeros(seen.shape, dtype=torch.bfloat16).masked_fill(~seen, torch.finfo(torch.bfloat16).min)
    with torch.autocast(device, dtype=torch.bfloat16):
        hidden = network.model(
            input_ids=tokens.to(device),
            attention_mask=mask[:, None].to(device),
            position_ids=positions.to(device),
            use_cache=False,
        ).last_hidden_state
        scores = network.lm_head(hidden[rows, places])
    return torch.nn.functional.cross_entropy(scores.float(), torch.tensor(wanted, device=device))
