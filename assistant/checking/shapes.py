"""The shapes of checking: what a statement cites, how the two differ, and whether the one says what the other does."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation
from corpus.documents import Document

Outcome = Literal["supported", "partial", "unsupported"]

Reason = Literal[
    "figure", "unit", "date", "name", "place", "negation", "direction", "contradiction", "meaning", "nothing_cited"
]


class Source(NamedTuple):
    """What a statement cites: a stretch of a document, `document.text[start:end]`, be it a quote or a whole passage."""

    document: Document
    start: int
    end: int


class Difference(BaseModel):
    """One thing that a statement says and its sources do not.

    `said` is `statement[start:end]`, to the letter; `found` what the sources have in its place (the figures of the same
    unit, the other direction), as they write it, empty when they have nothing of the kind. A `contradiction` is told by
    a model for entailment, where one is set; `found` is then the sentence that contradicts.
    """

    model_config = ConfigDict(frozen=True)

    reason: Reason
    said: str
    start: int
    end: int
    found: tuple[str, ...] = ()

    @classmethod
    def at(cls, reason: Reason, statement: str, start: int, end: int, found: Iterable[str] = ()) -> Self:
        """Return the difference that `statement[start:end]` makes."""
        return cls(reason=reason, said=statement[start:end], start=start, end=end, found=tuple(found))


class Verdict(BaseModel):
    """Whether sources say what a statement says.

    `citation` is the exact sentence (or few that stand together) of a source that carries it, the nearest one if
    nothing does; None when no source was given or none has text. `score` (0 to 1) is how near the meaning is.
    """

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    citation: Citation | None = None
    score: float = 0.0
