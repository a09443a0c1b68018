"""The checker: whether the sources that a statement cites say what it says.

Figures, dates, names and places must stand in the sources, and negations, directions and quantifiers agree with the
sentence that carries the statement; its meaning must come near, by coefficients learned from labelled statements
(`meaning.json`, made by `tools/fit_checker.py`).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.binding import Fact, Holding, binding_differences
from assistant.checking.counting import Numbers, numbers_of
from assistant.checking.exchanging import exchanged_words
from assistant.checking.meaning import (
    SIGNALS,
    Embedded,
    Seen,
    Vectors,
    clause_shares,
    load_weighings,
    see,
    side_of,
    term_weights,
    word_counts,
)
from assistant.checking.names import (
    Known,
    Name,
    context_of,
    heading_of,
    known_of,
    name_differences,
    names_in,
    opening_difference,
    openings,
    place_differences,
)
from assistant.checking.negating import negation_differences
from assistant.checking.numbers import (
    document_years,
    number_differences,
    places_of,
    spans_found,
)
from assistant.checking.reading import Found, alike
from assistant.checking.shapes import Difference, Outcome, Source, Verdict
from assistant.checking.turning import turning_differences
from assistant.checking.verbatim import quoted_from
from assistant.citations import Citation, cite
from assistant.practices.shapes import Figure
from assistant.questions import detect_language
from assistant.scoring import pairing
from assistant.words import FUNCTION_WORDS
from corpus.documents import Document
from corpus.mentions import fold
from corpus.sentences import sentence_spans
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary
from indexer.embedding import Embedder, reads_all

LONGEST_STATEMENT = 2_000
"""How many characters of a statement are looked at."""

_LONGEST_SOURCE = 40_000
_MOST_SENTENCES = 60
_MARKS = re.compile(r"\[@[^\]\n]{1,200}\]|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\[\^[^\]\n]{1,40}\]")
_CLAUSE_CARRIED, _CLAUSE_ADDED, _CLAUSE_LACKING = 0.45, 0.4, 0.2
_CLAUSE_UNHEARD = 0.05
_WORDS_OF_CLAUSE = 3


class _Stretch(NamedTuple):
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


class _Statement(NamedTuple):
    """A statement as it is compared."""

    text: str
    language: str
    embedded: Embedded
    numbers: Numbers
    places: tuple[PlaceMention, ...]


class Compared(NamedTuple):
    """A statement beside its sources: what is seen of its meaning, and the differences found."""

    seen: Seen
    pair: str
    differences: tuple[Difference, ...]


class Checker:
    """Compares statements with sources; threads may share it."""

    def __init__(self, embedder: Callable[[], Embedder], vocabulary: Vocabulary) -> None:
        self._embedder = embedder
        self._vocabulary = vocabulary
        self._vectors = Vectors(embedder)

    def check(self, statement: str, sources: Sequence[Source], language: str | None = None) -> Verdict:
        """Return whether the sources say what a statement says.

        `language` (ISO 639-1) is the statement's, told from its words if None. Marks of citations in it say nothing.
        Raises ModelNotFound.
        """
        quoted = quoted_from(" ".join(_MARKS.sub(" ", statement).split()), sources)
        if quoted is not None:
            return Verdict(outcome="supported", citation=quoted, score=1.0)
        said = self._read(statement, language)
        stretches = [stretch for source in sources if (stretch := self._stretch(source, said)) is not None]
        if said is None or not stretches:
            reason = Difference(reason="nothing_cited", said="", start=0, end=0)
            return Verdict(outcome="unsupported", differences=(reason,))
        compared = self._compare(said, stretches)
        weighing = load_weighings()[compared.pair]
        score = weighing.likelihood(compared.seen.signals)
        near = score >= weighing.threshold and not _says_too_little(said, compared)
        outcome, differences = _outcome(said, compared, near)
        return Verdict(
            outcome=outcome,
            differences=tuple(sorted(differences, key=lambda each: each.start)),
            citation=_citation(stretches, compared.seen),
            score=round(score, 4),
        )

    def signals(self, statement: str, sources: Sequence[Source], language: str | None = None) -> Compared | None:
        """Return what is seen of a statement, for learning how to weigh it; None if there is nothing to compare."""
        said = self._read(statement, language)
        stretches = [stretch for source in sources if (stretch := self._stretch(source, said)) is not None]
        return self._compare(said, stretches) if said and stretches else None

    def _read(self, statement: str, language: str | None) -> _Statement | None:
        text = statement[:LONGEST_STATEMENT].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
        text = _MARKS.sub(lambda match: " " * len(match.group()), text)
        if not any(map(str.isalpha, text)):
            return None
        known = language or detect_language(text, FUNCTION_WORDS)
        embedded = self._vectors.sentences(("statement", known, text), text, [(0, len(text))], known)[0]
        return _Statement(
            text=text,
            language=known,
            embedded=embedded,
            numbers=numbers_of(text, known),
            places=tuple(self._vocabulary.find_places(text, known)),
        )

    def _stretch(self, source: Source, said: _Statement | None) -> _Stretch | None:
        document = source.document
        start = min(max(source.start, 0), len(document.text))
        text = document.text[start : min(source.end, start + _LONGEST_SOURCE)]
        language = document.facets.language
        spans = _told(document, text, sentence_spans(text, language))
        if said is None or not spans:
            return None
        if len(spans) > _MOST_SENTENCES:
            spans = _likeliest(text, spans, language, said.embedded)
        key = (document.id, str(start), str(len(text)), str(hash(tuple(spans))))
        context = context_of(document, start)
        return _Stretch(
            document=document,
            text=text,
            start=start,
            sentences=self._vectors.sentences(key, text, spans, language),
            numbers=numbers_of(text, language),
            known=known_of(text, language, self._vocabulary),
            heading=known_of(heading_of(document, start), language, self._vocabulary),
            context=known_of(context, language, self._vocabulary),
            context_numbers=numbers_of(heading_of(document, start), language),
        )

    def _compare(self, said: _Statement, stretches: Sequence[_Stretch]) -> Compared:
        sentences = [sentence for stretch in stretches for sentence in stretch.sentences]
        documents = [stretch.document for stretch in stretches]
        context = _context(stretches)
        names = names_in(said.text, said.language)
        weights = term_weights(said.embedded.side.terms, word_counts(stretches[0].document.text))
        heading = _context(stretches, "heading").words
        telling = [name for name in names if not all(heading.holds(term, said.language) for term in name.words)]
        standing = [self._standing(said, telling, sentence) for sentence in sentences]
        seen = see(said.embedded, sentences, heading, weights, standing)
        chosen = [sentences[index] for index in seen.chosen]
        languages = {document.facets.language for document in documents}
        carried = [numbers_of(each.side.text, each.side.language) for each in chosen]
        carrying = [known_of(each.side.text, each.side.language, self._vocabulary) for each in chosen]
        carriers = [(sentences[index].side, seen.alike[index]) for index in seen.chosen]
        pair = pairing(said.language, chosen[0].side.language, reads_all=reads_all(self._embedder().name))
        differences = [
            *number_differences(
                said.numbers,
                [stretch.numbers for stretch in stretches],
                carried,
                _joined_numbers(stretches),
                frozenset(year for document in documents for year in document_years(document)),
                self._numbers_of_countries([*carrying, *(stretch.known for stretch in stretches)], documents),
            ),
            *name_differences(
                said.text,
                names,
                [*(stretch.known for stretch in stretches), context],
                carrying,
                said.places,
                said.language,
                same_language=said.language in languages or None in languages,
                vocabulary=self._vocabulary,
            ),
            *opening_difference(
                said.text,
                said.embedded.side.terms,
                seen.covered.tolist(),
                names,
                [
                    known._replace(
                        opening=openings(self._owner(stretches, seen.chosen[0]), each.side.text, each.side.terms)
                    )
                    for known, each in zip(carrying[:1], chosen[:1], strict=True)
                ],
                said.language,
                self._vocabulary,
                unusual=self._opens_unusually(said, documents),
            ),
            *place_differences(
                said.places,
                [stretch.known for stretch in stretches],
                context,
                documents,
                carrying,
                said.language,
                self._vocabulary,
            ),
            *self._binding(said, names, sentences, seen, _context(stretches, "heading")),
            *negation_differences(said.embedded.side, carriers),
            *turning_differences(
                said.embedded.side,
                carriers,
                [
                    *(each.side for each in chosen),
                    *(
                        side_of(heading_of(each.document, each.start), each.document.facets.language)
                        for each in stretches
                    ),
                ],
            ),
            *exchanged_words(said.embedded.side, carriers),
        ]
        return Compared(seen, pair, tuple(_apart(differences)))

    def _numbers_of_countries(self, known: Sequence[Known], documents: Sequence[Document]) -> frozenset[int]:
        """Return how many countries each of the sources and their sentences names, and the documents declare."""
        named = [{self._vocabulary.country_of(code) for code in each.places} for each in known]
        return frozenset(map(len, named)) | {len(document.facets.countries) for document in documents}

    def _opens_unusually(self, said: _Statement, documents: Sequence[Document]) -> bool:
        """Whether the model, which knows the words of English, has to put a statement's first word together.

        A word that stands anywhere in the documents is none of these.
        """
        if said.language != "en" or not said.embedded.side.terms:
            return False
        first = said.embedded.side.terms[0].folded
        known = any(first in word_counts(document.text) or first in fold(document.title) for document in documents)
        return not known and self._embedder().count_tokens([first])[0] > 1

    @staticmethod
    def _owner(stretches: Sequence[_Stretch], index: int) -> Document:
        """Return the document of a sentence, given by its number among all of the stretches."""
        for stretch in stretches:
            if index < len(stretch.sentences):
                return stretch.document
            index -= len(stretch.sentences)
        return stretches[-1].document

    def _binding(
        self, said: _Statement, names: Sequence[Name], sentences: Sequence[Embedded], seen: Seen, context: Known
    ) -> Iterator[Difference]:
        """Yield the facts of a statement that the sources say of something else."""
        figures = [figure for figure in said.numbers.figures if figure.unit != "count" or figure.of]
        named = [
            name for name in names if not any(each.start < name.end and name.start < each.end for each in said.places)
        ]
        facts = [Fact(figure.unit, figure.start, figure.end, figure.text, figure.of) for figure in figures]
        bare = [
            Figure(unit="count", value=value, text=said.text[start:end], start=start, end=end)
            for value, start, end in said.numbers.values
            if any(figure.unit == "count" for figure in figures)
            and not any(each.start <= start < each.end for each in said.numbers.figures)
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
            mentions = self._vocabulary.find_places(sentence.side.text, sentence.side.language)
            held += [
                tuple((each.start, each.end) for each in mentions if each.code == place.code) or None
                for place in said.places
            ]
            others = [Fact(figure.unit, figure.start, figure.end, figure.text, figure.of) for figure in numbers.figures]
            others += [
                Fact("name", name.start, name.end, sentence.side.text[name.start : name.end])
                for name in names_in(sentence.side.text, sentence.side.language)
                if own.isdisjoint(term.folded for term in name.words)
                and not self._vocabulary.find_places(sentence.side.text[name.start : name.end])
            ]
            holding.append(Holding(sentence.side, likeness, tuple(others), tuple(held)))
        known = [False] * len(figures)
        known += [all(context.words.holds(term, said.language) for term in name.words) for name in named]
        known += [True] * len(said.places)
        spans = [(place.start, place.end) for place in said.places]
        titled = [context.words.holds(term, said.language) for term in said.embedded.side.terms]
        yield from binding_differences(said.embedded.side, facts, holding, known, spans, titled)

    def _standing(self, said: _Statement, names: Sequence[Name], sentence: Embedded) -> NDArray[np.float32]:
        """Return for each word of a statement whether it is a figure, name or place that a sentence has (1), or not."""
        numbers = numbers_of(sentence.side.text, sentence.side.language)
        places = known_of(sentence.side.text, sentence.side.language, self._vocabulary).places
        countries = {self._vocabulary.country_of(code) for code in places} | places
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


def _says_too_little(said: _Statement, compared: Compared) -> bool:
    """Whether a statement of a word or two, and no fact, has one that the sources lack: "Read more at"."""
    words = sum(not term.small for term in said.embedded.side.terms)
    facts, covered = (
        compared.seen.signals[SIGNALS.index("no_facts")] == 0,
        compared.seen.signals[SIGNALS.index("words")],
    )
    return (
        compared.pair == "english" and words <= _WORDS_OF_CLAUSE - 1 and not facts and bool(covered < _CLAUSE_CARRIED)
    )


def _outcome(said: _Statement, compared: Compared, near: bool) -> tuple[Outcome, Sequence[Difference]]:
    """Return the outcome, and with it the differences: those found, and the parts that no source carries."""
    shares = clause_shares(said.embedded, compared.seen)
    hard = list(compared.differences)
    lacking = [
        run
        for run, share, words in shares
        if (share < _CLAUSE_LACKING and words >= _WORDS_OF_CLAUSE and compared.pair != "other_language")
        or (share < _CLAUSE_UNHEARD and words > _WORDS_OF_CLAUSE)
    ]
    carried = [
        run
        for run, share, words in shares
        if share >= _CLAUSE_CARRIED and words >= 2 and not any(_inside(said, run, difference) for difference in hard)
    ]
    if not hard and not lacking:
        return ("supported", ()) if near else ("unsupported", [_meaning(said, (0, len(said.embedded.side.terms)))])
    added = [_meaning(said, run) for run in lacking if not any(_inside(said, run, difference) for difference in hard)]
    # What is wrong in a clause that the source says nothing of is added; elsewhere it is changed.
    changed = any(
        each.reason in ("negation", "direction") or _said_beside(said, compared.seen, each) >= _CLAUSE_ADDED
        for each in hard
    )
    partly = bool(carried) and not changed
    return ("partial" if partly else "unsupported"), [*hard, *added]


def _said_beside(said: _Statement, seen: Seen, difference: Difference) -> float:
    """Return how far (0 to 1) the sources say the rest of the clause that a difference is in."""
    side = said.embedded.side
    words = [
        index
        for run in side.clauses
        if _inside(said, run, difference)
        for index in range(*run)
        if not side.terms[index].small and not difference.start <= side.terms[index].start < difference.end
    ]
    return float(seen.covered[words].mean()) if words else 1.0


def _inside(said: _Statement, run: tuple[int, int], difference: Difference) -> bool:
    terms = said.embedded.side.terms
    return terms[run[0]].start < difference.end and difference.start < terms[run[1] - 1].end


def _meaning(said: _Statement, run: tuple[int, int]) -> Difference:
    terms = said.embedded.side.terms
    start, end = (terms[run[0]].start, terms[run[1] - 1].end) if terms else (0, len(said.text))
    return Difference(reason="meaning", said=said.text[start:end], start=start, end=end)


def _apart(differences: Sequence[Difference]) -> list[Difference]:
    """Leave out what is said of words that another difference is about already."""
    kept: list[Difference] = []
    for each in differences:
        if not any(other.start < each.end and each.start < other.end for other in kept):
            kept.append(each)
    return kept


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


def _citation(stretches: Sequence[_Stretch], seen: Seen) -> Citation | None:
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


def _context(stretches: Sequence[_Stretch], part: Literal["heading", "context"] = "context") -> Known:
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


def _joined_numbers(stretches: Sequence[_Stretch]) -> Numbers:
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
    text: str, spans: Sequence[tuple[int, int]], language: str | None, said: Embedded
) -> list[tuple[int, int]]:
    """Return of many sentences those with most words of a statement, in the order of the text."""
    from assistant.checking.reading import terms_of

    scores = []
    for start, end in spans:
        found = Found.of(terms_of(text[start:end], language))
        scores.append(sum(bool(term.keys & found.keys) for term in said.side.terms if not term.small))
    order = sorted(range(len(spans)), key=lambda index: -scores[index])[:_MOST_SENTENCES]
    return [spans[index] for index in sorted(order)]
