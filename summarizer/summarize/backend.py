"""The door to transformers and torch: quiet, and considerate on a busy machine."""

from __future__ import annotations

import os
from typing import Any

SETTINGS = {
    # A thread that waits for another one sleeps instead of spinning.  With two threads on two processors that
    # others use as well, five sentences took 9 s instead of 47 s.
    "OMP_WAIT_POLICY": "PASSIVE",
    # Some progress bars are drawn past transformers' own switch.
    "TQDM_DISABLE": "1",
}


def settle_environment() -> None:
    """Set what torch and tqdm read when they are first imported; what the user has set stands.

    A program that imports spaCy first calls this before: spaCy imports torch where it is installed.
    """
    for name, setting in SETTINGS.items():
        os.environ.setdefault(name, setting)


def load_transformers() -> Any:
    """Import transformers and torch (about three seconds) without their progress bars and advice."""
    settle_environment()
    import transformers  # noqa: PLC0415 - slow
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    return transformers
