"""Answers: exact quotes that answer a question, numbered and grouped by document, or an honest refusal."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.checking.shapes import Difference, Outcome
from assistant.choosing import Quote, chosen_quotes
from assistant.citations import Citation
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.intents import Intent
from assistant.messages import Message, message
from assistant.quoting import escaped, plain
from assistant.retrieval import Found, RetrievedPassage
from corpus.documents import Document
from corpus.facets import Filters, Kind

Status = Literal["answered", "partial", "no_evidence"]
Mode = Literal["quotes", "written"]


class Statement(BaseModel):
    """One sentence of an answer, plain text, and the numbers of the citations it rests on.

    `outcome` is how far these bear it out, `differences` what it says that they do not; a quote is always supported.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    citations: tuple[int, ...] = ()
    supported: bool = True
    outcome: Outcome = "supported"
    differences: tuple[Difference, ...] = ()


class Translation(BaseModel):
    """The quote of a citation in the reader's language (ISO 639-1), as a chat model translated it."""

    model_config = ConfigDict(frozen=True)

    number: int
    text: str
    language: str
    model: str


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

    @property
    def implied(self) -> Filters:
        """Those filters alone that the question itself suggested."""
        return Filters(
            countries=self.countries if "countries" in self.inferred else (),
            kinds=self.kinds if "kinds" in self.inferred else (),
            year_from=self.years[0] if "years" in self.inferred else None,
            year_to=self.years[1] if "years" in self.inferred else None,
        )

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
    answers. `intent` is what the question was taken to want, `understood_as` how it was read when it leans on the
    question before, `missing` the codes of the places it asks about of which nothing was found, `searched` how many
    documents match the filters. `model` is the chat model that wrote a written answer, and `translations` what it made
    of quotes in other languages than the question's. `status` is how far the library answers; `written_status` how far
    a written answer is borne out by it.
    """

    model_config = ConfigDict(frozen=True)

    id: str | None = None
    question: str
    language: str
    mode: Mode = "quotes"
    status: Status
    written_status: Status | None = None
    message: Message
    notes: tuple[Message, ...] = ()
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    translations: tuple[Translation, ...] = ()
    nearest: tuple[NearestDocument, ...] = ()
    model: str | None = None
    filters: AppliedFilters = AppliedFilters()
    intent: Intent = Intent.FACT
    understood_as: str | None = None
    missing: tuple[str, ...] = ()
    searched: int = 0
    score: float
    seconds: float
    generation: int
    settings: str

    @property
    def shown_status(self) -> Status:
        """What a reader is told: how far what they see answers."""
        return self.written_status or self.status

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that it quotes, in the order shown."""
        return tuple(dict.fromkeys(citation.document_id for citation in self.citations))


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


# A passage less alike than this in both ways is of no use to the reader.
_NEAR_BY_MEANING, _NEAR_BY_WORDS = 0.3, 0.3
_NEAREST = 3


def quote_answer(
    evidence: Sequence[Evidence],
    found: Sequence[Found],
    document: Callable[[str], Document],
    language: str,
    status: Status,
    plan: Plan,
    missing: str = "",
) -> Quoted:
    """Return the answer that consists of the evidence itself, in the order given; or that there is none.

    `document` gives a document by id. Quotes are numbered in order, those of one document together; after them those
    that say the same as one of them in another document. `missing` names what the question asks about and no evidence
    was found of.
    """
    quotes = chosen_quotes(evidence, found, document, plan) if status != "no_evidence" else []
    if not quotes:
        return refusal(nearest_of(found), language)
    citations = [*(quote.citation for quote in quotes), *(each for quote in quotes for each in quote.same)]
    said = _said(status, len({citation.document_id for citation in citations}), language, missing)
    statements = tuple(
        Statement(text=plain(each.quote), citations=(each.number, *(other.number for other in same)))
        for each, same in quotes
    )
    return Quoted(status, said, _markdown(said, quotes, language), statements, tuple(citations), ())


def _said(status: Status, documents: int, language: str, missing: str) -> Message:
    if missing:
        return message("partial_missing", language, missing=missing)
    if status == "partial":
        return message("partial", language)
    return message("answered_one", language) if documents == 1 else message("answered", language, documents=documents)


def nearest_of(found: Sequence[Found]) -> tuple[NearestDocument, ...]:
    """Return the documents that come nearest to a question that nothing answers, none if none is near at all."""
    near = [each for each in found if each.cosine >= _NEAR_BY_MEANING or each.coverage >= _NEAR_BY_WORDS]
    cards = list({each.card.id: each.card for each in near}.values())[:_NEAREST]
    return tuple(NearestDocument(document_id=card.id, title=card.title, source=card.source) for card in cards)


def refusal(nearest: tuple[NearestDocument, ...], language: str) -> Quoted:
    """Return the answer that there is none, with documents that may be of use."""
    said = message("no_evidence", language)
    lines = [said.text]
    if nearest:
        lines += ["", message("nearest", language).text, "", *(f"- {escaped(each.title)}" for each in nearest)]
    return Quoted("no_evidence", said, "\n".join(lines), (), (), nearest)


def _markdown(said: Message, quotes: Sequence[Quote], language: str) -> str:
    lines = [said.text]
    for title, group in groupby(quotes, key=lambda quote: (quote.citation.document_id, quote.citation.title)):
        lines += ["", f"**{escaped(title[1])}**"]
        for citation, same in group:
            lines += ["", f"> {escaped(citation.quote)} {_mark(citation, language)}"]
            for other in same:
                lines += [">", f"> = {escaped(other.title)} {_mark(other, language)}"]
    return "\n".join(lines)


def _mark(citation: Citation, language: str) -> str:
    page = citation.locator.page_label or citation.locator.page
    place = f" ({escaped(message('page', language, page=page).text)})" if page is not None else ""
    return f"[{citation.number}]{place}"
