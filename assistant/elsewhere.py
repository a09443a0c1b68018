"""Elsewhere: countries that a question names and that are none of those our vocabulary serves, such as Japan."""

import re
from collections.abc import Mapping
from functools import lru_cache

from corpus.placenames import country_names
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_]*[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:of |and |the )?[A-ZÀ-ÖØ-Þ][\w'’-]+)*")


def countries_elsewhere(text: str, language: str, vocabulary: Vocabulary) -> list[PlaceMention]:
    """Return the countries that a question names with a capital and that `Vocabulary.find_places` does not know.

    Their names count as they are in the question's language and in English, without endings. Nothing can be known of
    them, but it is honest to say so rather than to tell of other countries.
    """
    return [
        PlaceMention(code, match.start(), match.end(), match.group())
        for match in _CAPITALS.finditer(text)
        if (code := _names(language).get(match.group()) or _names("en").get(match.group()))
        and code not in vocabulary.places
    ]


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, str]:
    return {name: code for code, name in country_names(language).items()}
