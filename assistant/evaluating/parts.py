"""The shape of what a report tells beside the questions: a part for each other thing that was measured."""

from collections.abc import Sequence
from typing import NamedTuple


class PartMiss(NamedTuple):
    """Something that went wrong: what it is about, and what is known of it as names and texts."""

    title: str
    facts: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """A part of a report, all of it plain text.

    `tables` have heads and rows, whose first cell is a name and the others numbers; `method` is in paragraphs; `misses`
    stand under headings.
    """

    heading: str
    summary: str
    tables: Sequence[tuple[Sequence[str], Sequence[tuple[str, ...]]]]
    method: Sequence[str]
    misses: Sequence[tuple[str, Sequence[PartMiss]]]
