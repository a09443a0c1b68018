"""The checker: whether the sources that a statement cites say what it says.

Figures, dates, names and places must stand in the sources, and negations, directions and quantifiers agree with the
sentence that carries the statement; its meaning must come near, by coefficients learned from labelled statements
(`meaning.json`, made by `tools/fit_checker.py`).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.checking.counting import numbers_of
from assistant.checking.deciding import Compared, outcome_of, says_too_little
from assistant.checking.entailing import Judge, Judged, contradiction, premises_of
from assistant.checking.exchanging import exchanged_words
from assistant.checking.holding import bound_otherwise, standing_of
from assistant.checking.meaning import (
    Seen,
    Vectors,
    load_weighings,
    see,
    side_of,
    term_weights,
    word_counts,
)
from assistant.checking.mixing import mixed_names
from assistant.checking.names import (
    Known,
    Name,
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
    Sourced,
    document_years,
    number_differences,
    tells_the_rest,
)
from assistant.checking.quantifying import quantifier_differences
from assistant.checking.replacing import replaced_names
from assistant.checking.shapes import Difference, Source, Verdict
from assistant.checking.stretches import (
    Statement,
    Stretch,
    citation_of,
    context_of_all,
    heading_numbers,
    owner_of,
    stretch_of,
)
from assistant.checking.trending import trend_differences
from assistant.checking.turning import direction_differences
from assistant.checking.verbatim import quoted_from
from assistant.questions import detect_language
from assistant.scoring import pairing
from assistant.words import FUNCTION_WORDS
from corpus.documents import Document
from corpus.mentions import fold
from corpus.vocabulary import Vocabulary
from indexer.embedding import Embedder, reads_all

LONGEST_STATEMENT = 2_000
"""How many characters of a statement are looked at."""

_MARKS = re.compile(r"\[@[^\]\n]{1,200}\]|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\[\^[^\]\n]{1,40}\]")


class Checker:
    """Compares statements with sources; threads may share it.

    With a `judge` that says whether the sources entail a statement, words and vectors judge its meaning only when that
    one cannot.
    """

    def __init__(self, embedder: Callable[[], Embedder], vocabulary: Vocabulary, judge: Judge | None = None) -> None:
        self._judge = judge
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
        stretches = self._stretches(sources, said) if said else []
        if said is None or not stretches:
            reason = Difference(reason="nothing_cited", said="", start=0, end=0)
            return Verdict(outcome="unsupported", differences=(reason,))
        compared = self._compare(said, stretches)
        weighing = load_weighings()[compared.pair]
        score = weighing.likelihood(compared.seen.signals)
        near = score >= weighing.threshold and not says_too_little(said, compared)
        citation = citation_of(stretches, compared.seen)
        judged = self._judged(said, stretches, compared.seen)
        if judged is not None:
            near, score = judged.relation == "entails", judged.score
        outcome, differences = outcome_of(said, compared, near, entailed=judged is not None and near)
        if judged is not None and judged.relation == "contradicts" and citation is not None:
            outcome = "unsupported"
            differences = compared.differences or (contradiction(said.text, citation.quote),)
        return Verdict(
            outcome=outcome,
            differences=tuple(sorted(differences, key=lambda each: each.start)),
            citation=citation,
            score=round(score, 4),
        )

    def _judged(self, said: Statement, stretches: Sequence[Stretch], seen: Seen) -> Judged | None:
        """Return how the sources stand to a statement, if there is a model for that, and it can tell."""
        if self._judge is None:
            return None
        sources = [(stretch.document.title, stretch.text, stretch.sentences) for stretch in stretches]
        return self._judge.judge(premises_of(sources, seen.chosen), " ".join(said.text.split()))

    def signals(self, statement: str, sources: Sequence[Source], language: str | None = None) -> Compared | None:
        """Return what is seen of a statement, for learning how to weigh it; None if there is nothing to compare."""
        said = self._read(statement, language)
        stretches = self._stretches(sources, said) if said else []
        return self._compare(said, stretches) if said and stretches else None

    def _stretches(self, sources: Sequence[Source], said: Statement) -> list[Stretch]:
        read = (stretch_of(source, said, self._vectors, self._vocabulary) for source in sources)
        return [stretch for stretch in read if stretch is not None]

    def _read(self, statement: str, language: str | None) -> Statement | None:
        text = statement[:LONGEST_STATEMENT].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
        text = _MARKS.sub(lambda match: " " * len(match.group()), text)
        if not any(map(str.isalpha, text)):
            return None
        known = language or detect_language(text, FUNCTION_WORDS)
        embedded = self._vectors.sentences(("statement", known, text), text, [(0, len(text))], known)[0]
        return Statement(
            text=text,
            language=known,
            embedded=embedded,
            numbers=numbers_of(text, known),
            places=tuple(self._vocabulary.find_places(text, known)),
        )

    def _compare(self, said: Statement, stretches: Sequence[Stretch]) -> Compared:
        sentences = [sentence for stretch in stretches for sentence in stretch.sentences]
        names = names_in(said.text, said.language)
        weights = term_weights(said.embedded.side.terms, word_counts(stretches[0].document.text))
        heading = context_of_all(stretches, "heading")
        telling = [name for name in names if not all(heading.words.holds(term, said.language) for term in name.words)]
        standing = [standing_of(said, telling, sentence, self._vocabulary) for sentence in sentences]
        seen = see(said.embedded, sentences, heading.words, weights, standing)
        carriers = [sentences[index] for index in seen.chosen]
        pair = pairing(said.language, carriers[0].side.language, reads_all=reads_all(self._embedder().name))
        differences = [
            *self._differences_of_facts(said, names, stretches, seen),
            *bound_otherwise(said, names, sentences, seen, heading, self._vocabulary),
            *_differences_of_sense(said, stretches, seen),
        ]
        return Compared(seen, pair, tuple(_apart(differences)))

    def _differences_of_facts(
        self, said: Statement, names: Sequence[Name], stretches: Sequence[Stretch], seen: Seen
    ) -> Iterator[Difference]:
        """Yield the figures, dates, names and places of a statement that its sources do not have, or not so."""
        sentences = [sentence for stretch in stretches for sentence in stretch.sentences]
        carriers = [sentences[index] for index in seen.chosen]
        documents = [stretch.document for stretch in stretches]
        context = context_of_all(stretches)
        known = [stretch.known for stretch in stretches]
        carrying = [known_of(each.side.text, each.side.language, self._vocabulary) for each in carriers]
        languages = {document.facets.language for document in documents}
        yield from number_differences(
            said.numbers,
            Sourced(
                stretches=[stretch.numbers for stretch in stretches],
                carrying=[numbers_of(each.side.text, each.side.language) for each in carriers],
                titles=heading_numbers(stretches),
                years=frozenset(year for document in documents for year in document_years(document)),
                countries=self._numbers_of_countries([*carrying, *known], documents),
            ),
        )
        yield from name_differences(
            said.text,
            names,
            [*known, context],
            carrying,
            said.places,
            said.language,
            same_language=said.language in languages or None in languages,
            vocabulary=self._vocabulary,
        )
        yield from mixed_names(said.embedded.side, names, known, [each.side for each in sentences])
        owner, first = owner_of(stretches, seen.chosen[0]), carriers[0].side
        yield from opening_difference(
            said.text,
            said.embedded.side.terms,
            seen.covered.tolist(),
            names,
            [carrying[0]._replace(opening=openings(owner, first.text, first.terms))],
            said.language,
            self._vocabulary,
            unusual=self._opens_unusually(said, documents),
        )
        yield from place_differences(said.places, known, context, documents, carrying, said.language, self._vocabulary)
        yield from replaced_names(said.embedded, names, carriers[0], seen.alike[seen.chosen[0]], self._vocabulary)

    def _numbers_of_countries(self, known: Sequence[Known], documents: Sequence[Document]) -> frozenset[int]:
        """Return how many countries each of the sources and their sentences names, and the documents declare."""
        named = [{self._vocabulary.country_of(code) for code in each.places} for each in known]
        return frozenset(map(len, named)) | {len(document.facets.countries) for document in documents}

    def _opens_unusually(self, said: Statement, documents: Sequence[Document]) -> bool:
        """Whether the model, which knows the words of English, has to put a statement's first word together.

        A word that stands anywhere in the documents is none of these.
        """
        if said.language != "en" or not said.embedded.side.terms:
            return False
        first = said.embedded.side.terms[0].folded
        known = any(first in word_counts(document.text) or first in fold(document.title) for document in documents)
        return not known and self._embedder().count_tokens([first])[0] > 1


def _differences_of_sense(said: Statement, stretches: Sequence[Stretch], seen: Seen) -> Iterator[Difference]:
    """Yield where a statement denies, turns, widens or exchanges what the sentences say that carry it."""
    sentences = [sentence for stretch in stretches for sentence in stretch.sentences]
    side = said.embedded.side
    carriers = [(sentences[index].side, seen.alike[index]) for index in seen.chosen]
    sides = [carrier for carrier, _ in carriers]
    if not tells_the_rest(said.numbers, [stretch.numbers for stretch in stretches]):
        yield from negation_differences(side, carriers)
    yield from direction_differences(side, carriers)
    headings = [side_of(heading_of(each.document, each.start), each.document.facets.language) for each in stretches]
    yield from quantifier_differences(side, carriers, [*sides, *headings])
    yield from trend_differences(side, sides)
    yield from exchanged_words(side, carriers)


def _apart(differences: Sequence[Difference]) -> list[Difference]:
    """Leave out what is said of words that another difference is about already."""
    kept: list[Difference] = []
    for each in differences:
        if not any(other.start < each.end and each.start < other.end for other in kept):
            kept.append(each)
    return kept
