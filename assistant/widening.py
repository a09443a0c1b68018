"""Widening: the words of a question that matter, each with the words that stand for it in other languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from assistant.words import FUNCTION_WORDS, WORD
from corpus.fulltext import analyse, words_in
from corpus.glossary import Mention, load_glossary
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

_ELIDED = re.compile(r"^[^\W_]{1,6}['’](?=[^\W_]{2})")
_ELIDING = frozenset({"fr", "it", "ca"})


class Term(BaseModel):
    """A word of the question that matters, and by language the words that stand for the same."""

    model_config = ConfigDict(frozen=True)

    word: str
    translations: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def widened_terms(
    text: str,
    language: str,
    places: Sequence[PlaceMention],
    inside: Sequence[PlaceMention],
    vocabulary: Vocabulary,
    languages: Sequence[str],
) -> tuple[Term, ...]:
    """Return the words of a question that matter, with what stands for them in the other `languages`.

    `places` are those that the question names, `inside` those of them that narrow, which need no word of their own.
    """
    words = list(_words(text, language))
    small = FUNCTION_WORDS.get(language, frozenset())
    kept = [word for word in words if word.text not in small] or words
    # A place that narrows is told by its facet: few documents about Finland say so in every paragraph.
    kept = [word for word in kept if not any(place.start <= word.start < place.end for place in inside)] or kept
    others = [code for code in languages if code != language]
    translated = _translations(words, language, places, vocabulary, others) if others else {}
    terms: dict[str, dict[str, dict[str, None]]] = {}
    for word in kept:
        by_language = terms.setdefault(word.text, {})
        for code, standing in translated.get(word, {}).items():
            by_language.setdefault(code, {}).update(dict.fromkeys(standing))
    return tuple(
        Term(word=word, translations={code: tuple(standing) for code, standing in by_language.items()})
        for word, by_language in terms.items()
    )


def names_among(text: str, terms: Sequence[Term], language: str) -> tuple[bool, ...]:
    """Return for each word of a question whether it is a name or number, as far as its letters show.

    German writes every noun with a capital: there only a capital inside a word, or a figure, tells. A word that has a
    translation is none: places and terms of the field are matched by these.
    """
    names = set[str]()
    for word in _words(text, language):
        own = text[word.start : word.end]
        inside = any(char.isupper() or char.isdigit() for char in own[1:]) or own[:1].isdigit()
        capital = own[:1].isupper() and word.start > 0 and language != "de"
        if (inside and not text.isupper()) or capital:
            names.add(word.text)
    return tuple(term.word in names and not any(term.translations.values()) for term in terms)


def _words(text: str, language: str) -> Iterator[_Word]:
    for match in WORD.finditer(text):
        word, start = match.group().lower(), match.start()
        if language in _ELIDING and (elided := _ELIDED.match(word)):
            word, start = word[elided.end() :], start + elided.end()
        yield _Word(word.removesuffix("'s").removesuffix("’s"), start, match.end())


def _translations(
    words: Sequence[_Word],
    language: str,
    places: Sequence[PlaceMention],
    vocabulary: Vocabulary,
    others: Sequence[str],
) -> dict[_Word, dict[str, list[str]]]:
    translated: dict[_Word, dict[str, list[str]]] = {word: {other: [] for other in others} for word in words}
    glossed = _Glossed.of(words, language)
    for other in others:
        for word, standing in glossed.standing(other):
            translated[word][other] += standing
        for place in places:
            label = _meaningful(vocabulary.place_label(place.code, other), other)
            for word in words:
                if place.start <= word.start < place.end:
                    translated[word][other] += label
    return translated


class _Glossed(NamedTuple):
    """The words of a question, the concepts that each names alone, and those that several name together."""

    words: Sequence[_Word]
    alone: Sequence[Sequence[int]]
    together: Sequence[Mention]

    @classmethod
    def of(cls, words: Sequence[_Word], language: str) -> "_Glossed":
        glossary = load_glossary()
        small = FUNCTION_WORDS.get(language, frozenset())
        mentions = glossary.find([word.text for word in words], language)
        alone = [
            [] if word.text in small else [mention.concept for mention in glossary.find([word.text], language)]
            for word in words
        ]
        return cls(words, alone, [mention for mention in mentions if mention.after - mention.first > 1])

    def standing(self, language: str) -> Iterator[tuple[_Word, Sequence[str]]]:
        """Yield words of the question with what stands for each in another language.

        In a term of several words, what stands for one of them is told by what stands for the others: `digital` of
        `digital skills` is what is not skills in `competencias digitales`.
        """
        glossary = load_glossary()
        alone = [
            [word for concept in concepts for word in _single(glossary.terms(concept, language), language)]
            for concepts in self.alone
        ]
        yield from zip(self.words, alone, strict=True)
        for concept, first, after in self.together:
            terms = glossary.terms(concept, language)
            parts = [word for term in terms for word in _meaningful(term, language)]
            for number in range(first, after):
                beside = " ".join(word for index in range(first, after) if index != number for word in alone[index])
                others = frozenset(analyse(beside, language))
                yield (
                    self.words[number],
                    [part for part in parts if others.isdisjoint(analyse(part, language))] or parts,
                )


def _single(terms: Sequence[str], language: str) -> list[str]:
    """Return the words that stand for a word: the usual term's and those that are terms themselves."""
    standing = [_meaningful(term, language) for term in terms]
    return [word for number, words in enumerate(standing) if number == 0 or len(words) == 1 for word in words]


def _meaningful(term: str, language: str) -> list[str]:
    small = FUNCTION_WORDS.get(language, frozenset())
    return [word for word in words_in(term) if word not in small and len(word) > 1]
