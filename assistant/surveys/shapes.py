"""The shapes of surveys: whom they asked, how, when, how many, and what they found, with the place that says so."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation

Scale = Literal["rank", "percent", "number", "none"]
"""What a result is measured in: only results of one scale, of one question, can be compared at all."""

Stands = Literal["statement", "rank", "value"]


class Result(BaseModel):
    """One result of a survey: a statement or theme, and the rank or the value with its unit.

    `country` is whom it is about, None for all who were asked, taken together. `themes` are those of ours that the
    statement speaks of, worked out from its words. `citation` is the sentence or row of the document that says so, and
    `stands` what of the result is said there; without it, the result is declared in the record but not in its text.
    `asked` is the sentence that leads to the list it stands in. `of` is how many are ranked together.
    """

    model_config = ConfigDict(frozen=True)

    statement: str
    themes: tuple[str, ...] = ()
    country: str | None = None
    rank: int | None = None
    of: int | None = None
    value: float | None = None
    unit: str | None = None
    citation: Citation | None = None
    stands: tuple[Stands, ...] = ()
    asked: Citation | None = None

    @property
    def scale(self) -> Scale:
        """What the result is measured in; a value says more than the rank that follows from it."""
        if self.value is not None:
            return "percent" if is_percent(self.unit) else "number"
        return "rank" if self.rank is not None else "none"

    @property
    def quoted(self) -> bool:
        """Whether its figure (its statement, if it has none) stands in the words that are cited."""
        needed = "value" if self.value is not None else "rank" if self.rank is not None else "statement"
        return self.citation is not None and needed in self.stands


class Fact(BaseModel):
    """What a survey says of itself, and where, if it stands in the text."""

    model_config = ConfigDict(frozen=True)

    text: str
    citation: Citation | None = None


class Survey(BaseModel):
    """A survey, or a document that reports one: `n` is how many answered, None where that is not stated.

    `declared` says whether the results were declared (in metadata or columns) or recognised in running text.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    title: str
    source: str
    url: str | None = None
    language: str | None = None
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    organisation: str | None = None
    population: Fact | None = None
    method: Fact | None = None
    period: Fact | None = None
    sample: Fact | None = None
    n: int | None = None
    declared: bool = False
    results: tuple[Result, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Where people were asked: a region stands for its own country."""
        within = {region.split("-")[0] for region in self.regions}
        return (*(code for code in self.countries if code not in within), *self.regions)


def is_percent(unit: str | None) -> bool:
    """Whether a unit is a percentage, in any of our languages."""
    return (unit or "").strip().casefold().rstrip(".") in _PERCENT


_PERCENT = frozenset(
    "% percent procent prosenttia prosentti pct pourcent ehuneko prozent protsenti protsent proc percento procentų"
    " procentai".split()
) | {"per cent", "por ciento", "por cento", "pour cent", "per cento"}
