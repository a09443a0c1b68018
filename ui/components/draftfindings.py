"""HTML of what was found in a draft: counts to choose by, and each sentence with what the library says of it."""

from collections.abc import Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from assistant.citations import Citation
from assistant.following import citation_link, document_link
from assistant.proposals.shapes import CheckedSentence, Standing
from assistant.proposals.uploaded import DraftReport, DraftSource
from corpus.vocabulary import Vocabulary
from ui.components.differences import differences_html
from ui.components.markup import citation_line, lang
from ui.components.proposalevidence import name_of
from ui.texts import Texts

STANDINGS: tuple[Standing, ...] = ("differs", "needs_evidence", "supported", "own")
"""What asks for work comes first."""

MOST_SHOWN = 100


class Shown(NamedTuple):
    """What a visitor wants to see of a report: one standing, or all (None), and how many sentences at most."""

    standing: Standing | None = None
    most: int = MOST_SHOWN


def counts_html(report: DraftReport, shown: Shown, say: Texts) -> str:
    """Return how many sentences there are of each standing, as buttons; picks are `standing:STANDING` and `forget:`."""
    counts = report.counts
    buttons = [_count("", say("draft_all"), sum(counts.values()), shown.standing is None, say)]
    buttons += [_count(each, say(f"standing_{each}"), counts[each], shown.standing == each, say) for each in STANDINGS]
    label = escape(say("draft_filter"))
    return (
        f'<div class="vet-draft-counts" role="group" aria-label="{label}">{"".join(buttons)}</div>'
        f'<button type="button" class="vet-button" data-pick="forget:">{escape(say("draft_forget"))}</button>'
    )


def report_html(report: DraftReport, shown: Shown, names: Vocabulary, say: Texts) -> str:
    """Return the sentences of a draft with what was found of them, under the headings that they stand under.

    Picks are `open:QUOTE` (as `name_of` names it), `look:SECTION-SENTENCE` and `more:`.
    """
    parts, left = [], shown.most
    wanted = [
        (place, number, sentence)
        for place, section in enumerate(report.sections)
        for number, sentence in enumerate(section.sentences)
        if shown.standing in (None, sentence.standing)
    ]
    for place, section in enumerate(report.sections):
        mine = islice(((number, each) for at, number, each in wanted if at == place), left)
        items = [
            _sentence(section.text[each.start : each.end], each, f"{place}-{number}", report.language, names, say)
            for number, each in mine
        ]
        left -= len(items)
        if items:
            heading = f"<h3{lang(report.language)}>{escape(section.heading)}</h3>" if section.heading else ""
            parts.append(f'<section>{heading}<ol class="vet-claims">{"".join(items)}</ol></section>')
    if not wanted:
        parts.append(f'<p class="vet-muted">{escape(say("draft_none"))}</p>')
    if len(wanted) > shown.most:
        more = say.counted("draft_more", len(wanted) - shown.most)
        parts.append(f'<button type="button" class="vet-button" data-pick="more:">{escape(more)}</button>')
    return f'<div class="vet-draft-report">{"".join(parts)}{_sources(report.sources, say)}</div>'


def _count(value: str, name: str, number: int, pressed: bool, say: Texts) -> str:
    swatch = f'<span class="vet-said vet-said-{value}">{escape(name)}</span>' if value else escape(name)
    return (
        f'<button type="button" class="vet-button" data-pick="standing:{value}" aria-pressed="{str(pressed).lower()}">'
        f"{swatch} <b>{escape(say.number(number))}</b></button>"
    )


def _sentence(words: str, sentence: CheckedSentence, place: str, language: str, names: Vocabulary, say: Texts) -> str:
    standing = sentence.standing
    told = (
        f'<span class="vet-editor-standing vet-editor-standing-{standing}">{escape(say(f"standing_{standing}"))}</span>'
    )
    body = f'<p class="vet-claim-words"{lang(language)}>{escape(words)}</p>'
    if standing in ("differs", "supported") and sentence.citation:
        key = "claim_nearest" if standing == "differs" else "claim_says"
        body = (
            f'<div class="vet-sides"><div><p class="vet-muted">{escape(say("draft_wrote"))}</p>{body}</div>'
            f'<div><p class="vet-muted">{escape(say(key))}</p>{_quote(sentence.citation, names, say)}</div></div>'
        )
    # That the whole sentence means something else, its quote beside it tells.
    single = [each for each in sentence.differences if each.reason not in ("meaning", "nothing_cited")]
    body += differences_html(single, say("draft_wrote"), say)
    if standing == "needs_evidence":
        body += _candidates(sentence.candidates, place, names, say)
    return f'<li class="vet-claim vet-standing-{standing}">{told}{body}</li>'


def _candidates(found: Sequence[Citation], place: str, names: Vocabulary, say: Texts) -> str:
    if not found:
        return (
            f'<p class="vet-ways"><button type="button" class="vet-button" data-pick="look:{place}">'
            f"{escape(say('draft_look'))}</button></p>"
        )
    items = "".join(f"<li>{_quote(each, names, say)}</li>" for each in found)
    title = escape(say.counted("claim_candidates", len(found)))
    return (
        f'<details class="vet-more" data-keep="draft-{place}"><summary>{title}</summary>'
        f'<ul class="vet-candidates">{items}</ul></details>'
    )


def _quote(citation: Citation, names: Vocabulary, say: Texts) -> str:
    spoken, place = lang(citation.language), citation.locator
    link = citation_link(citation.document_id, citation.source, place.start, place.end, citation.quote)
    return (
        f"<blockquote><span{spoken}>{escape(citation.quote)}</span></blockquote>"
        f'<p class="vet-muted"><cite{spoken}>{escape(citation.title)}</cite>'
        f" · {escape(citation_line(citation, say, names))}</p>"
        f'<p class="vet-ways"><button type="button" class="vet-button" data-pick="open:{name_of(citation)}">'
        f"{escape(say('proposal_open'))}</button>"
        f'<a class="vet-link" href="{escape(link)}" target="_blank" rel="noopener">'
        f"{escape(say('lasting_link'))}</a></p>"
    )


def _sources(sources: Sequence[DraftSource], say: Texts) -> str:
    if not sources:
        return ""
    items = []
    for each in sources:
        known = f"<i>{escape(say('draft_report_not_found'))}</i>"
        if each.document_id:
            link = document_link(each.document_id, "")
            known = f'<a class="vet-link" href="{escape(link)}" data-go>{escape(each.title or each.document_id)}</a>'
        items.append(f"<li>{escape(each.named)} → {known}</li>")
    return (
        f'<section><h3>{escape(say("draft_report_sources"))}</h3><ul class="vet-list">{"".join(items)}</ul></section>'
    )
