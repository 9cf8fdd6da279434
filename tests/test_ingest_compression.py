"""Compressed bytes -> bytes, from servers that do as they please."""

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hostile import ENCODINGS, pack
from summarizer.ingest.compression import decoder_for

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What the server names it -> how it packed.
NAMES = {"raw deflate": "deflate"}

encodings = pytest.mark.parametrize("encoding", ENCODINGS)


def decode(encoding: str, pieces: Iterable[bytes]) -> bytes:
    """Unpack a whole body that came in pieces."""
    decoder = decoder_for(NAMES.get(encoding, encoding))
    body = b"".join(part for piece in pieces for part in decoder.decode(piece))
    decoder.finish()
    return body


def cut(body: bytes, places: Iterable[int]) -> list[bytes]:
    """A body in pieces, cut wherever asked; some are empty."""
    marks = sorted({0, len(body), *(place % (len(body) + 1) for place in places)})
    return [b"", *(body[start:end] for start, end in pairwise(marks))]


@encodings
@given(
    body=st.binary(max_size=300) | st.binary(max_size=9).map(lambda seed: seed * 100_000),
    places=st.sets(st.integers(0)),
)
@example(body=b"", places=set())
@example(body=b"x" * 262_144, places={1, 2, 3})
@example(body=b"x" * 3_000_000, places=set())
def test_decoding_undoes_encoding(encoding: str, body: bytes, places: set[int]) -> None:
    """What was packed comes out, whatever pieces it arrives in."""
    assert decode(encoding, cut(pack(body, encoding), places)) == body


@encodings
def test_byte_by_byte(encoding: str) -> None:
    """The smallest pieces are pieces too."""
    body = bytes(range(256)) * 20
    assert decode(encoding, (bytes([byte]) for byte in pack(body, encoding))) == body


@encodings
def test_a_bomb_comes_in_small_pieces(encoding: str) -> None:
    """Nothing unpacks to more than 1 MB before it can be counted."""
    decoder = decoder_for(NAMES.get(encoding, encoding))
    sizes = [len(part) for part in decoder.decode(pack(b"\0" * 20_000_000, encoding))]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= 1_000_000


@pytest.mark.parametrize("encoding", [encoding for encoding in ENCODINGS if encoding != "identity"])
class TestBroken:
    """Each way for a body to be wrong has its error."""

    @given(share=st.floats(0, 1, exclude_max=True))
    def test_cut_short(self, encoding: str, share: float) -> None:
        """A body that ends before its end is never taken for a whole one."""
        packed = pack(b"The Russell 2000 rose 1.4%." * 9, encoding)
        with pytest.raises(EOFError):
            decode(encoding, [packed[: int(share * len(packed))]])

    @pytest.mark.parametrize("apart", [False, True])
    def test_more_behind_the_end(self, encoding: str, apart: bool) -> None:
        """What follows the end was not packed by anybody, so it is not trusted."""
        packed = pack(b"The Russell 2000 rose 1.4%.", encoding)
        with pytest.raises(ValueError, match=r"."):
            decode(encoding, [packed, b"more"] if apart else [packed + b"more"])

    @given(garbage=st.binary(max_size=200))
    def test_garbage(self, encoding: str, garbage: bytes) -> None:
        """Any bytes are unpacked, broken or cut short; nothing else happens."""
        try:
            decode(encoding, [garbage])
        except (EOFError, ValueError):
            return


def test_a_false_checksum() -> None:
    """A gzip body whose checksum does not fit is broken."""
    packed = bytearray(gzip.compress(b"The Russell 2000 rose 1.4%."))
    packed[-6] ^= 1
    with pytest.raises(ValueError, match="incorrect data check"):
        decode("gzip", [bytes(packed)])


def test_gzip_by_its_old_name() -> None:
    """``x-gzip`` is gzip (RFC 9110, 8.4.1.3)."""
    assert decode("x-gzip", [gzip.compress(b"old")]) == b"old"


def test_deflate_of_every_strength() -> None:
    """Each header that zlib writes is known for one."""
    for level in range(10):
        assert decode("deflate", [zlib.compress(b"rose 1.4%", level)]) == b"rose 1.4%"


@pytest.mark.parametrize("encoding", ["gzip, br", "gzip, gzip", "zstd", "compress", "klingon", "gzip;q=1", "gz\nip"])
def test_unknown_encodings(encoding: str) -> None:
    """What was not asked for is refused, several encodings in a row among it."""
    with pytest.raises(LookupError):
        decoder_for(encoding)
