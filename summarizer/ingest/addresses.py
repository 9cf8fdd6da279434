"""One page, one address: what an address says beyond which page it leads to is taken out.

    https://Example.org:443/ftse?utm_source=rss&id=7#top -> https://example.org/ftse?id=7

In doubt a part stays: two addresses for one page cost a second look, one address for two pages costs a story.
The only module that imports courlan.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

#: Characters of the longest address; what is longer carries a payload.
LONGEST = 4096

#: Parameters that tell where a reader came from, by who made them up: patterns of whole names in small letters.
#: courlan knows more; these are what it misses, and what `KEPT` would save from it.
TRACKERS = {
    "Google": r"utm_.*|_?g[al]|_?g[al]_.*|(?:d|g)clid|gclsrc|[gw]braid|srsltid|usqp|amp_js_v|amp_gsa",
    "other search engines": r"msclkid|ocid|cvid|ysclid|yclid|s_kwcid|ef_id",
    "networks": (
        r"fbclid|fbc_id|igsh(?:id)?|twclid|__twitter_impression|ttclid|li_fat_id|trk|trkcampaign|lipi|epik|rdt_cid"
    ),
    "mail": (
        r"mc_[ce]id|mkt_tok|_?_hs(?:enc|mi|tc|fp|ssc)|hsctatracking|hss_channel|oly_(?:anon|enc)_id|vero_(?:id|conv)"
        r"|sfmc_\w+|bxid|cndid|esrc|mbid|dm_i|ss_email_id|nr_email_referer"
    ),
    "partners": r"partner(?:id)?|affid|affiliate(?:_?id)?|click_?id|irclickid|tduid|zanpid|wickedid|spm|taid",
    "counters": r"cmpid|cmp|s_cid|sc_c(?:id|amp|hannel)|icid|int_?cmp|wt\..+|xtor|at_.+|piwik_.+|mtm_.+|ns_\w+|ito",
    "publishers": (
        r"soc_(?:src|trk)|guccounter|guce_referrer\w*|\.tsrc|ncid|yptr|srnd|sref|leadsource|ftcamp|sharetype|smid|smtyp"
        r"|n_cid|feedtype|feedname|feed_item_type|share_token"
    ),
    "anybody": r"ref_?|ref_?(?:src|url)|referr?er|source|__source|campaign_?id",
}

#: Parameters, with their values, that tell no more than that the reader came from a feed.
FROM_FEED = re.compile(r"(?:mod|src|from|via|cid|siteid)=(?:\w+[_-])?(?:rss|feed|atom)(?:[_-]\w+)?", re.IGNORECASE)

#: Names of which courlan takes the beginning for a tracker's, though pages may be told apart by them: "cid",
#: "gallery", "refinery", "keyword".
KEPT = re.compile(r"(?:.*_)?(?:[ceu]id|g[al][a-z0-9]+|aff\w+|ref(?!err?er)\w+|source\w+|keywords?)")

#: A page's light twin is the page: "/story/amp", "?amp", "?outputType=amp".
AMP_PATH = re.compile(r"(?<=[^/])(?:/amp)+(?=/?$)", re.IGNORECASE)
AMP_QUERY = re.compile(r"amp(?:=(?:1|true|amp)?)?|output(?:_?type)?=amp", re.IGNORECASE)

#: A server's note of who reads.
SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)

#: A host as it is looked up; an address of six groups stands in brackets.
HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")

PORTS = {"http": 80, "https": 443}

_TRACKERS = re.compile("|".join(TRACKERS.values()))
_NOWHERE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # stand in no address


def canonical(url: str, base: str | None = None) -> str | None:
    """The address by which a page is one page, or None for what is no http(s) address.  Never raises.

    A relative address is resolved against `base`.  The scheme stays as it is; user names, default ports,
    fragments and trackers go; parameters come sorted where each has a value.

    >>> canonical("HTTP://News.Example.org:80/a story?id=5&utm_medium=rss&CMP=x#top")
    'http://news.example.org/a%20story?id=5'
    >>> canonical("../ftse/amp?p=2&ref=home", "https://example.org/markets/today/")
    'https://example.org/markets/ftse?p=2'
    >>> canonical("https://example.org/show?storyid=7&cid=3&20241126")
    'https://example.org/show?storyid=7&cid=3&20241126'
    >>> canonical("javascript:void(0)"), canonical("mailto:a@example.org"), canonical("/a"), canonical("http://[")
    (None, None, None, None)
    """
    url = _NOWHERE.sub("", url).strip()
    if not 0 < len(url) <= LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(_NOWHERE.sub("", base or ""), url))
        host = _host(parts)
    except ValueError:  # brackets left open, a port that is no number, a name that no name server takes
        return None
    if host is None or parts.scheme not in PORTS:
        return None
    path = AMP_PATH.sub("", SESSION.sub("", parts.path)) or "/"
    whole = SplitResult(parts.scheme, host, _quoted(path), _query(parts.query), "").geturl()
    return whole if len(whole) <= LONGEST else None


def page_key(url: str) -> str | None:
    """What two addresses of one page share: the canonical one without scheme, "www." and a last slash.

    For looking up; it can't be fetched.

    >>> page_key("http://www.example.org/markets/?utm_source=rss")
    'example.org/markets'
    """
    address = canonical(url)
    if address is None:
        return None
    path, mark, query = address.partition("://")[2].removeprefix("www.").partition("?")
    return path.rstrip("/") + mark + query


def same_page(one: str, other: str) -> bool:
    """Whether two addresses lead to one page.

    >>> same_page("http://example.org/a", "https://www.example.org/a/#top")
    True
    >>> same_page("https://example.org/?p=5", "https://example.org/?p=6")
    False
    """
    key = page_key(one)
    return key is not None and key == page_key(other)


def _host(parts: SplitResult) -> str | None:
    """Host and port as they are looked up, or None where there is none.  Raises ValueError for impossible ones."""
    name = (parts.hostname or "").rstrip(".")
    host = f"[{name}]" if ":" in name else name.encode("idna").decode().lower()
    if not HOST.fullmatch(host):
        return None
    return host if parts.port in {None, PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


def _quoted(part: str) -> str:
    """A path or a parameter with what may not stand in an address as percent signs and capital digits."""
    sound = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    escaped = quote(sound, safe="%/?:@!$&'()*+,;=~")
    return re.sub(r"%[0-9a-f]{2}", lambda match: match[0].upper(), escaped, flags=re.IGNORECASE)


def _query(query: str) -> str:
    """A query without trackers, sorted by name if every part has a name and a value."""
    parts = [_quoted(part) for part in re.sub(r"&(?:amp;)+", "&", query).split("&") if part]
    kept = [part for part in parts if not _is_tracker(part)]
    if all("=" in part for part in kept):
        kept.sort(key=lambda part: part.partition("=")[0])  # stable: a name's values keep their order
    return "&".join(kept)


def _is_tracker(part: str) -> bool:
    """Whether a part of a query says nothing of which page is meant."""
    name = unquote(part.partition("=")[0]).lower()
    if _TRACKERS.fullmatch(name) or FROM_FEED.fullmatch(part) or AMP_QUERY.fullmatch(part):
        return True
    return not KEPT.fullmatch(name) and _courlan_drops(name)


@lru_cache(maxsize=1024)
def _courlan_drops(name: str) -> bool:
    """Whether courlan holds a parameter of that name for a tracker."""
    from courlan import normalize_url  # noqa: PLC0415 - takes a tenth of a second

    cleaned = normalize_url(SplitResult("https", "example.org", "/", f"{quote(name)}=1", ""))
    return urlsplit(cleaned).query == ""
