"""Statements that are the words of their source: a quote, led in to or not, needs no comparing."""

import re
from collections.abc import Sequence

from assistant.checking.shapes import Source
from assistant.citations import Citation, cite

_QUOTED = re.compile(r"[“„«\"]\s*([^“”„«»\"]+?)\s*[”“»\"]")
_FEWEST_WORDS, _MOST_LEADING_WORDS = 4, 6
# A lead-in that denies, or says more than that something is quoted, is a claim of its own.
_DENIES = re.compile(
    r"\d|\b(?:not?|never|false|wrong|nicht|kein\w*|falsch|niet|geen|nooit|onjuist|ne|pas|non|falso|nunca|não|ei|eivät|väärin"
    r"|ez|gaizki|nie)\b",
    re.IGNORECASE,
)


def quoted_from(statement: str, sources: Sequence[Source]) -> Citation | None:
    """Return where a statement stands in its sources word for word; None where it is more than a quote, or none.

    `statement` may lead in to what it quotes with a few words and a colon.
    """
    words = _quoted_alone(statement) or statement.split()
    if words and words[-1][-1:] in ".;,":
        words = [*words[:-1], words[-1][:-1]]
    if len(words) < _FEWEST_WORDS:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)[.!?…]?")
    for source in sources:
        found = pattern.search(source.document.text, source.start, source.end)
        if found and _whole(source, found.start()):
            return cite(source.document, found.start(), found.end(), 1)
    return None


def _quoted_alone(statement: str) -> list[str]:
    """Return the words of a statement that is a quote with a lead-in, or without one."""
    match = _QUOTED.search(statement)
    if not match:
        return []
    before, after = statement[: match.start()].strip(), statement[match.end() :].strip(" .")
    leads = not before or (
        before.endswith(":") and len(before.split()) <= _MOST_LEADING_WORDS and not _DENIES.search(before)
    )
    return match.group(1).split() if leads and not after else []


def _whole(source: Source, start: int) -> bool:
    """Whether what begins there is the beginning of a sentence or a line: "not" may stand before what is quoted."""
    before = source.document.text[max(start - 60, 0) : start].rstrip(" \t\"“„«'‘([•–-*")
    return not before or before[-1] in ".!?…:;\n" or bool(re.search(r"(?:^|\n)\s*\(?\d{1,2}[.)]?$", before))
