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


class _Term(NamedTuple):
    """What a term names; and, for a single word, the word, which has to be met more closely than a stem tells."""

    id: str
    word: str | None

    def allows(self, surface: str, has_capitals: bool) -> bool:
        if self.word is None:
            return True
        if has_capitals and self.word.isupper() and not surface[:2].isupper():
            return False  # "stems from" is no STEM
        word, met = fold(self.word), fold(surface)
        common = next(
            (index for index, (ours, theirs) in enumerate(zip(word, met, strict=False)) if ours != theirs),
            min(len(word), len(met)),
        )
        return common >= len(word) - 2 and len(met) - common <= 4


class TermFinder:
    """Finds the terms of one list in texts of any language that has stems.

    `terms` gives for every id its terms by language. A word of a term that ends in `*` is the start of a word. What
    a language needs is compiled when it is first asked for.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._terms = terms
        self._phrases: dict[tuple[str, bool], Phrases[_Term]] = {}

    def find(self, text: str, language: str | None) -> list[TermMention]:
        """Return the terms in a text, in its order, leftmost and then longest first; none overlaps another.

        With a language, terms of that language and of English count; without one, of all languages, but for short
        single words, which mean something else in the next language.
        """
        tokens = tokens_of(text)
        words = [text[token.start : token.end] for token in tokens]
        languages = dict.fromkeys((language, "en")) if language in _ALGORITHMS else _ALGORITHMS
        has_capitals = any(letter.isupper() for letter in text)
        found = {
            (each.first, each.after, each.value.id)
            for code in languages
            for each in self._phrases_in(str(code), language not in _ALGORITHMS).find(
                _all_forms(text, str(code)), joins(text)
            )
            if each.value.allows(words[each.first], has_capitals)
        }
        return [
            TermMention(identifier, tokens[first].start, tokens[after - 1].end)
            for first, after, identifier in _longest(found)
        ]

    def _phrases_in(self, language: str, guessing: bool) -> Phrases[_Term]:
        key = (language, guessing)
        if key not in self._phrases:
            phrases: Phrases[_Term] = Phrases()
            for identifier, terms in self._terms.items():
                for term in terms.get(language, ()):
                    if not (guessing and language != "en" and " " not in term and len(term) < _SHORT_WORD):
                        words = term_words(term, language)
                        alone = term if len(words) == 1 and words[0][0].endings is not None else None
                        phrases.add(words, _Term(identifier, alone))
            self._phrases[key] = phrases
        return self._phrases[key]


def term_words(term: str, language: str) -> list[tuple[Word, ...]]:
    """Return a term as a phrase for `Phrases.add`: the stems of its words; after a `*` any letters may follow."""
    phrase: list[tuple[Word, ...]] = []
    for token in tokens_of(term):
        forms = _forms(term[token.start : token.end], language)
        starred = term[token.end : token.end + 1] == "*"
        phrase.append((Word(token.folded, None),) if starred else tuple(map(Word, forms[1:] or forms)))
    return phrase


@lru_cache(maxsize=8)
def _all_forms(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_forms(text[token.start : token.end], language) for token in tokens_of(text))


@lru_cache(maxsize=200_000)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """Return what a word can be recognised by: itself and its stems, with accents and without, all folded.

    Stemmers rely on accents, and people leave them out.
    """
    stemmer = _stemmer(language)
    folded = fold(word)
    return tuple({folded: None, fold(stemmer.stemWord(word.lower())): None, stemmer.stemWord(folded): None})


def _stemmer(language: str) -> Any:
    import Stemmer

    # A new one each time: threads must not share one, and it costs less than a microsecond.
    return Stemmer.Stemmer(_ALGORITHMS[language])


def _longest(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep of overlapping results the leftmost, then the longest."""
    kept: list[tuple[int, int, str]] = []
    for first, after, value in sorted(found, key=lambda each: (each[0], -each[1], each[2])):
        if not kept or first >= kept[-1][1]:
            kept.append((first, after, value))
    return kept
