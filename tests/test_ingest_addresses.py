"""Addresses: one page, one address; and no two pages one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.ingest.addresses import canonical, page_key, same_page

#: What addresses are made of, well or badly.
PIECES = """http:// https:// HTTP:// www. example.org Пример.рф [::1] user@ :80 :443 :99999 / // /amp /a /..
    ;jsessionid=1 ;b ? & &amp; = # id=3 ID=4 utm_source=x ref= amp cid=7 20241126 % %2 %2f %C3%A9 é
    + | " < > \\ { }""".split()

ADDRESSES = st.lists(st.sampled_from([*PIECES, " ", "\n", "\t", "\0", "\ud800"]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("HTTPS://Markets.Example.ORG/Ftse", "https://markets.example.org/Ftse"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org.:443/a", "https://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("http://reader:secret@example.org/a", "http://example.org/a"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("https://example.org/a b/Zürich?q=ü", "https://example.org/a%20b/Z%C3%BCrich?q=%C3%BC"),
        ("https://example.org/100%/%c3%bc", "https://example.org/100%25/%C3%BC"),
        ("  https://example.org/a\n\tb ", "https://example.org/ab"),
        ("https://example.org/@desk/a;v=2,(3)+4'5", "https://example.org/@desk/a;v=2,(3)+4'5"),
        ("https://example.org/a;jsessionid=7F/b;JSESSIONID=8", "https://example.org/a/b"),
        ("https://example.org/a?b=2&amp;a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?&&b=2&", "https://example.org/a?b=2"),
        ("https://example.org/a?#top", "https://example.org/a"),
    ],
)
def test_one_spelling(printed: str, address: str) -> None:
    """However an address is spelt, it comes out in one way that can be fetched."""
    assert canonical(printed) == address


@pytest.mark.parametrize(
    "tracker",
    """utm_source=rss UTM_Medium=feed fbclid=x gclid=x msclkid=x mc_cid=1 mc_eid=1 cmpid=rss ref=home ref_src=x
    referrer=x soc_src=mail soc_trk=ma guccounter=1 guce_referrer=x CMP=share_btn ito=1490 taid=6 partner=feed
    xtor=RSS-3 WT.mc_id=x at_medium=RSS at_campaign=KARANGA ns_campaign=1490 ncid=rss .tsrc=rss srnd=markets
    smid=tw sref=x feedType=RSS feedName=business source=feed_all _ga=2.1 _gl=1 icid=x mod=rss_markets
    mod=mw_rss_topstories src=rss from=rss cid=rss utm%5Fsource=x share_token=x pk_campaign=x""".split(),
)
def test_trackers_go(tracker: str) -> None:
    """What tells where a reader came from goes, wherever in the query it stands."""
    assert canonical(f"https://example.org/a?{tracker}") == "https://example.org/a"
    assert canonical(f"https://example.org/a?id=1&{tracker}&p=2") == "https://example.org/a?id=1&p=2"


@pytest.mark.parametrize(
    "name",
    """id p storyid articleId story_id newsid sid cid eid uid guid contentId docid page date q query keyword
    section gallery global game reference refid references news_source_id affairs modul src from via format type
    feed output m t v""".split(),
)
def test_pages_told_apart_by_a_parameter_stay_apart(name: str) -> None:
    """A parameter that may say which page is meant stays, as it is."""
    assert canonical(f"https://example.org/show?{name}=123") == f"https://example.org/show?{name}=123"
    assert not same_page(f"https://example.org/show?{name}=123", f"https://example.org/show?{name}=124")


def test_parameters_are_sorted_where_that_is_safe() -> None:
    """Parameters come sorted by name, the values of one name in their order; a query that is no list of them stays."""
    assert canonical("https://example.org/?b=2&a=9&b=1") == "https://example.org/?a=9&b=2&b=1"
    assert canonical("https://example.org/?story&20241126&a=1") == "https://example.org/?story&20241126&a=1"


@pytest.mark.parametrize(
    ("light", "full"),
    [
        ("https://example.org/story/amp", "https://example.org/story"),
        ("https://example.org/story/amp/", "https://example.org/story/"),
        ("https://example.org/story?amp", "https://example.org/story"),
        ("https://example.org/story?amp=1&id=2", "https://example.org/story?id=2"),
        ("https://example.org/story?outputType=amp", "https://example.org/story"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://example.org/amp/story", "https://example.org/amp/story"),
        ("https://example.org/guitar-amp", "https://example.org/guitar-amp"),
        ("https://example.org/story?ampere=1", "https://example.org/story?ampere=1"),
    ],
)
def test_light_twins(light: str, full: str) -> None:
    """A page's light twin is the page, where a suffix or a parameter says no more than that."""
    assert canonical(light) == full


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/ftse", "https://example.org/ftse"),
        ("ftse?id=1", "https://example.org/markets/ftse?id=1"),
        ("../ftse", "https://example.org/ftse"),
        ("//other.example/a", "https://other.example/a"),
        ("?id=1", "https://example.org/markets/today?id=1"),
        ("http://other.example/a", "http://other.example/a"),
        ("javascript:alert(1)", None),
        ("", None),
        (" ", None),
    ],
)
def test_relative_addresses(link: str, address: str | None) -> None:
    """A relative address is resolved against where it stood; an empty one leads nowhere."""
    assert canonical(link, "https://example.org/markets/today") == address


@pytest.mark.parametrize(
    "printed",
    [
        "ftp://example.org/a", "file:///etc/hostname", "mailto:a@example.org", "data:text/html,x",
        "javascript:alert(1)",
        "example.org/a", "/a", "https://", "https:///a", "http://[::1", "http://exa mple.org/", "http://a..b/",
        "http://example.org:port/", "http://example.org:99999/", f"http://{'a' * 64}.example/", "http://<a>/",
        "https://example.org/" + "a" * 5000, "https://example.org/" + "é" * 3000,
    ],
)  # fmt: skip
def test_no_addresses(printed: str) -> None:
    """What is no http or https address of a page is None."""
    assert canonical(printed) is None
    assert page_key(printed) is None
    assert not same_page(printed, printed)


def test_same_page() -> None:
    """Scheme, "www.", a last slash and trackers make no other page; another host or path does."""
    one = "http://www.example.org/markets/ftse/?utm_source=rss"
    assert same_page(one, "https://example.org/markets/ftse#top")
    assert page_key(one) == "example.org/markets/ftse"
    assert not same_page(one, "https://m.example.org/markets/ftse")
    assert not same_page(one, "https://example.org/markets/FTSE")
    assert not same_page(one, "https://example.org/markets")


@given(ADDRESSES | st.text())
@example("https://example.org/?&amp;amp;a=1")
@example("https://example.org/a;jsession;jsessionid=xid=5")
@example("https://example.org/a/amp/amp/")
@example("https://ſ.example/")
@example("http://a/\ud800")
def test_a_canonical_address_is_its_own(printed: str) -> None:
    """Nothing raises; a canonical address is ASCII, http or https, and canonical again without a change."""
    address = canonical(printed)
    if address is not None:
        assert address.isascii()
        assert address.startswith(("http://", "https://"))
        assert canonical(address) == address
        assert same_page(printed, address)
    canonical(printed, "https://example.org/")
    canonical("a", printed)
