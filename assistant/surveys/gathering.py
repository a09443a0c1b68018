"""Gathers the surveys of a library: what documents declare of them, and what is recognised in their text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.citations import cite
from assistant.surveys.placing import Place, Placer
from assistant.surveys.recognising import Recognised, recognise
from assistant.surveys.shapes import Fact, Result, Survey
from assistant.surveys.words import AMONG, HELD, METHOD, SEARCHED, SURVEY, WHEN, N
from corpus.documents import Document
from corpus.facets import Filters, Kind
from corpus.library import Library
from corpus.records import SurveyResult, SurveySummary
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary, load_vocabulary

_LOOKED_AT = 200
_MOST_THEMES = 3
_SHORTEST_QUOTE = 12
_LONGEST_TOLD = 20_000
_LEADING_DIGITS = re.compile(r"\D{0,40}?(\d{1,3}(?:[ .,\xa0]\d{3})+|\d{1,9})(?!\d|[.,]\d)")


def surveys_of(library: Library, generation: int, filters: Filters = Filters()) -> list[Survey]:
    """Return the surveys of the documents that match, the newest first: summaries, and others with results in them."""
    every = _every(library, generation)
    if not filters.active:
        return list(every)
    matching = set(library.document_ids(generation, filters))
    return [survey for survey in every if survey.document_id in matching]


@lru_cache(maxsize=4)
def _every(library: Library, generation: int) -> tuple[Survey, ...]:
    """A generation never changes: its surveys are gathered once."""
    vocabulary = load_vocabulary()
    summaries = library.document_ids(generation, Filters(kinds=(Kind.SURVEY_SUMMARY,)))
    declaring = [key for key, value in library.field_values(generation, "results").items() if value.startswith("[")]
    telling = _telling(library, generation)
    surveys = (
        survey_of(library.document(generation, each), vocabulary)
        for each in dict.fromkeys((*summaries, *declaring, *telling))
    )
    return tuple(sorted(filter(None, surveys), key=lambda each: (-(each.year_to or each.year_from or 0), each.title)))


def _telling(library: Library, generation: int) -> Iterator[str]:
    """Yield the ids of the documents whose words tell most of surveys."""
    stems = library.stems(SEARCHED, library.languages(generation))
    found = library.search_text(generation, [stem for each in stems.values() for stem in each], Filters(), _LOOKED_AT)
    passages = library.passages(generation, [identifier for identifier, _ in found])
    yield from dict.fromkeys(passages[each].document_id for each, _ in found if each in passages)


def survey_of(document: Document, vocabulary: Vocabulary) -> Survey | None:
    """Return the survey that a document summarises or reports results of; None if it does neither."""
    record = SurveySummary.model_validate({**document.fields, "kind": Kind.SURVEY_SUMMARY})
    declared = _declared(document, record, vocabulary)
    results = declared or _recognised(document, vocabulary)
    if not results and document.facets.kind != Kind.SURVEY_SUMMARY:
        return None
    sample = _fact(document, record.sample_size, "sample_size") or _told(document, N)
    facets = document.facets
    return Survey(
        document_id=document.id,
        title=document.title,
        source=document.source,
        url=document.url,
        language=facets.language,
        countries=facets.countries,
        regions=facets.regions,
        year_from=facets.year_from,
        year_to=facets.year_to,
        organisation=record.organisation,
        population=_fact(document, record.population, "population") or _told(document, HELD, AMONG),
        method=_fact(document, record.method, "method") or _told(document, METHOD),
        period=_fact(document, record.period, "period") or _told(document, HELD, WHEN),
        sample=sample,
        n=_count(sample),
        declared=bool(declared),
        results=results,
    )


# Results


def _declared(document: Document, record: SurveySummary, vocabulary: Vocabulary) -> tuple[Result, ...]:
    if not record.results:
        return ()
    placer = Placer(document, vocabulary)
    ranks = [each.rank for each in record.results if each.rank is not None]
    shared = len({each.country for each in record.results}) == 1
    return tuple(
        _of_record(document, each, placer.place(each), vocabulary, len(ranks) if shared else None)
        for each in record.results
    )


def _of_record(
    document: Document, result: SurveyResult, place: Place | None, vocabulary: Vocabulary, ranked: int | None
) -> Result:
    return Result(
        statement=result.statement,
        themes=themes_of(result.statement, document.facets.language, vocabulary),
        country=(vocabulary.place_code(result.country) if result.country else None) or _only_country(document),
        rank=result.rank,
        of=ranked if result.rank is not None else None,
        value=result.value,
        unit=result.unit,
        citation=cite(document, place.start, place.end, 1) if place else None,
        stands=place.stands if place else (),
    )


def _recognised(document: Document, vocabulary: Vocabulary) -> tuple[Result, ...]:
    return tuple(_of_text(document, each, vocabulary) for each in recognise(document, vocabulary))


def _of_text(document: Document, found: Recognised, vocabulary: Vocabulary) -> Result:
    statement = " ".join(document.text[slice(*found.statement)].split())
    return Result(
        statement=statement,
        themes=themes_of(statement, document.facets.language, vocabulary),
        country=found.country or _only_country(document),
        rank=found.rank,
        of=found.of,
        value=found.percent,
        unit="%" if found.percent is not None else None,
        citation=cite(document, *found.quote, 1),
        stands=("statement", "value" if found.percent is not None else "rank"),
        asked=cite(document, *found.asked, 1) if found.asked else None,
    )


def _only_country(document: Document) -> str | None:
    """Return whom all results of a survey are about that asked in one country or region alone."""
    facets = document.facets
    if len(facets.countries) != 1 or len(facets.regions) > 1:
        return None
    return (facets.regions or facets.countries)[0]


def themes_of(statement: str, language: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the themes that a statement speaks of, the first named first, at most three."""
    found = dict.fromkeys(mention.id for mention in vocabulary.find_themes(statement, language))
    return tuple(found)[:_MOST_THEMES]


# What a survey says of itself


def _fact(document: Document, value: str | None, field: str) -> Fact | None:
    """Return what a field says, with where the text says the same under its own heading or word for word."""
    if not value:
        return None
    section = next((each for each in document.sections if each.field == field and each.start < each.end), None)
    if section is not None:
        return Fact(text=value, citation=cite(document, section.start, section.end, 1))
    start = document.text.find(value) if len(value) >= _SHORTEST_QUOTE else -1
    return Fact(text=value, citation=cite(document, start, start + len(value), 1) if start >= 0 else None)


def _told(document: Document, *patterns: "re.Pattern[str]") -> Fact | None:
    """Return the first sentence of a document that holds all of some patterns and speaks of a survey."""
    text = document.text[:_LONGEST_TOLD]
    for start, end in sentence_spans(text, document.facets.language):
        sentence = text[start:end]
        if all(each.search(sentence) for each in patterns) and (
            SURVEY.search(sentence) or document.facets.kind == Kind.SURVEY_SUMMARY
        ):
            return Fact(text=sentence, citation=cite(document, start, end, 1))
    return None


def _count(sample: Fact | None) -> int | None:
    """Return the number that a statement of the sample gives; None where it gives none, or not only one."""
    if sample is None:
        return None
    told = N.search(sample.text)
    digits = next(filter(None, told.groups())) if told else None
    if digits is None:
        match = _LEADING_DIGITS.match(sample.text)
        digits = match[1] if match else None
    return int(re.sub(r"\D", "", digits)) if digits else None
