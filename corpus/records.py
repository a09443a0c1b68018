"""The kinds of record and their own fields, as stated in their source."""

import json
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from corpus.facets import Kind


class SurveyResult(BaseModel):
    """One figure of a survey: what was asked or said, of whom, and the rank or value with its unit."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    statement: str
    country: str | None = None
    rank: int | None = None
    value: float | None = None
    unit: str | None = None


def _from_json(value: object) -> object:
    # Results that are told in words, under a heading, are no records.
    try:
        results = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return ()
    return results if isinstance(results, (list, tuple)) else ()


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    summary: str | None = None
    description: str | None = None
    objectives: str | None = None
    organisation: str | None = None
    partners: str | None = None
    target_group: str | None = None
    sector: str | None = None
    status: str | None = None
    date: str | None = None
    year_start: str | None = None
    year_end: str | None = None
    source_title: str | None = None
    source_url: str | None = None


class ProjectReport(_Record):
    """What a project set out to do, did and reached."""

    kind: Literal[Kind.PROJECT_REPORT] = Kind.PROJECT_REPORT
    programme: str | None = None
    action: str | None = None
    project_number: str | None = None
    coordinator: str | None = None
    grant: str | None = None
    activities: str | None = None
    results: str | None = None


class GoodPractice(_Record):
    """A practice that others may want to copy."""

    kind: Literal[Kind.GOOD_PRACTICE] = Kind.GOOD_PRACTICE
    activities: str | None = None
    impact: str | None = None
    evaluation: str | None = None
    reach: str | None = None
    budget: str | None = None
    transferability: str | None = None
    quote: str | None = None


class SurveySummary(_Record):
    """What a survey asked, whom, how, and what it found."""

    kind: Literal[Kind.SURVEY_SUMMARY] = Kind.SURVEY_SUMMARY
    population: str | None = None
    method: str | None = None
    period: str | None = None
    sample_size: str | None = None
    results: Annotated[tuple[SurveyResult, ...], BeforeValidator(_from_json)] = ()


class Publication(_Record):
    """A report, guide, handbook, strategy or article."""

    kind: Literal[Kind.PUBLICATION] = Kind.PUBLICATION
    author: str | None = None
    publisher: str | None = None
    abstract: str | None = None


class News(_Record):
    """Something that happened, told at the time."""

    kind: Literal[Kind.NEWS] = Kind.NEWS
    author: str | None = None


FIELDS: tuple[str, ...] = tuple(
    dict.fromkeys(
        name
        for model in (ProjectReport, GoodPractice, SurveySummary, Publication, News)
        for name in model.model_fields
        if name != "kind"
    )
)
"""The names of all record fields; their labels in the readers' languages are in `vocabularies/fields.yaml`."""
