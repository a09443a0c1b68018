"""Labels of practices: what a cell must quote, and how comparable two practices are, read from files of JSON lines."""

from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.evaluating.jsonlines import read_labels
from assistant.evaluating.matching import folded
from assistant.practices.shapes import Dimension, Unit


class LabelledFigure(BaseModel):
    """A figure that a cell must give; `of` is the currency of money. See `shapes.Figure`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Unit
    value: float
    of: str | None = None


class CellLabel(BaseModel):
    """What one document says in one dimension, or that it does not say anything there.

    `document` is the name of a file, or the end of its path. A right quote holds one of `words` (in the file: `any`);
    a cell that gives codes and no quote is right with one of `codes`. With `figures`, one of them must be given too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    document: str = Field(min_length=1)
    language: str
    split: str
    dimension: Dimension
    stated: bool
    words: tuple[str, ...] = Field((), alias="any")
    codes: tuple[str, ...] = ()
    figures: tuple[LabelledFigure, ...] = ()

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if not self.stated and (self.words or self.codes or self.figures):
            raise ValueError("`stated` is false: leave out `any`, `codes` and `figures`")
        if self.stated and not self.words:
            raise ValueError("`stated` is true: give in `any` the words that a right quote holds")
        if not all(folded(words) for words in self.words):
            raise ValueError("`any` must hold at least one letter or figure, besides articles")
        return self


class Judgement(BaseModel):
    """How comparable a candidate is to a practice: 0 not, 1 somewhat, 2 clearly, 3 the same kind of practice.

    `second` is the grade of a second reader, who knew neither the first one's `grade` nor what the product ranks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    practice: str = Field(min_length=1)
    candidate: str = Field(min_length=1)
    split: str
    grade: int = Field(ge=0, le=3)
    second: int | None = Field(None, ge=0, le=3)
    reason: str = Field(min_length=1)

    @property
    def mean(self) -> float:
        """The mean of both grades; the one there is where nobody read the pair a second time."""
        return float(self.grade) if self.second is None else (self.grade + self.second) / 2


class PracticeLabels(NamedTuple):
    """All that is labelled about practices."""

    cells: tuple[CellLabel, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def of(self, split: str | None) -> "PracticeLabels":
        """Return those of one split; all of them for None."""
        return PracticeLabels(
            tuple(each for each in self.cells if split in (None, each.split)),
            tuple(each for each in self.judgements if split in (None, each.split)),
        )


def read_practice_labels(cells: Path | None, comparable: Path | None) -> PracticeLabels:
    """Return the labels of both files. Raises UsageError, naming lines, if one cannot be used."""
    return PracticeLabels(
        tuple(read_labels(cells, CellLabel, lambda each: (each.document, each.dimension))) if cells else (),
        tuple(read_labels(comparable, Judgement, lambda each: (each.practice, each.candidate))) if comparable else (),
    )
