"""The table of documents as HTML that can be pressed: headings sort, pages turn, titles open the document."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from ui.components.listing import COLUMNS, PAGE_SIZES, Column, Line, Order, Pages
from ui.texts import Texts

_ENOUGH_PAGES = 2
_LABELS: dict[Column, str] = {
    "title": "column_title",
    "kind": "column_kind",
    "countries": "column_countries",
    "years": "column_years",
    "language": "column_language",
    "themes": "column_themes",
}


def table_html(lines: Sequence[Line], order: Order, pages: Pages, size: int, say: Texts) -> str:
    """Return one page of the list with what turns its pages; picks are `sort:…`, `page:…` and `rows:…`."""
    heads = "".join(_head(column, order, say) for column in COLUMNS)
    body = "".join(_row(line, say) for line in lines)
    marked = any(line.inferred for line in lines)
    legend = f'<p class="vet-legend">* {escape(say("inferred"))}</p>' if marked else ""
    # The roles say what the elements are once more, because on a phone the styles show them as cards.
    return (
        f'<div class="vet-listing">{_above(pages, size, say)}'
        f'<table class="vet-table" role="table" aria-label="{escape(say("library_title"))}">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>{legend}{_turning(pages, say)}</div>'
    )


def _head(column: Column, order: Order, say: Texts) -> str:
    label = escape(say(_LABELS[column]))
    sorted_here = order.column == column
    direction = ("descending" if order.backwards else "ascending") if sorted_here else "none"
    sign = ("▼" if order.backwards else "▲") if sorted_here else "↕"
    return (
        f'<th role="columnheader" scope="col" aria-sort="{direction}" class="vet-col-{column}">'
        f'<button type="button" id="vet-sort-{column}" data-pick="sort:{column}">{label}'
        f'<span class="vet-direction" aria-hidden="true">{sign}</span></button></th>'
    )


def _row(line: Line, say: Texts) -> str:
    language = f' lang="{escape(line.spoken)}"' if line.spoken else ""
    organisation = f'<span class="vet-by">{escape(line.organisation)}</span>' if line.organisation else ""
    title = (
        f'<th role="rowheader" scope="row" class="vet-col-title"><a href="document?d={quote(line.id, safe="")}"'
        f" data-go{language}>{escape(line.title)}</a>{organisation}</th>"
    )
    others: tuple[Column, ...] = ("kind", "countries", "years", "language", "themes")
    return f'<tr role="row">{title}{"".join(_cell(line, column, say) for column in others)}</tr>'


def _cell(line: Line, column: Column, say: Texts) -> str:
    value: str = getattr(line, column)
    sign = ""
    if value and column in line.inferred:
        sign = f'<span class="vet-guessed" title="{escape(say("inferred"))}">*</span>'
    label = f'<span class="vet-cell-label" aria-hidden="true">{escape(say(_LABELS[column]))}</span>' if value else ""
    return f'<td role="cell" class="vet-col-{column}">{label}<span>{escape(value)}{sign}</span></td>'


def _above(pages: Pages, size: int, say: Texts) -> str:
    return (
        f'<div class="vet-above"><p role="status" class="vet-shown">{escape(shown_of(pages, say))}</p>'
        f"{_sizes(pages, size, say)}</div>"
    )


def shown_of(pages: Pages, say: Texts) -> str:
    """Return which lines are shown: "1–50 of 212"."""
    first, last, total = (say.number(number) for number in pages[2:])
    return say("rows_of", first=first, last=last, total=total)


def _sizes(pages: Pages, size: int, say: Texts) -> str:
    if pages.total <= PAGE_SIZES[0]:
        return ""
    choices = "".join(
        f'<button type="button" id="vet-rows-{each}" data-pick="rows:{each}"'
        f' aria-pressed="{"true" if each == size else "false"}">{each}</button>'
        for each in PAGE_SIZES
    )
    return (
        f'<div class="vet-sizes" role="group" aria-label="{escape(say("rows_a_page"))}">'
        f'<span aria-hidden="true">{escape(say("rows_a_page"))}</span>{choices}</div>'
    )


def _turning(pages: Pages, say: Texts) -> str:
    if pages.of == 1:
        return ""
    near = range(max(1, pages.number - _ENOUGH_PAGES), min(pages.of, pages.number + _ENOUGH_PAGES) + 1)
    numbers = sorted({1, pages.of, *near})
    shown = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            shown.append('<span class="vet-gap" aria-hidden="true">…</span>')
        current = ' aria-current="page"' if number == pages.number else ""
        label = escape(say("list_page", number=number))
        shown.append(
            f'<button type="button" id="vet-page-{number}" data-pick="page:{number}" data-up'
            f' aria-label="{label}"{current}>{say.number(number)}</button>'
        )
    back = _step("vet-previous", say("list_previous"), "‹", pages.number - 1, pages.number > 1)
    forward = _step("vet-next", say("list_next"), "›", pages.number + 1, pages.number < pages.of)
    return f'<nav class="vet-turning" aria-label="{escape(say("pages"))}">{back}{"".join(shown)}{forward}</nav>'


def _step(key: str, label: str, sign: str, number: int, possible: bool) -> str:
    # One that leads nowhere stays where it is, so that whoever pressed it does not lose their place.
    action = f'data-pick="page:{number}" data-up' if possible else 'aria-disabled="true"'
    return f'<button type="button" id="{key}" {action} aria-label="{escape(label)}">{sign}</button>'
