"""A network that reads the new tokens of many texts at once, and scores only what may come next.

All texts lie in one sequence, each seeing only itself, so that nothing is spent on padding and a beginning that
texts have in common is read and kept once.  Only attention works on rows: there each text has its own few keys.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Self

from summarizer.summarize.backend import load_transformers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

#: What the attention below is called among those of transformers.
_ATTENTION = "summarizer_rows"
#: Tokens are read in multiples of this: for each other number the processor's kernels are made, and kept, anew.
_STRIDE = 8
#: When less than this of the sequence is still looked at the rest is dropped.
_WORTH_KEEPING = 0.8


class Reader:
    """A causal network of transformers and the sequence that it has read; in a ``with`` block it attends by rows."""

    def __init__(self, network: Any) -> None:
        """Nothing is read yet."""
        transformers = load_transformers()
        transformers.AttentionInterface.register(_ATTENTION, attend)
        self._network = network
        self._device = network.device
        self._decoder = network.get_decoder()
        self._head = network.get_output_embeddings()
        self._cache = transformers.DynamicCache(config=network.config)
        self._usual = network.config._attn_implementation  # noqa: SLF001 - it has no other name
        self._size = 0
        #: The first slot of what was read last.
        self._first = 0

    def __enter__(self) -> Self:
        """Attend by rows."""
        self._network.set_attn_implementation(_ATTENTION)
        return self

    def __exit__(self, *_: object) -> None:
        """Attend as before."""
        self._network.set_attn_implementation(self._usual)

    def read(self, texts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Tensor, list[range]]:
        """Read texts, each the new tokens (one at least) and the slots of what stands before them.

        What the network makes of all the tokens (tokens × width), one text behind the other, and each text's slots;
        a slot counts from the sequence's beginning, a place in the first result from its own.
        """
        import torch  # noqa: PLC0415 - slow

        fill = -sum(len(tokens) for tokens, _ in texts) % _STRIDE
        texts = [*texts, ([0] * fill, [])] if fill else texts
        ids = [token for tokens, _ in texts for token in tokens]
        starts = accumulate((len(tokens) for tokens, _ in texts), initial=self._size)
        slots = [range(start, start + len(tokens)) for start, (tokens, _) in zip(starts, texts, strict=False)]
        positions = [place for tokens, seen in texts for place in range(len(seen), len(seen) + len(tokens))]
        self._first, self._size = self._size, self._size + len(ids)
        read = self._decoder(
            input_ids=torch.tensor([ids], device=self._device),
            attention_mask=self._mask(texts),
            position_ids=torch.tensor([positions], device=self._device),
            past_key_values=self._cache,
            use_cache=True,
            queries=self._padded([[slot - self._first for slot in own] for own in slots]),
            keys=self._padded([[*seen, *own] for (_, seen), own in zip(texts, slots, strict=True)]),
            rows=torch.tensor([number for number, own in enumerate(slots) for _ in own], device=self._device),
            places=torch.tensor([place for own in slots for place in range(len(own))], device=self._device),
        )
        return read.last_hidden_state[0], slots[:-1] if fill else slots

    def keep(self, rows: Sequence[list[int]]) -> list[list[int]]:
        """Drop what none of the rows looks at, where that is much; the rows' slots after that."""
        import torch  # noqa: PLC0415 - slow

        kept = sorted({slot for slots in rows for slot in slots})
        if len(kept) > _WORTH_KEEPING * self._size:
            return [*rows]
        chosen = torch.tensor(kept, device=self._device)
        for layer in self._cache.layers:
            layer.keys, layer.values = layer.keys[:, :, chosen], layer.values[:, :, chosen]
        self._size = len(kept)
        new = {slot: number for number, slot in enumerate(kept)}
        return [[new[slot] for slot in slots] for slots in rows]

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
        rows = torch.tensor([number for number, (_, allowed) in enumerate(open_) for _ in allowed], device=self._device)
        columns = torch.tensor([column[token] for _, allowed in open_ for token in allowed], device=self._device)
        ruled = torch.full_like(scores, float("-inf"))
        ruled[rows, columns] = scores[rows, columns]
        likely, chosen = ruled.log_softmax(-1).max(-1)
        found = iter(zip((ids[number] for number in chosen.tolist()), likely.tolist(), strict=True))
        return [(allowed[0], 0.0) if len(allowed) == 1 else next(found) for _, allowed in asked]

    def _mask(self, texts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Tensor:
        """What each new token may see of its text (texts × 1 × tokens × keys): all before it, and itself."""
        import torch  # noqa: PLC0415 - slow

        seen = torch.tensor([len(before) for _, before in texts], device=self._device)[:, None, None, None]
        last = seen + torch.arange(max(len(tokens) for tokens, _ in texts), device=self._device)[:, None]
        keys = torch.arange(max(len(tokens) + len(before) for tokens, before in texts), device=self._device)
        return keys <= last

    def _padded(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """Rows of numbers as one table; what is added is masked, or not looked at."""
        import torch  # noqa: PLC0415 - slow

        width = max(map(len, rows))
        return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows], device=self._device)


def attend(
    _module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor,
    *,
    queries: Tensor,
    keys: Tensor,
    rows: Tensor,
    places: Tensor,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Attention of texts that lie in one sequence, a row each.

    `query`, `key` and `value` are 1 × heads × tokens × width, the mask texts × 1 × queries × keys.  `queries`, `keys`
    (texts × tokens) say which of the tokens are each text's, `rows` and `places` where in that table each token is.
    """
    import torch  # noqa: PLC0415 - slow

    found = torch.nn.functional.scaled_dot_product_attention(
        query[0][:, queries].transpose(0, 1),
        key[0][:, keys].transpose(0, 1),
        value[0][:, keys].transpose(0, 1),
        attn_mask=attention_mask,
        scale=scaling,
        enable_gqa=True,
    )
    return found.transpose(1, 2)[rows, places][None], None
