"""Answers: exact quotes that answer a question, numbered and grouped by document, or an honest refusal."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation, cite, says_the_same, verify
from assistant.evidence import Evidence, Weighed
from assistant.messages import Message, message
from assistant.quoting import escaped, plain, readable, sentences_after, sentences_before
from assistant.retrieval import Found, RetrievedPassage
from corpus.documents import Document, Passage
from corpus.facets import Filters, Kind

Status = Literal["answered", "partial", "no_evidence"]
Mode = Literal["quotes", "written"]


class Statement(BaseModel):
    """One sentence of an answer, plain text, and the numbers of the citations it rests on."""

    model_config = ConfigDict(frozen=True)

    text: str
    citations: tuple[int, ...] = ()
    supported: bool = True


class AppliedFilters(BaseModel):
    """The filters that an answer was made under; `inferred` names those that the question itself suggested."""

    model_config = ConfigDict(frozen=True)

    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    inferred: tuple[str, ...] = ()

    @classmethod
    def of(cls, filters: Filters) -> "AppliedFilters":
        """Return the same filters in the shape that answers have."""
        return cls(years=(filters.year_from, filters.year_to), **filters.model_dump(exclude={"year_from", "year_to"}))


class NearestDocument(BaseModel):
    """A document that is near the question without answering it."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    title: str
    source: str


class Answer(BaseModel):
    """What the library says to a question; `model_dump(mode="json")` is what `ask --json` prints.

    `message` says what was found and how sure we are; `answer` is Markdown: that message, then the quotes under the
    titles of their documents with [1] marks; text from documents is escaped so that it cannot act as markup.
    `notes` are further things to know, such as a filter that was dropped. `nearest` names documents that may be of use
    when there is no evidence. `score` (0 to 1) is comparable across questions: higher means surer that the library
    answers.
    """

    model_config = ConfigDict(frozen=True)

    id: str | None = None
    question: str
    language: str
    mode: Mode = "quotes"
    status: Status
    message: Message
    notes: tuple[Message, ...] = ()
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[NearestDocument, ...] = ()
    filters: AppliedFilters = AppliedFilters()
    score: float
    seconds: float
    generation: int
    settings: str


class SearchResult(BaseModel):
    """Ranked passages; `model_dump(mode="json")` is what `search --json` prints."""

    model_config = ConfigDict(frozen=True)

    id: str | None = None
    query: str
    passages: tuple[RetrievedPassage, ...] = ()
    notes: tuple[Message, ...] = ()
    filters: AppliedFilters = AppliedFilters()
    seconds: float
    generation: int
    settings: str


class Quoted(NamedTuple):
    """The part of an answer that is made from evidence, before it is told who asked, when and under which filters."""

    status: Status
    message: Message
    answer: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[NearestDocument, ...]


# Weaker evidence than this part of the best is not worth a reader's time beside it.
_WORTH_QUOTING = 0.2
_NEAREST = 3


def quote_answer(
    weighed: Weighed,
    found: Sequence[Found],
    document: Callable[[str], Document],
    language: str,
    limit: int,
    answered_from: float,
    partial_from: float,
) -> Quoted:
    """Return the answer that consists of the evidence itself, at most `limit` quotes; or that there is none.

    `document` gives a document by id. Quotes are numbered strongest first, those of one document together.
    """
    if weighed.sureness < partial_from:
        return _refusal(found, language)
    citations = _quotes(weighed.evidence, found, document, limit)
    if not citations:
        return _refusal(found, language)
    status: Status = "answered" if weighed.sureness >= answered_from else "partial"
    said = _said(status, len({citation.document_id for citation in citations}), language)
    statements = tuple(Statement(text=plain(each.quote), citations=(each.number,)) for each in citations)
    return Quoted(status, said, _markdown(said, citations, language), statements, tuple(citations), ())


def _said(status: Status, documents: int, language: str) -> Message:
    if status == "partial":
        return message("partial", language)
    return message("answered_one", language) if documents == 1 else message("answered", language, documents=documents)


def _quotes(
    evidence: Sequence[Evidence], found: Sequence[Found], document: Callable[[str], Document], limit: int
) -> list[Citation]:
    """Return the quotes by document, that with the strongest first, and within a document strongest first."""
    passages = {each.passage.id: each.passage for each in found}
    by_document: dict[str, list[Citation]] = {}
    kept: list[str] = []
    for each in evidence:
        if len(kept) == limit or each.score < _WORTH_QUOTING * evidence[0].score:
            break
        source = document(each.document_id)
        start, end = _readable_span(each, passages[each.passage_id], source)
        citation = cite(source, start, end, 0, each.passage_id)
        if not says_the_same(citation.quote, kept) and verify(citation, source):
            by_document.setdefault(source.id, []).append(citation)
            kept.append(citation.quote)
    grouped = [citation for group in by_document.values() for citation in group]
    return [citation.model_copy(update={"number": number}) for number, citation in enumerate(grouped, start=1)]


def _readable_span(evidence: Evidence, passage: Passage, document: Document) -> tuple[int, int]:
    offset, language = passage.locator.start, document.facets.language
    own = [(offset + start, offset + end) for start, end in passage.sentences]
    before = sentences_before(document.text, own[0][0], language)
    sentences = [*before, *own, *sentences_after(document.text, own[-1][1], language)]
    return readable(document.text, sentences, len(before) + own.index((evidence.start, evidence.end)))


def _refusal(found: Sequence[Found], language: str) -> Quoted:
    cards = list({each.card.id: each.card for each in found}.values())[:_NEAREST]
    nearest = tuple(NearestDocument(document_id=card.id, title=card.title, source=card.source) for card in cards)
    said = message("no_evidence", language)
    lines = [said.text]
    if nearest:
        lines += ["", message("nearest", language).text, "", *(f"- {escaped(each.title)}" for each in nearest)]
    return Quoted("no_evidence", said, "\n".join(lines), (), (), nearest)


def _markdown(said: Message, citations: Sequence[Citation], language: str) -> str:
    lines = [said.text]
    for title, group in groupby(citations, key=lambda citation: (citation.document_id, citation.title)):
        lines += ["", f"**{escaped(title[1])}**"]
        for citation in group:
            page = citation.locator.page_label or citation.locator.page
            place = f" ({escaped(message('page', language, page=page).text)})" if page is not None else ""
            lines += ["", f"> {escaped(citation.quote)} [{citation.number}]{place}"]
    return "\n".join(lines)
