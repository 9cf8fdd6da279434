"""The door to transformers: quiet, and never online."""

from __future__ import annotations

import os
from typing import Any


def load_transformers() -> Any:
    """Import transformers (about three seconds) without its progress bars and advice."""
    # Some bars are drawn past its own switch; tqdm reads this when it is first imported.
    os.environ.setdefault("TQDM_DISABLE", "1")
    import transformers  # noqa: PLC0415 - slow
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    return transformers
