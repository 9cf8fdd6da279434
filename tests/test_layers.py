"""The architecture as a test: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarizer"

#: The parts of the package by layer; a part imports from lower layers and from itself.
LAYERS = {
    "__init__": 5,
    "types": 0,
    "errors": 0,
    "figures": 1,
    "dates": 1,
    "gazetteer": 1,
    "arithmetic": 1,
    "changes": 1,
    "replacing": 1,
    "contract": 2,
    "feeds": 2,
    "ingest": 2,
    "extract": 2,
    "summarize": 2,
    "proof": 2,
    "store": 2,
    "table": 1,
    "display": 2,
    "naming": 3,
    "records": 3,
    "pipeline": 3,
    "api": 4,
    "exporting": 4,
    "watch": 4,
    "commands": 5,
    "cli": 6,
}

#: Who alone may import what: the door of each library.
DOORS = {
    "spacy": {"extract"},
    "trafilatura": {"ingest/page.py"},
    "feedparser": {"ingest/feed.py"},
    "httpx": {"ingest"},
    "httpcore": {"ingest"},
    "brotli": {"ingest/compression.py"},
    "protego": {"ingest/robots.py"},
    "courlan": {"ingest/addresses.py"},
    "rensa": {"ingest/copies.py"},
    "ruamel": {"feeds"},
    "listparser": {"feeds"},
    "prometheus_client": {"commands"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "torch": {"summarize"},
    "transformers": {"summarize"},
    "safetensors": {"summarize"},
    "gguf": {"summarize"},
    "plotext": {"commands/drawing.py"},
    "matplotlib": {"commands/drawing.py"},
    "typer": {"cli", "commands"},
    "rich": {"display.py", "table.py", "commands"},
    "pandas": {"api/answer.py"},
    "pyarrow": {"exporting.py"},
}

SOURCES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The package's part that a file belongs to: "extract", "cli"."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def find_imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it: "summarizer.types", "rich.console"."""
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            folder = path.relative_to(ROOT).parts[: -node.level]
            base = ".".join((*folder, *filter(None, [node.module])))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def find_parts(path: Path) -> Iterator[str]:
    """The package's own parts that a file imports."""
    for name in find_imports(path):
        package, _, rest = name.partition(".")
        if package == "summarizer" and rest:
            part = rest.split(".")[0]
            yield part if part in LAYERS else "__init__"


def test_every_part_has_its_layer() -> None:
    """A new part of the package takes its place in the picture."""
    assert {part_of(path) for path in SOURCES} <= set(LAYERS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downward(path: Path) -> None:
    """A part imports lower layers and itself; so the stages never import each other."""
    part = part_of(path)
    wrong = {other for other in find_parts(path) if other != part and LAYERS[other] >= max(LAYERS[part], 1)}
    assert not wrong, f"{part} (layer {LAYERS[part]}) imports {sorted(wrong)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_its_door(path: Path) -> None:
    """A library is imported behind its door only."""
    where = str(path.relative_to(PACKAGE))
    for name in find_imports(path):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or doors & {where, part_of(path)}, f"{where} imports {name}"


def test_the_launcher_only_launches() -> None:
    """``cli.py`` of a checkout holds nothing but the call."""
    assert set(find_imports(ROOT / "cli.py")) == {"summarizer.cli.main"}
