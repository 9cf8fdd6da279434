"""Rows as records: flat, one value a column, as files and data frames hold them.

The columns that `summarizer claims --json` has too bear the same names.  docs/export.md lists them all.
"""

from __future__ import annotations

from summarizer.records.column import Column, Row, Type, Value, record
from summarizer.records.exported import ARTICLES, CLAIMS, SIGNALS, Table

__all__ = ["ARTICLES", "CLAIMS", "SIGNALS", "Column", "Row", "Table", "Type", "Value", "record"]
