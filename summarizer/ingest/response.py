"""What a server answered -> Response, within limits of size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from summarizer.errors import FetchError
from summarizer.ingest.compression import decoder_for
from summarizer.ingest.failures import shown
from summarizer.ingest.limits import Limits, megabytes

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

#: How the problem with what is over ``limits.size`` begins.
TOO_LARGE = "is too large"

#: "text/html; charset=utf-8".  Not read by Python's ``email``: a long number in it makes that fail.
MEDIA_TYPE = re.compile(r"\s*([!-+\--:<-~]*)")
CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:+-]{1,40})""", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    #: Where it was found in the end, redirects followed; without a fragment.
    url: str
    #: Where the address now permanently is: the last one that only 301 and 308 led to; None where it stands.
    moved: str | None
    #: 200, 304, 404.
    status: int
    #: Names in lower case; a header sent twice is joined by ", ".  Values are the bytes sent, read as Latin-1.
    headers: Mapping[str, str]
    #: "text/html"; empty where the server does not say.
    media_type: str
    #: The charset it was sent with, if the server says.
    charset: str | None
    #: Decompressed; empty unless the status is 200.
    body: bytes


async def read_answer(
    url: str, answer: httpx.Response, moved: str | None, limits: Limits, only: Container[str] | None
) -> Response:
    """Read an answer: its head, and its body where the status is 200 and the media type one of ``only``.

    Raises FetchError for a body that is too large or broken.
    """
    headers = _headers(answer)
    media_type, charset = parse_content_type(headers.get("content-type", ""))
    body = b""
    if answer.status_code == httpx.codes.OK and (only is None or not media_type or media_type in only):
        body = await _read_body(url, answer, headers, limits)
    else:
        await finish(answer)
    address = address_of(answer.request)
    return Response(address, moved, answer.status_code, headers, media_type, charset, body)


def address_of(request: httpx.Request) -> str:
    """Where a request goes; a fragment is none of a server's business."""
    return str(request.url.copy_with(fragment=None))


def _headers(answer: httpx.Response) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in answer.headers.raw:
        values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: ", ".join(parts) for name, parts in values.items()}


def parse_content_type(value: str) -> tuple[str, str | None]:
    """The media type and the charset of a ``Content-Type``: empty and None where it does not say.

    >>> parse_content_type('Text/HTML; charset="UTF-8"'), parse_content_type("")
    (('text/html', 'utf-8'), ('', None))
    """
    media_type, charset = MEDIA_TYPE.match(value), CHARSET.search(value)
    return media_type[1].lower() if media_type else "", charset[1].lower() if charset else None


async def _read_body(url: str, answer: httpx.Response, headers: Mapping[str, str], limits: Limits) -> bytes:
    """Read and unpack a body up to the limit, which holds for what was sent and for what it unpacks to."""
    encoding = headers.get("content-encoding", "")
    try:
        decoder = decoder_for(encoding)
    except LookupError:
        raise FetchError(url, f"is compressed in a way that was not asked for ({shown(encoding)})") from None
    too_large = FetchError(url, f"{TOO_LARGE} (limit {megabytes(limits.size)})")
    if int(headers.get("content-length", 0)) > limits.size:
        raise too_large
    body, received = bytearray(), 0
    try:
        async for piece in answer.aiter_raw():
            received += len(piece)
            for part in decoder.decode(piece):
                body += part
                if len(body) > limits.size:
                    raise too_large
            if received > limits.size:
                raise too_large
        decoder.finish()
    except (EOFError, httpx.RemoteProtocolError) as error:
        raise FetchError(url, "is cut short", "try again later") from error
    except ValueError as error:
        raise FetchError(url, "its compressed body is broken") from error
    return bytes(body)


async def finish(answer: httpx.Response) -> None:
    """Note the end of an answer that has no body: only so is its connection kept.  Any other is left unread."""
    headers = answer.headers
    empty = headers.get("content-length") == "0" and "transfer-encoding" not in headers
    if empty or answer.status_code in {httpx.codes.NO_CONTENT, httpx.codes.NOT_MODIFIED}:
        async for _ in answer.aiter_raw():
            pass
