"""How exact a figure is called: "over 11%", "about 2 percent", "10% or more"."""

from __future__ import annotations

import re

from summarizer.types import Hedge

#: Over text in small letters; the first that fits counts: "no less than" is no "less than".
_BEFORE = {
    Hedge.UP_TO: r"""
        as\ (?:much|many|high|low)\ as | up\ to | at\ most | a\ maximum\ of | by\ a\ maximum\ of""",
    Hedge.UNDER: r"""
        less\ than | (?<!the\ )nearly | almost | just\ under | under | shy\ of | just\ below | (?<![\d’'s]\ )close\ to
      | not\ quite | nearing | fewer\ than""",
    Hedge.OVER: r"""
        more\ than | over | above | at\ least | upwards\ of | in\ excess\ of | better\ than | exceed(?:ing|ed|s)?
      | north\ of | surpass(?:ing|ed|es)? | topp(?:ing|ed) | past | no\ less\ than""",
    Hedge.ABOUT: r"""
        about | around | roughly | approximately | some | circa | near | near- | ~ | c\. | an?\ estimated""",
}
_HEDGE = re.compile(
    r"(?: ^ | (?<= [\s(~,–—] ) )(?: "
    + " | ".join(f"(?P<{hedge.name}> {pattern} )" for hedge, pattern in _BEFORE.items())
    + r" ) \s? (?: the\ | a\ | an\ | by\ )? $",
    re.VERBOSE,
)
_HEDGE_AFTER = re.compile(r"\s (?: (?P<OVER> or\ (?:more|higher|better) ) | (?P<ABOUT> or\ so ) ) \b", re.VERBOSE)
_REACH = 24  # characters: the longest hedge and an article


def find_hedge(text: str, start: int, end: int) -> Hedge | None:
    """How exact the figure at ``text[start:end]`` is called by the words around it.  `text` is in small letters."""
    match = _HEDGE.search(text[max(0, start - _REACH) : start]) or _HEDGE_AFTER.match(text, end)
    return Hedge[match.lastgroup] if match and match.lastgroup else None
