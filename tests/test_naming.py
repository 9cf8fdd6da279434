"""What people call indexes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from store_digests import ARTICLE, DIGEST, GAIN
from summarizer.errors import UnknownNameError
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import find_holding, resolve
from summarizer.store import Store, open_store
from summarizer.types import Digest, Entity, Extraction, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database that also knows of an index that the gazetteer lacks."""
    with open_store(tmp_path / "summarizer.db") as store:
        store.save(DIGEST)
        unlisted = replace(GAIN, entity=Entity("Borealis 40", None, Kind.INDEX))
        store.save(Digest(replace(ARTICLE, id="other"), Extraction((unlisted,), (), ())))
        symbol = replace(GAIN, entity=Entity("Pelican-Forty Index", "PEL40", Kind.INDEX))
        store.save(Digest(replace(ARTICLE, id="another"), Extraction((symbol,), (), ())))
        yield store


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ((), ()),
        (("russell",), ("Russell 2000",)),
        (("RUT", "the Russell 2000 index", "dax"), ("Russell 2000", "DAX")),
        (("Borealis 40",), ("Borealis 40",)),
        (("borealis 40",), ("Borealis 40",)),
        (("the borealis-40 index",), ("Borealis 40",)),
        (("pelican forty", "pel40"), ("Pelican-Forty Index",)),
        (("S&P 500 energy sector", "S&P tech"), ("S&P 500 Energy", "S&P 500 Information Technology")),
        (("S&P 500 IT",), ("S&P 500 Information Technology",)),
    ],
    ids=str,
)
def test_names_become_canonical(store: Store, given: tuple[str, ...], names: tuple[str, ...]) -> None:
    """By name, alias or symbol, each once; also what only an article has named."""
    assert resolve(given, load_gazetteer(), store) == names


def test_a_family_is_asked_for_as_a_whole(store: Store) -> None:
    """Its sectors alone, or the index and everything below it."""
    sectors = resolve(["S&P 500 sectors"], load_gazetteer(), store)
    assert "S&P 500 Energy" in sectors
    assert "S&P 500" not in sectors
    assert resolve(["S&P 500 sector"], load_gazetteer(), store) == sectors
    family = resolve(["the s&p family"], load_gazetteer(), store)
    assert family[0] == "S&P 500"
    assert set(sectors) < set(family)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("Rusell 2000", "Russell 2000"),
        ("Borealis 50", "Borealis 40"),
        ("borealis-50 index", "did you mean Borealis 40"),
        ("PEL-FORTY", "did you mean Pelican-Forty Index"),
        ("S&P 500 it", "no index of that name"),
        ("Pelican sectors", "no index of that name"),
        ("Borealis 40 family", "Borealis 40"),
        ("sectors", "no index of that name"),
        ("", "no index of that name"),
        ("\0", "no index of that name"),
    ],
)
def test_an_unknown_name_gets_near_ones(store: Store, given: str, near: str) -> None:
    """A negative answer that helps, from the gazetteer and from the database."""
    with pytest.raises(UnknownNameError, match=near) as caught:
        resolve(["RUT", given], load_gazetteer(), store)
    assert caught.value.subject == given


def test_the_names_in_the_database_are_listed_once(store: Store) -> None:
    """In order, however many claims there are."""
    assert store.entities() == ["Borealis 40", "Nasdaq Composite", "Pelican-Forty Index", "Russell 2000"]


def test_an_empty_database_names_nothing(tmp_path: Path) -> None:
    """No claim, no name."""
    with open_store(tmp_path / "empty.db") as store:
        assert store.entities() == []


def test_a_part_of_a_name_or_symbol_finds_what_is_stored(store: Store) -> None:
    """As people type it; none where only the gazetteer has such a name, and near ones where nothing has."""
    assert find_holding("lican f", load_gazetteer(), store) == ("Pelican-Forty Index",)
    assert find_holding("PEL4", load_gazetteer(), store) == ("Pelican-Forty Index",)
    assert find_holding("russell", load_gazetteer(), store) == ("Russell 2000",)
    assert find_holding("dax", load_gazetteer(), store) == ()
    with pytest.raises(UnknownNameError, match="did you mean Borealis 40"):
        find_holding("Borealys 40", load_gazetteer(), store)
