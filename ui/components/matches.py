"""HTML of practices that are comparable to one: why, in what they match and differ, and what their evidence is."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from assistant.citations import Citation
from assistant.naming import places_shown, years_shown
from assistant.practices.benchmarking import Example
from assistant.practices.shapes import Dimension, Match, Practice
from assistant.practices.sidebyside import MOST_PRACTICES, OWN, Numbers
from assistant.practices.wording import dimension_label, strength_label
from corpus.library import DocumentCard
from corpus.vocabulary import Vocabulary
from ui.components.listing import Line
from ui.components.markup import lang
from ui.components.sidebyside import quote_html
from ui.texts import Texts

_VERY, _FAIRLY = 0.45, 0.3
_LONGEST_CHIP = 60


class Shown(NamedTuple):
    """What cards are drawn with: which are ticked, what is known of each, the numbers of quotes, and the words."""

    ticked: Sequence[str]
    cards: Mapping[str, DocumentCard]
    numbers: Numbers
    names: Vocabulary
    say: Texts


def matches_html(found: Sequence[tuple[Practice, Match]], shown: Shown) -> str:
    """Return the practices as a list; picks are `tick:ID` and, by `shown.numbers`, `cite:NUMBER`."""
    return f'<ol class="vet-matches">{"".join(_match(practice, match, shown) for practice, match in found)}</ol>'


def examples_html(found: Sequence[tuple[Practice, Example]], shown: Shown) -> str:
    """Return practices that are strong where a school is weak, as a list; picks are those of `matches_html`."""
    return f'<ol class="vet-matches">{"".join(_example(practice, each, shown) for practice, each in found)}</ol>'


def comparable_in_words(score: float, say: Texts) -> str:
    """Return in words how comparable a practice is."""
    if score >= _VERY:
        return say("comparable_very")
    return say("comparable_fairly" if score >= _FAIRLY else "comparable_somewhat")


def found_html(lines: Sequence[Line]) -> str:
    """Return documents that one may start from; picks are `start:ID`."""
    return f'<ul class="vet-starts">{"".join(map(_found, lines))}</ul>'


def _found(line: Line) -> str:
    facts = " · ".join(filter(None, [line.countries, line.years, line.kind]))
    return (
        f'<li><button type="button" class="vet-start" data-pick="start:{escape(line.id)}"{lang(line.spoken)}>'
        f'{escape(line.title)}</button><span class="vet-quiet">{escape(facts)}</span></li>'
    )


def start_html(practice: Practice, shown: Shown) -> str:
    """Return what is compared with: its name, a box to lay it beside others; picks are `tick:ID` and `restart:`."""
    say = shown.say
    restart = ""
    if practice.document_id != OWN:
        label = escape(say("start_other"))
        restart = f'<button type="button" class="vet-button" data-pick="restart:">{label}</button>'
    return (
        f'<div class="vet-started"><div class="vet-started-line"><p class="vet-quiet">{escape(say("start_chosen"))}</p>'
        f"{restart}</div>{_heading(practice, shown, 2)}{_facts(practice, shown)}</div>"
    )


def ticked_html(titles: Mapping[str, str], say: Texts, *, table: bool) -> str:
    """Return what is ticked, each to be taken away, and the way to the table unless that is shown already."""
    items = "".join(
        f'<li><button type="button" class="vet-chip" data-pick="untick:{escape(each)}"'
        f' aria-label="{escape(say("ticked_remove", title=title))}">'
        f'<span class="vet-chip-name">{escape(_cut(title))}</span><span aria-hidden="true">×</span></button></li>'
        for each, title in titles.items()
    )
    more = ""
    if len(titles) >= MOST_PRACTICES:
        more = f'<span class="vet-quiet">{escape(say("ticked_full"))}</span>'
    elif len(titles) < 2:
        more = f'<span class="vet-quiet">{escape(say("ticked_hint"))}</span>'
    go = ""
    if len(titles) > 1 and not table:
        label = escape(say("ticked_show"))
        go = f'<button type="button" class="vet-button vet-go" data-pick="view:table">{label}</button>'
    return (
        f'<div class="vet-ticked" role="group" aria-label="{escape(say("ticked_title"))}">'
        f'<ul class="vet-chips">{items}</ul>{more}{go}</div>'
    )


def _match(practice: Practice, match: Match, shown: Shown) -> str:
    say = shown.say
    why = ""
    if match.why:
        quoted = quote_html(_numbered(shown, match.why), say)
        why = f'<blockquote><span class="vet-unseen">{escape(say("match_why"))}: </span>{quoted}</blockquote>'
    return (
        f'<li class="vet-match">{_heading(practice, shown)}'
        f"{_facts(practice, shown, comparable_in_words(match.score, say))}"
        f"{_traits('match_shared', '=', match.shared, say)}{_traits('match_different', '≠', match.different, say)}"
        f"{why}{_evidence(practice, shown)}</li>"
    )


def _example(practice: Practice, example: Example, shown: Shown) -> str:
    say = shown.say
    reasons = "".join(f"<li>{escape(say(f'reason_{reason}'))}</li>" for reason in example.reasons)
    quotes = "".join(
        f"<blockquote>{quote_html(_numbered(shown, each), say)}</blockquote>" for each in example.citations
    )
    return (
        f'<li class="vet-match">{_heading(practice, shown)}{_facts(practice, shown)}'
        f'<ul class="vet-traits vet-reasons">{reasons}</ul>{quotes}</li>'
    )


def _numbered(shown: Shown, citation: Citation) -> Citation:
    return citation.model_copy(update={"number": shown.numbers.of(citation)})


def _heading(practice: Practice, shown: Shown, level: int = 3) -> str:
    say, title = shown.say, escape(practice.title)
    if practice.document_id != OWN:
        address = f"document?d={percent_encoded(practice.document_id, safe='')}"
        title = f'<a href="{address}" data-go{lang(practice.language)}>{title}</a>'
    checked = practice.document_id in shown.ticked
    full = not checked and len(shown.ticked) >= MOST_PRACTICES
    box = (
        f'<label class="vet-tick"><input type="checkbox" data-pick="tick:{escape(practice.document_id)}"'
        f' id="tick-{escape(practice.document_id)}"'
        f' aria-label="{escape(say("tick_practice", title=practice.title))}"'
        f"{' checked' if checked else ''}{' disabled' if full else ''}>"
        f"<span>{escape(say('tick_short'))}</span></label>"
    )
    return f'<div class="vet-match-head"><h{level}>{title}</h{level}>{box}</div>'


def _facts(practice: Practice, shown: Shown, comparable: str = "") -> str:
    card, names, language = shown.cards.get(practice.document_id), shown.names, shown.say.language
    facts = [places_shown(practice.countries, practice.regions, names, language)]
    if card:
        facts += [
            years_shown(card.facets.year_from, card.facets.year_to),
            names.kind_label(card.facets.kind, language),
        ]
    told = f'<span class="vet-comparable">{escape(comparable)}</span>' if comparable else ""
    return f'<p class="vet-muted">{told}{escape(" · ".join(filter(None, facts)))}</p>'


def _traits(key: str, sign: str, dimensions: Collection[Dimension], say: Texts) -> str:
    if not dimensions:
        return ""
    items = "".join(
        f'<li><span aria-hidden="true">{sign}</span> {escape(dimension_label(each, say))}</li>' for each in dimensions
    )
    label = escape(say(key))
    return f'<div class="vet-traits-line"><span>{label}</span><ul class="vet-traits vet-{key}">{items}</ul></div>'


def _evidence(practice: Practice, shown: Shown) -> str:
    say = shown.say
    label = f"<b>{escape(say('evidence'))}:</b> {escape(strength_label(practice.strength, say))}"
    said = practice.strength_citation
    quoted = f" · {quote_html(_numbered(shown, said), say)}" if said else ""
    return f'<p class="vet-evidence">{label}{quoted}</p>'


def _cut(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST_CHIP else f"{line[: _LONGEST_CHIP - 1]}…"
