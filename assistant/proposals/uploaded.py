"""A draft that is handed over: its sentences checked against the library, and nothing of it kept."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.checking.checker import Checker
from assistant.checking.shapes import Difference, Source
from assistant.citations import Citation
from assistant.exporting.thread import Says
from assistant.proposals.claims import Mark, checked_sentence, claims_in
from assistant.proposals.drafts import DraftText, read_draft
from assistant.proposals.shapes import CheckedSentence, Standing
from assistant.questions import detect_language
from assistant.quoting import escaped
from assistant.words import FUNCTION_WORDS
from corpus.documents import Document
from corpus.errors import DocumentNotFound
from corpus.library import DocumentCard
from corpus.mentions import fold, tokens_of
from indexer.drafts import ReadingLimits

MOST_CLAIMS = 600
"""How many sentences of a draft are checked; a note says so when there are more."""

DraftNote = Literal["more_sentences", "sources_not_in_library"]
"""What a reader should know of a report; the text is `draft_note_` and this."""

_CITED = re.compile(
    r"\[\^(?P<note>[^\]\s]{1,40})\]"
    r"|\[(?P<numbers>\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]"
    r"|\[(?P<keys>@[^\]\n]{1,200})\]"
    r"|\((?P<years>[^()\n]{0,160}?\b(?:19|20)\d\d[a-z]?(?:[^()\n]{0,40})?)\)"
    r"|(?P<address>(?:https?://|www\.)[^\s<>()\"]{4,300})"
)
_AUTHOR = re.compile(r"(?P<author>[^\W\d_][^;]{1,100}?),?\s+(?P<year>(?:19|20)\d\d)[a-z]?\b")
_BEFORE_YEAR = re.compile(r"((?:[^\W\d_][\w&.'’-]*\s){1,6})$")
_ONLY_YEARS = re.compile(r"\s*(?:19|20)\d\d\s*(?:[-–/]\s*(?:(?:19|20)?\d\d))?\s*")
_QUOTED = re.compile(r"[\"“„«»”]([^\"“”„«»\n]{20,400})[\"”“»«]")
_KEY = re.compile(r"@([\w:.-]{1,60})")
_ADDRESS = re.compile(r"https?://(?:www\.)?|www\.|[/.,;:)]+$|[?#].*$")
_SHARE = 0.75
_COMMON_HEADS = frozenset(
    "survey report encuesta enquête kysely mobilité mobility project projekt kvietimas subsidie erasmus schools".split()
)
_DISTINCT = re.compile(r"[^\W_]*(?:[a-z0-9][A-Z]|[A-Z]{2,}\d|\d[A-Z]|[A-Z]{3,})[^\W_]*|[^\W\d_]+[-@&][A-Z@][^\W_]*")


class DraftSection(BaseModel):
    """What stands under one heading of a draft; `sentences` are places in `text`, marks of notes (`[^n]`) included."""

    model_config = ConfigDict(frozen=True)

    heading: str | None = None
    text: str
    sentences: tuple[CheckedSentence, ...] = ()


class DraftSource(BaseModel):
    """A source that a draft names: as it names it, and the document of the library that it means, if there is one."""

    model_config = ConfigDict(frozen=True)

    key: str
    named: str
    document_id: str | None = None
    title: str | None = None


class DraftReport(BaseModel):
    """A draft with what was found of every claim. `keys` of its sentences are those of `sources`."""

    model_config = ConfigDict(frozen=True)

    name: str
    language: str
    sections: tuple[DraftSection, ...] = ()
    sources: tuple[DraftSource, ...] = ()
    notes: tuple[DraftNote, ...] = ()

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many sentences there are of each standing; all four are there."""
        counts: dict[Standing, int] = {"supported": 0, "differs": 0, "needs_evidence": 0, "own": 0}
        for section in self.sections:
            for sentence in section.sentences:
                counts[sentence.standing] += 1
        return counts


def check_draft(
    name: str,
    data: bytes,
    checker: Checker,
    cards: Sequence[DocumentCard],
    document: Callable[[str], Document],
    candidates: Callable[[str], Sequence[Citation]],
    language: str | None = None,
    limits: ReadingLimits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DraftReport:
    """Return the report on a draft in DOCX, Markdown or plain text.

    `cards` are the documents of the library, `document` returns one of them whole. `language` is the draft's, told
    from its words if None. `progress` is called with how many sentences are done, and how many there are. Raises
    ReadingError with what is wrong with the file, and ModelNotFound.
    """
    draft = read_draft(name, data, limits)
    known = language or detect_language(" ".join(part.text for part in draft.parts)[:5_000], FUNCTION_WORDS)
    return _Draft(draft, checker, cards, document, candidates, known).report(progress)


class _Draft:
    """One draft while it is checked."""

    def __init__(
        self,
        draft: DraftText,
        checker: Checker,
        cards: Sequence[DocumentCard],
        document: Callable[[str], Document],
        candidates: Callable[[str], Sequence[Citation]],
        language: str,
    ) -> None:
        self._draft = draft
        self._checker = checker
        self._cards = cards
        self._document = document
        self._candidates = candidates
        self._language = language
        self._named = _Names(cards)
        self._sources: dict[str, DraftSource] = {}
        self._documents: dict[str, Document | None] = {}

    def report(self, progress: Callable[[int, int], None] | None) -> DraftReport:
        claims = [
            list(claims_in(part.text, list(self._marks(part.text)), self._language)) for part in self._draft.parts
        ]
        total = min(sum(map(len, claims)), MOST_CLAIMS)
        left, done = MOST_CLAIMS, 0
        sections: list[DraftSection] = []
        for part, own in zip(self._draft.parts, claims, strict=True):
            checked: list[CheckedSentence] = []
            for sentence in own[:left]:
                keys = sentence.keys or self._named_in(sentence.said)
                passages = {key: self._passages(key) for key in keys}
                readable = {key: found for key, found in passages.items() if found}
                result = checked_sentence(
                    sentence._replace(keys=keys), readable, (), self._checker, self._candidates, self._language
                )
                checked.append(result.model_copy(update={"keys": keys}))
                done += 1
                if progress:
                    progress(done, total)
            left -= len(checked)
            sections.append(DraftSection(heading=part.heading, text=part.text, sentences=tuple(checked)))
        return DraftReport(
            name=self._draft.name,
            language=self._language,
            sections=tuple(sections),
            sources=tuple(self._sources.values()),
            notes=tuple(self._notes(sum(map(len, claims)))),
        )

    def _notes(self, claims: int) -> Iterator[DraftNote]:
        if claims > MOST_CLAIMS:
            yield "more_sentences"
        if any(source.document_id is None for source in self._sources.values()):
            yield "sources_not_in_library"

    def _marks(self, text: str) -> Iterator[Mark]:
        for match in _CITED.finditer(text):
            keys = tuple(self._keys(match, text))
            if keys:
                yield Mark(match.start(), match.end(), keys)

    def _keys(self, match: re.Match[str], text: str) -> Iterator[str]:
        """Yield the keys of what a mark cites, each told of in `sources`."""
        if note := match["note"]:
            yield self._source(note, self._draft.notes.get(note, ""))
        elif numbers := match["numbers"]:
            for number in _numbers(numbers):
                if number in self._draft.notes:
                    yield self._source(number, self._draft.notes[number])
        elif keys := match["keys"]:
            for key in _KEY.findall(keys):
                yield self._source(key.rstrip(".:-"), "")
        elif address := match["address"]:
            yield self._source(address[:60], address)
        elif years := match["years"]:
            yield from self._by_author(years, text[: match.start()])

    def _by_author(self, inside: str, before: str) -> Iterator[str]:
        if _ONLY_YEARS.fullmatch(inside):
            author = _BEFORE_YEAR.search(before)
            words = author.group(1).split() if author else []
            while words and not words[0][0].isupper():
                words = words[1:]
            listed = self._listed(" ".join(words), inside.strip()) if words else None
            if listed:  # "(2016–2019)" behind a name is more often its years than its source
                yield self._source(f"{' '.join(words)} {inside.strip()}"[:60], listed)
            return
        for part in inside.split(";"):
            if (match := _AUTHOR.search(part)) is not None:
                listed = self._listed(match["author"], match["year"])
                named = f"{match['author']} {match['year']}".strip()
                if listed or self._named.by_author(match["author"], match["year"]):
                    yield self._source(named[:60], listed or named)
                elif re.fullmatch(
                    r"\s*(?:see |cf\. |vgl\. |zie )?[A-ZÀ-Ý][^,]{1,60},\s(?:19|20)\d\d[a-z]?.{0,40}", part
                ):
                    yield self._source(named[:60], named)

    def _listed(self, author: str, year: str) -> str | None:
        """Return the reference that begins with an author and is of a year."""
        first = next((token.folded for token in tokens_of(author) if token.folded not in ("see", "cf", "the")), None)
        return next(
            (line for line in self._draft.references if first and year[:4] in line and first in fold(line[:200])), None
        )

    def _source(self, key: str, named: str) -> str:
        if key not in self._sources:
            listed = named or next((line for line in self._draft.references if key in line), "")
            card = self._named.of(listed) or self._named.of(key)
            self._sources[key] = DraftSource(
                key=key,
                named=(listed or key)[:300],
                document_id=card.id if card else None,
                title=card.title if card else None,
            )
        return key

    def _named_in(self, said: str) -> tuple[str, ...]:
        """Return the key of a document that a sentence names by its project or whose words it quotes."""
        card = self._named.of_project(said) or self._quoted(said)
        if card is None:
            return ()
        key = next((each.key for each in self._sources.values() if each.document_id == card.id), None)
        return (key or self._source(card.title[:60], card.title),)

    def _quoted(self, said: str) -> DocumentCard | None:
        quotes = [_plain(match.group(1)) for match in _QUOTED.finditer(said)]
        quotes = [quote for quote in quotes if len(quote.split()) >= 4]
        if not quotes:
            return None
        for citation in self._candidates(said):
            if (found := self._read(citation.document_id)) is None:
                continue
            text = _plain(found.text)
            if any(quote in text for quote in quotes):
                return next((card for card in self._cards if card.id == found.id), None)
        return None

    def _passages(self, key: str) -> tuple[Source, ...]:
        source = self._sources.get(key)
        document = self._read(source.document_id) if source and source.document_id else None
        return (Source(document, 0, len(document.text)),) if document else ()

    def _read(self, document_id: str) -> Document | None:
        if document_id not in self._documents:
            try:
                self._documents[document_id] = self._document(document_id)
            except DocumentNotFound:
                self._documents[document_id] = None
        return self._documents[document_id]


class _Names:
    """What the documents of a library can be named by: address, title, and the name of a project."""

    def __init__(self, cards: Sequence[DocumentCard]) -> None:
        self._addresses = [(address, card) for card in cards if card.url and (address := _address(card.url))]
        self._titles = [(_plain(card.title), frozenset(_plain(card.title).split()), card) for card in cards]
        projects = [(name, card) for card in cards for name in _projects(card.title)]
        counts = Counter(name for name, _ in projects)
        self._projects = {name: card for name, card in projects if counts[name] == 1}
        self._cards = cards

    def of(self, named: str) -> DocumentCard | None:
        """Return the document that a reference means."""
        if not named.strip():
            return None
        address = fold(named)
        for each, card in sorted(self._addresses, key=lambda pair: -len(pair[0])):
            if each in address:
                return card
        plain = _plain(named)
        words = frozenset(plain.split())
        for title, own, card in self._titles:
            if f" {title} " in f" {plain} " or (len(own) >= 4 and len(own & words) >= _SHARE * len(own)):
                return card
            head = _plain(re.split(r"[:–—(]", card.title)[0])
            if len(head.split()) >= 3 and f" {head} " in f" {plain} ":
                return card
        return self.of_project(named)

    def of_project(self, said: str) -> DocumentCard | None:
        """Return the one document that a name of a project in a sentence stands for."""
        words = {fold(match.group()) for match in re.finditer(r"[^\W_][\w@&+-]*", said)}
        found = {card.id: card for name, card in self._projects.items() if name in words}
        return next(iter(found.values())) if len(found) == 1 else None

    def by_author(self, author: str, year: str) -> bool:
        """Whether a title holds an author, and its document is of a year."""
        words = frozenset(_plain(author).split())
        return any(
            words <= own and str(year) in (str(card.facets.year_from), str(card.facets.year_to))
            for _, own, card in self._titles
        )


def _projects(title: str) -> Iterator[str]:
    head = re.fullmatch(r"([A-ZÀ-Ý][^\W\d_]{5,}): .+", title)
    if head is not None and head.group(1).lower() not in _COMMON_HEADS:
        yield fold(head.group(1))
    for match in _DISTINCT.finditer(title):
        if len(match.group()) >= 4:
            yield fold(match.group())


def _numbers(numbers: str) -> Iterator[str]:
    for part in re.split(r"\s?[,;]\s?", numbers):
        first, *last = re.split(r"\s?[–-]\s?", part)
        until = int(last[0]) if last else int(first)
        yield from map(str, range(int(first), min(until, int(first) + 20) + 1))


def _address(url: str) -> str:
    address = fold(url)
    for _ in range(2):
        address = _ADDRESS.sub("", address)
    return address if len(address) > 8 and "/" in address else ""


def _plain(text: str) -> str:
    return " ".join(token.folded for token in tokens_of(text))


# The report as Markdown


def report_markdown(report: DraftReport, say: Says) -> str:
    """Return a report as Markdown; `say` gives our own words in the reader's language (`ui.texts.Texts`)."""
    counts = report.counts
    lines = [f"# {escaped(say('draft_report_title', name=report.name))}", ""]
    lines += [f"- {escaped(say(f'standing_{standing}'))}: {count}" for standing, count in counts.items()]
    lines += ["", *(escaped(say(f"draft_note_{note}")) + "\n" for note in report.notes)]
    for section in report.sections:
        if not section.sentences:
            continue
        lines += [f"## {escaped(section.heading or say('draft_report_untitled'))}", ""]
        for sentence in section.sentences:
            lines += [*_sentence(section, sentence, say), ""]
    if report.sources:
        lines += [f"## {escaped(say('draft_report_sources'))}", ""]
        for source in report.sources:
            means = source.title or say("draft_report_not_found")
            lines.append(f"- {escaped(source.key)}: {escaped(source.named)} → {escaped(means)}")
    return "\n".join(lines).rstrip() + "\n"


def _sentence(section: DraftSection, sentence: CheckedSentence, say: Says) -> Iterator[str]:
    said = " ".join(section.text[sentence.start : sentence.end].split())
    yield f"- **{escaped(say(f'standing_{sentence.standing}'))}** {escaped(said)}"
    if sentence.standing == "differs":
        yield from (f"  - {_difference(each, say)}" for each in sentence.differences)
    if sentence.citation is not None and sentence.standing in ("supported", "differs"):
        quote = " ".join(sentence.citation.quote.split())
        yield f"  - {escaped(say('draft_report_source_says', title=sentence.citation.title))} “{escaped(quote)}”"
    for candidate in sentence.candidates[:3]:
        quote = " ".join(candidate.quote.split())
        yield f"  - {escaped(say('draft_report_candidate', title=candidate.title))} “{escaped(quote)}”"


def _difference(difference: Difference, say: Says) -> str:
    reason = escaped(say(f"difference_{difference.reason}"))
    said = f" “{escaped(difference.said)}”" if difference.said else ""
    found = "; ".join(escaped(" ".join(each.split())) for each in difference.found)
    return f"{reason}{said}" + (f" — {escaped(say('draft_report_found'))} “{found}”" if found else "")
