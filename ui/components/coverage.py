"""Coverage: how many documents there are for each theme and country, with the gaps."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from babel.lists import format_list

from corpus.vocabulary import EUROPE
from ui.components.lotus import soften
from ui.components.picking import Facet, pick_value, ticked
from ui.components.tilemap import shade
from ui.texts import Texts

MOST_SHOWN = 60
"""How many rows and columns the table has at most."""

_STRIKING = 2.0
_MOST_NAMED = 12
_MOST_PAIRS = 4


class Coverage(NamedTuple):
    """Themes and countries, commonest first, and how many documents have both.

    `striking` are the pairs without a document though chance alone would give several, the most unlikely first.
    """

    themes: tuple[str, ...]
    countries: tuple[str, ...]
    theme_counts: Mapping[str, int]
    country_counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    striking: tuple[tuple[str, str], ...]


def coverage(
    themes: Mapping[str, int], countries: Mapping[str, int], pairs: Mapping[tuple[str, str], int], documents: int
) -> Coverage:
    """Return the table's content. `pairs` is by (country, theme); `documents` says how many match in all."""
    by_count = _by_count(themes), _by_count(countries)
    expected = {
        (country, theme): countries[country] * themes[theme] / documents
        for country in by_count[1]
        for theme in by_count[0]
        if documents and country != EUROPE and (country, theme) not in pairs
    }
    striking = sorted(
        (pair for pair in expected if expected[pair] >= _STRIKING), key=lambda pair: (-expected[pair], pair)
    )
    return Coverage(*by_count, themes, countries, pairs, tuple(striking))


def gaps(
    table: Coverage, members: Sequence[str], place: Callable[[str], str], theme: Callable[[str], str], say: Texts
) -> list[str]:
    """Return sentences that name the gaps: themes and countries (of `members`) without a document, striking pairs."""
    without = [each for each in table.themes if not table.theme_counts[each]]
    missing = [each for each in members if not table.country_counts.get(each)]
    pairs = [say("gap_pair", theme=theme(each), place=place(country)) for country, each in table.striking[:_MOST_PAIRS]]
    told = {
        "gap_pairs": pairs,
        "gap_themes": sorted((theme(each) for each in without), key=str.casefold),
        "gap_places": sorted((place(each) for each in missing), key=str.casefold),
    }
    return [say(key, listed=_listed(values, say)) for key, values in told.items() if values]


def coverage_html(
    table: Coverage,
    chosen: Mapping[Facet, Sequence[str]],
    place: Callable[[str], str],
    theme: Callable[[str], str],
    say: Texts,
) -> str:
    """Return the table: themes down, countries across, every number a button that filters by both.

    A cell is passed over by the Tab key: the buttons of its row and of its column, one after the other, do the same.
    """
    countries = {code: place(code) for code in table.countries[:MOST_SHOWN]}
    themes = {each: theme(each) for each in table.themes[:MOST_SHOWN]}
    most = max((table.pairs.get((code, each), 0) for code in countries for each in themes), default=0)
    striking = frozenset(table.striking)

    def cell(code: str, each: str) -> str:
        count = table.pairs.get((code, each), 0)
        if not count:
            return '<td class="vet-striking">○</td>' if (code, each) in striking else '<td class="vet-gap">–</td>'
        pressed = code in chosen["country"] and each in chosen["theme"]
        words = ticked(str(count), pressed)
        pick = pick_value(country=code, theme=each)
        title = f"{countries[code]} · {themes[each]}: {count}"
        return f'<td class="vet-depth-{shade(count, most)}">{_button(pick, words, pressed, title, tab=False)}</td>'

    head = "".join(
        f'<th scope="col">{_header("country", code, code, chosen, name)}'
        f"<small>{table.country_counts[code]}</small></th>"
        for code, name in countries.items()
    )
    body = "".join(
        f'<tr><th scope="row">{_header("theme", each, name, chosen)}<small>{table.theme_counts[each]}</small></th>'
        f"{''.join(cell(code, each) for code in countries)}</tr>"
        for each, name in themes.items()
    )
    box, corner = escape(say("coverage_box")), escape(say("filter_theme"))
    return (
        f'<div class="vet-coverage" role="region" tabindex="0" aria-label="{box}"><table>'
        f'<caption class="vet-unseen">{box}</caption><thead><tr><th scope="col">{corner}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _header(facet: Facet, value: str, words: str, chosen: Mapping[Facet, Sequence[str]], long: str = "") -> str:
    pressed = value in chosen[facet]
    unseen = f'<span class="vet-unseen"> {escape(long)}</span>' if long else ""
    return _button(pick_value(**{facet: value}), ticked(soften(words), pressed) + unseen, pressed, long)


def _button(pick: str, shown: str, pressed: bool, title: str = "", *, tab: bool = True) -> str:
    more = (f' title="{escape(title)}"' if title else "") + ("" if tab else ' tabindex="-1"')
    return (
        f'<button type="button" class="vet-pick" data-pick="{escape(pick)}"'
        f' aria-pressed="{str(pressed).lower()}"{more}>{shown}</button>'
    )


def _by_count(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _listed(values: Sequence[str], say: Texts) -> str:
    shown = list(values[:_MOST_NAMED])
    if len(values) > _MOST_NAMED:
        shown = [*shown[:-1], f"+{len(values) - _MOST_NAMED + 1}"]
    return format_list(shown, locale=say.language)
