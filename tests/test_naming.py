"""What people call indexes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from store_digests import ARTICLE, DIGEST, GAIN
from summarizer.errors import UnknownNameError
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
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
        yield store


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ((), ()),
        (("russell",), ("Russell 2000",)),
        (("RUT", "the Russell 2000 index", "dax"), ("Russell 2000", "DAX")),
        (("Borealis 40",), ("Borealis 40",)),
        (("borealis 40",), ("Borealis 40",)),
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
    family = resolve(["the s&p family"], load_gazetteer(), store)
    assert family[0] == "S&P 500"
    assert set(sectors) < set(family)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("Rusell 2000", "Russell 2000"),
        ("Borealis 50", "Borealis 40"),
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
    assert store.entities() == ["Borealis 40", "Nasdaq Composite", "Russell 2000"]


def test_an_empty_database_names_nothing(tmp_path: Path) -> None:
    """No claim, no name."""
    with open_store(tmp_path / "empty.db") as store:
        assert store.entities() == []
