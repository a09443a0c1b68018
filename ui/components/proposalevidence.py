"""HTML of the evidence for a section: what is pinned, then the quotes that bear on each guiding question."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import NamedTuple

from assistant.citations import Citation
from assistant.exporting.proposal import citation_of
from assistant.following import citation_link
from assistant.practices.wording import strength_label
from assistant.proposals.shapes import EvidenceItem, QuestionEvidence, TemplateSection
from corpus.documents import content_hash
from corpus.proposals import KeptSource
from corpus.vocabulary import Vocabulary
from ui.components.markup import citation_line, lang
from ui.components.proposalwords import said
from ui.texts import Texts

_FIRST = 3
_BEGINNING = 120
_SIGNS = {"supports": "+", "contrasts": "≠", "comparable": "≈", "statistic": "%"}


def name_of(citation: Citation) -> str:
    """Return what a quote is called within the page: the same whenever the same words stand at the same place."""
    place = citation.locator
    return content_hash(citation.document_id, f"{place.start}-{place.end}")[:12]


def quotes_of(evidence: Sequence[QuestionEvidence]) -> Mapping[str, Citation]:
    """Return the quotes of evidence by name."""
    return {name_of(item.citation): item.citation for each in evidence for item in each.items}


def evidence_html(
    section: TemplateSection,
    evidence: Sequence[QuestionEvidence],
    pinned: Collection[str],
    names: Vocabulary,
    say: Texts,
) -> str:
    """Return the quotes for each question of a section; `pinned` are the names of those that are laid aside already.

    A quote that was given for a question above is one line that can be unfolded.
    Picks are `pin:NAME`, `insert:NAME` and `open:NAME`.
    """
    of = {each.question: each for each in evidence}
    parts = []
    above: dict[str, int] = {}
    for number, question in enumerate(section.questions, 1):
        found = of.get(question.id)
        asked = f"{number}. " if len(section.questions) > 1 else ""
        if found and found.items:
            shown = _items(found.items, _Place(question.id, pinned, names, say, dict(above)))
            for item in found.items:
                above.setdefault(name_of(item.citation), number)
        else:
            shown = f'<p class="vet-none-found">{escape(say("proposal_evidence_none"))}</p>'
        parts.append(f"<section><h4>{asked}{escape(said(question.text, say))}</h4>{shown}</section>")
    return f'<div class="vet-evidence-list">{"".join(parts)}</div>'


def found_html(found: Sequence[Citation], pinned: Collection[str], names: Vocabulary, say: Texts) -> str:
    """Return quotes that the writer looked for; picks are those of `evidence_html`."""
    place = _Place("found", pinned, names, say)
    return f'<ul class="vet-quotes">{"".join(_card(each, place) for each in found)}</ul>'


def pinned_html(
    sources: Sequence[KeptSource],
    pinned: Collection[str],
    cited: Collection[str],
    flags: Mapping[str, str],
    names: Vocabulary,
    say: Texts,
) -> str:
    """Return sources of a section: those that are `pinned` (by key), and others that something became of.

    `flags` says by key what became of a changed one. Picks are `unpin:KEY`, `hold:KEY` (pin), `again:KEY` (insert) and
    `look:KEY` (open).
    """
    items = "".join(
        _pinned(each, each.key in pinned, each.key in cited, flags.get(each.key, ""), names, say) for each in sources
    )
    return f'<ul class="vet-quotes vet-pinned">{items}</ul>'


class _Place(NamedTuple):
    """Where quotes are drawn: the question that they are for, which of them are pinned, and the words.

    `above` says of quotes that are on the page already, by name, under which question (by its number).
    """

    question: str
    pinned: Collection[str]
    names: Vocabulary
    say: Texts
    above: Mapping[str, int] = {}


def _items(items: Sequence[EvidenceItem], place: _Place) -> str:
    shown = [_item(each, place) for each in items]
    first = f'<ul class="vet-quotes">{"".join(shown[:_FIRST])}</ul>'
    if not (rest := shown[_FIRST:]):
        return first
    more = escape(place.say.counted("proposal_more_quotes", len(rest)))
    return (
        f'{first}<details class="vet-more" data-keep="more-{escape(place.question)}"><summary>{more}</summary>'
        f'<ul class="vet-quotes">{"".join(rest)}</ul></details>'
    )


def _item(item: EvidenceItem, place: _Place) -> str:
    say = place.say
    head = (
        f'<p class="vet-relation"><span aria-hidden="true">{_SIGNS[item.relation]}</span> '
        f"<b>{escape(say(f'relation_{item.relation}'))}</b>"
        f" <span>{escape(say(f'evidence_reason_{item.reason}'))}</span></p>"
    )
    strength = f' · <span class="vet-strength">{escape(strength_label(item.strength, say))}</span>'
    return _card(item.citation, place, f"vet-relation-{item.relation}", head, strength)


def _folded(cited: Citation, card: str, number: int, place: _Place) -> str:
    """Return a quote that stands above already as one line: how it begins, and for which question it was given."""
    told = escape(place.say("proposal_quote_again", number=place.say.number(number)))
    begins = f"<q{lang(cited.language)}>{escape(cited.quote[:_BEGINNING])}</q>"
    kept = escape(f"again-{place.question}-{name_of(cited)}")
    return (
        f'<li><details class="vet-again" data-keep="{kept}"><summary>{told}: {begins}</summary>'
        f'<ul class="vet-quotes">{card}</ul></details></li>'
    )


def _card(cited: Citation, place: _Place, kind: str = "", head: str = "", strength: str = "") -> str:
    name, say = name_of(cited), place.say
    held = name in place.pinned
    # The same quote may serve several questions: by its own id the focus finds the way back to the button it was on.
    own = escape(f"{place.question}-{name}")

    def button(action: str, label: str, more: str = "") -> str:
        return (
            f'<button type="button" class="vet-button" id="{action}-{own}" data-pick="{action}:{name}"'
            f' aria-describedby="quoted-{own}"{more}>{escape(label)}</button>'
        )

    pin = button("pin", say("proposal_pinned" if held else "proposal_pin"), f' aria-pressed="{str(held).lower()}"')
    card = (
        f'<li class="vet-quote-card {escape(kind)}">{head}'
        f'<blockquote id="quoted-{own}"><span{lang(cited.language)}>{escape(cited.quote)}</span></blockquote>'
        f'<p class="vet-muted"><cite{lang(cited.language)}>{escape(cited.title)}</cite>'
        f" · {escape(citation_line(cited, say, place.names))}{strength}</p>"
        f'<div class="vet-ways">{button("insert", say("proposal_insert"))}{pin}'
        f"{button('open', say('proposal_open'))}</div></li>"
    )
    number = place.above.get(name)
    return _folded(cited, card, number, place) if number else card


def _pinned(source: KeptSource, pinned: bool, cited: bool, flag: str, names: Vocabulary, say: Texts) -> str:
    line = citation_line(citation_of(source), say, names)
    told = f'<span class="vet-cited">{escape(say("proposal_cited_here"))}</span>' if cited else ""
    warned = f'<p class="vet-flag">{escape(flag)}</p>' if flag else ""
    key = escape(source.key)
    return (
        f'<li class="vet-quote-card"><blockquote><span{lang(source.language)}>{escape(source.quote)}</span>'
        "</blockquote>"
        f'<p class="vet-muted"><code>@{key}</code> · <cite{lang(source.language)}>{escape(source.title)}</cite>'
        f" · {escape(line)} {told}</p>{warned}"
        f'<div class="vet-ways"><button type="button" class="vet-button" data-pick="again:{key}">'
        f"{escape(say('proposal_insert'))}</button>"
        f'<button type="button" class="vet-button" data-pick="{"unpin" if pinned else "hold"}:{key}">'
        f"{escape(say('proposal_unpin' if pinned else 'proposal_pin'))}</button>"
        f'<button type="button" class="vet-button" data-pick="look:{key}">{escape(say("proposal_open"))}</button>'
        f"</div></li>"
    )


def link_of_source(source: KeptSource) -> str:
    """Return the lasting address of a kept quote on the page, made from what is kept if it has none."""
    place = source.locator
    return citation_link(source.document_id, source.source, place.start, place.end, source.quote)
