"""The surveys of a library: whom they asked, how, when and how many; and all their results as a plain table."""

from collections.abc import Sequence
from html import escape

from assistant.following import citation_link
from assistant.surveys.shapes import Fact, Result, Survey
from ui.components.markup import lang
from ui.components.surveyfigures import (
    LONGEST_HINT,
    LONGEST_STATEMENT,
    Name,
    link_of,
    places_of,
    quote_of,
    result_link,
    sample_of,
    short,
    value_of,
    whom,
)
from ui.texts import Texts


def list_html(surveys: Sequence[Survey], chosen: Sequence[str], place: Name, say: Texts) -> str:
    """Return the surveys with whom they asked, how, when and how many; pressing one chooses it (`survey:ID`)."""
    items = "".join(_entry(survey, survey.document_id in chosen, place, say) for survey in surveys)
    return f'<ul class="vet-surveys">{items}</ul>'


def _entry(survey: Survey, pressed: bool, place: Name, say: Texts) -> str:
    tick = '<span aria-hidden="true">✓ </span>' if pressed else ""
    facts = "".join(
        f"<div><dt>{escape(say(label))}</dt><dd{lang(survey.language if fact else None)}>"
        f"{_fact(fact, survey, say)}</dd></div>"
        for label, fact in (
            ("survey_population", survey.population),
            ("survey_method", survey.method),
            ("survey_period", survey.period),
            ("survey_sample", survey.sample),
        )
    )
    title = escape(say("survey_choose", title=survey.title))
    choose = (
        f'<button type="button" class="vet-pick vet-survey-choose" aria-pressed="{str(pressed).lower()}"'
        f' data-pick="survey:{escape(survey.document_id)}" aria-label="{title}">'
        f"{tick}{escape(say('survey_pick'))}</button>"
        if survey.results
        else f'<span class="vet-quiet">{escape(say("survey_no_results"))}</span>'
    )
    count = say.counted("survey_results", len(survey.results)) if survey.results else ""
    about = " · ".join(filter(None, [places_of(survey, place, say), count]))
    return (
        f'<li class="vet-survey"><div class="vet-survey-head"><a href="{escape(link_of(survey))}" data-go'
        f"{lang(survey.language)}>{escape(survey.title)}</a>{choose}</div>"
        f'<p class="vet-quiet">{escape(about)}</p><dl class="vet-survey-facts">{facts}</dl></li>'
    )


def _fact(fact: Fact | None, survey: Survey, say: Texts) -> str:
    if fact is None:
        return f'<span class="vet-quiet"{lang(say.language)}>{escape(say("survey_not_stated"))}</span>'
    words = escape(short(fact.text, LONGEST_STATEMENT))
    if fact.citation is None:
        return words
    quote, locator = fact.citation.quote, fact.citation.locator
    link = citation_link(survey.document_id, survey.source, locator.start, locator.end, quote)
    return f'<a href="{escape(link)}" data-go title="{escape(short(quote, LONGEST_HINT))}">{words}</a>'


def table_html(surveys: Sequence[Survey], place: Name, theme: Name, say: Texts) -> str:
    """Return every result as a row, for whoever cannot see pictures."""
    keys = (
        "survey_column",
        "survey_statement",
        "filter_theme",
        "filter_country",
        "survey_rank",
        "survey_value",
        "survey_sample",
        "survey_source",
    )
    heads = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in keys)
    rows = "".join(_row(survey, result, place, theme, say) for survey in surveys for result in survey.results)
    box = escape(say("survey_as_table"))
    return (
        f'<details class="vet-fold" data-keep="survey-table"><summary>{box}</summary>'
        f'<div class="vet-survey-table" role="region" tabindex="0" aria-label="{box}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(survey: Survey, result: Result, place: Name, theme: Name, say: Texts) -> str:
    rank = "" if result.rank is None else f"{result.rank}" + (f" / {result.of}" if result.of else "")
    value = "" if result.value is None else value_of(result, say)
    link = escape(result_link(survey, result))
    source = escape(short(quote_of(result), LONGEST_STATEMENT)) if result.quoted else escape(say("survey_declared"))
    spoken = lang(survey.language)
    cells = (
        f"<td{spoken}>{escape(survey.title)}</td>",
        f"<td{spoken}>{escape(result.statement)}</td>",
        f"<td>{escape(', '.join(theme(each) for each in result.themes))}</td>",
        f"<td>{escape(whom(result, place, say))}</td>",
        f"<td>{escape(rank)}</td>",
        f"<td>{escape(value)}</td>",
        f"<td>{escape(sample_of(survey, say))}</td>",
        f'<td><a href="{link}" data-go{spoken if result.quoted else ""}>{source}</a></td>',
    )
    return f"<tr>{''.join(cells)}</tr>"
