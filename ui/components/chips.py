"""Chips: every filter that is active, by name, each to be taken away with one click."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from assistant.answers import AppliedFilters
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary
from ui.components.address import LISTS, clear_filters, code_of, toggle_filter
from ui.components.conversation import conversation
from ui.components.labels import filters_shown
from ui.components.pressable import pressable
from ui.texts import Texts


class Chip(NamedTuple):
    """One active filter: what pressing it says to the page, its name, and whether the question implied it."""

    pick: str
    label: str
    implied: bool = False


def show_chips(
    filters: Filters, applied: AppliedFilters | None, names: Vocabulary, say: Texts, key: str = "chips"
) -> None:
    """Show the filters that a visitor chose, and those that a question implied (`answer.filters`; None without one).

    Pressing a chip takes its filter away: out of what is chosen, or, when the question implied it, by not letting
    that question narrow by it.
    """
    chips = [*_chosen(filters, names, say), *_implied(applied, names, say)]
    if chips:
        pressable(chips_html(chips, say), key, lambda picked: _take_away(picked, applied, names))


def chips_html(chips: list[Chip], say: Texts) -> str:
    """Return a list of buttons, one a filter, and one for all of them where there are two or more."""
    clear = escape(say("clear_filters"))
    every = f'<li><button type="button" class="vet-chips-clear" data-pick="clear">{clear}</button></li>'
    return (
        f'<ul class="vet-chips" aria-label="{escape(say("chips_label"))}">'
        f"{''.join(_chip(chip, say) for chip in chips)}{every if len(chips) > 1 else ''}</ul>"
    )


def _chip(chip: Chip, say: Texts) -> str:
    name = say("chip_remove", filter=chip.label)
    origin = ""
    if chip.implied:
        name = f"{name} ({say('chip_implied')})"
        origin = f'<span class="vet-chip-origin">{escape(say("chip_implied"))}</span>'
    return (
        f'<li><button type="button" class="vet-chip{" vet-chip-implied" if chip.implied else ""}"'
        f' data-pick="{escape(chip.pick)}" aria-label="{escape(name)}"><span class="vet-chip-name">{escape(chip.label)}'
        f'</span>{origin}<span class="vet-chip-cross" aria-hidden="true">×</span></button></li>'
    )


def _chosen(filters: Filters, names: Vocabulary, say: Texts) -> Iterator[Chip]:
    language = say.language
    for code in filters.countries:
        yield Chip(f"country:{code}", names.place_label(code, language))
    for theme in filters.themes:
        yield Chip(f"theme:{theme}", names.theme_label(theme, language))
    for kind in filters.kinds:
        yield Chip(f"kind:{kind}", names.kind_label(kind, language))
    years = years_said(filters.year_from, filters.year_to, say)
    if years:
        yield Chip("years", years)
    for code in filters.languages:
        yield Chip(f"language:{code}", names.language_label(code, language))
    for level in filters.education_levels:
        yield Chip(f"level:{level}", names.level_label(level, language))


def _implied(applied: AppliedFilters | None, names: Vocabulary, say: Texts) -> Iterator[Chip]:
    if applied is None:
        return
    implied = applied.implied
    for facet in ("countries", "kinds"):
        labels = filters_shown(Filters(**{facet: getattr(implied, facet)}), names, say.language)
        if labels:
            yield Chip(f"implied:{facet}", ", ".join(labels), implied=True)
    years = years_said(implied.year_from, implied.year_to, say)
    if years:
        yield Chip("implied:years", years, implied=True)


def years_said(first: int | None, last: int | None, say: Texts) -> str:
    """Return a range of years to narrow to, as words; one that is open says so."""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return say("chip_to", year=last) if first is None else say("chip_from", year=first)
    return str(first) if first == last else f"{min(first, last)}–{max(first, last)}"


def _take_away(picked: str, applied: AppliedFilters | None, names: Vocabulary) -> None:
    """Do what a chip says; what the page never said, a browser may."""
    action, _, value = picked.partition(":")
    if action == "clear":
        clear_filters()
        if applied is not None:
            conversation().widen(applied.inferred)
    elif action == "years":
        clear_filters("from_year", "to_year")
    elif action == "implied" and value in ("countries", "kinds", "years"):
        conversation().widen([value])
    elif action in LISTS and (code := code_of(action, value, names)):
        toggle_filter(action, code)
