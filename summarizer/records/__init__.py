"""Rows as records: one value a column, as files, data frames and the commands' machine formats hold them.

docs/export.md lists the columns.
"""

from __future__ import annotations

from summarizer.records.column import Column, Row, Type, Value, record
from summarizer.records.exported import ARTICLES, CLAIMS, SIGNALS, Table

__all__ = ["ARTICLES", "CLAIMS", "SIGNALS", "Column", "Row", "Table", "Type", "Value", "record"]
