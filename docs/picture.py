"""Draw ``docs/demo.svg``, the picture of the README, from a run: ``.venv/bin/python docs/picture.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
WIDTH = 120
COMMAND = "summarizer summarize seeds/small-caps-november.txt"


def main() -> None:
    """Run the command in a coloured terminal of fixed width and save what it prints as a picture."""
    settings = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    arguments = [sys.executable, "cli.py", *COMMAND.split()[1:], "--no-store"]
    printed = subprocess.run(arguments, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text.from_ansi(f"$ {COMMAND}\n{printed.stdout}"), soft_wrap=True)
        console.save_svg(str(ROOT / "docs" / "demo.svg"), title="news-to-signal")


if __name__ == "__main__":
    main()
