"""Stretches: statements and sources as they are compared."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from assistant.checking.counting import Numbers, numbers_of
from assistant.checking.meaning import Embedded, Seen, Vectors
from assistant.checking.names import Known, context_of, heading_of, known_of
from assistant.checking.reading import Found, terms_of
from assistant.checking.shapes import Source
from assistant.citations import Citation, cite
from corpus.documents import Document
from corpus.sentences import sentence_spans
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

_LONGEST_SOURCE = 40_000
_MOST_SENTENCES, _LIKELIEST, _WITH_NEIGHBOURS = 16, 12, 3


class Stretch(NamedTuple):
    """A source as it is compared: its document, its sentences, and what its words and its document's title hold."""

    document: Document
    text: str
    start: int
    sentences: tuple[Embedded, ...]
    numbers: Numbers
    known: Known
    heading: Known
    context: Known
    context_numbers: Numbers


class Statement(NamedTuple):
    """A statement as it is compared."""

    text: str
    language: str
    embedded: Embedded
    numbers: Numbers
    places: tuple[PlaceMention, ...]


def stretch_of(source: Source, said: Statement, vectors: Vectors, vocabulary: Vocabulary) -> Stretch | None:
    """Return a source as a statement is compared with it; None if it has no text."""
    document = source.document
    start = min(max(source.start, 0), len(document.text))
    text = document.text[start : min(source.end, start + _LONGEST_SOURCE)]
    language = document.facets.language
    spans = _told(document, text, sentence_spans(text, language))
    if not spans:
        return None
    if len(spans) > _MOST_SENTENCES:
        spans = _likeliest(text, spans, language, said)
    heading = heading_of(document, start)
    return Stretch(
        document=document,
        text=text,
        start=start,
        sentences=vectors.sentences((document.id, str(start)), text, spans, language),
        numbers=numbers_of(text, language),
        known=known_of(text, language, vocabulary),
        heading=known_of(heading, language, vocabulary),
        context=known_of(context_of(document, start), language, vocabulary),
        context_numbers=numbers_of(heading, language),
    )


def owner_of(stretches: Sequence[Stretch], index: int) -> Document:
    """Return the document of a sentence, given by its number among all of the stretches."""
    for stretch in stretches:
        if index < len(stretch.sentences):
            return stretch.document
        index -= len(stretch.sentences)
    return stretches[-1].document


def citation_of(stretches: Sequence[Stretch], seen: Seen) -> Citation | None:
    """Return the sentence that carries a statement, with those beside it that add to it."""
    index = seen.chosen[0]
    for stretch in stretches:
        if index < len(stretch.sentences):
            break
        index -= len(stretch.sentences)
    offset = seen.chosen[0] - index
    own = {each - offset for each in seen.chosen if 0 <= each - offset < len(stretch.sentences)}
    first = last = index
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    start, end = stretch.start + stretch.sentences[first].start, stretch.start + stretch.sentences[last].end
    return cite(stretch.document, start, end, 1)


def context_of_all(stretches: Sequence[Stretch], part: Literal["heading", "context"] = "context") -> Known:
    """Return what headings, or all that is known beside their words, hold of several stretches."""
    contexts = [stretch.heading if part == "heading" else stretch.context for stretch in stretches]
    return Known(
        words=Found(
            frozenset(key for each in contexts for key in each.words.keys),
            frozenset(word for each in contexts for word in each.words.folded),
        ),
        initials=" ".join(each.initials for each in contexts),
        places=frozenset(place for each in contexts for place in each.places),
        languages=frozenset(language for each in contexts for language in each.languages),
        names=(),
    )


def heading_numbers(stretches: Sequence[Stretch]) -> Numbers:
    """Return the numbers of the titles and headings of several stretches."""
    first, *others = [stretch.context_numbers for stretch in stretches]
    for other in others:
        first = Numbers(
            first.text,
            (*first.figures, *other.figures),
            (*first.values, *other.values),
            (*first.dates, *other.dates),
            frozenset(),
        )
    return first._replace(listed=frozenset())


def _told(document: Document, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences of a stretch that tell something: not its titles, unless it has nothing else."""
    titles = {line.strip().rstrip(":") for section in document.sections for line in (section.title,)} | {document.title}
    some = [span for span in spans if any(map(str.isalnum, text[slice(*span)]))]
    return [span for span in some if text[slice(*span)].rstrip(":") not in titles] or some


def _likeliest(
    text: str, spans: Sequence[tuple[int, int]], language: str | None, said: Statement
) -> list[tuple[int, int]]:
    """Return of many sentences those with most of a statement's words and numbers, in the order of the text.

    Those before and behind the likeliest are among them: "it" may be what the sentence before it names.
    """
    values = {value for value, _, _ in said.numbers.values}
    scores = []
    for start, end in spans:
        terms = terms_of(text[start:end], language)
        found = Found.of(terms)
        words = sum(
            1.0 if term.keys & found.keys else 0.7 if found.holds(term, said.language) else 0.0
            for term in said.embedded.side.terms
            if not term.small
        )
        numbers = sum(value in values for value, _, _ in numbers_of(text[start:end], language).values) if values else 0
        scores.append(words + numbers)
    order = sorted(range(len(spans)), key=lambda index: -scores[index])
    kept = dict.fromkeys(order[:_LIKELIEST])
    beside = (index + step for index in order[:_WITH_NEIGHBOURS] for step in (-1, 1))
    kept.update(dict.fromkeys(index for index in beside if 0 <= index < len(spans)))
    return [spans[index] for index in sorted(kept)]
