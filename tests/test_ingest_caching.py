"""What headers say of asking again."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest.caching import Validators, freshness, retry_after, validators

NOW = datetime(2024, 11, 26, 12, 0, tzinfo=UTC)

SOON = "Tue, 26 Nov 2024 12:10:00 GMT"
PAST = "Tue, 26 Nov 2024 11:00:00 GMT"

#: Nearly right, and plain garbage.
values = st.one_of(
    st.text(max_size=80),
    st.integers().map(str),
    st.datetimes().map(lambda date: format_datetime(date.replace(tzinfo=UTC), usegmt=True)),
    st.lists(
        st.sampled_from(
            "max-age = no-cache no-store 0 60 -1 1e9 inf nan , ; \" ' Tue, 26 Nov 2024 12:00:00 GMT +9999".split(" ")
        ),
        max_size=9,
    ).map(" ".join),
    st.from_regex(r"\w{3}, \d{1,9} \w{3} \d{1,30} \d{1,30}:\d\d:\d\d [+-]?\w{0,30}", fullmatch=True),
)
headers = st.dictionaries(
    st.sampled_from(["cache-control", "expires", "date", "age", "retry-after", "etag", "last-modified"]), values
)


class TestFreshness:
    """How long an answer may be kept."""

    @pytest.mark.parametrize(
        ("cache_control", "seconds"),
        [
            ("max-age=600", 600),
            ("public, MAX-AGE=600, immutable", 600),
            ('max-age="600"', 600),
            ("max-age = 600", 600),
            ("max-age=0", 0),
            ("max-age=600, max-age=60", 600),
            ("s-maxage=600", None),
            ("s-maxage=60, max-age=600", 600),
            ("no-cache", 0),
            ("max-age=600, no-store", 0),
            ('no-cache="set-cookie", max-age=600', 0),
            ('private="no-store", max-age=600', 600),
            ("x-no-cache, max-age=600", 600),
            ("max-age=-1", None),
            ("max-age=soon", None),
            ("max-age", None),
            ("max-age=1e9", None),
            ("max-age=٣", None),
            ("max-age=" + "9" * 9999, 2**31),
            ("", None),
            (',,;="', None),
        ],
    )
    def test_cache_control(self, cache_control: str, seconds: float | None) -> None:
        """Directives by RFC 9111, 5.2.2; what is none says nothing."""
        assert freshness({"cache-control": cache_control}, NOW) == seconds

    @pytest.mark.parametrize(
        ("expires", "date", "seconds"),
        [
            (SOON, PAST, 4200),
            (SOON, "", 600),
            (SOON, "yesterday", 600),
            ("Tuesday, 26-Nov-24 12:10:00 GMT", "", 600),
            ("Tue Nov 26 12:10:00 2024", "", 600),
            (PAST, "", 0),
            (PAST, SOON, 0),
            ("0", "", 0),
            ("-1", "", 0),
            ("Tue, 26 Nov 9999999 12:10:00 GMT", "", 0),
            ("Tue, 31 Dec 9999 23:59:59 GMT", "", 2**31),
        ],
    )
    def test_expires(self, expires: str, date: str, seconds: float) -> None:
        """The time between two dates, in each of their forms; what is no date is past."""
        assert freshness({"expires": expires, "date": date}, NOW) == seconds

    def test_the_order_of_sources(self) -> None:
        """``max-age`` stands over ``Expires``, and that where ``max-age`` is garbage."""
        assert freshness({"cache-control": "max-age=60", "expires": SOON}, NOW) == 60
        assert freshness({"cache-control": "max-age=x", "expires": SOON}, NOW) == 600

    @pytest.mark.parametrize(("age", "seconds"), [("60", 540), ("9999", 0), ("old", 600), ("-5", 600), ("", 600)])
    def test_age(self, age: str, seconds: float) -> None:
        """What an answer spent in caches before is over."""
        assert freshness({"cache-control": "max-age=600", "age": age}, NOW) == seconds
        assert freshness({"expires": SOON, "age": age}, NOW) == seconds

    def test_nothing(self) -> None:
        """A server that says nothing is not made to say something."""
        assert freshness({}, NOW) is None
        assert freshness({"age": "60", "date": PAST}, NOW) is None


class TestRetryAfter:
    """How long a server wants to be left alone."""

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("120", 120),
            (" 120 ", 120),
            ("0", 0),
            (SOON, 600),
            ("Tuesday, 26-Nov-24 12:10:00 GMT", 600),
            ("Tue, 26 Nov 2024 12:10:00 -0000", 600),
            ("Tue, 26 Nov 2024 13:10:00 +0100", 600),
            (PAST, 0),
            ("9" * 9999, 2**31),
            ("-5", None),
            ("1.5", None),
            ("120, 120", None),
            ("soon", None),
            ("Tue, 26 Nov 2024 12:10:00 +99999999999999999999", None),
            ("", None),
        ],
    )
    def test_values(self, value: str, seconds: float | None) -> None:
        """Seconds or a date (RFC 9110, 10.2.3)."""
        assert retry_after({"retry-after": value}, NOW) == seconds

    def test_nothing(self) -> None:
        """Without the header nothing is asked."""
        assert retry_after({}, NOW) is None

    @given(seconds=st.integers(0, 10**9))
    def test_both_forms_agree(self, seconds: int) -> None:
        """A date is as far away as its seconds."""
        date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
        assert retry_after({"retry-after": date}, NOW) == retry_after({"retry-after": str(seconds)}, NOW) == seconds


class TestValidators:
    """What goes back to the server."""

    @pytest.mark.parametrize("etag", ['"33a64df5"', 'W/"1"', "unquoted", '""', '"a, b"', '"\xe9\xff"', "  ".join("ab")])
    def test_byte_for_byte(self, etag: str) -> None:
        """An ETag is opaque, however odd; so is a date."""
        known = validators({"etag": etag, "last-modified": "once upon a time"})
        assert known == Validators(etag, "once upon a time")
        assert known.headers() == {"If-None-Match": etag, "If-Modified-Since": "once upon a time"}

    @pytest.mark.parametrize(
        "value", ["a\r\nX-Evil: 1", "a\n", "a\0", "\x1b[2J", "\x7f", "€", "", " a", "a ", "x" * 9999]
    )
    def test_what_can_not_be_sent(self, value: str) -> None:
        """What could not stand in a header is dropped, wherever it came from."""
        assert validators({"etag": value, "last-modified": value}) == Validators(None, None)
        assert Validators(value, value).headers() == {}

    def test_nothing(self) -> None:
        """Without validators a request has no conditions."""
        assert validators({}).headers() == {}


@given(headers=headers)
def test_no_header_breaks_anything(headers: dict[str, str]) -> None:
    """Whatever is sent, times are finite and not negative, and what goes back is a header's value."""
    for seconds in (freshness(headers, NOW), retry_after(headers, NOW)):
        assert seconds is None or (math.isfinite(seconds) and seconds >= 0)
    known = validators(headers)
    for value in known.headers().values():
        assert value in headers.values()
        assert not any(ord(character) < 32 or ord(character) == 127 for character in value)
        assert value.encode("latin-1").strip()
    assert validators({"etag": known.etag or "", "last-modified": known.last_modified or ""}) == known
