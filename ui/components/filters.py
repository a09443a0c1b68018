"""The filters in the sidebar: lists to tick, with how many documents each choice would leave beside the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from corpus.facets import FacetName, Filters
from corpus.vocabulary import Vocabulary
from ui.components.address import LISTS, YEARS, clear_filters, code_of, toggle_filter, year_of
from ui.components.pressable import pressable
from ui.sessions import chosen_filters, facet_counts, matching, years
from ui.texts import FALLBACK, Texts

Counts = Mapping[FacetName, Mapping[str, int]]

_SHOWN = 8
_OPEN = ("country", "theme")
_COUNTED: Mapping[str, tuple[FacetName, ...]] = {
    "country": ("countries", "regions"),
    "theme": ("themes",),
    "kind": ("kind",),
    "language": ("language",),
    "level": ("education_levels",),
}


class Option(NamedTuple):
    """One line of a list: its label, in how many documents, what finds it in a search, the line it stands beneath."""

    code: str
    label: str
    documents: int
    chosen: bool
    words: str
    parent: str | None = None


def show_filters(names: Vocabulary, say: Texts) -> None:
    """Show the filters in the sidebar; `ui.sessions.chosen_filters` says what is chosen."""
    chosen, all_years = chosen_filters(), years()
    ticked = {facet: st.session_state[facet] for facet in (*LISTS, *YEARS)}
    html = filters_html(ticked, facet_counts(Filters()), facet_counts(chosen), all_years, names, say)
    found = say(
        "filters_found", matching=say.number(matching(chosen)), documents=say.counted("documents", matching(Filters()))
    )
    with st.sidebar:
        pressable(_head(found, chosen.active, say) + html, "filters", lambda picked: _apply(picked, names, all_years))


def filters_html(
    chosen: Mapping[str, Sequence[str] | int | None],
    held: Counts,
    counts: Counts,
    all_years: tuple[int | None, int | None],
    names: Vocabulary,
    say: Texts,
) -> str:
    """Return the lists of all facets and the fields of the years.

    `held` counts the whole library, `counts` what the other filters leave; both by facet of the library. `chosen` is
    by facet of the address.
    """
    parts = []
    for facet in ("country", "theme", "kind", "years", "language", "level"):
        if facet == "years":
            parts.append(_years_html(chosen.get("from_year"), chosen.get("to_year"), all_years, say))
        else:
            ticked = chosen.get(facet) or ()
            assert not isinstance(ticked, int)
            parts.append(facet_html(facet, options(facet, ticked, held, counts, names, say.language), say))
    return "".join(parts)


def options(
    facet: str, chosen: Sequence[str], held: Counts, counts: Counts, names: Vocabulary, language: str
) -> list[Option]:
    """Return the lines of a facet: what the library holds, commonest first whatever is filtered, and what is chosen.

    The order follows the whole library, so that no line moves under a finger. A region follows its country.
    """
    parts = _COUNTED[facet]
    label = _labels(facet, names)
    whole = {code: number for part in parts for code, number in held.get(part, {}).items()}
    whole = {**dict.fromkeys(chosen, 0), **whole}
    under = {code: number for part in parts for code, number in counts.get(part, {}).items()}
    parents = {code: _parent(facet, code, names) for code in whole}
    whole |= {parent: 0 for parent in parents.values() if parent and parent not in whole}
    ranked = sorted(whole, key=lambda code: (-whole[code], label(code, language).casefold()))
    beneath: dict[str, list[str]] = {}
    for code in ranked:
        if parent := parents.get(code):
            beneath.setdefault(parent, []).append(code)

    def option(code: str, parent: str | None = None) -> Option:
        # A country is found by its regions, a region by its country: they are read together.
        related = [code, *beneath.get(code, ()), *([parent] if parent else [])]
        words = " ".join(dict.fromkeys(label(each, spoken) for each in related for spoken in (language, FALLBACK)))
        return Option(code, label(code, language), under.get(code, 0), code in chosen, words, parent)

    tops = [code for code in ranked if not parents.get(code)]
    return [each for top in tops for each in (option(top), *(option(code, top) for code in beneath.get(top, ())))]


def facet_html(facet: str, lines: Sequence[Option], say: Texts) -> str:
    """Return the list of one facet; nothing when there is nothing to choose."""
    if not lines:
        return ""
    name, ticked = say(f"filter_{facet}"), sum(line.chosen for line in lines)
    far = _beyond(lines)
    items = "".join(_item(facet, line, line.code in far, say) for line in lines)
    search = every = ""
    if len(lines) > _SHOWN:
        label = escape(say("filter_search", facet=name))
        search = (
            f'<input type="search" class="vet-facet-search" data-search="find-{facet}" aria-label="{label}"'
            f' placeholder="{escape(say("filter_find"))}" autocomplete="off" spellcheck="false">'
        )
        every = f'<p class="vet-facet-none" role="status">{escape(say("filter_no_match"))}</p>'
    if far:
        shown_all = escape(say("filter_show_all", number=say.number(len(lines))))
        every += (
            f'<details class="vet-facet-all" data-keep="all-{facet}"><summary><span class="vet-more-word">{shown_all}'
            f'</span><span class="vet-fewer-word">{escape(say("filter_show_fewer"))}</span></summary></details>'
        )
    body = f'{search}<ul class="vet-facet-list">{items}</ul>{every}'
    return _group(facet, name, ticked, body, facet in _OPEN or ticked > 0, say)


def _head(found: str, active: bool, say: Texts) -> str:
    # Always there, so that nothing moves when the first filter is chosen, and focus stays where it is.
    off = "" if active else ' aria-disabled="true"'
    return (
        f'<div class="vet-filters-head"><h2>{escape(say("filters"))}</h2>'
        f'<button type="button" class="vet-clear" data-pick="clear:"{off}>{escape(say("clear_filters"))}</button></div>'
        f'<p class="vet-filters-found">{escape(found)}</p>'
    )


def _group(facet: str, name: str, ticked: int, body: str, opened: bool, say: Texts) -> str:
    marked = clear = ""
    if ticked:
        marked = f'<span class="vet-facet-ticked">{escape(say.counted("filter_chosen", ticked))}</span>'
        label = escape(say("filter_clear_label", facet=name))
        clear = (
            f'<button type="button" class="vet-clear" data-pick="clear:{facet}" aria-label="{label}">'
            f"{escape(say('filter_clear'))}</button>"
        )
    return (
        f'<details class="vet-facet" data-keep="facet-{facet}" data-searchable{" open" if opened else ""}>'
        f'<summary><span class="vet-facet-name">{escape(name)}</span>{marked}</summary>'
        f'<fieldset><legend class="vet-unseen">{escape(name)}</legend>{body}{clear}</fieldset></details>'
    )


def _item(facet: str, line: Option, far: bool, say: Texts) -> str:
    classes = " ".join(
        name
        for name, given in {"vet-more": far, "vet-none": not line.documents, "vet-beneath": line.parent}.items()
        if given
    )
    number = say.number(line.documents)
    spoken = f"{line.label}, {say.counted('documents', line.documents)}"
    return (
        f'<li data-words="{escape(line.words)}" class="{classes}"><label><input type="checkbox"'
        f' data-pick="{facet}:{escape(line.code)}" aria-label="{escape(spoken)}"{" checked" if line.chosen else ""}>'
        f'<span class="vet-facet-label">{escape(line.label)}</span>'
        f'<span class="vet-facet-count">{escape(number)}</span></label></li>'
    )


def _years_html(first: object, last: object, all_years: tuple[int | None, int | None], say: Texts) -> str:
    start, end = all_years
    if start is None or end is None or start == end:
        return ""
    fields = "".join(
        f'<label><span>{escape(say(key))}</span><input type="number" inputmode="numeric" data-change="{key}:"'
        f' min="{start}" max="{end}" step="1" placeholder="{example}" value="{"" if value is None else value}"></label>'
        for key, value, example in (("from_year", first, start), ("to_year", last, end))
    )
    ticked = sum(value is not None for value in (first, last))
    body = f'<div class="vet-facet-years">{fields}</div>'
    return _group("years", say("filter_years"), 1 if ticked else 0, body, ticked > 0, say)


def _apply(picked: str, names: Vocabulary, all_years: tuple[int | None, int | None]) -> None:
    """Do what was pressed; a browser may say anything, so that nothing but a code or a year gets further."""
    action, _, value = picked.partition(":")
    if action == "clear":
        facets: Iterable[str] = YEARS if value == "years" else (value,)
        clear_filters(*(facet for facet in facets if facet in (*LISTS, *YEARS)))
    elif action in YEARS:
        st.session_state[action] = year_of(value.strip(), all_years)
    elif action in LISTS and (code := code_of(action, value, names)):
        toggle_filter(action, code)


def _labels(facet: str, names: Vocabulary) -> Callable[[str, str], str]:
    return {
        "country": names.place_label,
        "theme": names.theme_label,
        "kind": names.kind_label,
        "language": names.language_label,
        "level": names.level_label,
    }[facet]


def _parent(facet: str, code: str, names: Vocabulary) -> str | None:
    country = names.country_of(code) if facet == "country" else None
    return country if country != code else None


def _beyond(lines: Sequence[Option]) -> set[str]:
    """Return the codes of the lines that a short list leaves out: never a chosen one, nor a country over its region."""
    if len(lines) <= _SHOWN + 2:
        return set()
    first = {line.code for line in lines[:_SHOWN]}
    over_chosen = {line.parent for line in lines if line.chosen}
    return {
        line.code
        for line in lines
        if not (line.chosen or line.code in first or line.parent in first or line.code in over_chosen)
    }
