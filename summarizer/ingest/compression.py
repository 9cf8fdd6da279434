"""Compressed bytes -> bytes, a bounded piece at a time.

A server may send a bomb: some kilobytes that unpack to gigabytes.  So nothing here unpacks a body whole; whoever
asks counts the pieces and stops when it is too much.

What goes wrong is told by Python's own errors, as in ``gzip`` and ``codecs``: LookupError for an encoding that is not
known, EOFError for a stream that is cut short, ValueError for one that is broken.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

import brotli  # type: ignore[import-untyped] # it has no type hints

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What ``Accept-Encoding`` asks for.
ACCEPTED = "gzip, deflate, br"

#: Bytes that are unpacked at once.  Brotli rounds it up: it was seen to give twice as many.
PIECE = 262_144

#: How zlib is told of a gzip header, of a zlib header, and of none.
GZIP, ZLIB, RAW = 31, 15, -15


class Decoder(Protocol):
    """Unpacks one body, fed in any pieces."""

    def decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to, never more than 1 MB at once.  Raises ValueError for a broken stream."""

    def finish(self) -> None:
        """Note that the body ended here.  Raises EOFError where it should not have."""


def decoder_for(encoding: str) -> Decoder:
    """A decoder for a ``Content-Encoding``.  Raises LookupError for an unknown one, and for several in a row.

    >>> b"".join(decoder_for(" Identity ").decode(b"as it is"))
    b'as it is'
    """
    match encoding.strip().lower():
        case "" | "identity":
            return Identity()
        case "gzip" | "x-gzip":
            return Inflater(GZIP)
        case "deflate":
            return Deflate()
        case "br":
            return Brotli()
    raise LookupError(encoding)


class Identity:
    """Nothing is unpacked; a long piece is cut all the same."""

    def decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield the piece in pieces."""
        yield from (piece[start : start + PIECE] for start in range(0, len(piece), PIECE))

    def finish(self) -> None:
        """Any end will do."""


class Inflater:
    """What zlib unpacks, by its header."""

    def __init__(self, header: int) -> None:
        self._stream = zlib.decompressobj(header)

    def decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to; zlib keeps to the limit to the byte."""
        full = True
        while piece or full:  # after a full piece more may wait inside, though all was fed
            try:
                unpacked = self._stream.decompress(piece, PIECE)
            except zlib.error as error:
                raise ValueError(str(error)) from None
            if self._stream.unused_data:
                raise ValueError("there is more behind its end")
            piece = self._stream.unconsumed_tail
            full = len(unpacked) == PIECE
            if unpacked:
                yield unpacked

    def finish(self) -> None:
        """The end is where zlib found it."""
        if not self._stream.eof:
            raise EOFError


class Deflate:
    """``deflate`` is zlib by the book (RFC 9110, 8.4.1.2); some servers leave zlib's header out."""

    def __init__(self) -> None:
        self._inflater: Inflater | None = None
        self._start = b""

    def decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to, once two bytes have shown which of the two it is."""
        if not self._inflater:
            self._start += piece
            if len(self._start) < 2:  # noqa: PLR2004 - the header's length
                return
            piece = self._start
            self._inflater = Inflater(ZLIB if _has_zlib_header(piece) else RAW)
        yield from self._inflater.decode(piece)

    def finish(self) -> None:
        """The end is where zlib found it."""
        if not self._inflater:
            raise EOFError
        self._inflater.finish()


def _has_zlib_header(start: bytes) -> bool:
    """Whether a stream starts as RFC 1950 says: method 8, and a multiple of 31.  No raw stream is written so."""
    return start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2]) % 31 == 0


class Brotli:
    """``br``."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def decode(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to; Brotli itself refuses what follows its end."""
        while True:
            try:
                unpacked: bytes = self._stream.process(piece, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise ValueError(str(error)) from None
            if not unpacked:
                return
            yield unpacked
            if self._stream.is_finished():
                return
            piece = b""  # more may wait inside, though all was fed

    def finish(self) -> None:
        """The end is where Brotli found it."""
        if not self._stream.is_finished():
            raise EOFError
