"""Stand-ins for what is slow or far away: small, honest implementations of the same protocols."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import ModelError
from summarizer.store import Saved
from summarizer.summarize.model import Shortened, Source, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.types import Digest


class FakeModel:
    """A model that gives queued replies and remembers what it was asked.

    A queued exception is raised.  Without a queued reply a sentence comes back whole, and a draft is empty.
    """

    name = "fake"
    revision = "sha256:0123456789ab"

    def __init__(
        self, replies: Iterable[str | Exception] = (), task: Task = Task.COMPRESS, refused: str | None = None
    ) -> None:
        self.task = task
        #: It fails on sentences that hold this.
        self.refused = refused
        #: How many sentences it was asked for at once.
        self.batches: list[int] = []
        self.is_free = False
        self.replies = deque(replies)
        #: The sentences and articles asked for, in order.
        self.seen: list[str] = []

    def shorten(self, sources: Sequence[Source]) -> list[list[Shortened]]:
        """A queued reply is the short form; it must be words of the sentence in their order."""
        self.batches.append(len(sources))
        if self.refused and any(self.refused in " ".join(source.words) for source in sources):
            raise ModelError(self.name, f"can't read {self.refused}")
        return [[self._form(source)] for source in sources]

    def draft(self, text: str, words: int) -> str:
        """A queued reply is the draft."""
        assert words > 0
        return self._reply(text) or ""

    def _form(self, source: Source) -> Shortened:
        text = self._reply(" ".join(source.words))
        if text is None:
            return Shortened(tuple(range(len(source.words))), " ".join(source.words), -1.0)
        return Shortened(tuple(find_kept(source.words, text.split())), text, -1.0)

    def _reply(self, asked: str) -> str | None:
        self.seen.append(asked)
        reply = self.replies.popleft() if self.replies else None
        if isinstance(reply, Exception):
            raise reply
        return reply


def find_kept(words: Sequence[str], form: Sequence[str]) -> Iterable[int]:
    """The numbers of a sentence's words that a short form keeps."""
    rest = iter(enumerate(words))
    for wanted in form:
        yield next(number for number, word in rest if word.strip(",.") == wanted.strip(",."))


@dataclass
class FakeStore:
    """A store that remembers what it was given, or raises what it was told to."""

    error: Exception | None = None
    saved: list[Digest] = field(default_factory=list)

    def save(self, digest: Digest) -> Saved:
        """Keep it, or fail."""
        if self.error:
            raise self.error
        self.saved.append(digest)
        return Saved(digest.article.id, 1, created=True, changed=True)
