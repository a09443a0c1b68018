"""Bearing: which sentences bear on a question that many documents may answer."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.candidates import QuestionWords, Sought
from assistant.composing import reranked
from assistant.conversation import Resolved
from assistant.evidence import Evidence
from assistant.intents import Intent
from assistant.questions import UnderstoodQuestion
from assistant.retrieval import Found
from assistant.widening import Term, names_among
from indexer.embedding import QuestionEmbedding

# Not everything that is left over bears on the question: its theme, its words or its meaning must be there.
_FEWEST_WORDS, _MANY_WORDS, _LEAST_MEANING = 0.25, 0.4, 0.4
_WITH_WORDS = 3.0
_TAKEN_OVER = 0.2


class Asked(NamedTuple):
    """A question with all that is needed to look for its evidence.

    `own_words` has the words that it takes from the question before at a small weight (see `mostly_own`). `named` are
    the documents that it names: the words there, and the ids of those that may be meant. `reads_all`: see
    `assistant.candidates.Sought`.
    """

    understood: UnderstoodQuestion
    words: Mapping[str | None, QuestionWords]
    embedding: QuestionEmbedding
    resolved: Resolved
    own_words: Mapping[str | None, QuestionWords]
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reads_all: bool = False

    @property
    def sought(self) -> Sought:
        """The question as it is compared with passages."""
        understood = self.understood
        return Sought(
            text=understood.focus,
            language=understood.language,
            expected=understood.expected,
            terms=tuple(term.word for term in understood.terms),
            names=names_among(understood.focus, understood.terms, understood.language),
            words=self.words,
            embedding=self.embedding,
            reads_all=self.reads_all,
        )

    @property
    def compared(self) -> Mapping[str, Sequence[str]]:
        """The documents that the question names side by side: for each name, those that no other name means as well."""
        if self.understood.intent in (Intent.LIST, Intent.OVERVIEW):
            return {}
        meant = Counter(document for _, documents in self.named for document in documents)
        alone = {name: [each for each in documents if meant[each] == 1] for name, documents in self.named}
        found = {name: documents for name, documents in alone.items() if documents}
        return found if len(found) > 1 else {}

    def themes_apart(self, themes: Sequence[str]) -> bool:
        """Whether a document's themes are none of those that the question speaks of."""
        return set(self.understood.themes).isdisjoint(themes)


def mostly_own(
    words: Mapping[str | None, QuestionWords], terms: Sequence[Term], said: str
) -> Mapping[str | None, QuestionWords]:
    """Return the words of a question with those at a small weight that are not in what was `said`.

    They tell what a question that leans on another is about; the sentence that answers seldom repeats it.
    """
    own = [re.search(rf"(?<!\w){re.escape(term.word)}(?!\w)", said.lower()) is not None for term in terms]
    if not any(own) or all(own):
        return words
    lighter: dict[str | None, QuestionWords] = {}
    for language, each in words.items():
        weights = [weight * (1.0 if kept else _TAKEN_OVER) for weight, kept in zip(each.weights, own, strict=True)]
        total = sum(weights) or 1.0
        lighter[language] = each._replace(weights=tuple(weight / total for weight in weights))
    return lighter


def bearing_on(evidence: Sequence[Evidence], found: Sequence[Found], asked: Asked) -> tuple[Evidence, ...]:
    """Return the evidence that shares its theme, words or meaning with the question.

    Sentences with the question's own words come before those that only stand near them. Of documents that the question
    names, these and those that name them bear on it.
    """
    passages = {each.passage.id: each for each in found}
    bearing = [each for each in evidence if _bears(each, passages[each.passage_id], asked)]

    def odds(each: Evidence) -> float:
        return _WITH_WORDS if _share(each, passages[each.passage_id], asked) >= _FEWEST_WORDS else 1.0

    return reranked(bearing, odds)


def _bears(evidence: Evidence, source: Found, asked: Asked) -> bool:
    facets, spoken = source.card.facets, asked.understood.language
    if asked.named and not asked.understood.intent.compares:
        text = sentence_of(evidence, source).casefold()
        return any(source.card.id in documents or name.casefold() in text for name, documents in asked.named)
    if not asked.themes_apart(facets.themes) and asked.understood.themes:
        return True
    if facets.language in (None, spoken):
        return _share(evidence, source, asked, source.read.title) >= _FEWEST_WORDS
    if asked.understood.themes:
        return False  # single words of a term in translation stand everywhere
    if _share(evidence, source, asked) >= _MANY_WORDS:
        return True
    if "en" not in (spoken, facets.language):
        return False  # between two languages that the model reads poorly, likeness means nothing
    position = source.passage.sentences.index(_within(evidence, source))
    cosines = source.sentence_cosines
    return position < len(cosines) and float(cosines[position]) >= _LEAST_MEANING


def _share(evidence: Evidence, source: Found, asked: Asked, title: frozenset[str] = frozenset()) -> float:
    """Return which part of the question's words a sentence holds, or its document's title if that counts."""
    position = source.passage.sentences.index(_within(evidence, source))
    return asked.words[source.card.facets.language].share(source.read.sentences[position] | title)


def themes_of(found: Found) -> tuple[str, ...]:
    """Return the themes of a passage's document."""
    return found.card.facets.themes


def _within(evidence: Evidence, found: Found) -> tuple[int, int]:
    offset = found.passage.locator.start
    return evidence.start - offset, evidence.end - offset


def sentence_of(evidence: Evidence, found: Found) -> str:
    """Return the words of a sentence of a passage."""
    return found.passage.text[slice(*_within(evidence, found))]
