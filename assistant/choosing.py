"""Choosing: the exact quotes that make an answer, by document, each with those of other documents that say the same."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.citations import Citation, cite, says_the_same, verify
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.quoting import Span, joined, readable, sentences_after, sentences_before
from assistant.retrieval import Found
from corpus.documents import Document, Passage

# A sentence beside the one that is quoted is quoted with it if it has at least this part of its score.
_JOIN = 0.4
# From this share of common words on, quotes of two documents say the same, whatever an intent takes for a repetition.
_THE_SAME = 0.8


class Quote(NamedTuple):
    """A quote, and those of other documents that say the same."""

    citation: Citation
    same: list[Citation]


def chosen_quotes(
    evidence: Sequence[Evidence], found: Sequence[Found], document: Callable[[str], Document], plan: Plan
) -> list[Quote]:
    """Return the quotes by document, in the order in which documents first appear in the evidence."""
    passages = {each.passage.id: each.passage for each in found}
    by_document: dict[str, list[Quote]] = {}
    kept: list[Quote] = []
    quoted: dict[str, list[Span]] = {}
    for each in evidence:
        if len(kept) == plan.limit:
            break
        before = quoted.setdefault(each.document_id, [])
        if len(by_document.get(each.document_id, ())) == plan.per_document or _within(each, before):
            continue
        source = document(each.document_id)
        alone = _readable_span(each, passages[each.passage_id], source)
        if any(start < alone[1] and alone[0] < end for start, end in before):
            alone = each.start, each.end  # what would make it easier to read is quoted already
        beside = [
            (other.start, other.end)
            for other in evidence
            if other.passage_id == each.passage_id and other.score >= each.score * _JOIN and not _within(other, before)
        ]
        # What the sentence beside it repeats must not keep the sentence itself from being quoted.
        for start, end in dict.fromkeys((alone if plan.spread else joined(source.text, alone, beside), alone)):
            citation = cite(source, start, end, 0, each.passage_id)
            texts = [quote.citation.quote for quote in kept]
            if says_the_same(citation.quote, texts, plan.alike) is None and verify(citation, source):
                kept.append(Quote(citation, []))
                by_document.setdefault(source.id, []).append(kept[-1])
                before.append((start, end))
                break
        else:
            before += _stand_together(kept, source, alone, each.passage_id)
    return _numbered([quote for group in by_document.values() for quote in group], plan.limit)


def _stand_together(kept: Sequence[Quote], source: Document, span: Span, passage_id: str) -> list[Span]:
    """Put a sentence beside the quote of another document that says the same, if there is one; return what it took."""
    citation = cite(source, *span, 0, passage_id)
    index = says_the_same(citation.quote, [quote.citation.quote for quote in kept], _THE_SAME)
    if index is None or not verify(citation, source):
        return []
    if source.id in {each.document_id for each in (kept[index].citation, *kept[index].same)}:
        return []
    kept[index].same.append(citation)
    return [span]


def _numbered(quotes: Sequence[Quote], limit: int) -> list[Quote]:
    """Return quotes with their numbers: first the quotes, then what stands beside them, `limit` in all."""
    numbers = iter(range(len(quotes) + 1, limit + 1))
    return [
        Quote(
            quote.citation.model_copy(update={"number": number}),
            [each.model_copy(update={"number": next_}) for each, next_ in zip(quote.same, numbers, strict=False)],
        )
        for number, quote in enumerate(quotes, start=1)
    ]


def _within(evidence: Evidence, quoted: Sequence[Span]) -> bool:
    return any(start <= evidence.start and evidence.end <= end for start, end in quoted)


def _readable_span(evidence: Evidence, passage: Passage, document: Document) -> tuple[int, int]:
    offset, language = passage.locator.start, document.facets.language
    own = [(offset + start, offset + end) for start, end in passage.sentences]
    before = sentences_before(document.text, own[0][0], language)
    sentences = [*before, *own, *sentences_after(document.text, own[-1][1], language)]
    return readable(document.text, sentences, len(before) + own.index((evidence.start, evidence.end)))
