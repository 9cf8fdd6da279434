"""Models of the model hub, in the hub library's own cache.  Alone imports huggingface_hub."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import WeightsError
from summarizer.summarize.progress import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huggingface_hub.hf_api import ModelInfo

    from summarizer.summarize.model_spec import Hub
    from summarizer.summarize.progress import Progress

#: Seconds to wait for the hub's answer to the first question; who is online hears within one.
PATIENCE = 5.0
#: What a saved model consists of; weights that run code when read (pickles) are left alone.
FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
INDEX = "model.safetensors.index.json"


def find_snapshot(hub: Hub) -> Path | None:
    """The folder of the model if all of it is in the cache; nothing is looked up online."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - half a second
    from huggingface_hub.errors import LocalEntryNotFoundError  # noqa: PLC0415

    try:
        folder = snapshot_download(hub.id, revision=hub.revision, allow_patterns=list(FILES), local_files_only=True)
    except LocalEntryNotFoundError:
        return None
    return Path(folder) if _is_complete(Path(folder)) else None


def fetch_snapshot(hub: Hub, name: str, progress: Progress) -> Path:
    """Download the model; raises WeightsError, within seconds where the hub can't be reached."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415

    with _one_line(name):
        found = _ask(hub.id, hub.revision)
        with watched(_cache_of(hub.id), _bytes(found), progress):
            folder = Path(snapshot_download(hub.id, revision=found.sha, allow_patterns=list(FILES)))
        _remember(hub.id, hub.revision, folder.name)
    if not _is_complete(folder):
        raise WeightsError(name, "the hub has no weights in the safetensors format", "choose another model")
    return folder


def fetch_config(hub_id: str) -> tuple[Path, str]:
    """The ``config.json`` of a hub model, and its commit: the one in the cache, else the hub's latest.

    Raises WeightsError.
    """
    from huggingface_hub import hf_hub_download, try_to_load_from_cache  # noqa: PLC0415

    with _one_line(hub_id):
        cached = try_to_load_from_cache(hub_id, "config.json")
        if isinstance(cached, str):
            return Path(cached), Path(cached).parent.name
        path = Path(hf_hub_download(hub_id, "config.json", revision=_ask(hub_id, "main").sha))
        _remember(hub_id, "main", path.parent.name)
        return path, path.parent.name


def _ask(hub_id: str, revision: str) -> ModelInfo:
    """What the hub knows of a model: one question that fails at once, where downloads try again and again."""
    from huggingface_hub import HfApi  # noqa: PLC0415

    return HfApi().model_info(hub_id, revision=revision, timeout=PATIENCE, files_metadata=True)


def _bytes(found: ModelInfo) -> int:
    files = [one for one in found.siblings or [] if any(Path(one.rfilename).match(form) for form in FILES)]
    return sum(one.size or 0 for one in files)


def _cache_of(hub_id: str) -> Path:
    from huggingface_hub import constants  # noqa: PLC0415

    return Path(constants.HF_HUB_CACHE) / f"models--{hub_id.replace('/', '--')}"


def _remember(hub_id: str, revision: str, commit: str) -> None:
    """Note which commit a branch stood at, as the hub library does: the cache can answer for it then."""
    if revision != commit:
        note = _cache_of(hub_id) / "refs" / revision
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(commit, "utf-8")


def _is_complete(folder: Path) -> bool:
    if not (folder / "config.json").is_file():
        return False
    if not (folder / INDEX).is_file():
        return (folder / "model.safetensors").is_file()
    shards = json.loads((folder / INDEX).read_text("utf-8"))["weight_map"].values()
    return all((folder / shard).is_file() for shard in shards)


@contextmanager
def _one_line(name: str) -> Iterator[None]:
    """Everything that can go wrong between us and the hub, as one line for the user."""
    from huggingface_hub import errors  # noqa: PLC0415
    from huggingface_hub.utils import logging as hub_logging  # noqa: PLC0415

    hub_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    again = f"run `summarizer models pull {name}` when online"
    try:
        yield
    except errors.GatedRepoError as error:
        raise WeightsError(name, "its owner asks for a log-in", "choose another model") from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError, errors.HFValidationError) as error:
        raise WeightsError(name, "the hub has no such model or revision", "check the name") from error
    except errors.EntryNotFoundError as error:
        raise WeightsError(name, "the hub's files can't be had", again) from error
    except errors.HTTPError as error:  # type: ignore[attr-defined] # httpx's or its successor's, as the hub uses
        raise WeightsError(name, "no weights here, and the hub does not answer", again) from error
    except errors.OfflineModeIsEnabled as error:
        raise WeightsError(name, "no weights here, and the hub is switched off", again) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WeightsError(name, f"the hub's cache can't be written: {reason}", "free some space") from error
