"""Bytes of a feed -> entries: of every dialect, broken in every way, and nothing but FeedError for the rest."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.errors import FeedError
from summarizer.ingest.feed import Entry, ParsedFeed, is_snippet, parse_feed, readable

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 11, 27, 12, tzinfo=UTC)

URL = "https://harbour.example/feeds/markets.xml"

RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Markets</title><link>https://harbour.example/</link><language>en-gb</language><ttl>15</ttl>
<item><title>Small caps &amp; shippers rise</title><link>/story?id=1&amp;utm_source=rss</link>
  <guid isPermaLink="false">a-1</guid><pubDate>Tue, 26 Nov 2024 02:37:00 +0800</pubDate>
  <category>Markets</category><category>Europe</category><category>Markets</category>
  <description>Small caps rose.</description>
  <content:encoded><![CDATA[<p>Small caps rose 1.4%.</p><p>Shippers led.</p>]]></content:encoded></item>
<item><title>Bonds rest</title><link>https://harbour.example/story?id=2</link>
  <pubDate>Mon, 25 Nov 2024 09:00:00 GMT</pubDate><description>Bonds rested.</description></item>
</channel></rss>"""

ATOM = """\
<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Quay Notes</title><id>urn:quay</id>
<entry><id>urn:quay:1</id><title type="html">Gilts &lt;i&gt;slip&lt;/i&gt;</title>
  <link rel="enclosure" href="https://quay.example/1.mp3"/><link href="https://quay.example/1"/>
  <published>2024-11-25T08:00:00Z</published><updated>2024-11-25T10:30:00+01:00</updated>
  <summary>Gilts slipped.</summary><category term="Bonds"/>
  <content type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml"><p>Gilts slipped by 3 basis points.</p></div>
  </content>
</entry></feed>"""

RDF = """\
<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://pier.example/"><title>Pier</title><link>https://pier.example/</link>
  <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://pier.example/1"><title>Copper climbs</title><link>https://pier.example/1</link>
  <dc:date>2024-11-25T08:00:00-05:00</dc:date></item></rdf:RDF>"""


def parse(body: str | bytes, **given: Any) -> ParsedFeed:
    """Parse a feed that came from `URL`."""
    return parse_feed(body.encode() if isinstance(body, str) else body, URL, now=NOW, **given)


def rss(*items: str) -> str:
    """A feed of some items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><link>https://harbour.example/</link>{inside}</channel></rss>"


def only(item: str) -> Entry:
    """The entry of a feed of one item."""
    (entry,) = parse(rss(item)).entries
    return entry


def keys(*items: str) -> list[str]:
    """The keys of a feed's entries."""
    return [entry.key for entry in parse(rss(*items)).entries]


def test_rss() -> None:
    """An RSS feed's entries come in its order, with what their publisher says of them."""
    feed = parse(RSS)
    assert (feed.title, feed.language, feed.ttl, feed.cut) == ("Harbour Markets", "en-gb", 900.0, False)
    first, second = feed.entries
    assert first.title == "Small caps & shippers rise"
    assert first.link == "https://harbour.example/story?id=1"
    assert first.published is not None
    assert first.published.isoformat() == "2024-11-26T02:37:00+08:00"
    assert first.updated is None
    assert first.content == "<p>Small caps rose 1.4%.</p><p>Shippers led.</p>"
    assert first.tags == ("Markets", "Europe")
    assert (second.content, second.tags) == ("Bonds rested.", ())


def test_atom() -> None:
    """So do an Atom feed's; an enclosure is no link."""
    (entry,) = parse(ATOM).entries
    assert (entry.title, entry.link, entry.tags) == ("Gilts slip", "https://quay.example/1", ("Bonds",))
    assert entry.published == datetime(2024, 11, 25, 8, tzinfo=UTC)
    assert entry.updated is not None
    assert entry.updated.utcoffset() == timedelta(hours=1)
    assert readable(entry.content) == "Gilts slipped by 3 basis points."


def test_rdf() -> None:
    """And an RSS 1.0 feed's, with how often it changes."""
    feed = parse(RDF)
    assert (feed.title, feed.ttl, feed.entries[0].link) == ("Pier", 1800.0, "https://pier.example/1")


def test_at_most_so_many_entries() -> None:
    """No more entries than were asked for are read, the first ones; a feed says if it had more."""
    items = [f"<title>{n}</title><link>/{n}</link>" for n in range(5)]
    feed = parse(rss(*items), most=3)
    assert ([entry.title for entry in feed.entries], feed.cut) == (["0", "1", "2"], True)
    assert not parse(rss(*items), most=5).cut


def test_an_empty_feed_is_a_feed() -> None:
    """A feed without entries is none the less one."""
    assert parse(rss()).entries == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>A</title><link>/1</link><guid>g1</guid>", "<title>A</title><link>/1</link><guid>g2</guid>"),
        ("<title>A</title><link>/1?utm_source=a</link>", "<title>A</title><link>/1?utm_source=b#c</link>"),
        ("<link>http://harbour.example/1</link>", "<link>https://www.harbour.example/1/</link>"),
        ("<title>A</title><link>/1</link>", "<title>B</title><link>/1</link><description>New.</description>"),
        ("<title>A</title><guid>tag:1</guid>", "<title>B</title><guid>tag:1</guid>"),
        ("<title>A</title><link>/</link><guid>tag:1</guid>", "<title>B</title><link>/</link><guid>tag:1</guid>"),
    ],
)
def test_an_entry_stays_the_same(before: str, after: str) -> None:
    """An entry is known by its page, whatever its guid; without a page of its own by its guid."""
    assert only(before).key == only(after).key


@pytest.mark.parametrize(
    "items",
    [
        ("<link>/1</link><guid>g</guid>", "<link>/2</link><guid>g</guid>"),
        ("<title>A</title><link>/</link><guid>g1</guid>", "<title>B</title><link>/</link><guid>g2</guid>"),
        ("<title>A</title><link>/live</link><guid>g1</guid>", "<title>B</title><link>/live</link><guid>g2</guid>"),
        ("<title>A</title><link>/live</link>", "<title>B</title><link>/live</link>"),
        ("<title>A</title><link>/live</link><guid>g</guid>", "<title>B</title><link>/live</link><guid>g</guid>"),
        ("<title>A</title><guid>tag:g</guid>", "<title>B</title><guid>tag:g</guid>"),
        ("<link>/live</link><description>A</description>", "<link>/live</link><description>B</description>"),
        ("<title>A</title>", "<title>B</title>"),
        ("<title>A</title><description>1</description>", "<title>A</title><description>2</description>"),
        ("<title>A</title><link>javascript:a()</link>", "<title>B</title><link>javascript:a()</link>"),
    ],
)
def test_no_entry_is_lost(items: tuple[str, str]) -> None:
    """Entries that share a link, a guid or both but say different things are different ones."""
    assert len(set(keys(*items))) == 2


@pytest.mark.parametrize(
    "items",
    [
        ("<title>A</title><link>/1</link>", "<title>A</title><link>/1?utm_source=b</link>"),
        ("<title>A</title><link>/1</link><guid>g1</guid>", "<title>A</title><link>/1</link><guid>g2</guid>"),
        ("<title>A</title><guid>tag:g</guid>", "<title>A</title><guid>tag:g</guid>"),
        ("<title>A</title>", "<title>A</title>"),
    ],
)
def test_an_entry_comes_once(items: tuple[str, str]) -> None:
    """The same entry twice in a feed is one."""
    assert len(keys(*items)) == 1


def test_a_key_is_short() -> None:
    """A guid of any length, with anything in it, makes a key that can be stored."""
    (key,) = keys(f"<title>A</title><guid>tag:{'a b ' * 1000}</guid>")
    assert len(key) == 64


def test_an_edit_shows_in_the_digest() -> None:
    """Another title, link or text is an edit."""
    digests = {
        only("<title>A</title><link>/1</link><description>1</description>").digest,
        only("<title>B</title><link>/1</link><description>1</description>").digest,
        only("<title>A</title><link>/2</link><description>1</description>").digest,
        only("<title>A</title><link>/1</link><description>2</description>").digest,
    }
    assert len(digests) == 4


def test_what_no_reader_sees_is_no_edit() -> None:
    """Times, guids, markup, pixels that count readers and trackers may change with every fetch."""
    plain = "<title>A</title><link>/1</link><description>Up 1%.</description>"
    noisy = """<title> A </title><link>/1?utm_source=x</link><guid>7</guid>
        <pubDate>Tue, 26 Nov 2024 02:37:00 GMT</pubDate><description><![CDATA[<p class="x7">Up <b>1%</b>.</p>
        <img src="/pixel?7"><script>f(7)</script>]]></description>"""
    assert only(plain).digest == only(noisy).digest


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Tue, 26 Nov 2024 02:37:00 +0800", "2024-11-26T02:37:00+08:00"),
        ("Tue, 26 Nov 2024 02:37:00 EST", "2024-11-26T02:37:00-05:00"),
        ("2024-11-26T02:37:00.123Z", "2024-11-26T02:37:00+00:00"),
        ("26 Nov 24 02:37 GMT", "2024-11-26T02:37:00+00:00"),  # by feedparser
        ("2024-11-26 02:37", "2024-11-26T02:37:00"),
        ("Thu, 28 Nov 2024 11:00:00 GMT", "2024-11-28T11:00:00+00:00"),
        ("Thu, 28 Nov 2024 13:00:00 GMT", None),
        ("Mon, 01 Jan 2035 00:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Sun, 31 Dec 1989 23:59:59 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("Tue, 32 Nov 2024 02:37:00 GMT", None),
        ("yesterday", None),
        ("1" * 10_000, None),
        ("", None),
    ],
)
def test_times(printed: str, read: str | None) -> None:
    """A time keeps its zone; one that can't be true, by more than a day of clocks going wrong, is none."""
    published = only(f"<title>A</title><pubDate>{printed}</pubDate>").published
    assert (published and published.isoformat()) == read


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("S&amp;P 500 &lt;b&gt;up&lt;/b&gt; 1%", "S&P 500 up 1%"),
        ("<![CDATA[S&P 500 <em>up</em>]]>", "S&P 500 up"),
        ("AT&amp;amp;T &amp;#8217;s day", "AT&T ’s day"),
        ("Yields &lt; 4% &amp; &gt; 3%", "Yields < 4% & > 3%"),
        ("  Stocks\n\trise  ", "Stocks rise"),
        ("St\x00oc\x07ks &#0;ri&#xD800;se&#x1F;", "Stocks rise"),
        ("Stocks &nbsp;rise &mdash; again", "Stocks rise — again"),
        ("&lt;script&gt;x&lt;/script&gt;Stocks&lt;br/&gt;rise", "Stocks rise"),
        ("&lt;img src='x'/&gt;", None),
        ("", None),
        (" ", None),
        ("x" * 1_000_000, "x" * 500),
    ],
)
def test_titles(printed: str, title: str | None) -> None:
    """A title is plain text in one line, of no more than 500 characters."""
    assert only(f"<title>{printed}</title><link>/1</link>").title == title


@pytest.mark.parametrize(
    ("printed", "link"),
    [
        ("<link>/a b</link>", "https://harbour.example/a%20b"),
        ("<link>\n story \n</link>", "https://harbour.example/feeds/story"),
        ("<link>//quay.example/1</link>", "https://quay.example/1"),
        ("<link>https://quay.example/1?a=1&b=2</link>", "https://quay.example/1?a=1&b=2"),
        ("<guid>https://quay.example/1</guid>", "https://quay.example/1"),
        ("<guid isPermaLink='false'>https://quay.example/1</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>ftp://quay.example/1</link>", None),
        ("<link>http://[broken</link>", None),
        ("<link></link>", None),
        ("<link/>", None),
        (f"<link>/{'x' * 100_000}</link>", None),
    ],
)
def test_links(printed: str, link: str | None) -> None:
    """A link is absolute and leads to a page, or there is none."""
    assert only(f"<title>A</title>{printed}").link == link


def test_the_page_behind_a_feed_proxy() -> None:
    """Where a feed proxy names the page itself, that is the link."""
    feed = """<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
        <link>https://proxy.example/~r/7</link><feedburner:origLink>https://quay.example/1</feedburner:origLink>
        </item></channel></rss>"""
    assert parse(feed).entries[0].link == "https://quay.example/1"


def test_a_picture_is_no_content() -> None:
    """What a content holds is only taken where it is for reading."""
    picture = f'<content type="image/png">{"iVBORw0KGgo" * 50}</content>'
    assert parse(ATOM.replace("<summary>", f"{picture}<summary>")).entries[0].content.startswith("<p>")


@pytest.mark.parametrize(
    ("body", "media_type", "charset"),
    [
        ("utf-8", "", None),
        ("utf-8", "text/xml", None),
        ("utf-8", "text/html", "iso-8859-1"),
        ("utf-8", "application/rss+xml", "utf-16"),
        ("utf-8", "", "idna"),
        ("utf-8-sig", "", None),
        ("utf-16", "application/xml", "utf-8"),
        ("utf-32", "", None),
        ("cp1252", "", None),
        ("cp1252", "text/xml", "windows-1252"),
        ("cp1252", "", "utf-8"),
        ("cp1252", "", "undefined"),
        ("cp1252", "", "no such charset\0"),
    ],
)
@pytest.mark.parametrize(
    "declared", ["", "<?xml version='1.0' encoding='utf-8'?>", "\n<?xml version='1.0' encoding='x'?>"]
)
def test_charsets(body: str, media_type: str, charset: str | None, declared: str) -> None:
    """Whatever the server and the feed say of its charset, it is read."""
    feed = parse((declared + rss("<title>Café – up</title>")).encode(body), media_type=media_type, charset=charset)
    assert [entry.title for entry in feed.entries] == ["Café – up"]


@pytest.mark.parametrize(
    "broken",
    [
        RSS[: RSS.index("Bonds rest")],
        RSS.replace("&amp;", "&"),
        RSS.replace("Small caps", "Sm&aacute;ll&nosuch; caps"),
        RSS.replace("</item>", "", 1),
        RSS.replace('xmlns:content="http://purl.org/rss/1.0/modules/content/"', ""),
        RSS.replace("Harbour Markets", "Harbour <br> Markets"),
        "<br />\n<b>Warning</b>: a server's note\n" + RSS,
        "\n\n" + RSS,
        RSS + "<!-- made in 3 s --><script>x</script>",
        "<!DOCTYPE html>" + RSS.removeprefix('<?xml version="1.0" encoding="utf-8"?>'),
    ],
    ids="cut ampersands entities unclosed namespace tags warning blank trailing doctype".split(),
)
def test_broken_feeds_survive(broken: str) -> None:
    """A broken feed is read as far as it goes."""
    entry = parse(broken).entries[0]
    assert entry.key == "harbour.example/story?id=1"
    assert entry.content


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html><html><body>Markets</body></html>", "is a page, not a feed"),
        (b"<html><head><title>Markets</title></head></html>", "is a page, not a feed"),
        (b"<!-- x --><?xml-stylesheet?><html xmlns='http://www.w3.org/1999/xhtml'><rss/></html>", "is a page"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "is JSON, not a feed; give the address"),
        (b"[]", "is JSON"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0\0", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"Not found", "is a text, not a feed"),
        (b"https://harbour.example/other.xml", "is a text, not a feed"),
        (b"<?xml version='1.0'?><urlset><url/></urlset>", r"is XML but no feed \(<urlset>\)"),
        (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", r"is XML but no feed \(<opml>\)"),
        (b"<rss version='2.0'><channel><title>Harb", "breaks off"),
    ],
)
def test_no_feeds(body: bytes, problem: str) -> None:
    """What is no feed is refused in one line that says what it is."""
    with pytest.raises(FeedError, match=problem) as caught:
        parse(body)
    assert str(caught.value).startswith(f"{URL}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("link", "remedy"),
    [
        ('<link rel="alternate" type="application/rss+xml" title="All" href="/rss?a=1&amp;b=2">', "/rss?a=1&b=2"),
        ("<LINK href=../atom.xml type='application/atom+xml' rel='ALTERNATE home'/>", "/atom.xml"),
        (
            '<link rel="alternate" href="/fr"><link rel="stylesheet" type="application/rss+xml" href="/x">',
            "",
        ),
        ('<link rel="alternate" type="application/rss+xml"><link rel="alternate" type="text/html" href="/a">', ""),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:a()">', ""),
    ],
)
def test_a_page_that_names_its_feed(link: str, remedy: str) -> None:
    """The refusal of a page names the feed that the page names."""
    with pytest.raises(FeedError) as caught:
        parse(f"<!DOCTYPE html><html><head>{link}</head><body>Markets</body></html>")
    assert caught.value.remedy == (f"try https://harbour.example{remedy}" if remedy else "")


def test_nothing_is_opened(tmp_path: Path) -> None:
    """A body that is a file's name or an address is a text, not something to read."""
    (tmp_path / "feed.xml").write_text(RSS)
    with pytest.raises(FeedError, match="is a text"):
        parse(str(tmp_path / "feed.xml"))


@pytest.mark.parametrize(
    ("said", "ttl"),
    [
        ("<ttl>60</ttl>", 3600.0),
        ("<ttl>1.5</ttl>", 90.0),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        (f"<ttl>{'9' * 400}</ttl>", None),
        ("<sy:updatePeriod> Daily </sy:updatePeriod>", 86_400.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600.0),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_how_long_to_wait(said: str, ttl: float | None) -> None:
    """The publisher's wish comes in seconds, if it is one."""
    namespace = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    assert parse(f"<rss version='2.0' {namespace}><channel>{said}</channel></rss>").ttl == ttl


def test_a_long_author_costs_no_time() -> None:
    """What nobody asks for is not looked at: feedparser would take minutes for this author."""
    begun = time.monotonic()
    assert only(f"<title>A</title><author>{'x@' + 'a.' * 100_000}</author>").title == "A"
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Stocks rose.\n\nBonds < stocks & gold", "Stocks rose.\n\nBonds < stocks & gold"),
        ("<p>Stocks\nrose.</p><p>Bonds fell.</p>", "Stocks rose.\nBonds fell."),
        ("Stocks rose.<br><br/>Bonds fell &amp; rose.", "Stocks rose.\nBonds fell & rose."),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "- One\n- Two"),
        (
            "<table><tr><th>Index</th><th>Last</th></tr><tr><td><p>DAX</p></td><td>18,000</td></tr></table>",
            "Index  Last\nDAX  18,000",
        ),
        ("<pre>DAX  18,000\nCAC  7,500</pre>", "DAX 18,000\nCAC 7,500"),
        ("<figure><img src='x'><figcaption>A trader</figcaption></figure>Stocks rose.", "Stocks rose."),
        ("<div class='wp-caption'><img>A trader</div><p>Stocks rose.</p>", "Stocks rose."),
        ("<script>x</script><style>y</style>Stocks <!-- z -->rose.<img src='/pixel?1' width=1>", "Stocks rose."),
        ("<p>Up.</p><p>The post <a href='x'>Up</a> appeared first on <a>Harbour</a>.</p>", "Up."),
        ("&lt;b&gt; is bold", "<b> is bold"),
        ("<p>Cut <b>off", "Cut off"),
        ("<p></p>", ""),
        ("", ""),
    ],
)
def test_readable(content: str, text: str) -> None:
    """Markup becomes plain paragraphs, list items and rows, one a line, without what is not for reading."""
    assert readable(content) == text


@pytest.mark.parametrize(
    ("end", "snippet"),
    [
        ("", False),
        ("The index closed at 8,255.5.", False),
        ("Read what he had to say: more of the same.", False),
        ("and the index…", True),
        ("and the index ...", True),
        ("and the index [&hellip;]".replace("&hellip;", "…"), True),
        ("Read more", True),
        ("Read the full story »", True),
        ("Continue reading Stocks rise at Harbour Daily.", True),
        ("The post Stocks rise appeared first on Harbour Daily.", True),
    ],
)
def test_snippets(end: str, *, snippet: bool) -> None:
    """A teaser breaks off or says where to go on; anything short is one."""
    assert is_snippet("Stocks rose again on Monday. " * 30 + end) is snippet
    assert is_snippet(f"Stocks rose. {end}")


PIECES = [
    b"<item>", b"</item>", b"<entry>", b"</channel>", b"<title>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&#xD800;",
    b"&#99999999999;", b"&lt;p&gt;", b"&amp;", b"&nosuch;", b"<link/>", b"<link href='http://['/>", b"<guid>", b"\0",
    b"\xff\xfe", b"\xe9", b"<!DOCTYPE x [<!ENTITY a '&a;'>]>", b"<?xml version='1.0' encoding='utf-7'?>", b"'", b">",
    b"<content type='base64'>", b"<published a='b'>", b"<updated>9999-99-99</updated>", b"<category term=''/>",
    b"<source url='x'>", b"<x:y z='1'>", b" xml:base='http://['", b"<svg><title>", b"<id><id>", b"<ttl>x</ttl>",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A feed that something happened to."""
    body = draw(st.sampled_from([RSS, ATOM, RDF])).encode()
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(body)))
        gone = draw(st.sampled_from([0, 0, 1, 10, 100]))
        body = body[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=8)) + body[at + gone :]
    return body


@given(mutated() | st.binary(), st.sampled_from(["", "text/xml", "text/html"]), st.none() | st.text(max_size=8))
@example(RSS.encode().replace(b"<item>", b"<item><published a='b'/><content a='b'/>"), "", "punycode")
def test_nothing_else_is_raised(body: bytes, media_type: str, charset: str | None) -> None:
    """Whatever bytes come, there is a feed of sound entries, or FeedError."""
    try:
        feed = parse(body, media_type=media_type, charset=charset)
    except FeedError:
        return
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.key
        assert entry.title is None or 0 < len(entry.title.encode()) <= 2000
        assert entry.title is None or entry.title == " ".join(entry.title.split())
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        assert "\0" not in entry.content + entry.key + "".join(entry.tags)
        assert (entry.content + entry.key + "".join(entry.tags)).encode()
        assert readable(entry.content).encode() is not None
