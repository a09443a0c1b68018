"""Labels of claims: whether a source says what a statement says, and what a sentence of a draft is, from JSON lines."""

from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.checking.shapes import Outcome
from assistant.evaluating.jsonlines import read_labels
from assistant.proposals.shapes import Standing
from corpus.errors import UsageError

FAITHFUL = ("faithful", "paraphrase", "condensed", "figure_rewritten", "date_rewritten", "translated")
"""The kinds of statements that their sources bear out."""

StatementKind = Literal[
    "faithful", "paraphrase", "condensed", "figure_rewritten", "date_rewritten", "translated", "changed_figure",
    "changed_unit", "changed_date", "changed_name", "changed_place", "negation", "direction", "swapped_citation",
    "added_claim", "invented", "overstated",
]  # fmt: skip

ClaimKind = Literal["figure", "date", "name", "place", "negation", "direction", "meaning", "swapped"]


class CitedQuote(BaseModel):
    """What a statement cites: a stretch of a document, whose file's name, or the end of its path, is `document`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str = Field(min_length=1)
    quote: str = Field(min_length=1, pattern=r"\S")


class StatementLabel(BaseModel):
    """A statement as a chat model would write it, with what it cites, and whether that bears it out.

    `original` is the id of the faithful statement that this one was changed from, `note` what is wrong with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    split: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    statement: str = Field(min_length=1, pattern=r"\S")
    cites: tuple[CitedQuote, ...] = Field(min_length=1)
    label: Outcome
    kind: StatementKind
    original: str | None = None
    note: str | None = None

    @property
    def faithful(self) -> bool:
        """Whether the sources bear the statement out."""
        return self.label == "supported"

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if self.faithful != (self.kind in FAITHFUL):
            raise ValueError(f"`kind` is {self.kind!r}, which does not go with the `label` {self.label!r}")
        if self.note is None and not self.faithful:
            raise ValueError("`note` is missing: say what is wrong with the statement")
        return self


class ClaimLabel(BaseModel):
    """A sentence of a draft, with what it cites, and what it is. `kind` says how one that differs does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    split: str
    language: str = Field(pattern=r"^[a-z]{2}$")
    sentence: str = Field(min_length=1, pattern=r"\S")
    cites: tuple[CitedQuote, ...] = ()
    label: Standing
    kind: ClaimKind | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        cited = self.label in ("supported", "differs")
        if cited != bool(self.cites):
            raise ValueError(f"`cites` must {'name a source' if cited else 'be empty'} where `label` is {self.label!r}")
        if (self.label == "differs") != (self.kind is not None):
            raise ValueError("`kind` is for `label` 'differs', and says in what the source differs")
        return self


class ClaimLabels(NamedTuple):
    """All that is labelled about claims."""

    statements: tuple[StatementLabel, ...] = ()
    claims: tuple[ClaimLabel, ...] = ()

    @property
    def cited(self) -> dict[CitedQuote, set[str]]:
        """All that is cited, and the splits of what cites it."""
        found: dict[CitedQuote, set[str]] = {}
        both: list[StatementLabel | ClaimLabel] = [*self.statements, *self.claims]
        for each in both:
            for quote in each.cites:
                found.setdefault(quote, set()).add(each.split)
        return found

    def of(self, split: str | None) -> "ClaimLabels":
        """Return those of one split; all of them for None."""
        return ClaimLabels(
            tuple(each for each in self.statements if split in (None, each.split)),
            tuple(each for each in self.claims if split in (None, each.split)),
        )


def read_claim_labels(statements: Path | None, claims: Path | None) -> ClaimLabels:
    """Return the labels of both files. Raises UsageError, naming lines, if one cannot be used."""
    read = ClaimLabels(
        tuple(read_labels(statements, StatementLabel, lambda each: (each.id,))) if statements else (),
        tuple(read_labels(claims, ClaimLabel, lambda each: (each.id,))) if claims else (),
    )
    known = {each.id for each in read.statements if each.faithful}
    for each in read.statements:
        if each.original is not None and each.original not in known:
            raise UsageError(f"{statements}: `original` of {each.id!r} is {each.original!r}, no faithful statement.")
    return read
