"""OPML -> feeds -> OPML: other programs' lists, sound and unsound, and ours for them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from feedlists import feedlists
from summarizer.errors import InputError
from summarizer.feeds import Defaults, Feed, Interval, TextFrom, parse_opml, print_opml

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>Mine</title></head><body>'
FOOT = "</body></opml>"


def parse(outlines: str, head: str = HEAD) -> Sequence[Feed]:
    """The feeds of a document with these outlines."""
    return parse_opml(f"{head}{outlines}{FOOT}".encode(), "mine.opml").feeds


# ---------------------------------------------------------------- what other programs write


def test_folders_and_categories_become_tags() -> None:
    """Nested ones too, each once; a slash or a comma within one makes two of it."""
    found = parse("""
      <outline text="Markets"><outline text="US/Canada">
        <outline text="Harbour Daily" type="rss" xmlUrl="https://a.example/rss" category="/Ports/Ships,Markets"/>
      </outline></outline>
      <outline title="Sea" xmlUrl="https://b.example/rss"/>""")
    assert found == (
        Feed("Harbour Daily", "https://a.example/rss", tags=("Ports", "Ships", "Markets", "US", "Canada")),
        Feed("Sea", "https://b.example/rss"),
    )


def test_what_opml_does_not_say_is_by_the_list_s_defaults() -> None:
    """A feed that is taken in is like the others."""
    defaults = Defaults(Interval(600, 1200), TextFrom.PAGE)
    body = f'{HEAD}<outline text="A" xmlUrl="https://a.example/"/>{FOOT}'.encode()
    (feed,) = parse_opml(body, "mine.opml", defaults).feeds
    assert (feed.interval, feed.text) == (defaults.interval, defaults.text)


def test_attribute_junk_survives() -> None:
    """Unknown attributes, capitals, single quotes, references, line breaks and what can't be shown."""
    found = parse("""
      <outline TEXT='Märkte &amp; &quot;more&quot; &#233;&#128512;\n  today\u200b' XMLURL='https://a.example/?a=1&amp;b=2'
        isComment="false" x:y="z" onclick="<>" created=""/>
      <outline text="" title="" xmlUrl=" https://b.example/rss "></outline>
      <OUTLINE text="C" xmlurl=https://c.example/>""")
    assert [(feed.name, feed.url) for feed in found] == [
        ('Märkte & "more" é😀 today', "https://a.example/?a=1&b=2"),
        ("b.example", "https://b.example/rss"),
        ("C", "https://c.example/"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    """Whatever the first line says."""
    body = f'{HEAD}<outline text="Märkte – heute" xmlUrl="https://a.example/ä"/>{FOOT}'.encode(encoding)
    assert parse_opml(body, "mine.opml").feeds == (Feed("Märkte – heute", "https://a.example/ä"),)


def test_other_addresses_are_left_out_with_a_word() -> None:
    """Each is a line; what is listed twice is one feed; other programs' kinds of entries are no matter."""
    opml = parse_opml(
        f"""{HEAD}
        <outline text="A" xmlUrl="https://a.example/"/> <outline text="A too" xmlUrl="https://a.example/"/>
        <outline text="B" xmlUrl="ftp://b.example/"/> <outline text="C" xmlUrl="feeds/c.xml"/>
        <outline text="D" xmlUrl=""/> <outline text="E" type="link" url="https://e.example/"/>{FOOT}""".encode(),
        "mine.opml",
    )
    assert [feed.name for feed in opml.feeds] == ["A"]
    assert opml.refused == (
        '"ftp://b.example/": is no http or https address',
        '"feeds/c.xml": is no http or https address',
    )


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words",
        b'{"feeds": []}',
        b"feeds:\n  - url: https://a.example/\n",
        b"\x00\x01\xff\xfe" * 50,
        b"<html><body><p>opml</p></body></html>",
        b'<rss version="2.0"><channel><title>A</title></channel></rss>',
        b"<opml><outline text='a'><rdf:RDF></rdf:RDF></outline></opml>",
    ],
)
def test_what_is_no_opml_is_one_line(body: bytes) -> None:
    """A page, a feed, a picture: each is easily given by mistake."""
    with pytest.raises(InputError, match=r"^mine\.opml: is no OPML"):
        parse_opml(body, "mine.opml")


def test_entities_do_not_grow() -> None:
    """A thousand million words, were they expanded; and no file is read for one."""
    entities = '<!ENTITY a0 "lol"><!ENTITY file SYSTEM "file:///etc/hostname">'
    entities += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE opml [{entities}]><opml version="2.0"><body>'
    begun = time.monotonic()
    found = parse('<outline text="&a9; &file;" xmlUrl="https://a.example/"/>&a9;', head)
    assert time.monotonic() - begun < 2
    assert [feed.name for feed in found] == ["&a9; &file;"]


def test_depth_and_number_are_limited() -> None:
    """Nested folders cost the square of their number."""
    feed = '<outline text="A" xmlUrl="https://a.example/"/>'
    assert parse("<outline text='f'>" * 200 + feed + "</outline>" * 200)[0].tags == ("f",)
    with pytest.raises(InputError, match="lists too many feeds; 5,000 is the most"):
        parse("<outline text='f'>" * 10_000 + feed)


# ---------------------------------------------------------------- ours


def test_ours_is_opml_2() -> None:
    """As the standard has it; in ASCII, so that it is right however it is printed."""
    feed = Feed("Märkte & <more>", "https://a.example/?a=1&b=2", tags=("us", "small caps"))
    text = print_opml([feed])
    assert text.isascii()
    root = ET.fromstring(text)  # noqa: S314 - our own
    (outline,) = root.iter("outline")
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert outline.attrib == {
        "type": "rss",
        "text": feed.name,
        "title": feed.name,
        "xmlUrl": feed.url,
        "category": "/us,/small caps",
    }


@settings(deadline=None)
@given(feedlists())
def test_what_is_given_away_can_be_taken_in_again(listed: list[Feed]) -> None:
    """The same names, addresses and tags, in order."""
    opml = parse_opml(print_opml(listed).encode(), "ours.opml")
    assert opml.refused == ()
    assert [(feed.name, feed.url, feed.tags) for feed in opml.feeds] == [
        (feed.name, feed.url, feed.tags) for feed in listed
    ]
