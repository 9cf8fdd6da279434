"""An article into a free draft of its summary, by a network of either architecture."""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.summarize.model_spec import Architecture, Decoding

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.summarize.prompting import PromptEncoder

#: Tokens that a word of a market report takes, generously: figures are split into digits.
TOKENS_A_WORD = 3
#: Tokens that a model is taken to read where it does not say.
CONTEXT = 1024
PARAGRAPH = re.compile(r"(?<=\n\n)")
SENTENCE = re.compile(r"(?<=[.!?])(?=\s)")
WORD = re.compile(r"(?<=\S)(?=\s)")
ENDED = re.compile(r"(?s).*[.!?][\"”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Drafter:
    """Asks a network for drafts."""

    #: A transformers model.
    network: Any
    tokenizer: Any
    encoder: PromptEncoder
    architecture: Architecture
    decoding: Decoding

    def __call__(self, text: str, words: int) -> str:
        """A draft of about so many words; of an article that is too long the beginning is read."""
        import torch  # noqa: PLC0415 - slow

        longest = min(self.decoding.max_new_tokens, words * TOKENS_A_WORD)
        room = self._room(longest)
        fitting = fit(text, lambda part: len(self.encoder(part, words=words)) <= room)
        tokens = torch.tensor([self.encoder(fitting, words=words)], device=self.network.device)
        with torch.inference_mode():
            written = self.network.generate(
                input_ids=tokens,
                attention_mask=torch.ones_like(tokens),
                generation_config=self._settings(longest),
            )[0]
        new = written if self.architecture is Architecture.SEQ2SEQ else written[tokens.shape[1] :]
        return whole_sentences(self.tokenizer.decode(new, skip_special_tokens=True))

    def _room(self, longest: int) -> int:
        """Tokens that a prompt may have; one sequence holds the draft, too."""
        context = getattr(self.network.config, "max_position_embeddings", None) or CONTEXT
        context -= longest if self.architecture is Architecture.CAUSAL else 0
        return min(context, self.decoding.max_input_tokens or context)

    def _settings(self, longest: int) -> Any:
        """What came with the model, but the most likely draft, no longer than asked for."""
        settings = copy.deepcopy(self.network.generation_config)
        settings.update(
            do_sample=False,
            temperature=None,
            top_p=None,
            top_k=None,
            num_beams=self.decoding.num_beams,
            no_repeat_ngram_size=self.decoding.no_repeat_ngram or None,
            max_length=None,
            max_new_tokens=longest,
            min_length=min(settings.min_length or 0, longest // 2),
        )
        return settings


def fit(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits: in whole paragraphs, else in whole sentences, else in whole words.

    >>> fit("One two. Three four.", lambda part: len(part) < 12)
    'One two.'
    """
    for boundary in (PARAGRAPH, SENTENCE, WORD):
        ends = [*(found.end() for found in boundary.finditer(text)), len(text)]
        fitting = bisect_left(ends, x=True, key=lambda end: not fits(text[:end].rstrip()))
        if fitting:
            return text[: ends[fitting - 1]].rstrip()
    return ""


def whole_sentences(text: str) -> str:
    """A draft without the sentence that it broke off in, unless that is its only one.

    >>> whole_sentences("The Dow rose 0.9%. The S&P 500 ga")
    'The Dow rose 0.9%.'
    """
    ended = ENDED.match(text.strip())
    return ended.group() if ended else text.strip()
