"""Facets: what documents can be filtered by, where a facet's value comes from, and the filters themselves."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Kind(StrEnum):
    """The kinds of document."""

    PROJECT_REPORT = "project_report"
    GOOD_PRACTICE = "good_practice"
    SURVEY_SUMMARY = "survey_summary"
    PUBLICATION = "publication"
    NEWS = "news"


class Origin(StrEnum):
    """Where a facet's value comes from, most trusted first."""

    DECLARED = "declared"
    SIDECAR = "sidecar"
    INFERRED = "inferred"


FacetName = Literal["kind", "countries", "regions", "themes", "language", "years", "education_levels", "eqavet_phases"]


class Facets(BaseModel):
    """The facets of one document.

    Codes, not labels: countries are ISO 3166-1 alpha-2 (`GR`, `GB`; `EU` for Europe as a whole), regions ISO 3166-2
    (`ES-PV`, `GB-SCT`), languages ISO 639-1, themes and education levels ids of our vocabularies. A document with a
    region always has that region's country too. `origins` says for every facet that has a value where it comes from.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind = Kind.PUBLICATION
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    language: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    education_levels: tuple[str, ...] = ()
    eqavet_phases: tuple[str, ...] = ()
    origins: Mapping[FacetName, Origin] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _years_in_order(self) -> "Facets":
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise ValueError(f"year_from {self.year_from} is after year_to {self.year_to}")
        return self


class Filters(BaseModel):
    """What to narrow to. Values of one facet widen each other (or), facets narrow each other (and).

    `countries` takes country and region codes alike. A document matches a year range when its own range overlaps it;
    a document without a year matches no year range. `inferred` names the facets that the question itself suggested.
    """

    model_config = ConfigDict(frozen=True)

    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    inferred: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return bool(
            self.countries
            or self.themes
            or self.kinds
            or self.languages
            or self.education_levels
            or self.year_from is not None
            or self.year_to is not None
        )
