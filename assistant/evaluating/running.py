"""Running: each labelled question asked and searched once, and what came back compared with its label."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.answers import Status
from assistant.citations import Citation, verify
from assistant.conversation import Turn
from assistant.evaluating.labelled import LabelledQuestion
from assistant.evaluating.matching import Span, folded, holds, is_named, overlaps, spans_of
from assistant.retrieval import RetrievedPassage
from assistant.wiring import Assistant
from corpus.documents import Document, Locator
from corpus.errors import VetError
from corpus.facets import Filters
from corpus.library import DocumentCard

DEPTH = 10
"""How many passages are looked at."""


class Shown(BaseModel):
    """A passage or a quote that came back. `piece` is which of the label's documents it stands for, counted from 0.

    `answers` says whether it holds what the label asks for. Of a quote, `quote` is its text and `exact` says whether
    that is word for word what stands at its place; passages are told by their place alone.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    title: str
    source: str
    language: str | None
    locator: Locator
    piece: int | None
    answers: bool
    quote: str | None = None
    exact: bool | None = None


class Outcome(BaseModel):
    """What came of one question; times in seconds.

    `languages` and `kinds` are those of the labelled documents, `notes` the keys of what the answer said besides.
    `failure` says why it could not be asked: then nothing
    else is known. `doubts` say what is wrong with the label: a document that the library does not hold, or one that
    does not hold the answer.
    """

    model_config = ConfigDict(frozen=True)

    question: LabelledQuestion
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    language: str | None = None
    status: Status | None = None
    score: float | None = None
    seconds: float | None = None
    search_seconds: float | None = None
    passages: tuple[Shown, ...] = ()
    quotes: tuple[Shown, ...] = ()
    nearest: tuple[str, ...] = ()
    understood_as: str | None = None
    notes: tuple[str, ...] = ()
    failure: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it was said that the library does not answer."""
        return self.status == "no_evidence"

    @property
    def passage_rank(self) -> int | None:
        """The rank of the first passage that answers."""
        return first_rank(self.passages)

    @property
    def quote_rank(self) -> int | None:
        """The rank of the first quote that answers."""
        return first_rank(self.quotes)


def first_rank(shown: Iterable[Shown]) -> int | None:
    """Return the rank, counted from 1, of the first that answers."""
    return next((rank for rank, each in enumerate(shown, start=1) if each.answers), None)


def run_questions(
    assistant: Assistant,
    questions: Sequence[LabelledQuestion],
    filters: Sequence[Filters],
    progress: Callable[[int, int], None] | None = None,
) -> list[Outcome]:
    """Return what came of each question, asked under the filters at the same place.

    A question that fails gives an Outcome that says so. Raises VetError if no question can be asked at all: nothing is
    indexed, or the model is not the library's.
    """
    # The first question of a process loads the model and opens the index, which is no part of anyone's second one.
    assistant.search(questions[0].question)
    assistant.ask(questions[0].question)
    labels = _Labels(assistant)
    outcomes = []
    for done, (question, narrowed) in enumerate(zip(questions, filters, strict=True), start=1):
        outcomes.append(_outcome(assistant, labels, question, narrowed))
        if progress is not None:
            progress(done, len(questions))
    return outcomes


def _outcome(assistant: Assistant, labels: "_Labels", question: LabelledQuestion, filters: Filters) -> Outcome:
    label = labels.of(question)
    known = Outcome(question=question, languages=label.languages, kinds=label.kinds, doubts=label.doubts)
    try:
        turns = _conversation(assistant, question.previous)
        started = perf_counter()
        answer = assistant.ask(question.question, filters, previous=turns)
        asked = perf_counter()
        # A question that leans on an earlier one is searched as it was understood: a search has no memory.
        found = assistant.search(answer.understood_as or question.question, filters, DEPTH)
        searched = perf_counter()
    except VetError as error:
        return known.model_copy(update={"failure": str(error)})
    except Exception as error:  # noqa: BLE001  One question that brings the program down must not cost all others.
        return known.model_copy(update={"failure": f"This is a fault of ours: {type(error).__name__}: {error}"})
    return known.model_copy(
        update={
            "language": answer.language,
            "status": answer.status,
            "score": answer.score,
            "seconds": asked - started,
            "search_seconds": searched - asked,
            "passages": tuple(label.shown(each, each.text) for each in found.passages),
            "quotes": tuple(
                label.shown(each, each.quote).model_copy(
                    update={"quote": each.quote, "exact": verify(each, labels.document(each.document_id))}
                )
                for each in answer.citations
            ),
            "understood_as": answer.understood_as,
            "notes": tuple(note.key for note in answer.notes),
            "nearest": tuple(each.title for each in answer.nearest),
        }
    )


def _conversation(assistant: Assistant, questions: Sequence[str]) -> list[Turn]:
    """Return the turns before a question, with the documents that a reader saw in their answers."""
    turns: list[Turn] = []
    for question in questions:
        answer = assistant.ask(question, previous=turns)
        turns.append(Turn(question=question, documents=answer.documents, language=answer.language))
    return turns


class _Label(NamedTuple):
    """A question's label, found in the library: the documents that are meant, and where their evidence stands."""

    question: LabelledQuestion
    cards: tuple[DocumentCard, ...]
    spans: dict[str, list[Span]]
    doubts: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({card.facets.language or "unknown" for card in self.cards}))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({card.facets.kind.value for card in self.cards}))

    def shown(self, each: RetrievedPassage | Citation, text: str) -> Shown:
        """Return a passage or a quote as it bears on this label."""
        piece = self._piece(each.source, each.title)
        span = (each.locator.start, each.locator.end)
        answers = each.document_id in self.spans and (
            holds(text, self.question.answers) or overlaps(span, self.spans.get(each.document_id, []))
        )
        return Shown(
            document_id=each.document_id,
            title=each.title,
            source=each.source,
            language=each.language,
            locator=each.locator,
            piece=piece,
            answers=answers,
        )

    def _piece(self, source: str, title: str) -> int | None:
        wanted = self.question.documents
        if self.question.title is not None and is_named(source, wanted[0]):
            return 0 if folded(title) == folded(self.question.title) else None
        for index, name in enumerate(wanted):
            if is_named(source, name):
                return index
        # Where a single piece is wanted, a document that says the same will do.
        return 0 if len(wanted) == 1 and any(is_named(source, name) for name in self.question.also) else None


class _Labels:
    """Finds in the library what labels speak of."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._cards = assistant.documents()
        self._named: dict[str, tuple[DocumentCard, ...]] = {}
        self._documents: dict[str, Document] = {}
        self._folded: dict[str, str] = {}

    def of(self, question: LabelledQuestion) -> _Label:
        cards: list[DocumentCard] = []
        spans: dict[str, list[Span]] = {}
        doubts: list[str] = []
        for name in (*question.documents, *question.also):
            named = self._of_name(name)
            if question.title is not None and name in question.documents:
                named = tuple(card for card in named if folded(card.title) == folded(question.title))
            if not named:
                titled = f" with the title {question.title!r}" if question.title is not None else ""
                doubts.append(f"The library holds no document of a file {name!r}{titled}.")
                continue
            if name in question.documents:
                cards += named
            for card in named:
                text = self.document(card.id).text
                spans[card.id] = [span for each in question.evidence for span in spans_of(text, each)]
            if not any(spans[card.id] or self._holds(card.id, question.answers) for card in named):
                doubts.append(f"What the label asks for does not stand in {name!r}.")
        return _Label(question, tuple(cards), spans, tuple(doubts))

    def document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            self._documents[document_id] = self._assistant.document(document_id)
        return self._documents[document_id]

    def _of_name(self, name: str) -> tuple[DocumentCard, ...]:
        if name not in self._named:
            self._named[name] = tuple(card for card in self._cards if is_named(card.source, name))
        return self._named[name]

    def _holds(self, document_id: str, answers: Sequence[str]) -> bool:
        if document_id not in self._folded:
            self._folded[document_id] = folded(self.document(document_id).text)
        return any(folded(answer) in self._folded[document_id] for answer in answers)
