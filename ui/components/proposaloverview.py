"""HTML of a proposal as a whole: how much evidence each section has of each country, and earlier projects."""

from collections.abc import Mapping, Sequence
from html import escape

from assistant.citations import Citation
from assistant.following import document_link
from assistant.naming import places_shown
from assistant.practices.wording import dimension_label
from assistant.proposals.shapes import Complement, Coverage, Template
from corpus.vocabulary import Vocabulary
from ui.components.markup import lang
from ui.components.proposalevidence import name_of
from ui.components.proposalwords import said
from ui.texts import Texts

_MOST_DIFFERENCES = 4


def coverage_html(coverage: Coverage, template: Template, names: Vocabulary, say: Texts) -> str:
    """Return how many quotes there are for each section and country as a table, and its gaps in words."""
    titles = {each.id: said(each.title, say) for each in template.sections}
    sections = [each for each in titles if each in coverage.counts]
    places = list(dict.fromkeys(code for of in coverage.counts.values() for code in of))
    label = {code: names.place_label(code, say.language) for code in places}
    head = "".join(f'<th scope="col">{escape(label[code])}</th>' for code in places)
    rows = "".join(
        f'<tr><th scope="row"><button type="button" class="vet-pick" data-pick="section:{escape(each)}">'
        f"{escape(titles[each])}</button></th>"
        f"{''.join(_cell(coverage.counts[each].get(code, 0), say) for code in places)}</tr>"
        for each in sections
    )
    table = (
        f'<div class="vet-covered" role="region" tabindex="0" aria-label="{escape(say("proposal_coverage"))}"><table>'
        f'<thead><tr><th scope="col">{escape(say("proposal_section"))}</th>{head}</tr></thead><tbody>{rows}</tbody>'
        f"</table></div>"
    )
    return table + gaps_html(coverage, titles, label, say)


def gaps_html(coverage: Coverage, titles: Mapping[str, str], places: Mapping[str, str], say: Texts) -> str:
    """Return the gaps of a coverage in words, a line for each country."""
    of: dict[str, list[str]] = {}
    for section, code in coverage.gaps:
        if section in titles:
            of.setdefault(code, []).append(titles[section])
    if not of:
        return f'<p class="vet-muted">{escape(say("proposal_gaps_none"))}</p>'
    lines = []
    for code, sections in of.items():
        if len(sections) == len(titles):
            lines.append(say("proposal_gap_whole", place=places[code]))
        else:
            lines.append(say("proposal_gap", place=places[code], sections=", ".join(f"“{each}”" for each in sections)))
    return f'<ul class="vet-gaps">{"".join(f"<li>{escape(each)}</li>" for each in lines)}</ul>'


def complements_html(found: Sequence[Complement], names: Vocabulary, say: Texts) -> str:
    """Return earlier projects with overlapping aims: why, and what differs; picks are `pin:QUOTE` and `open:QUOTE`."""
    items = "".join(_complement(each, names, say) for each in found)
    return f'<ol class="vet-complements">{items}</ol>'


def complement_quotes(found: Sequence[Complement]) -> dict[str, Citation]:
    """Return the quotes that are shown with earlier projects, by name."""
    quotes = [each for one in found for each in (one.why, *one.differs.values()) if each is not None]
    return {name_of(each): each for each in quotes}


def _cell(count: int, say: Texts) -> str:
    if not count:
        told = escape(say("proposal_gap_cell"))
        return f'<td class="vet-gap"><span aria-hidden="true">–</span><span class="vet-unseen">{told}</span></td>'
    return f"<td>{escape(say.number(count))}</td>"


def _complement(found: Complement, names: Vocabulary, say: Texts) -> str:
    why = next((each for each in (found.why, *found.differs.values()) if each), None)
    link = document_link(found.document_id, why.source if why else "")
    place = places_shown(found.countries, (), names, say.language)
    shared = "".join(
        f'<li><span aria-hidden="true">=</span> {escape(dimension_label(each, say))}</li>' for each in found.shared
    )
    traits = (
        f'<div class="vet-traits-line"><span>{escape(say("match_shared"))}</span>'
        f'<ul class="vet-traits vet-match_shared">{shared}</ul></div>' if shared else ""
    )  # fmt: skip
    differing = "".join(
        f"<li><b>{escape(dimension_label(dimension, say))}:</b> {_quoted(cited, say)}</li>"
        for dimension, cited in list(found.differs.items())[:_MOST_DIFFERENCES]
    )
    differs = (
        f'<p class="vet-muted">{escape(say("complement_differs"))}</p><ul class="vet-differing">{differing}</ul>'
        if differing else ""
    )  # fmt: skip
    overlap = f"<blockquote>{_quoted(found.why, say)}</blockquote>" if found.why else ""
    return (
        f'<li class="vet-match"><div class="vet-match-head"><h3><a href="{escape(link)}" data-go'
        f"{lang(why.language if why else None)}>{escape(found.title)}</a></h3></div>"
        f'<p class="vet-muted">{escape(place)}</p>{traits}{overlap}{differs}</li>'
    )


def _quoted(cited: Citation, say: Texts) -> str:
    name = name_of(cited)
    return (
        f"<span{lang(cited.language)}>{escape(cited.quote)}</span> "
        f'<span class="vet-inline-ways"><button type="button" class="vet-pick" data-pick="pin:{name}">'
        f"{escape(say('proposal_pin'))}</button>"
        f'<button type="button" class="vet-pick" data-pick="open:{name}">{escape(say("proposal_open"))}</button></span>'
    )
