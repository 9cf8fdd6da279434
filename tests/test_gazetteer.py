"""The gazetteer: every name leads to one entry, and unsound files are refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.gazetteer import Entry, key, load_gazetteer
from summarizer.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = load_gazetteer()
ENTRIES = st.sampled_from(SHIPPED.entries)
#: Canonical names, and what articles print daily.
DAILY = {
    "S&P 500": ["S&P", "Standard & Poor's 500"],
    "Dow Jones Industrial Average": ["Dow", "Dow Jones"],
    "Nasdaq Composite": ["Nasdaq"],
    "Nasdaq 100": ["Nasdaq-100"],
    "Russell 2000": ["RUT", "russell"],
    "S&P SmallCap 600": ["S&P 600"],
    "PHLX Semiconductor": ["SOX", "Philadelphia Semiconductor"],
    "S&P/TSX Composite": ["TSX"],
    "Bovespa": ["Ibovespa"],
    "STOXX 600": ["Stoxx Europe 600"],
    "Euro STOXX 50": ["STOXX 50"],
    "FTSE 100": ["FTSE", "Footsie"],
    "Nikkei 225": ["Nikkei", "Nikkei stock average"],
    "Hang Seng Index": ["Hang Seng", "HSI"],
    "Hang Seng China Enterprises Index": ["HSCEI"],
    "Shanghai Composite": ["SSE Composite"],
    "CSI 300": ["CSI300"],
    "Shenzhen Component Index": ["SZSE Component"],
    "Nifty 50": ["Nifty"],
    "Nifty Bank": ["Bank Nifty"],
    "Sensex": ["S&P BSE Sensex"],
    "S&P/ASX 200": ["ASX200"],
    "Straits Times Index": ["STI"],
    "TAIEX": ["Taiex"],
    "FTSE Bursa Malaysia KLCI": ["KLCI"],
    "Jakarta Composite": ["IHSG"],
    "VN-Index": ["VN Index"],
    "EGX 30": ["EGX30"],
    "Tadawul All Share Index": ["TASI"],
    "VIX": ["fear gauge"],
    "MSCI All Country World": ["MSCI ACWI"],
    "Nasdaq 100 futures": ["Nasdaq futures"],
    "Dow Jones Industrial Average futures": ["Dow futures"],
    "S&P/ASX 200 futures": ["SPI futures"],
    "SPDR S&P 500 ETF Trust": ["SPY"],
    "Vanguard Small-Cap Growth ETF": ["VBK"],
}


def write(folder: Path, text: str) -> Path:
    """A user's file of names."""
    path = folder / "names.toml"
    path.write_text(text, "utf-8")
    return path


@given(ENTRIES)
def test_every_name_finds_its_entry(entry: Entry) -> None:
    """Canonical name, aliases, symbol, tickers and lookup names lead back, whatever their case."""
    for name in entry.names():
        assert SHIPPED.find(name) is entry
        assert SHIPPED.find(name.upper()) is entry


def test_no_name_is_shared() -> None:
    """No name of any sort means two entries, so that loading order can't matter."""
    owners: dict[str, str] = {}
    for entry in SHIPPED.entries:
        for name in entry.names():
            assert owners.setdefault(key(name), entry.name) == entry.name


@pytest.mark.parametrize(("name", "printed"), DAILY.items())
def test_daily_names(name: str, printed: list[str]) -> None:
    """What articles print daily leads to the canonical name."""
    assert {(SHIPPED.find(other) or Entry(other)).name for other in printed} == {name}


@pytest.mark.parametrize("printed", ["the Russell 2000 index", "RUSSELL  2000", "russell-2000", "Russell2000 Index"])
def test_find_looks_through_dress(printed: str) -> None:
    """Case, punctuation, an article in front and a trailing "index" don't count."""
    found = SHIPPED.find(printed)
    assert found is not None
    assert found.name == "Russell 2000"


@pytest.mark.parametrize("name", ["", "index", "the", "Acme 500", "&"])
def test_unknown_names(name: str) -> None:
    """What is no entry's name is not found."""
    assert SHIPPED.find(name) is None


@settings(max_examples=25)  # a search for near names takes a twentieth of a second
@given(st.text(max_size=20))
def test_lookups_take_any_text(text: str) -> None:
    """Whatever a person types is answered: an entry or none, and known canonical names."""
    found = SHIPPED.find(text)
    assert found is None or found in SHIPPED.entries
    names = {entry.name for entry in SHIPPED.entries}
    assert set(SHIPPED.near(text, 2)) <= names


@given(st.text(max_size=30))
def test_keys_are_stable(name: str) -> None:
    """A key's key is the key itself, and neither case nor outer space matters."""
    assert key(key(name)) == key(name)
    assert key(f" {name}\n") == key(name)


def test_coverage() -> None:
    """All kinds are there, in number, each with its market, and the seven gauges that articles name."""
    assert len(SHIPPED.entries) >= 400
    assert {entry.kind for entry in SHIPPED.entries} == set(Kind)
    assert all(entry.region for entry in SHIPPED.entries)
    assert all(SHIPPED.find(gauge) for gauge in ("VIX", "VXN", "VSTOXX", "India VIX", "VHSI", "Nikkei VI", "VKOSPI"))
    assert SHIPPED.find("MOVE") is None


def test_near_names() -> None:
    """A misspelt name is answered with what was meant, nearest first, each once."""
    assert "Russell 2000" in SHIPPED.near("rusell")
    assert SHIPPED.near("Niftty 50")[0] == "Nifty 50"
    assert len(SHIPPED.near("S&P/TSX", 5)) == len(set(SHIPPED.near("S&P/TSX", 5))) <= 5
    assert SHIPPED.near("qqqqqqzzzz") == []


@given(ENTRIES)
def test_families(entry: Entry) -> None:
    """A sub-index has a listed head, is in its family, and is found by its sector there."""
    assert SHIPPED.family(entry.name)[0] is entry
    if entry.parent is not None:
        head = SHIPPED.find(entry.parent)
        assert head is not None
        assert head.name == entry.parent
        assert entry in SHIPPED.family(entry.parent)
    if entry.parent is not None and entry.sector is not None:
        child = SHIPPED.child(entry.parent, entry.sector)
        assert child is not None
        assert child.sector == entry.sector


@pytest.mark.parametrize(
    ("parent", "word", "name"),
    [
        ("S&P 500", "tech", "S&P 500 Information Technology"),
        ("S&P 500", "health-care", "S&P 500 Health Care"),
        ("STOXX Europe 600", "automakers", "STOXX 600 Automobiles & Parts"),
        ("STOXX 600", "basic resources", "STOXX 600 Basic Resources"),
        ("TSX", "Energy", "S&P/TSX Energy"),
        ("Nifty", "IT", "Nifty IT"),
        ("Nifty", "real estate", "Nifty Realty"),
        ("Sensex", "realty", "BSE Realty"),
        ("S&P/ASX 200", "miners", "S&P/ASX 300 Metals and Mining"),
        ("FTSE 350", "homebuilders", "FTSE 350 Household Goods and Home Construction"),
    ],
)
def test_children(parent: str, word: str, name: str) -> None:
    """A printed sector word leads to the head's sub-index."""
    child = SHIPPED.child(parent, word)
    assert child is not None
    assert child.name == name


def test_a_family_goes_down_to_its_leaves(tmp_path: Path) -> None:
    """Level by level, and each once, also where a file names two entries each other's parent."""
    extra = write(
        tmp_path,
        """
        [entities]
        "Acme 500" = {}
        "Acme Growth Banks" = {parent = "Acme Growth", sector = "banks"}
        "Acme Growth" = {parent = "Acme 500"}
        "Acme Banks" = {parent = "Acme 500", sector = "banks"}
        "Acme Hen" = {parent = "Acme Egg"}
        "Acme Egg" = {parent = "Acme Hen"}
        """,
    )
    names = load_gazetteer(extra)
    family = [entry.name for entry in names.family("Acme 500")]
    assert family == ["Acme 500", "Acme Growth", "Acme Banks", "Acme Growth Banks"]
    assert [entry.name for entry in names.family("Acme Hen")] == ["Acme Hen", "Acme Egg"]
    assert names.child("Acme 500", "banks") is names.find("Acme Banks")


def test_no_child() -> None:
    """An unknown sector, or a head without that sector, has no sub-index."""
    assert SHIPPED.child("S&P 500", "astrology") is None
    assert SHIPPED.child("Russell 2000", "energy") is None
    assert SHIPPED.family("Acme 500") == ()


def test_texts_are_matchable() -> None:
    """Nicknames and sector words are lower-case; blocked phrases name no entry and bear no stray space."""
    assert all(name == name.lower() for entry in SHIPPED.entries for name in entry.nicknames)
    assert all(word == word.lower() for word in SHIPPED.sector_words)
    assert all(phrase == " ".join(phrase.split()) and "#" not in phrase for phrase in SHIPPED.blocked)
    assert not [phrase for phrase in SHIPPED.blocked if SHIPPED.find(phrase)]
    assert len(SHIPPED.blocked) == len(set(SHIPPED.blocked))
    assert "S&P Global" in SHIPPED.blocked


def test_sector_words_mean_one_sector() -> None:
    """A sector's key is one of its own words."""
    assert all(SHIPPED.sector_words[sector] == sector for sector in SHIPPED.sector_words.values())


def test_loading_is_cached() -> None:
    """Asking again costs nothing."""
    assert load_gazetteer() is SHIPPED


def test_a_users_file_adds(tmp_path: Path) -> None:
    """New entries, their derived spellings, and more names of known entries, all beside the shipped ones."""
    extra = write(
        tmp_path,
        """
        [defaults]
        region = "Atlantis"
        [variants]
        "Acme " = ["Acme Exchange "]
        [entities]
        "Acme 500" = {symbol = "ACM", aliases = ["Acme Oil & Gas"], home = ["Lemuria"], cities = ["The Deeps"]}
        "Acme Banks Index" = {parent = "Acme 500", sector = "banks"}
        "Acme Fund" = {kind = "etf", symbol = "ACMF"}
        "russell 2000" = {aliases = ["small fry", "Fry & Sons"], demonyms = ["Lilliputian"], nicknames = ["tiddlers"]}
        """,
    )
    names = load_gazetteer(extra)
    assert len(names.entries) == len(SHIPPED.entries) + 3
    for printed in ("acme500", "Acme-500", "Acme Exchange 500", "Acme Oil and Gas", "ACM", "Lemuria", "The Deeps"):
        assert (names.find(printed) or Entry("")).name == "Acme 500"
    child = names.child("Acme 500", "lenders")
    assert child is not None
    assert (child.name, child.region) == ("Acme Banks Index", "Atlantis")
    assert "Acme Banks" in child.aliases
    fund = names.find("ACMF")
    assert fund is not None
    assert (fund.kind, fund.tickers) == (Kind.ETF, ("ACMF",))
    known, shipped = names.find("Small Fry"), SHIPPED.find("Russell 2000")
    assert known is not None
    assert shipped is not None
    assert known is names.find("tiddlers") is names.find("Lilliputian") is names.find("RUT")
    assert (known.name, known.region) == ("Russell 2000", "US")
    assert "Fry and Sons" in known.aliases
    assert set(shipped.aliases) < set(known.aliases)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[entities]\n"Acme" = {aliases = ["Nasdaq"]}', ("Acme", "Nasdaq", "Nasdaq Composite")),
        ('[entities]\n"Acme" = {symbol = "RUT"}', ("Acme", "RUT", "Russell 2000")),
        ('[entities]\n"S&P" = {}', ("S&P", "S&P 500")),
        ('[entities]\n"Acme" = {}\n"ACME" = {aliases = ["S&P"]}', ("ACME", "S&P 500")),
        ('[entities]\n"Acme Energy" = {parent = "Acme"}', ("Acme Energy", "parent Acme")),
        ('[entities]\n"Acme Energy" = {parent = "S&P"}', ("Acme Energy", "parent S&P")),
        ('[entities]\n"Acme" = {sector = "astrology"}', ("Acme", "astrology", "sectors are")),
        ('[entities]\n"Acme" = {kind = "bond"}', ("Acme", "bond", "index, future, etf")),
        ('[defaults]\nkind = "bond"\n[entities]\n"Acme" = {}', ("[defaults]", "bond")),
        ('[entities]\n"Acme" = {alias = ["A"]}', ("Acme", "alias", "aliases")),
        ('[entities]\n"Acme" = {aliases = "A"}', ("Acme", "aliases")),
        ('[entities]\n"Acme" = {aliases = [""]}', ("Acme", "aliases")),
        ('[entities]\n"Acme" = {aliases = ["&"]}', ("Acme", "punctuation")),
        ('[entities]\n"Acme" = {symbol = 5}', ("Acme", "symbol")),
        ('[entities]\n"Acme" = "ACM"', ("Acme", "aliases")),
        ('[entities]\n"S&P 500" = {symbol = "ACM"}', ("S&P 500", "symbol")),
        ('[variants]\n"Acme " = "A"', ("[variants]", "Acme")),
        ('[entity]\n"Acme" = {}', ("entity", "entities")),
        ("entities = 5", ("entities",)),
        ("[entities", ("TOML",)),
    ],
)
def test_unsound_files_are_refused(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    """The error is one line that names the file, the entry and what is wrong."""
    extra = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_gazetteer(extra)
    message = str(caught.value)
    assert "names.toml" in message
    assert "\n" not in message
    assert all(word in message for word in words)


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    """A missing file and one that is no text are named."""
    with pytest.raises(InputError, match=r"missing\.toml"):
        load_gazetteer(tmp_path / "missing.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"binary\.toml"):
        load_gazetteer(binary)
