"""YAML as a tree whose nodes know where they stand: the door to ruamel.

Nothing is built but text: no tag makes an object, and no alias is followed, so a small file stays small.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruamel.yaml import YAML


class Kind(StrEnum):
    """What a node is; the value is what an error calls it."""

    TEXT = "text"
    TRUTH = "a yes or no"
    NOTHING = "nothing"
    #: A number, a date: what is text only in quotes.
    OTHER = "a number or a date"
    LIST = "a list"
    TABLE = "a table"


#: ruamel's tags of scalars -> ours.
_KINDS = {
    "tag:yaml.org,2002:str": Kind.TEXT,
    "tag:yaml.org,2002:bool": Kind.TRUTH,
    "tag:yaml.org,2002:null": Kind.NOTHING,
}

#: What needs no quotes, wherever it stands: an interval, or what begins with a letter and holds no sign of YAML's ...
_BARE = re.compile(r"[0-9]+[smhd]\ to\ [0-9]+[smhd] | [^\W\d_][\w&./+'\ -]*", re.VERBOSE)
#: ... nor is it a word that some version of YAML takes for something else.
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
#: An address on a line of its own needs none either.
_ADDRESS = re.compile(r"https?://[^\s,\[\]{}]*[^\s,\[\]{}:]")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a file, and where it is written."""

    kind: Kind
    #: For people: "feeds.yaml:12".
    where: str
    #: Offset of its first character.
    start: int
    #: Offset one past the last that is written, comments excluded.
    end: int
    #: What a scalar says, without its quotes.
    text: str = ""
    #: Whether a list or table stands in brackets or braces rather than on lines of its own.
    bracketed: bool = False
    #: Of a list.
    items: tuple[Node, ...] = ()
    #: Of a table: keys and values, in order, twins included.
    pairs: tuple[tuple[Node, Node], ...] = ()


def parse_tree(text: str, subject: str) -> Node | None:
    """Read a YAML text, None where it holds but comments.  Raises InputError, its subject with the line."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - only for who reads a list
    from ruamel.yaml.reader import ReaderError  # noqa: PLC0415

    try:
        composed = _yaml().compose(text)
        return _convert(composed, subject) if composed else None
    except RecursionError:
        raise InputError(subject, "is nested too deeply") from None
    except ValueError:  # "\U00110000"
        raise InputError(subject, "is no YAML: there is no character of that number") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InputError(f"{subject}:{line}", "holds a character that YAML does not allow", "drop it") from error
    except MarkedYAMLError as error:
        raise _syntax_error(error, text, subject) from error
    except YAMLError as error:
        raise InputError(subject, f"is no YAML: {error}") from error


def print_entry(entry: Mapping[str, str | bool | Sequence[str]]) -> list[str]:
    """The lines of a table as an item of a list; its lists stand in brackets."""
    lines = [f"{key}: {_print_value(value)}" for key, value in entry.items()]
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _print_value(value: str | bool | Sequence[str]) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return f"[{', '.join(map(_print_value, value))}]"
    # ruamel's own printing leaves some texts in brackets bare that it then can't read.
    bare = _ADDRESS.fullmatch(value) or (_BARE.fullmatch(value) and value.lower() not in _WORDS)
    return value if bare else json.dumps(value, ensure_ascii=False)


def _yaml() -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415

    yaml = YAML(typ="rt", pure=True)
    yaml.composer.warn_double_anchors = False  # an anchor is refused, twice or not
    return yaml


def _convert(composed: Any, subject: str) -> Node:
    start, end = composed.start_mark.index, composed.end_mark.index
    where = f"{subject}:{composed.start_mark.line + 1}"
    if composed.anchor:
        raise InputError(where, f"holds an anchor (&{composed.anchor})", "write out what it stands for")
    if composed.id == "scalar":
        kind = _KINDS.get(str(composed.tag), Kind.OTHER)
        return Node(kind, where, start, end, composed.value)
    bracketed = bool(composed.flow_style)
    if composed.id == "sequence":
        items = tuple(_convert(item, subject) for item in composed.value)
        last = end if bracketed or not items else items[-1].end
        return Node(Kind.LIST, where, start, last, bracketed=bracketed, items=items)
    pairs = tuple(_convert_pair(key, value, subject) for key, value in composed.value)
    last = end if bracketed or not pairs else pairs[-1][1].end
    return Node(Kind.TABLE, where, start, last, bracketed=bracketed, pairs=pairs)


def _convert_pair(key: Any, value: Any, subject: str) -> tuple[Node, Node]:
    left, right = _convert(key, subject), _convert(value, subject)
    if right.start == right.end:  # where nothing is written, ruamel names the place of what comes next
        right = Node(right.kind, left.where, left.end, left.end)
    return left, right


def _syntax_error(error: Any, text: str, subject: str) -> InputError:
    """Where YAML breaks off: where something was opened, if it is the end that comes too soon."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and mark.index >= len(text.rstrip()):
        mark = error.context_mark
    problem = ", ".join(" ".join(part.split()) for part in (error.context, error.problem) if part)
    remedy = "indent with spaces" if r"'\t'" in problem else ""
    return InputError(f"{subject}:{mark.line + 1}", f"is no YAML: {problem}", remedy)
