"""Why there was no answer, in words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.ingest.limits import Limits


def shown(text: str) -> str:
    r"""A stranger's text for a message: short, without control characters.

    >>> shown("gzip\x1b[2J")
    'gzip?[2J'
    """
    return "".join(character if character.isprintable() else "?" for character in text[:200])


def explain(error: Exception, limits: Limits) -> str:
    """The problem that an error stands for: a few words, none of them a stranger's control characters."""
    causes = list(_causes(error))
    tls = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if tls:
        return f"no secure connection ({getattr(tls, 'verify_message', '') or tls.reason or 'TLS failed'})"
    message = shown(str(error)) or type(error).__name__
    known: tuple[tuple[type[Exception], str], ...] = (
        (socket.gaierror, "no such host, or no network"),
        (ConnectionRefusedError, "the connection was refused"),
        (httpx.ConnectTimeout, f"no connection within {limits.connect:g} s"),
        (httpx.TimeoutException, f"no answer within {limits.read:g} s"),
        (httpx.ProxyError, f"the proxy refused ({message})"),
        (httpx.RemoteProtocolError, f"no valid HTTP answer ({message})"),
        (httpx.InvalidURL, f"no valid address ({message})"),
        (UnicodeError, f"no valid address ({message})"),  # a host that can't be put in ASCII
        (httpx.ReadError, "the connection broke"),
        (httpx.WriteError, "the connection broke"),
    )
    words = (words for kind, words in known if any(isinstance(cause, kind) for cause in causes))
    return next(words, message)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised for, groups opened."""
    while error:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for part in error.exceptions:
                yield from _causes(part)
        error = error.__cause__ or error.__context__
