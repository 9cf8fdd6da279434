"""spaCy's English tokenizer, without what its import drags along."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language


def load_tokenizer() -> Language:
    """A blank English pipeline that keeps hyphenated words ("all-time", "blue-chip") whole; about 1.3 s."""
    with _without("torch"):
        import spacy  # noqa: PLC0415 — slow: it is imported where loading is expected

    nlp = spacy.blank("en")
    nlp.max_length = 10**9  # no parser, no vectors: memory is linear in the text
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(_infixes(nlp)).finditer
    return nlp


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an import believe that `module` is not installed.

    spaCy's layers import torch wherever it is installed, for networks that a tokenizer has none of: 3.9 s
    instead of 1.3 s on two cores.
    """
    absent: dict[str, Any] = sys.modules
    if module in absent:
        yield
        return
    absent[module] = None
    try:
        yield
    finally:
        del absent[module]


def _infixes(nlp: Language) -> list[str]:
    """The language's infixes, but words are split at dashes and the quotes before them, not at hyphens."""
    from spacy.lang.char_classes import HYPHENS  # noqa: PLC0415

    dashes = r"(?<=[\w%)\"”’])(?:–|—|--+)(?=[\w(\"“])"
    infixes = [dashes if HYPHENS in infix else infix for infix in nlp.Defaults.infixes or ()]
    return [*infixes, r"[\"”’](?=–|—|--)"]
