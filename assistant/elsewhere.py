"""Elsewhere: countries that a question names and that are none of those our vocabulary serves, such as Japan."""

import re
from collections.abc import Mapping
from functools import lru_cache

from corpus.placenames import country_names
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_]*[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:of |and |the )?[A-ZÀ-ÖØ-Þ][\w'’-]+)*")
_AND = " and "


def countries_elsewhere(text: str, language: str, vocabulary: Vocabulary) -> list[PlaceMention]:
    """Return the countries that a question names with a capital and that `Vocabulary.find_places` does not know.

    Their names count as they are in the question's language and in English, without endings. Nothing can be known of
    them, but it is honest to say so rather than to tell of other countries.
    """
    return [
        PlaceMention(code, start, start + len(name), name)
        for match in _CAPITALS.finditer(text)
        for start, name in _parts(match)
        if (code := _code(name, language)) and code not in vocabulary.places
    ]


def _parts(match: re.Match[str]) -> list[tuple[int, str]]:
    """Return a name, and the names on both sides of an `and`: Finland and Japan, Trinidad and Tobago."""
    names = match.group().split(_AND)
    starts = [match.start() + sum(len(name) + len(_AND) for name in names[:number]) for number in range(len(names))]
    whole = [(match.start(), match.group())] if len(names) > 1 else []
    return [*whole, *zip(starts, names, strict=True)]


def _code(name: str, language: str) -> str | None:
    return _names(language).get(name) or _names("en").get(name)


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, str]:
    return {name: code for code, name in country_names(language).items()}
