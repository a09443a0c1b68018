"""Finds terms in running text by the stems of their words, so that plurals and cases meet."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from corpus.mentions import Phrases, Word, fold, joins, tokens_of

_ALGORITHMS: Mapping[str, str] = MappingProxyType(
    {
        "en": "english",
        "nl": "dutch",
        "fi": "finnish",
        "es": "spanish",
        "eu": "basque",
        "de": "german",
        "fr": "french",
        "pt": "portuguese",
        "it": "italian",
        "lt": "lithuanian",
        "et": "estonian",
        "pl": "polish",
        "sv": "swedish",
    }
)
_SHORT_WORD = 7


class TermMention(NamedTuple):
    """A term found in a text: the id of what it names, and where it stands."""

    id: str
    start: int
    end: int


class TermFinder:
    """Finds the terms of one list in texts of any language that has stems.

    `terms` gives for every id its terms by language. A word of a term that ends in `*` is the start of a word. What
    a language needs is compiled when it is first asked for.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._terms = terms
        self._phrases: dict[tuple[str, bool], Phrases[str]] = {}

    def find(self, text: str, language: str | None) -> list[TermMention]:
        """Return the terms in a text, in its order, leftmost and then longest first; none overlaps another.

        With a language, terms of that language and of English count; without one, of all languages, but for short
        single words, which mean something else in the next language.
        """
        tokens = tokens_of(text)
        joined = joins(text, tokens)
        words = [text[token.start : token.end] for token in tokens]
        languages = dict.fromkeys((language, "en")) if language in _ALGORITHMS else _ALGORITHMS
        found = {
            (each.first, each.after, each.value)
            for code in languages
            for each in self._phrases_in(str(code), language not in _ALGORITHMS).find(_forms(words, str(code)), joined)
        }
        return [
            TermMention(identifier, tokens[first].start, tokens[after - 1].end)
            for first, after, identifier in _longest(found)
        ]

    def _phrases_in(self, language: str, guessing: bool) -> Phrases[str]:
        key = (language, guessing)
        if key not in self._phrases:
            phrases: Phrases[str] = Phrases()
            for identifier, terms in self._terms.items():
                for term in terms.get(language, ()):
                    if not (guessing and language != "en" and " " not in term and len(term) < _SHORT_WORD):
                        phrases.add(term_words(term, language), identifier)
            self._phrases[key] = phrases
        return self._phrases[key]


def term_words(term: str, language: str) -> list[tuple[Word, ...]]:
    """Return a term as a phrase for `Phrases.add`: the stems of its words; after a `*` any letters may follow."""
    tokens = tokens_of(term)
    recognised = _forms([term[token.start : token.end] for token in tokens], language)
    return [
        (Word(token.folded, None),)
        if term[token.end : token.end + 1] == "*"
        else tuple(Word(form) for form in (forms[1:] or forms))
        for token, forms in zip(tokens, recognised, strict=True)
    ]


def _forms(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """Return for each word what it can be recognised by: itself and its stems, with accents and without, all folded.

    Stemmers rely on accents, and people leave them out.
    """
    folded = [fold(word) for word in words]
    stemmer = _stemmer(language)
    accented = stemmer.stemWords([word.lower() for word in words])
    plain = stemmer.stemWords(folded)
    return [
        tuple({word: None, fold(stem): None, other: None})
        for word, stem, other in zip(folded, accented, plain, strict=True)
    ]


@lru_cache(maxsize=None)
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_ALGORITHMS[language])


def _longest(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep of overlapping results the leftmost, then the longest."""
    kept: list[tuple[int, int, str]] = []
    for first, after, value in sorted(found, key=lambda each: (each[0], -each[1], each[2])):
        if not kept or first >= kept[-1][1]:
            kept.append((first, after, value))
    return kept
