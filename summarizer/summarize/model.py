"""The models that write: what the rest of the program knows of them, and how they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.errors import ModelError
from summarizer.summarize.backend import load_transformers, without_compiler
from summarizer.summarize.compressor import Compressor
from summarizer.summarize.device import AUTO, find_device, find_dtype
from summarizer.summarize.drafting import Drafter
from summarizer.summarize.model_spec import Architecture, ModelSpec, Search, Task
from summarizer.summarize.progress import silent
from summarizer.summarize.prompting import PromptEncoder
from summarizer.summarize.shorten import Shortened
from summarizer.summarize.spec import load_spec
from summarizer.summarize.subsequence import Source
from summarizer.summarize.weights import pull, revision_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.summarize.progress import Progress

__all__ = ["Model", "Shortened", "Source", "Task", "load_model"]


class Model(Protocol):
    """A model that either shortens sentences or drafts summaries: `task` says which."""

    @property
    def name(self) -> str:
        """The spec's name, the folder or the hub id."""

    @property
    def revision(self) -> str:
        """A digest of the weights, or the hub's commit."""

    @property
    def task(self) -> Task:
        """The one method that may be called."""

    @property
    def is_free(self) -> bool:
        """Whether it may leave out any words, having learned which; else only those that it is told."""

    def shorten(self, sources: Sequence[Source]) -> Sequence[Sequence[Shortened]]:
        """For each sentence its possible forms, the best first; the whole sentence may be among them.

        Raises ModelError where the task is another.
        """

    def draft(self, text: str, words: int) -> str:
        """A free summary of an article, in about so many words; raises ModelError for another task."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in memory."""

    name: str
    revision: str
    task: Task
    work: Compressor | Drafter

    @property
    def is_free(self) -> bool:
        """See `Model.is_free`."""
        return isinstance(self.work, Compressor) and self.work.decoding.search is Search.GENERATE

    def shorten(self, sources: Sequence[Source]) -> list[tuple[Shortened, ...]]:
        """See `Model.shorten`."""
        if not isinstance(self.work, Compressor):
            raise ModelError(self.name, "drafts, and can't shorten sentences", "choose a model for compressing")
        return self.work(sources)

    def draft(self, text: str, words: int) -> str:
        """See `Model.draft`."""
        if not isinstance(self.work, Drafter):
            raise ModelError(self.name, "shortens sentences, and can't draft", "choose a model for drafting")
        return self.work(text, words)


def load_model(selector: str | ModelSpec = "default", progress: Progress = silent, device: str = AUTO) -> LoadedModel:
    """Load a model (four seconds, most of it importing torch), pulling its weights where needed.

    `selector` is what `load_spec` takes, `device` what `find_device` takes.  Raises ModelError where it names no model
    or the model can't run, WeightsError where the weights can't be had.
    """
    spec = load_spec(selector) if isinstance(selector, str) else selector
    folder = pull(spec, progress)
    network, tokenizer = _load(spec, folder, device)
    framed = spec.architecture is Architecture.SEQ2SEQ
    encoder = PromptEncoder(tokenizer, spec.prompt, framed=framed)
    if spec.task is Task.DRAFT:
        work: Compressor | Drafter = Drafter(network, tokenizer, encoder, spec.architecture, spec.decoding)
    elif tokenizer.eos_token_id is None:
        raise ModelError(spec.name, "its tokenizer has no token that ends an answer", "choose another model")
    else:
        work = Compressor(network, encoder, tokenizer.eos_token_id, spec.decoding)
    return LoadedModel(spec.name, revision_of(spec), spec.task, work)


def _load(spec: ModelSpec, folder: Path, device_name: str) -> tuple[Any, Any]:
    """The network, ready to answer, and its tokenizer."""
    from safetensors import SafetensorError  # noqa: PLC0415

    transformers = load_transformers()
    device = find_device(device_name)
    causal = spec.architecture is Architecture.CAUSAL
    kind = transformers.AutoModelForCausalLM if causal else transformers.AutoModelForSeq2SeqLM
    try:
        with without_compiler():
            dtype = find_dtype(spec.dtype, device)
            network = kind.from_pretrained(folder, dtype=dtype, local_files_only=True, use_safetensors=True)
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, SafetensorError) as error:
        reason = str(error).partition("\n")[0]
        raise ModelError(spec.name, f"can't be loaded from {folder}: {reason}", "remove it and pull again") from error
    return network.eval().to(device), tokenizer
