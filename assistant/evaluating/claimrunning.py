"""Putting the labels of claims to a library: each statement is checked against the passages that hold what it cites."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source, Verdict
from assistant.evaluating.claimlabels import CitedQuote, ClaimLabel, ClaimLabels, StatementLabel
from assistant.evaluating.claims import (
    ClaimOutcome,
    ClaimsEvaluation,
    StatementOutcome,
    claim_outcome,
    evaluate_claims,
    statement_outcome,
)
from assistant.evaluating.matching import is_named, overlaps, spans_of
from assistant.proposals.claims import check_text
from assistant.wiring import Assistant
from corpus.documents import Document
from corpus.errors import LibraryEmpty

_ENDS = ".!?…"


class Cited(NamedTuple):
    """What a label cites, in the library: the quote's place, and the whole passages that hold it."""

    document: Document
    start: int
    end: int
    sources: tuple[Source, ...]


Find = Callable[[CitedQuote], Cited | None]
"""What a label cites as the library holds it; None if it does not."""


def measure_claims(assistant: Assistant, labels: ClaimLabels) -> ClaimsEvaluation:
    """Put the labels to the library. Raises LibraryEmpty; ModelNotFound for a model that should judge and cannot."""
    if assistant.generation() is None:
        raise LibraryEmpty("Nothing is indexed yet. Index the documents first: vet-assistant index FOLDER")
    if (entailment := assistant.entailment()) is not None:
        # Elsewhere answers do without it; what is measured here must be what was set.
        entailment.try_out()
    return measure(labels, _found_in(assistant), assistant.checker())


def measure(labels: ClaimLabels, find: Find, checker: Checker) -> ClaimsEvaluation:
    """Return what was measured. A label whose source is not found counts against what is measured."""
    return evaluate_claims(
        [_statement(label, find, checker) for label in labels.statements],
        [_claim(label, find, checker) for label in labels.claims],
    )


def marked_up(sentence: str, keys: Sequence[str]) -> str:
    """Return a sentence with marks that cite the keys before its full stop, as they stand in a draft."""
    if not keys:
        return sentence
    bare = sentence.rstrip(_ENDS)
    return f"{bare} [{'; '.join(f'@{key}' for key in keys)}]{sentence[len(bare) :]}"


def _statement(label: StatementLabel, find: Find, checker: Checker) -> StatementOutcome:
    cited = [find(each) for each in label.cites]
    found = [each for each in cited if each is not None]
    if len(found) < len(cited):
        return statement_outcome(label, None)
    sources = list(
        dict.fromkeys((source.document.id, source.start, source.end) for each in found for source in each.sources)
    )
    documents = {each.document.id: each.document for each in found}
    verdict = checker.check(
        label.statement, [Source(documents[key], start, end) for key, start, end in sources], label.language
    )
    return statement_outcome(label, verdict, _quoted(verdict, found))


def _quoted(verdict: Verdict, cited: Sequence[Cited]) -> bool:
    citation = verdict.citation
    return citation is not None and any(
        citation.document_id == each.document.id
        and overlaps((citation.locator.start, citation.locator.end), [(each.start, each.end)])
        for each in cited
    )


def _claim(label: ClaimLabel, find: Find, checker: Checker) -> ClaimOutcome:
    cited: dict[str, tuple[Source, ...]] = {}
    for number, each in enumerate(label.cites, start=1):
        found = find(each)
        if found is None:
            return claim_outcome(label, ())
        cited[f"source-{number}"] = found.sources
    text = marked_up(label.sentence, list(cited))
    return claim_outcome(label, check_text(text, cited, (), checker, lambda _: (), label.language))


def _found_in(assistant: Assistant) -> Find:
    """Return how to look up what a label cites; a file may hold several documents."""
    record = assistant.generation()
    cards = assistant.documents()
    kept: dict[str, Document] = {}
    known: dict[CitedQuote, Cited | None] = {}

    def document_of(document_id: str) -> Document:
        if document_id not in kept:
            kept[document_id] = assistant.document(document_id)
        return kept[document_id]

    def look_up(cited: CitedQuote) -> Cited | None:
        for card in cards:
            if not is_named(card.source, cited.document):
                continue
            document = document_of(card.id)
            places = spans_of(document.text, cited.quote)
            if places and record is not None:
                start, end = places[0]
                passages = assistant.library.passages_of(record.number, card.id)
                sources = tuple(
                    Source(document, each.locator.start, each.locator.end)
                    for each in passages
                    if overlaps((each.locator.start, each.locator.end), [(start, end)])
                )
                return Cited(document, start, end, sources or (Source(document, start, end),))
        return None

    def find(cited: CitedQuote) -> Cited | None:
        if cited not in known:
            known[cited] = look_up(cited)
        return known[cited]

    return find
