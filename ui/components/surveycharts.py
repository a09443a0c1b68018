"""What surveys say as pictures: a table of themes by country, and ranked bars.

Ranks, percentages and counts are never on one scale, and nothing of one survey is added to another's.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from assistant.citations import Citation
from assistant.surveys.shapes import Result, Survey
from ui.components.markup import lang
from ui.components.surveyfigures import (
    LONGEST_HINT,
    LONGEST_STATEMENT,
    Name,
    figure_of,
    hint,
    link_to,
    places_of,
    quote_of,
    result_link,
    sample_of,
    short,
    whom,
    years_of,
)
from ui.texts import Texts

_MOST_IN_CELL = 3
MOST_BARS = 30
"""How many bars one survey has at most; the table has every result."""


class _Column(NamedTuple):
    survey: Survey
    country: str | None


def heat_html(surveys: Sequence[Survey], place: Name, theme: Name, say: Texts) -> str:
    """Return the table of themes by survey and country; each figure is a link to where it stands."""
    columns = [column for survey in surveys for column in _columns(survey)]
    rows = _rows(surveys, theme)
    cells: dict[tuple[str, _Key], list[tuple[Survey, Result]]] = {}
    for survey in surveys:
        for result in survey.results:
            for each in result.themes or ("",):
                cells.setdefault((each, (survey.document_id, result.country)), []).append((survey, result))
    above = "".join(
        f'<th scope="colgroup" colspan="{len(_columns(survey))}"{lang(survey.language)} title="{escape(survey.title)}">'
        f"{escape(short(survey.title, 48))}<small{lang(say.language)}>{escape(sample_of(survey, say))}</small></th>"
        for survey in surveys
    )
    names = "".join(f'<th scope="col">{_column(column, place, say)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(theme(each) if each else say("survey_no_theme"))}</th>'
        + "".join(_cell(cells.get((each, _key(column)), ()), place, say) for column in columns)
        + "</tr>"
        for each in rows
    )
    box = escape(say("survey_heat_box"))
    return (
        f'<div class="vet-coverage vet-heat" role="region" tabindex="0" aria-label="{box}"><table>'
        f'<caption class="vet-unseen">{box}</caption><thead><tr><th scope="col" rowspan="2">'
        f"{escape(say('filter_theme'))}</th>{above}</tr><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>{_legend(say)}"
    )


_Key = tuple[str, str | None]


def _key(column: _Column) -> _Key:
    return column.survey.document_id, column.country


def _columns(survey: Survey) -> list[_Column]:
    return [_Column(survey, country) for country in dict.fromkeys(result.country for result in survey.results)]


def _column(column: _Column, place: Name, say: Texts) -> str:
    if column.country is None:
        return f'<span title="{escape(places_of(column.survey, place, say))}">{escape(say("survey_together"))}</span>'
    return f'{escape(column.country)}<span class="vet-unseen"> {escape(place(column.country))}</span>'


def _rows(surveys: Sequence[Survey], theme: Name) -> list[str]:
    """Return the themes, those of most surveys first, and last, as "", the results of none of ours."""
    told: dict[str, set[str]] = {}
    for survey in surveys:
        for result in survey.results:
            for each in result.themes:
                told.setdefault(each, set()).add(survey.document_id)
    rows = sorted(told, key=lambda each: (-len(told[each]), theme(each).casefold()))
    without = any(not result.themes for survey in surveys for result in survey.results)
    return [*rows, ""] if without else rows


def _cell(results: "Sequence[tuple[Survey, Result]]", place: Name, say: Texts) -> str:
    if not results:
        return '<td class="vet-gap">–</td>'
    in_order = sorted(results, key=lambda each: (each[1].rank or 99, -(each[1].value or 0)))
    links = [_mark(survey, result, place, say) for survey, result in in_order[:_MOST_IN_CELL]]
    left = len(results) - len(links)
    more = f'<span class="vet-quiet">+{left}</span>' if left > 0 else ""
    return f"<td>{''.join(links)}{more}</td>"


def _mark(survey: Survey, result: Result, place: Name, say: Texts) -> str:
    figure = figure_of(result, say)
    long = hint(survey, result, place, say)
    star = "" if result.quoted else '<span aria-hidden="true">*</span>'
    return (
        f'<a class="vet-figure vet-{result.scale}-{_depth(result)}" href="{escape(result_link(survey, result))}"'
        f' data-go title="{escape(long)}"><span aria-hidden="true">{escape(figure)}{star}</span>'
        f'<span class="vet-unseen">{escape(long)}</span></a>'
    )


def _depth(result: Result) -> int:
    """Return how strong the colour of a figure is, 1 to 4, within its own scale; counts share none."""
    if result.scale == "rank" and result.rank:
        of = max(result.of or 0, result.rank, 4)
        return 4 - round((result.rank - 1) * 3 / (of - 1))
    if result.scale == "percent" and result.value is not None:
        return min(4, max(1, int(result.value // 25) + 1))
    return 0


def _legend(say: Texts) -> str:
    return (
        '<p class="vet-heat-legend">'
        f'<span class="vet-figure vet-rank-4">#1</span> {escape(say("survey_legend_rank"))} '
        f'<span class="vet-figure vet-percent-3">62 %</span> {escape(say("survey_legend_percent"))} '
        f'<span class="vet-figure vet-number-0">55</span> {escape(say("survey_legend_number"))} '
        f"* {escape(say('survey_declared_long'))}</p>"
    )


# Ranked bars


def bars_html(survey: Survey, place: Name, say: Texts) -> str:
    """Return a survey's results as bars, highest first; each scale, unit and ranking has bars of its own."""
    shown = survey.results[:MOST_BARS]
    groups: dict[tuple[str, str, str | None], list[Result]] = {}
    for result in shown:
        ranking = result.country if result.scale == "rank" else None
        groups.setdefault((result.scale, result.unit or "", ranking), []).append(result)
    parts = "".join(_group(survey, results, place, say) for results in groups.values())
    asked = next((result.asked for result in survey.results if result.asked), None)
    lead = _asked(survey, asked) if asked else ""
    more = (
        f'<p class="vet-quiet">{escape(say("survey_more_bars", shown=MOST_BARS, all=len(survey.results)))}</p>'
        if len(survey.results) > MOST_BARS
        else ""
    )
    about = " · ".join(filter(None, [places_of(survey, place, say), sample_of(survey, say), years_of(survey)]))
    return (
        f'<section class="vet-bars"><h3{lang(survey.language)}>{escape(survey.title)}</h3>'
        f'<p class="vet-quiet">{escape(about)}</p>{lead}{parts}{more}</section>'
    )


def _asked(survey: Survey, asked: Citation) -> str:
    link = escape(link_to(survey, asked.locator.start, asked.locator.end, asked.quote))
    words = escape(short(asked.quote, LONGEST_HINT))
    return f'<p class="vet-asked"{lang(survey.language)}><a href="{link}" data-go>{words}</a></p>'


def _group(survey: Survey, results: Sequence[Result], place: Name, say: Texts) -> str:
    first = results[0]
    in_order = sorted(results, key=lambda each: (each.rank or 99) if first.scale == "rank" else -(each.value or 0))
    most = max((each.value or 0 for each in results), default=0)
    alike = len({each.country for each in results}) == 1
    where = whom(first, place, say) if alike else ""
    head = " · ".join(filter(None, [where, say(f"survey_scale_{first.scale}", unit=first.unit or "")]))
    items = "".join(
        _bar(survey, each, _part(each, most, len(results)), "" if alike else whom(each, place, say), say)
        for each in in_order
    )
    tag = "ol" if first.scale == "rank" else "ul"
    return (
        f'<p class="vet-bars-head">{escape(head)}</p><{tag} class="vet-bar-list vet-bars-{first.scale}">{items}</{tag}>'
    )


def _part(result: Result, most: float, count: int) -> float:
    """Return how long a bar is, in per cent: of all (percentages), of the greatest (counts), or by order (ranks)."""
    if result.scale == "percent":
        return min(max(result.value or 0, 0), 100)
    if result.scale == "number":
        return 100 * (result.value or 0) / most if most > 0 else 0
    if result.scale == "rank" and result.rank:
        of = max(result.of or count, result.rank)
        return 100 * (of - result.rank + 1) / of
    return 0


def _bar(survey: Survey, result: Result, part: float, where: str, say: Texts) -> str:
    bar = f'<span class="vet-bar" aria-hidden="true"><span style="width:{part:.1f}%"></span></span>' if part > 0 else ""
    figure = figure_of(result, say)
    number = f'<b class="vet-bar-figure">{escape(figure)}</b>' if result.scale != "none" else ""
    declared = "" if result.quoted else f' <span class="vet-origin">{escape(say("survey_declared"))}</span>'
    country = f' <span class="vet-quiet">{escape(where)}</span>' if where else ""
    return (
        f'<li>{number}<span class="vet-bar-words"><a href="{escape(result_link(survey, result))}" data-go'
        f'{lang(survey.language)} title="{escape(quote_of(result))}">'
        f"{escape(short(result.statement, LONGEST_STATEMENT))}</a>{country}{declared}</span>{bar}</li>"
    )
