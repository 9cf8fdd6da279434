"""What a desk's process loads in tests: a reader that does to articles what their texts say."""

from __future__ import annotations

import os
import time

from fakes import FakeModel
from summarizer.errors import InputError, WeightsError
from summarizer.pipeline import Tools
from summarizer.types import Article, Extraction, Span


def read(article: Article) -> Extraction:
    """One sentence and nothing else, unless the text wants something worse."""
    if "crash" in article.text:
        os._exit(3)
    if "hang" in article.text:
        time.sleep(600)
    if "refuse" in article.text:
        raise InputError(article.id, "is refused", "give another one")
    if "bug" in article.text:
        raise ZeroDivisionError(article.text)
    return Extraction((), (), (Span(0, len(article.text)),))


def load() -> Tools:
    """The tools."""
    return Tools(read, FakeModel())


def fail_to_load() -> Tools:
    """No weights."""
    raise WeightsError("fake", "its weights are not here", "fetch them")


def crash_while_loading() -> Tools:
    """Not even that."""
    os._exit(4)
