"""Labels of practices: what a cell must quote, and how comparable two practices are, read from files of JSON lines."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.evaluating.matching import folded
from assistant.practices.shapes import Dimension, Unit
from corpus.errors import UsageError

_SHOWN_ERRORS = 5


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
    """How comparable a candidate is to a practice: 0 not, 1 somewhat, 2 clearly, 3 the same kind of practice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    practice: str = Field(min_length=1)
    candidate: str = Field(min_length=1)
    split: str
    grade: int = Field(ge=0, le=3)
    reason: str = Field(min_length=1)


_Label = TypeVar("_Label", CellLabel, Judgement)


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
        tuple(_read(cells, CellLabel)) if cells else (), tuple(_read(comparable, Judgement)) if comparable else ()
    )


def _read(path: Path, shape: type[_Label]) -> list[_Label]:
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    labels: list[_Label] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                labels.append(shape.model_validate(json.loads(line)))
            except ValidationError as error:
                problems.append(f"line {number}, {_told(error)}")
            except (ValueError, RecursionError):
                problems.append(f"line {number}, is not valid JSON.")
    _refuse_twice(labels, problems)
    if problems:
        more = f" And {len(problems) - _SHOWN_ERRORS} more." if len(problems) > _SHOWN_ERRORS else ""
        raise UsageError(f"{path} cannot be used: {' '.join(problems[:_SHOWN_ERRORS])}{more}")
    return labels


def _refuse_twice(labels: Sequence[CellLabel | Judgement], problems: list[str]) -> None:
    seen: set[tuple[str, ...]] = set()
    for label in labels:
        about = (label.document, label.dimension) if isinstance(label, CellLabel) else (label.practice, label.candidate)
        if about in seen:
            problems.append(f"`id` {label.id!r}: {about[0]} and {about[1]} are labelled twice.")
        seen.add(about)


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = f"`{first['loc'][0]}`: " if first["loc"] else ""
    return f"{place}{first['msg'].removeprefix('Value error, ')}."
