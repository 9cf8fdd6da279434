"""Tasks under way, by what they work on: so many at once, and one at most for each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine


class Crew:
    """Up to `size` tasks; an expected error goes to `failed` and the others go on, a bug is raised by `changed`."""

    def __init__(self, size: int, failed: Callable[[SummarizerError], Awaitable[None]]) -> None:
        """Begin with nothing to do."""
        self._size = size
        self._failed = failed
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()
        self._bug: Exception | None = None
        self._stopping = False

    @property
    def busy(self) -> Collection[str]:
        """What is worked on."""
        return self._tasks.keys()

    @property
    def free(self) -> int:
        """How many more can be begun."""
        return self._size - len(self._tasks)

    def begin(self, key: str, work: Coroutine[None, None, None]) -> None:
        """Work on something that nobody works on."""
        self._tasks[key] = asyncio.create_task(self._run(key, work))

    async def _run(self, key: str, work: Coroutine[None, None, None]) -> None:
        try:
            await self._run_to_its_end(work)
        except Exception as error:  # noqa: BLE001 - raised by `changed`
            self._bug = error
        finally:
            del self._tasks[key]
            self._changed.set()

    async def _run_to_its_end(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except SummarizerError as error:
            if not self._stopping:
                await self._failed(error)

    def wake(self) -> None:
        """Let `changed` return: there may be more to do."""
        self._changed.set()

    async def changed(self) -> None:
        """Wait until a task has ended, or somebody said that there is more to do."""
        await self._changed.wait()
        self._changed.clear()
        if self._bug:
            raise self._bug

    async def stop(self, *, but: asyncio.Task[None] | None = None, within: float = 0.0) -> None:
        """End all tasks at once, except one that may go on for `within` seconds."""
        self._stopping = True
        tasks = list(self._tasks.values())
        for task in tasks:
            if task is not but:
                task.cancel()
        if but in tasks:
            await asyncio.wait([but], timeout=within)
            but.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
