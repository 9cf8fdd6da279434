"""The training data and what is made of it: the law of deletion, the split, augmentation, packed rows."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import find_problems, load_articles
from augment import augment
from packing import Packed, loss_of
from pairs import align, group, load_examples, read_example, split_of
from summarizer.summarize.atoms import atoms, expand
from summarizer.summarize.backend import load_transformers
from tiny_models import save_causal

if TYPE_CHECKING:
    from pairs import Example

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
WORDS = st.lists(st.sampled_from("the Dow rose 1.2 % per cent, 57 points S&P 500 Rs 2,464 crore 4,870 yen .".split()))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """All compressions of the corpus."""
    return load_examples(CORPUS / "compressions.jsonl")


def test_every_short_form_is_its_sentences_words_in_order(examples: list[Example]) -> None:
    """Printed as the copy constraint prints it, character by character, or the model could never write it."""
    lines = (CORPUS / "compressions.jsonl").read_text("utf-8").splitlines()
    assert len(lines) >= 4000
    assert [one.text for one in examples] == [json.loads(line)["short"] for line in lines]


def test_every_article_holds_what_it_must() -> None:
    """Evidence is printed, slots are known, a summary's figures are the article's; ids are unique."""
    items = load_articles(CORPUS / "market_news.jsonl")
    assert {item["id"]: problems for item in items if (problems := list(find_problems(item)))} == {}
    assert len({item["id"] for item in items}) == len(items)


def test_compressions_are_of_the_corpus(examples: list[Example]) -> None:
    """Each names an article that is there."""
    known = {item["id"] for item in load_articles(CORPUS / "market_news.jsonl")}
    assert {one.item for one in examples} <= known


def test_marks_come_in_pairs(examples: list[Example]) -> None:
    """A quotation is kept with both of its marks or not at all."""
    assert [one.text for one in examples if one.text.count('"') % 2 or one.text.count("(") != one.text.count(")")] == []


def test_an_article_is_in_one_split(examples: list[Example]) -> None:
    """Sentences of one article don't leak; the splits are about as large as they should be."""
    shares = {name: sum(split_of(one.item) == name for one in examples) / len(examples) for name in ("dev", "test")}
    assert all(0.07 < share < 0.16 for share in shares.values()), shares
    assert split_of("a-001") == split_of("a-001")


def test_three_lengths_are_taught(examples: list[Example]) -> None:
    """Each of them often enough to be learnt."""
    levels = [one.level for one in examples]
    assert min(levels.count(level) for level in (0, 1, 2)) > len(levels) / 5


def test_alignment_prefers_what_stands_together() -> None:
    """Of equal words those are kept that leave the fewest gaps."""
    words = atoms("Up on Monday, the index was up 2% on Friday.")
    assert align(words, "The index was up 2% on Friday.") == tuple(range(3, len(words)))
    assert align(words, "The index was down.") is None
    assert read_example("a", "Stocks rose.", "Stocks fell.") is None


def test_augmentation_changes_both_sides_alike(examples: list[Example]) -> None:
    """The short form has no figure that its sentence has not, keeps the same words and is of the same length."""
    chance = random.Random(4)  # noqa: S311 - no secret
    changed = 0
    for forms in group(examples)[::7]:
        others = augment(forms, ["Lindqvist", "Okafor", "Tanaka"], chance)
        text = " ".join(others[0].words)
        changed += text != " ".join(forms[0].words)
        for form, other in zip(forms, others, strict=True):
            assert other.kept == form.kept
            assert set(NUMBER.findall(other.text)) <= set(NUMBER.findall(text))
    assert changed > 50


@given(WORDS)
def test_atoms_are_the_words(words: list[str]) -> None:
    """They only gather them: nothing is lost, nothing changes its place."""
    found = atoms(" ".join(words))
    assert " ".join(found).split() == words
    assert expand(found, tuple(range(len(found)))) == tuple(range(len(words)))


def test_a_packed_form_is_read_as_if_alone(tmp_path: Path) -> None:
    """The loss of two forms in one row is that of two rows."""
    import torch  # noqa: PLC0415 - slow

    load = load_transformers().AutoModelForCausalLM.from_pretrained
    network = load(save_causal(tmp_path / "tiny"), dtype=torch.float32, attn_implementation="eager")
    head, first, second = [5, 6, 7, 8], ([9, 10], [11, 12, 13]), ([14], [15, 16, 17])
    network.requires_grad_(requires_grad=False)
    together = loss_of(network, [Packed(head, [first, second]), Packed([3], [([4], [5])])], "cpu")
    alone = loss_of(network, [Packed(head, [first]), Packed(head, [second]), Packed([3], [([4], [5])])], "cpu")
    assert float(together) == pytest.approx(float(alone), rel=0.02)  # bfloat16 inside
    other = loss_of(network, [Packed(head, [([9, 10], [11, 12, 14]), second]), Packed([3], [([4], [5])])], "cpu")
    assert float(other) != pytest.approx(float(alone), rel=1e-4)
