"""Holding: which facts of a statement stand in which sentence of its sources, and whether they belong together."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.agreeing import agrees
from assistant.checking.binding import Fact, Holding, binding_differences
from assistant.checking.counting import Numbers, numbers_of, same
from assistant.checking.deriving import is_ratio, lasts, spans
from assistant.checking.meaning import Embedded, Seen
from assistant.checking.names import Known, Name, is_general, known_of, names_in
from assistant.checking.numbers import date_stands, rounds_to
from assistant.checking.reading import alike
from assistant.checking.shapes import Difference
from assistant.checking.stretches import Statement
from assistant.practices.shapes import Figure
from corpus.vocabulary import Vocabulary


def bound_otherwise(
    said: Statement,
    names: Sequence[Name],
    sentences: Sequence[Embedded],
    seen: Seen,
    context: Known,
    vocabulary: Vocabulary,
) -> Iterator[Difference]:
    """Yield the facts of a statement that the sources say of something else."""
    figures = [figure for figure in said.numbers.figures if figure.unit != "count" or figure.of]
    named = [
        name
        for name in names
        if not is_general(name) and not any(each.start < name.end and name.start < each.end for each in said.places)
    ]
    facts = [Fact(figure.unit, figure.start, figure.end, figure.text, figure.of) for figure in figures]
    bare = [
        Figure(unit="count", value=value, text=said.text[start:end], start=start, end=end)
        for value, start, end in said.numbers.values
        if (not figures or any(figure.unit == "count" for figure in figures))
        and not any(each.start <= start < each.end for each in said.numbers.figures)
        and not any(each.start <= start < each.end for each in said.numbers.dates)
    ]
    figures += bare
    facts += [Fact("count", figure.start, figure.end, figure.text) for figure in bare]
    facts += [Fact("name", name.start, name.end, said.text[name.start : name.end]) for name in named]
    facts += [Fact("place", place.start, place.end, place.surface) for place in said.places]
    if not facts:
        return
    own = frozenset(term.folded for name in names for term in name.words)
    holding = []
    for sentence, likeness in zip(sentences, seen.alike, strict=True):
        numbers = numbers_of(sentence.side.text, sentence.side.language)
        held: list[tuple[tuple[int, int], ...] | None] = [
            places_of(figure, said.numbers, numbers) or None for figure in figures
        ]
        held += [tuple(_places_of_name(name, sentence, said.language)) or None for name in named]
        mentions = vocabulary.find_places(sentence.side.text, sentence.side.language)
        held += [
            tuple((each.start, each.end) for each in mentions if each.code == place.code) or None
            for place in said.places
        ]
        others = [Fact(figure.unit, figure.start, figure.end, figure.text, figure.of) for figure in numbers.figures]
        others += [
            Fact("name", name.start, name.end, sentence.side.text[name.start : name.end])
            for name in names_in(sentence.side.text, sentence.side.language)
            if own.isdisjoint(term.folded for term in name.words)
            and not vocabulary.find_places(sentence.side.text[name.start : name.end])
        ]
        holding.append(Holding(sentence.side, likeness, tuple(others), tuple(held)))
    known = [False] * len(figures)
    known += [all(context.words.holds(term, said.language) for term in name.words) for name in named]
    known += [True] * len(said.places)
    spans = [(place.start, place.end) for place in said.places]
    titled = [context.words.holds(term, said.language) for term in said.embedded.side.terms]
    yield from binding_differences(said.embedded.side, facts, holding, known, spans, titled)


def standing_of(
    said: Statement, names: Sequence[Name], sentence: Embedded, vocabulary: Vocabulary
) -> NDArray[np.float32]:
    """Return for each word of a statement whether it is a figure, name or place that a sentence has (1), or not."""
    numbers = numbers_of(sentence.side.text, sentence.side.language)
    places = known_of(sentence.side.text, sentence.side.language, vocabulary).places
    countries = {vocabulary.country_of(code) for code in places} | places
    facts = list(spans_found(said.numbers, numbers))
    facts += [(each.start, each.end, each.code in countries) for each in said.places]
    standing = np.zeros(len(said.embedded.side.terms), dtype=np.float32)
    for index, term in enumerate(said.embedded.side.terms):
        found = [stands for start, end, stands in facts if start <= term.start < end]
        if found:
            standing[index] = 1.0 if any(found) else -1.0
    for name in names:
        for term in name.words:
            index = said.embedded.side.terms.index(term)
            if not standing[index] and not term.small:
                standing[index] = 1.0 if sentence.found.holds(term, said.language) else -1.0
    return standing


def _places_of_name(name: Name, sentence: Embedded, language: str) -> list[tuple[int, int]]:
    """Return where a sentence has a name: all of its words."""
    if not all(sentence.found.holds(term, language) for term in name.words if not term.small):
        return []
    first = next((term for term in name.words if not term.small), name.words[0])
    return [
        (term.start, term.end)
        for term in sentence.side.terms
        if first.keys & term.keys or alike(first.folded, frozenset({term.folded}), language)
    ]


def spans_found(said: Numbers, there: Numbers) -> Iterator[tuple[int, int, bool]]:
    """Yield where each number of a statement stands, and whether a sentence has it."""
    for date in said.dates:
        yield date.start, date.end, date_stands(date, [there])
    for value, start, end in said.values:
        figure = next((each for each in said.figures if each.start <= start < each.end), None)
        if figure is None:
            yield start, end, there.has(value) or rounds_to(said, value, start, [there])
        else:
            yield start, end, _figure_found(figure, said, there)
    for figure in said.figures:
        if not any(figure.start <= start < figure.end for _, start, _ in said.values):
            yield figure.start, figure.end, _figure_found(figure, said, there)


def _figure_found(figure: Figure, said: Numbers, there: Numbers) -> bool:
    return (
        any(each.unit == figure.unit and agrees(figure, each, said.text) for each in there.figures)
        or there.has(figure.value)
        or (figure.unit == "duration" and (lasts(figure, there) or any(spans(figure, each) for each in there.figures)))
        or (figure.unit == "percent" and is_ratio(figure, [there]))
    )


def places_of(figure: Figure, said: Numbers, there: Numbers) -> tuple[tuple[int, int], ...]:
    """Return where a sentence has a figure of a statement, whatever it counts there."""
    found = [
        (each.start, each.end) for each in there.figures if each.unit == figure.unit and agrees(figure, each, said.text)
    ]
    if figure.unit in ("count", "year"):
        found += [(start, end) for value, start, end in there.values if same(value, figure.value)]
    if figure.unit == "year" and figure.upto is not None:
        found += [(start, end) for value, start, end in there.values if same(value, figure.upto)]
    return tuple(found)
