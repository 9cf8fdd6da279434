"""What a spec may say, and how a model is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ModelError, WeightsError
from summarizer.summarize.model_spec import Architecture, Folder, Hub, Precision, Search, Style, Task, Wheel
from summarizer.summarize.spec import DEFAULT, list_specs, load_spec

if TYPE_CHECKING:
    from pathlib import Path

WHEEL = f"""
name = "mine"
description = "A model."
licence = "MIT"
architecture = "causal"
task = "compress"
size = 10
[wheel]
package = "a-wheel"
version = "1.0"
member = "a/b.gguf"
sha256 = "{"0" * 64}"
member_sha256 = "{"1" * 64}"
[prompt]
style = "plain"
template = "Shorten. {{sentence}}"
[decoding]
reward = 0.5
"""


def write(folder: Path, content: str = WHEEL) -> Path:
    """Save a spec as the only one of a models' folder."""
    path = folder / "mine" / "spec.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def test_every_shipped_spec_is_valid_and_pinned() -> None:
    """The default comes first; every folder of ``models/`` is named as its spec, and pins what it fetches."""
    specs = list_specs()
    assert specs[0].name == DEFAULT
    assert {Architecture.CAUSAL, Architecture.SEQ2SEQ} <= {spec.architecture for spec in specs}
    for spec in specs:
        assert load_spec(spec.name) == spec
        assert spec.size > 0
        assert isinstance(spec.source, Wheel | Hub)
        if isinstance(spec.source, Hub):
            assert len(spec.source.revision) == 40


def test_the_default_shortens_and_comes_in_a_wheel() -> None:
    """What is used when nothing is chosen needs no model hub."""
    spec = load_spec()
    assert spec == load_spec("default") == load_spec(DEFAULT)
    assert isinstance(spec.source, Wheel)
    assert spec.task is Task.COMPRESS


def test_a_spec_is_read_whole(tmp_path: Path) -> None:
    """What the file says is what the spec holds; what it leaves out has its default."""
    write(tmp_path)
    spec = load_spec("mine", tmp_path)
    assert spec.source == Wheel("a-wheel", "1.0", "a/b.gguf", "0" * 64, "1" * 64)
    assert spec.prompt.template == "Shorten. {sentence}"
    assert spec.prompt.style is Style.PLAIN
    assert spec.decoding.reward == 0.5
    assert spec.decoding.search is Search.SCORE
    assert spec.dtype is Precision.AUTO
    assert load_spec(str(tmp_path / "mine")) == spec


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "mine"', "", "name is missing"),
        ('name = "mine"', 'name = ""', "name is blank"),
        ('name = "mine"', 'name = "../mine"', "name is malformed"),
        ('name = "mine"', "name = 5", "name must be a string"),
        ('"causal"', '"recurrent"', "architecture must be one of causal, seq2seq"),
        ('"causal"', '"seq2seq"', 'architecture must be "causal"'),
        ('"compress"', '"translate"', "task must be one of"),
        ("size = 10", "size = -1", "size must be at least 0"),
        ("size = 10", "size = true", "size must be a whole number"),
        ("size = 10", "size = 10\nsizes = 5", "sizes is no key of a spec"),
        ("[wheel]", "[wheels]", "wheel or hub is missing"),
        ("[wheel]", '[hub]\nid = "a/b"\nrevision = "main"\n[wheel]', "hub can't stand beside wheel"),
        ('version = "1.0"', 'version = "1.0 --pre"', "wheel.version is malformed"),
        ('package = "a-wheel"', 'package = "-r x"', "wheel.package is malformed"),
        ('"a/b.gguf"', '"a/b.bin"', "wheel.member is malformed"),
        (f'"{"0" * 64}"', '"abc"', "wheel.sha256 is malformed"),
        ("{sentence}", "it", "prompt.template must hold {sentence} once"),
        ("{sentence}", "{sentence} {sentence}", "prompt.template must hold"),
        ("{sentence}", "{sentence} {other}", "prompt.template must hold"),
        ('"plain"', '"loud"', "prompt.style must be one of plain, chat"),
        ("reward = 0.5", "reward = -0.5", "decoding.reward must be at least 0"),
        ("reward = 0.5", "rewards = 0.5", "decoding.rewards is no key"),
        ("[decoding]", "", "prompt.reward is no key"),
        ('task = "compress"', "task =", "can't be read"),
    ],
)
def test_a_malformed_spec_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """The complaint is one line that names the file and the key."""
    path = write(tmp_path, WHEEL.replace(old, new, 1))
    with pytest.raises(ModelError) as caught:
        load_spec("mine", tmp_path)
    message = str(caught.value)
    assert str(path) in message
    assert complaint in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("config", "architecture"),
    [
        ({"architectures": ["BartForConditionalGeneration"]}, Architecture.SEQ2SEQ),
        ({"architectures": ["Qwen2ForCausalLM"]}, Architecture.CAUSAL),
        ({"architectures": ["GPT2LMHeadModel"]}, Architecture.CAUSAL),
    ],
)
def test_a_saved_model_needs_no_spec(tmp_path: Path, config: dict[str, list[str]], architecture: Architecture) -> None:
    """The architecture of a folder's model is read from its configuration; it is asked for a draft."""
    (tmp_path / "config.json").write_text(json.dumps(config))
    spec = load_spec(str(tmp_path))
    assert (spec.architecture, spec.task, spec.source) == (architecture, Task.DRAFT, Folder(tmp_path))


@pytest.mark.parametrize("config", ["{}", "[]", "{", '{"architectures": ["BertForMaskedLM"]}'])
def test_a_model_that_can_not_write_is_refused(tmp_path: Path, config: str) -> None:
    """A folder whose configuration is broken or of another kind of model is a one-line error."""
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(ModelError, match=r"choose a"):
        load_spec(str(tmp_path))


def test_a_spec_may_lie_beside_its_weights(tmp_path: Path) -> None:
    """A folder with both is asked as the spec says."""
    lines = WHEEL.replace("[prompt]", "[wheel]").split("[wheel]")
    write(tmp_path, f"{lines[0]}[prompt]{lines[2]}")
    (tmp_path / "mine" / "config.json").write_text("{}")
    spec = load_spec(str(tmp_path / "mine"))
    assert spec.source == Folder(tmp_path / "mine")
    assert spec.task is Task.COMPRESS


@pytest.mark.parametrize("selector", ["smolm", "..", "../models", "a/b/c", "", "nowhere/"])
def test_an_unknown_name_lists_the_known_ones(selector: str) -> None:
    """Neither a spec nor a folder with a model nor a hub id: the remedy names what there is."""
    with pytest.raises(ModelError, match="smollm2-135m"):
        load_spec(selector)


def test_a_hub_id_needs_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the hub can't be asked, the one-line error says what to run."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WeightsError, match=r"nobody/nothing: .*summarizer models pull nobody/nothing"):
        load_spec("nobody/nothing")
