"""A proposal as every export shows it: its sections, its notes by number, its bibliography, and its evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urljoin

from assistant.citations import Citation
from assistant.exporting.bibliography import Item, Listed, Style, bibliography, sound_item
from assistant.exporting.bibliography import Reference as StyledReference
from assistant.exporting.thread import Says, fit, hyphened, line_of, place_shown, reference_of, web_address
from assistant.following import State
from assistant.naming import places_named, years_shown
from assistant.proposals.citing import claims, joined_marks, keys_cited
from assistant.proposals.fields import Answer, answers_in
from assistant.proposals.shapes import CheckedSentence, Template
from corpus.proposals import KeptSource, Proposal
from corpus.vocabulary import Vocabulary

# Where a note's number stands after the stop: Spanish, Basque and others have it before.
_AFTER_STOP = frozenset(["en", "nl", "fi", "de", "pt", "sv", "da", "no", "et"])
_STOPS = re.compile(r"[.,;:!?…]+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")


class Drafted(NamedTuple):
    """A proposal to be exported, and how.

    `template` gives the sections their order and names; None where it is no longer there. `states` says what became of
    each source (see `citing.sources_now`). With `checked`, what was found of the sentences of each section, by its id,
    the sentences that differ from their source or lack one are marked; without it the export is clean. `base` is the
    address of the page, for lasting links; without it there are none.
    """

    proposal: Proposal
    template: Template | None = None
    style: Style = "apa"
    states: Mapping[str, State] = {}
    checked: Mapping[str, Sequence[CheckedSentence]] = {}
    base: str = ""

    @property
    def language(self) -> str:
        """The language that the proposal is written in."""
        return self.proposal.brief.language


class Part(NamedTuple):
    """A section: its name in the proposal's language, what it is awarded, how long it may be, and its text.

    `answers` are the stretches of the text that stand under one of its questions, and what stands before them; none
    where the text has no question as a heading.
    """

    id: str
    title: str
    points: int | None
    limit: int | None
    text: str
    limit_assumed: bool = False
    answers: tuple[Answer, ...] = ()


class Cited(NamedTuple):
    """One source in a note: how it is cited, where the quote stands, and the quote.

    `full` is the whole reference, but for its address, where the document is cited for the first time, else None.
    `quote` is None where an earlier note, `seen`, has it.
    """

    source: KeptSource
    full: StyledReference | None
    short: str
    place: str
    quote: str | None
    seen: int | None


class Note(NamedTuple):
    """A note by its number: what a mark in the text cites."""

    number: int
    cited: tuple[Cited, ...]


class Piece(NamedTuple):
    """A stretch of a paragraph: words, or a note. `found` is what was found of the sentence that the words are of.

    `missing` words are a mark that names no source of the proposal; a `heading` is a question, alone in its paragraph.
    """

    text: str
    note: Note | None = None
    found: CheckedSentence | None = None
    missing: bool = False
    heading: bool = False


class EvidenceRow(NamedTuple):
    """A claim and one source of it; all of it in words."""

    section: str
    claim: str
    source: KeptSource
    title: str
    countries: str
    years: str
    quote: str
    place: str
    state: str
    link: str | None
    url: str | None


class Notes:
    """The notes of a proposal, numbered through all its sections; to be asked for them in their order, once."""

    def __init__(self, drafted: Drafted, say: Says) -> None:
        self._sources = {each.key: each for each in drafted.proposal.sources}
        self._entries = {each.id: each for each in cited_bibliography(drafted, addresses=False)}
        self._after_stop = drafted.language in _AFTER_STOP
        self._say = say
        self._documents: set[str] = set()
        self._quoted: dict[str, int] = {}
        self._number = 0

    def paragraphs(self, part: Part, checked: Sequence[CheckedSentence] = ()) -> Iterator[list[Piece]]:
        """Yield the paragraphs of a section in pieces, marks as notes, its questions as headings."""
        if not part.answers:
            yield from self._paragraphs(part.text, 0, len(part.text), checked)
        for answer in part.answers:
            if answer.question:
                yield [Piece(line_of(part.text[answer.heading_start : answer.heading_end].strip(" #*")), heading=True)]
            yield from self._paragraphs(part.text, answer.start, answer.end, checked)

    def _paragraphs(
        self, text: str, start: int, until: int, checked: Sequence[CheckedSentence]
    ) -> Iterator[list[Piece]]:
        ends = (match.span() for match in _PARAGRAPH_END.finditer(text, start, until))
        for end, after in [*ends, (until, 0)]:
            if text[start:end].strip():
                yield list(self._pieces(text, start, end, checked))
            start = after

    def _pieces(self, text: str, start: int, end: int, checked: Sequence[CheckedSentence]) -> Iterator[Piece]:
        beginning = start
        for mark in joined_marks(text[start:end]):
            first, after, keys = beginning + mark.start, beginning + mark.end, mark.keys
            yield from _worded(text, start, first, checked)
            known = [key for key in keys if key in self._sources]
            missing = [f"@{key}" for key in keys if key not in self._sources]
            stop = _STOPS.match(text, after, end) if self._after_stop and known else None
            start = stop.end() if stop else after
            yield from _worded(text, after, start, checked)
            if known:
                yield Piece("", self._note(known))
            if missing:
                yield Piece(" ")
                yield Piece(f"[{'; '.join(missing)}]", missing=True)
        yield from _worded(text, start, end, checked)

    def _note(self, keys: Sequence[str]) -> Note:
        self._number += 1
        return Note(self._number, tuple(self._cited(self._sources[key]) for key in keys))

    def _cited(self, source: KeptSource) -> Cited:
        entry = self._entries[source.document_id]
        first = source.document_id not in self._documents
        self._documents.add(source.document_id)
        seen = self._quoted.setdefault(source.key, self._number)
        earlier = seen if seen < self._number else None
        return Cited(
            source=source,
            full=entry.reference if first else None,
            short=entry.short,
            place=_capital(place_shown(citation_of(source), self._say)),
            quote=source.quote if earlier is None else None,
            seen=earlier,
        )


def parts_of(drafted: Drafted) -> list[Part]:
    """Return the sections in the template's order; one that the template does not have stands at the end."""
    written = {each.section: each.text for each in drafted.proposal.sections}
    parts = []
    for each in drafted.template.sections if drafted.template else ():
        text = fit(written.pop(each.id, ""))
        answers = tuple(answers_in(each, text))
        parts.append(
            Part(
                each.id,
                _in(each.title, drafted.language),
                each.points,
                each.limit,
                text,
                each.limit_assumed,
                answers if any(answer.question for answer in answers) else (),
            )
        )
    return [*parts, *(Part(key, line_of(key), None, None, fit(text)) for key, text in written.items() if text.strip())]


def cited_sources(proposal: Proposal) -> list[KeptSource]:
    """Return the sources that the text cites, in the order in which it does."""
    sources = {each.key: each for each in proposal.sources}
    return [sources[key] for key in keys_cited(each.text for each in proposal.sections) if key in sources]


def cited_bibliography(drafted: Drafted, *, addresses: bool = True) -> tuple[Listed, ...]:
    """Return the documents that the text cites as a bibliography, in the language of the proposal.

    Without `addresses` the references are short enough for a note: where they are on the web is left out.
    """
    hidden = () if addresses else ("URL", "accessed")
    items = (item_of(each) for each in cited_sources(drafted.proposal))
    shown = [{name: value for name, value in item.items() if name not in hidden} for item in items]
    return bibliography(shown, drafted.style, drafted.language)


def item_of(source: KeptSource) -> Item:
    """Return a source as an item of CSL-JSON with nothing in it that could be anything but data; its id is that of
    its document."""
    reference = {"language": source.language, **source.reference}
    return sound_item(reference, source.document_id, source.title, source.kind, web_address(source.url))


def evidence_of(drafted: Drafted, names: Vocabulary, say: Says) -> list[EvidenceRow]:
    """Return every claim with each of its sources, section by section."""
    sources = {each.key: each for each in drafted.proposal.sources}
    return [
        _row(part, claim.sentence, sources[key], drafted, names, say)
        for part in parts_of(drafted)
        for claim in claims(part.text, drafted.language)
        for key in claim.keys
        if key in sources
    ]


def citation_of(source: KeptSource, number: int = 0) -> Citation:
    """Return a kept source as a citation."""
    shared = {name: getattr(source, name) for name in KeptSource.model_fields if name in Citation.model_fields}
    return Citation(number=number, **shared)


def brief_lines(drafted: Drafted, names: Vocabulary, say: Says) -> list[str]:
    """Return what the proposal is for and with whom, each a line."""
    brief = drafted.proposal.brief
    template = _in(drafted.template.title, drafted.language) if drafted.template else ""
    said = {
        "countries": places_named(brief.countries, names, say.language),
        "partners": ", ".join(brief.partners),
        "groups": ", ".join(brief.target_groups),
        "priorities": "; ".join(brief.priorities),
    }
    lines = [say(f"proposal_export_{key}", said=line_of(value, 1_000)) for key, value in said.items() if value]
    return [line_of(template), *lines] if template else lines


def title_of(drafted: Drafted, say: Says) -> str:
    """Return the proposal's title on one line."""
    return line_of(drafted.proposal.brief.title) or say("proposal_export_untitled")


def proposal_name(proposal: Proposal, extension: str, beginning: str = "proposal") -> str:
    """Return a short name for the file of a proposal, safe everywhere: the first words of its title."""
    return f"{hyphened(beginning, proposal.brief.title)}.{extension}"


def mark_labels(proposal: Proposal) -> dict[str, str]:
    """Return what stands for each key where there are no notes, as in the fields of a form: its title and year.

    `[@key]` becomes the label in round brackets, `[@key; @other]` both, with a semicolon between them.
    """
    return {each.key: ", ".join(filter(None, [line_of(each.title, 80), _year(each)])) for each in proposal.sources}


def _worded(text: str, start: int, end: int, checked: Sequence[CheckedSentence]) -> Iterator[Piece]:
    """Yield a stretch without marks, cut where sentences that were found wanting begin and end."""
    wanting = [each for each in checked if each.standing in ("differs", "needs_evidence")]
    cuts = {start, end, *(place for each in wanting for place in (each.start, each.end) if start < place < end)}
    for first, last in pairwise(sorted(cuts)):
        found = next((each for each in wanting if each.start <= first and last <= each.end), None)
        # A note stands right after the word that it is for.
        words = text[first:last]
        if last == end and end < len(text) and text.startswith("[@", end):
            words = words.rstrip(" \t")
        if words:
            yield Piece(words, found=found)


def _row(part: Part, claim: str, source: KeptSource, drafted: Drafted, names: Vocabulary, say: Says) -> EvidenceRow:
    citation = citation_of(source)
    entry = reference_of(citation, names, say, drafted.base)
    own = source.link.startswith("document?") and drafted.base
    state = drafted.states.get(source.key)
    return EvidenceRow(
        section=part.title,
        claim=claim,
        source=source,
        title=line_of(source.title),
        countries=places_named(source.countries, names, say.language),
        years=years_shown(source.year_from, source.year_to),
        quote=fit(source.quote).strip(),
        place=place_shown(citation, say),
        state=say(f"source_state_{state}") if state else "",
        link=web_address(urljoin(drafted.base.rstrip("/") + "/", source.link)) if own else entry.link,
        url=entry.url,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _year(source: KeptSource) -> str:
    dates = item_of(source).get("issued", {}).get("date-parts")
    return str(dates[0][0]) if dates else ""


def _in(labels: Mapping[str, str], language: str) -> str:
    return line_of(labels.get(language) or labels.get("en") or next(iter(labels.values()), ""))
