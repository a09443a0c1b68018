"""The shapes of comparing: the dimensions of a practice, what a practice says in each, and practices side by side."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation


class Dimension(StrEnum):
    """What practices are compared in, in the order in which a reader wants it."""

    THEME = "theme"
    TARGET_GROUP = "target_group"
    EDUCATION_LEVEL = "education_level"
    SECTOR = "sector"
    PARTNERS = "partners"
    ACTIVITIES = "activities"
    SCALE = "scale"
    FUNDING = "funding"
    RESULTS = "results"
    EVALUATION = "evaluation"
    PERIOD = "period"
    TRANSFERABILITY = "transferability"
    EQAVET = "eqavet"


Unit = Literal["money", "percent", "year", "count", "duration"]


class Figure(BaseModel):
    """A figure as a text states it: `text[start:end]` is what stands there, `value` what it comes to.

    Money has its currency (ISO 4217) in `of`, counts the noun that is counted, durations and rates their unit of time;
    `per` is what it is for each of ("year", "pupil"). `value` is in single units: EUR 1.6 million is 1600000. With
    `at_least` or `at_most` it is a bound, with `about` rounded; `upto` is the end of a range ("5 to 10 %").
    """

    model_config = ConfigDict(frozen=True)

    unit: Unit
    value: float
    upto: float | None = None
    of: str | None = None
    per: str | None = None
    about: bool = False
    at_least: bool = False
    at_most: bool = False
    text: str
    start: int
    end: int


class Cell(BaseModel):
    """What one practice says in one dimension: quotes with their place, and what can be compared in them.

    `codes` are themes, education levels, EQAVET phases or years as the facets have them; `origin` says where these come
    from (declared, sidecar, inferred). A cell without quotes and codes is not stated.
    """

    model_config = ConfigDict(frozen=True)

    dimension: Dimension
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    codes: tuple[str, ...] = ()
    origin: str | None = None

    @property
    def stated(self) -> bool:
        """Whether the practice says anything in this dimension."""
        return bool(self.citations or self.codes)


Strength = Literal["external_evaluation", "survey", "figures", "self_reported", "none"]


class Described(BaseModel):
    """What tells one practice from another: its document, and where it is from."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    title: str
    source: str
    url: str | None = None
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    language: str | None = None


class Practice(Described):
    """A practice with what it says in every dimension; `strength` is that of its results, with what says so."""

    cells: Mapping[Dimension, Cell]
    strength: Strength = "none"
    strength_citation: Citation | None = None


class Match(BaseModel):
    """How comparable a practice is to another: `score` (0 to 1), and the likeness (0 to 1) in each dimension stated.

    `shared` are the dimensions in which they match, `different` those in which both say something else; `why` is the
    sentence of the practice that shows best why it is comparable.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    score: float
    likeness: Mapping[Dimension, float]
    shared: tuple[Dimension, ...] = ()
    different: tuple[Dimension, ...] = ()
    why: Citation | None = None
