"""Matching: whether a text of the library holds what a label says; pure functions."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def folded(text: str) -> str:
    """Return a text as answers are compared: lower case, without punctuation and English articles, spaces folded."""
    words = re.sub(r"[^\w\s]", "", unicodedata.normalize("NFKC", text).lower())
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", words).split())


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text holds one of the answers, both compared folded."""
    within = folded(text)
    return any(folded(answer) in within for answer in answers)


def is_named(source: str, name: str) -> bool:
    """Whether a document's source is the file of that name, or of a path that ends so."""
    path, end = (unicodedata.normalize("NFC", each).replace("\\", "/").strip("/") for each in (source, name))
    return path == end or path.endswith(f"/{end}")


def spans_of(text: str, evidence: str) -> list[Span]:
    """Return where a stretch stands in a text, whatever its spaces and line ends."""
    words = map(re.escape, evidence.split())
    return [match.span() for match in re.finditer(r"\s+".join(words), text)]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares at least one character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)
