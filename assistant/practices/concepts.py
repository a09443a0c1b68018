"""Concepts: what a text in any of our languages names, so that texts on the same thing meet across languages."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from assistant.words import FUNCTION_WORDS
from corpus.fulltext import words_in
from corpus.glossary import load_glossary
from corpus.vocabulary import load_vocabulary

COUNTED: Mapping[str, tuple[str, ...]] = {
    "learners": ("student", "learner", "apprentice", "trainee", "participant", "young people", "child", "graduate"),
    "staff": ("teacher", "trainer", "staff", "mentor"),
    "schools": ("school", "college", "institution"),
    "companies": ("company", "employer"),
    "countries": ("country",),
    "projects": ("project",),
}
"""What is counted in figures of scale, by the usual English terms of the glossary: like is compared with like."""

_EVERYWHERE = (
    "vocational education and training", "vocational training", "education", "training", "school", "college",
    "institution", "learning", "programme", "project", "practice", "year", "new", "work", "country", "Europe", "many",
)  # fmt: skip
"""What every practice of the field names, by the usual English terms: naming it too is no likeness."""


def concepts_in(text: str, language: str) -> Counter[str]:
    """Return what a text in any of our languages names, with how often: themes by id, terms of the glossary by number.

    A Finnish and a Dutch text on the same thing name the same, whatever the embedding model makes of either language.
    """
    small = FUNCTION_WORDS.get(language, frozenset())
    words = [word for word in words_in(text) if word not in small]
    everywhere = _everywhere()
    found = load_glossary().find(words, language)
    named = Counter(str(mention.concept) for mention in found if mention.concept not in everywhere)
    named.update(mention.id for mention in load_vocabulary().find_themes(text, language))
    return named


def counted_thing(noun: str, language: str) -> str | None:
    """Return which of the things of COUNTED a noun stands for, None if it is none of them."""
    named = _glossed(noun, language) or _glossed(noun, "en")
    return next((thing for thing, numbers in _counted().items() if numbers & named), None)


@lru_cache(maxsize=1)
def _counted() -> Mapping[str, frozenset[int]]:
    return {
        thing: frozenset(each for term in terms for each in _glossed(term, "en")) for thing, terms in COUNTED.items()
    }


@lru_cache(maxsize=1)
def _everywhere() -> frozenset[int]:
    return frozenset(each for term in _EVERYWHERE for each in _glossed(term, "en"))


def _glossed(text: str, language: str) -> frozenset[int]:
    return frozenset(mention.concept for mention in load_glossary().find(words_in(text), language))
