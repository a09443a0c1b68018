"""How figures of surveys are said, and where their sources are: what every picture of surveys shares."""

from collections.abc import Callable, Sequence

from babel.lists import format_list
from babel.numbers import format_decimal

from assistant.following import citation_link, document_link
from assistant.surveys.shapes import Result, Survey
from ui.texts import Texts

LONGEST_STATEMENT = 220
LONGEST_HINT = 400
_MOST_NAMED = 6

Name = Callable[[str], str]
"""Gives the name of a place or theme by its code."""


def figure_of(result: Result, say: Texts, *, long: bool = False) -> str:
    """Return a result's figure as people read it: "#2", "62 %", "55 eskaera"; a mark where it has none."""
    if result.value is not None:
        return value_of(result, say)
    if result.rank is None:
        return "•"
    if not long:
        return f"#{result.rank}"
    return (
        say("survey_rank_of", rank=result.rank, of=result.of) if result.of else say("survey_ranked", rank=result.rank)
    )


def value_of(result: Result, say: Texts) -> str:
    """Return a result's value with its unit."""
    number = format_decimal(result.value or 0, locale=say.language)
    if result.scale == "percent":
        return f"{number}\u00a0%"
    return f"{number}\u00a0{short(result.unit, 24)}" if result.unit else str(number)


def result_link(survey: Survey, result: Result) -> str:
    """Return the address of the words that say a result; of the document, where its text does not."""
    if result.citation is None:
        return link_of(survey)
    locator = result.citation.locator
    return link_to(survey, locator.start, locator.end, result.citation.quote)


def link_to(survey: Survey, start: int, end: int, quote: str) -> str:
    """Return the address of the words `quote`, which stand there in a survey's document."""
    return citation_link(survey.document_id, survey.source, start, end, quote)


def link_of(survey: Survey) -> str:
    """Return the address of a survey's document."""
    return document_link(survey.document_id, survey.source)


def hint(survey: Survey, result: Result, place: Name, say: Texts) -> str:
    """Return all that a figure says, in one line."""
    where = whom(result, place, say)
    declared = "" if result.quoted else say("survey_declared")
    parts = (
        figure_of(result, say, long=True),
        short(result.statement, LONGEST_STATEMENT),
        where,
        sample_of(survey, say),
        declared,
    )
    return " · ".join(filter(None, parts))


def quote_of(result: Result) -> str:
    """Return the words that say a result; nothing where it is only declared."""
    return short(result.citation.quote, LONGEST_HINT) if result.citation else ""


def sample_of(survey: Survey, say: Texts) -> str:
    """Return how many answered, or that this is not stated."""
    return say("survey_n", n=say.number(survey.n)) if survey.n is not None else say("survey_n_unknown")


def years_of(survey: Survey) -> str:
    """Return the year or years of a survey; nothing if they are not known."""
    first, last = survey.year_from, survey.year_to
    if first is None or last is None or first == last:
        return str(first or last or "")
    return f"{first}–{last}"


def places_of(survey: Survey, place: Name, say: Texts) -> str:
    """Return the names of the places where people were asked."""
    return listed([place(code) for code in survey.places], say)


def listed(values: Sequence[str], say: Texts) -> str:
    """Return words as a list in a sentence, of many the first."""
    shown = list(values[:_MOST_NAMED])
    if len(values) > _MOST_NAMED:
        shown.append(f"+{len(values) - _MOST_NAMED}")
    return str(format_list(shown, locale=say.language)) if shown else ""


def short(text: str, longest: int) -> str:
    """Return words on one line, cut when they are longer than so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def whom(result: Result, place: Name, say: Texts) -> str:
    """Return whom a result is about."""
    return place(result.country) if result.country else say("survey_together_long")
