"""A prompt into tokens.  What stands in the text to read is never taken for a marker of the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.summarize.model_spec import Style

if TYPE_CHECKING:
    from summarizer.summarize.model_spec import Prompt

#: Stands for the text while the chat template is filled in; a character that no text uses.
HOLE = "\ue000"


class PromptEncoder:
    """Fills in and encodes one prompt template."""

    def __init__(self, tokenizer: Any, prompt: Prompt, *, framed: bool = False) -> None:
        """`framed`: the prompt is a text as the tokenizer frames texts, as an encoder is used to them.

        A chat prompt is put plainly where the tokenizer has no chat template.
        """
        self._tokenizer = tokenizer
        self._template = prompt.template
        self._framed = framed
        self._chat = prompt.style is Style.CHAT and bool(getattr(tokenizer, "chat_template", None))

    def __call__(self, text: str, *, words: int = 0, length: str = "") -> list[int]:
        """The prompt's tokens for a sentence or an article, and the number of words or the length to write."""
        before, after = self._fill(words, length)
        if self._framed:
            whole = f"{before}{text}{after}"
            return list(self._tokenizer(whole, split_special_tokens=True)["input_ids"])
        head, tail = self.split(text, words=words, length=length)
        return [*head, *tail]

    def split(self, text: str, *, words: int = 0, length: str = "") -> tuple[list[int], list[int]]:
        """The prompt's tokens up to the text's end, the same for every length, and those behind it."""
        before, after = self._fill(words, length)
        if self._chat:
            message = [{"role": "user", "content": f"{before.lstrip()}{HOLE}{after}"}]
            before, after = self._tokenizer.apply_chat_template(
                message, tokenize=False, add_generation_prompt=True
            ).split(HOLE)
        return [*self._encode(before), *self.encode(text)], self._encode(after)

    def encode(self, text: str) -> list[int]:
        """Tokens of a text that is read or written, the names of special tokens in it as mere letters."""
        return self._encode(text, split_special_tokens=True)

    def _fill(self, words: int, length: str) -> tuple[str, str]:
        """The template before and behind the text."""
        filled = self._template.replace("{words}", str(words)).replace("{length}", length)
        before, after = filled.replace("{sentence}", HOLE).replace("{article}", HOLE).split(HOLE)
        return before, after

    def _encode(self, text: str, **options: bool) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False, **options)["input_ids"]) if text else []
