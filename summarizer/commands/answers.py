"""Answers on standard output: JSON, tables of values, and a console for people."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console

from summarizer.commands.options import Format
from summarizer.display import make_console


def output() -> Console:
    """The console of standard output."""
    return make_console(sys.stdout)


def answer_json(entry: Mapping[str, Any] | Sequence[Any]) -> None:
    """A document as indented JSON."""
    print(json.dumps(entry, ensure_ascii=False, indent=2))


def answer_line(entry: Mapping[str, Any]) -> None:
    """A document as one line, flushed: whoever reads a batch's answers has each as soon as it is there."""
    print(json.dumps(entry, ensure_ascii=False), flush=True)


def answer_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], chosen: Format) -> None:
    """Rows in any format but a table, each printed as it comes; what has no value is null, or empty."""
    if chosen is Format.JSON:
        _answer_array(rows)
    elif chosen is Format.NL:
        for row in rows:
            answer_line(row)
    else:
        writer = csv.writer(sys.stdout, "excel-tab" if chosen is Format.TSV else "excel", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[column]) for column in columns] for row in rows)


def _answer_array(rows: Iterable[Mapping[str, Any]]) -> None:
    """A list as `answer_json` prints it."""
    before = "["
    for row in rows:
        print(before)
        # Within a string no line ends: there it is written "\\n".
        print("  " + json.dumps(row, ensure_ascii=False, indent=2).replace("\n", "\n  "), end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def _cell(value: object) -> object:
    # As sqlite-utils prints it: what is no scalar is JSON.
    return json.dumps(value) if isinstance(value, list | dict) else value
