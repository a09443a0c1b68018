"""HTML of practices side by side: a table of dimensions × practices, every cell quoted and numbered."""

from collections.abc import Collection
from html import escape
from urllib.parse import quote as percent_encoded

from assistant.citations import Citation
from assistant.following import citation_link
from assistant.naming import places_shown
from assistant.practices.shapes import Dimension
from assistant.practices.sidebyside import OWN, Agreement, Column, ComparedCell, ComparedFigure, Comparison, Row
from assistant.practices.wording import code_label, codes_shown, dimension_label, figure_shown, strength_label
from corpus.vocabulary import Vocabulary
from ui.components.markup import lang, page_shown
from ui.texts import Texts

_SIGNS: dict[Agreement, str] = {"same": "=", "partly": "≈", "different": "≠"}
_STANDINGS = {"highest": "▲", "lowest": "▼"}


def comparison_html(comparison: Comparison, names: Vocabulary, say: Texts) -> str:
    """Return the table and the list of its sources; a pressed mark hands out `cite:NUMBER`, a cross `untick:ID`."""
    head = "".join(_head(column, say) for column in comparison.practices)
    lines = [_places(comparison, names, say), _evidence(comparison, say)]
    lines += [_row(row, comparison, names, say) for row in comparison.rows]
    return (
        f'<div class="vet-compared" role="region" tabindex="0" aria-label="{escape(say("compare_title"))}">'
        f'<table><thead><tr><th scope="col">{escape(say("dimension"))}</th>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
        f'<p class="vet-legend">{escape(say("agreement_legend"))}</p>{_sources(comparison, say)}'
    )


def mark_html(citation: Citation, say: Texts) -> str:
    """Return the number of a citation as a button that opens its source; as a number alone for one's own words."""
    shown = f"[{citation.number}]"
    if citation.document_id == OWN:
        return f'<span class="vet-mark">{shown}</span>'
    label = f"{say('source_mark', number=citation.number)}: {citation.title}"
    return (
        f'<button type="button" class="vet-mark" data-pick="cite:{citation.number}" aria-label="{escape(label)}">'
        f"{shown}</button>"
    )


def quote_html(citation: Citation, say: Texts) -> str:
    """Return a quote in quotation marks, with the number that opens its source."""
    return f"<q{lang(citation.language)}>{escape(citation.quote.strip())}</q> {mark_html(citation, say)}"


def _head(column: Column, say: Texts) -> str:
    title = escape(column.title)
    if column.document_id != OWN:
        address = f"document?d={percent_encoded(column.document_id, safe='')}"
        title = f'<a href="{address}" data-go{lang(column.language)}>{title}</a>'
    label = escape(say("ticked_remove", title=column.title))
    return (
        f'<th scope="col">{title}<button type="button" class="vet-away" data-pick="untick:{escape(column.document_id)}"'
        f' aria-label="{label}">×</button></th>'
    )


def _line(label: str, agreement: Agreement, cells: Collection[str], say: Texts) -> str:
    told = ""
    if agreement != "open":
        told = (
            f'<span class="vet-agreement vet-agreement-{agreement}"><span aria-hidden="true">{_SIGNS[agreement]}</span>'
            f" {escape(say(f'agreement_{agreement}'))}</span>"
        )
    shown = "".join(f"<td>{cell or _unstated(say)}</td>" for cell in cells)
    return f'<tr class="vet-row-{agreement}"><th scope="row">{escape(label)}{told}</th>{shown}</tr>'


def _unstated(say: Texts) -> str:
    return f'<span class="vet-unstated">{escape(say("not_stated"))}</span>'


def _places(comparison: Comparison, names: Vocabulary, say: Texts) -> str:
    cells = [escape(places_shown(each.countries, each.regions, names, say.language)) for each in comparison.practices]
    return _line(say("column_countries"), "open", cells, say)


def _evidence(comparison: Comparison, say: Texts) -> str:
    cells = []
    for each in comparison.practices:
        label = f'<p class="vet-strength">{escape(strength_label(each.strength, say))}</p>'
        number = each.strength_citation
        quoted = f"<p>{quote_html(comparison.cited(number), say)}</p>" if number else ""
        cells.append("" if each.strength == "none" else label + quoted)
    return _line(say("evidence"), "open", cells, say)


def _row(row: Row, comparison: Comparison, names: Vocabulary, say: Texts) -> str:
    cells = [_cell(row, cell, comparison, names, say) for cell in row.cells]
    return _line(dimension_label(row.dimension, say), row.agreement, cells, say)


def _cell(row: Row, cell: ComparedCell, comparison: Comparison, names: Vocabulary, say: Texts) -> str:
    if row.dimension is Dimension.PERIOD:
        codes = "".join(
            f"<li>{escape(each)}</li>" for each in codes_shown(row.dimension, cell.codes, names, say.language)
        )
    else:
        codes = "".join(_code(row, cell, code, names, say) for code in cell.codes)
    quotes = "".join(f"<p>{quote_html(comparison.cited(number), say)}</p>" for number in cell.citations)
    figures = "".join(dict.fromkeys(_figure(each, say) for each in cell.figures))
    return (
        (f'<ul class="vet-codes">{codes}</ul>' if codes else "")
        + quotes
        + (f'<ul class="vet-figures">{figures}</ul>' if figures else "")
    )


def _code(row: Row, cell: ComparedCell, code: str, names: Vocabulary, say: Texts) -> str:
    kind, sign, told = "", "", ""
    if code in cell.common:
        kind, sign, told = "vet-code-common", "=", say("code_common")
    elif code in cell.own:
        kind, sign, told = "vet-code-own", "≠", say("code_own")
    label = escape(code_label(row.dimension, code, names, say.language))
    if not sign:
        return f"<li>{label}</li>"
    return (
        f'<li class="{kind}" title="{escape(told)}"><span aria-hidden="true">{sign}</span> {label}'
        f'<span class="vet-unseen"> ({escape(told)})</span></li>'
    )


def _figure(each: ComparedFigure, say: Texts) -> str:
    standing = ""
    if each.standing:
        sign, told = _STANDINGS[each.standing], escape(say(f"standing_{each.standing}"))
        standing = f' <span class="vet-standing"><span aria-hidden="true">{sign}</span> {told}</span>'
    return f"<li>{escape(figure_shown(each.figure, say))}{standing}</li>"


def _sources(comparison: Comparison, say: Texts) -> str:
    items = "".join(_source(citation, say) for citation in comparison.citations)
    return (
        f'<details class="vet-fold" data-keep="compared-sources"><summary>{escape(say("sources"))}</summary>'
        f'<ol class="vet-compared-sources">{items}</ol></details>'
    )


def _source(citation: Citation, say: Texts) -> str:
    where = " · ".join(filter(None, [page_shown(citation, say), citation.locator.heading, citation.source]))
    place = citation.locator
    link = ""
    if citation.document_id != OWN:
        address = citation_link(citation.document_id, citation.source, place.start, place.end, citation.quote)
        link = f' <a class="vet-link" href="{escape(address)}" data-go>{escape(say("lasting_link"))}</a>'
    return (
        f"<li><b{lang(citation.language)}>{escape(citation.title)}</b>"
        f' <span class="vet-quiet">{escape(where)}</span>{link}</li>'
    )
