"""A process that does what may hang or crash: asked one thing at a time, ended when it takes too long.

What hangs is ended after a time, what crashes is begun anew, and when whoever asks is killed, its pipe closes and the
servant goes too.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from summarizer.errors import SummarizerError, UnavailableError, WorkError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

#: What a servant can do, by name.
Skills = Mapping[str, Callable[[Any], object]]

#: Seconds within which it must have learned that.
LEARNING = 600.0


class Servant:
    """A process, begun when it is first needed."""

    def __init__(self, learn: Callable[[], Skills]) -> None:
        """Remember what tells it its skills: a function that another process can import."""
        self._learn = learn
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._free = asyncio.Lock()

    async def start(self) -> None:
        """Begin it; raises what `learn` raises."""
        async with self._free:
            await self._ensure()

    async def ask(self, skill: str, subject: object, name: str, seconds: float) -> object:
        """What a skill makes of a subject, which messages call by its name.

        Raises what the skill raises, and WorkError where that is no error of ours, where it took longer than `seconds`,
        or where the process crashed; UnavailableError where it can't even be begun.
        """
        async with self._free:
            try:
                connection = await self._ensure()
            except SummarizerError as error:
                raise UnavailableError(error.subject, error.problem, error.remedy) from error
            try:
                connection.send((skill, subject, name))
                answer = await _receive(connection, seconds)
            except TimeoutError:
                self.close()
                raise WorkError(name, f"took longer than {seconds:g} s to {skill}") from None
            except (OSError, EOFError):
                self.close()
                raise WorkError(name, "the process that reads it crashed") from None
            except asyncio.CancelledError:
                self.close()  # its answer would be taken for that to the next question
                raise
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """End it, whatever it does."""
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.kill()
            self._process.join()
        self._process = self._connection = None

    async def _ensure(self) -> Connection:
        if self._connection and self._process and self._process.is_alive():
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")
        try:
            self._connection, theirs = context.Pipe()
            with theirs:
                process = context.Process(target=_serve, args=(theirs, self._learn), daemon=True)
                process.start()
            self._process = process
            ready = await _receive(self._connection, LEARNING)
        except (OSError, EOFError) as error:  # a timeout is an OSError
            self.close()
            raise UnavailableError("the process that reads articles", "did not start", "is there memory?") from error
        except asyncio.CancelledError:
            self.close()
            raise
        if isinstance(ready, BaseException):
            self.close()
            raise ready
        return self._connection


async def _receive(connection: Connection, seconds: float) -> object:
    """What the other side sends next; raises TimeoutError, EOFError."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(connection.fileno(), ready.set)
    try:
        await asyncio.wait_for(ready.wait(), seconds)
    finally:
        loop.remove_reader(connection.fileno())
    return connection.recv()


def _serve(connection: Connection, learn: Callable[[], Skills]) -> None:
    """The other process: does what it is asked until nobody asks any more."""
    # Ctrl-C and a stopping service reach it too; whoever asks says when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        try:
            skills = learn()
        except SummarizerError as error:
            connection.send(error)
            return
        connection.send(None)
        while True:
            skill, subject, name = connection.recv()
            connection.send(_do(skills[skill], subject, name))


def _follow_parent() -> None:
    """Go when whoever asks has gone, also in the middle of work that would never end."""
    parent = multiprocessing.parent_process()
    if parent:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _do(skill: Callable[[Any], object], subject: object, name: str) -> object:
    """What a skill returns or raises; a bug is an error that names it, as no pickle may hold it."""
    try:
        return skill(subject)
    except SummarizerError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one subject must not end the servant
        return WorkError(name, f"a bug: {type(error).__name__}: {error}")
