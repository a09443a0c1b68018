"""What surveys have in common and in what they differ, in words that are linked to their sources."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.surveys.comparing import Common, Contrast
from assistant.surveys.shapes import Result, Survey
from ui.components.markup import lang
from ui.components.surveyfigures import (
    LONGEST_STATEMENT,
    Name,
    figure_of,
    link_of,
    listed,
    places_of,
    quote_of,
    result_link,
    sample_of,
    short,
    years_of,
)
from ui.texts import Texts


def common_html(found: Sequence[Common], place: Name, theme: Name, say: Texts) -> str:
    """Return the themes that several speak of, each figure in its own words and linked."""
    return "".join(
        f'<section class="vet-common"><h3>{escape(theme(each.theme))}'
        f" <small>{escape(say('survey_common_high' if each.high else 'survey_common_named'))}</small></h3>"
        f'<ul class="vet-list">{_items(_told(*voice, place, say) for voice in each.voices)}</ul></section>'
        for each in found
    )


def _items(items: Iterable[str]) -> str:
    return "".join(f"<li>{each}</li>" for each in items)


def contrasts_html(found: Sequence[Contrast], place: Name, say: Texts) -> str:
    """Return where countries of one survey are far apart."""
    items = "".join(
        f"<li>{_told(each.survey, each.more, place, say)}<br>{escape(say('survey_against'))} "
        f"{_told(each.survey, each.less, place, say)}</li>"
        for each in found
    )
    return f'<ul class="vet-list">{items}</ul>' if items else ""


def only_html(found: Sequence[tuple[Survey, tuple[str, ...]]], theme: Name, say: Texts) -> str:
    """Return the themes that one survey alone speaks of."""
    items = "".join(
        f"<li>{escape(say('survey_only', themes=listed([theme(each) for each in themes], say)))} "
        f'<a href="{escape(link_of(survey))}" data-go{lang(survey.language)}>{escape(survey.title)}</a></li>'
        for survey, themes in found
    )
    return f'<ul class="vet-list">{items}</ul>' if items else ""


def _told(survey: Survey, result: Result, place: Name, say: Texts) -> str:
    where = place(result.country) if result.country else places_of(survey, place, say)
    about = ", ".join(filter(None, [where, years_of(survey), sample_of(survey, say)]))
    declared = "" if result.quoted else f' <span class="vet-origin">{escape(say("survey_declared"))}</span>'
    figure = f"<b>{escape(figure_of(result, say, long=True))}</b> · " if result.scale != "none" else ""
    return (
        f'{figure}<a href="{escape(result_link(survey, result))}" data-go{lang(survey.language)}'
        f' title="{escape(quote_of(result))}">{escape(short(result.statement, LONGEST_STATEMENT))}</a>'
        f'{declared} <span class="vet-quiet">({escape(about)})</span>'
    )
