"""Cognates: words that are nearly alike in several languages, such as photosynthesis, Fotosynthese and fotosíntesis."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product

_FEWEST_LETTERS = 5
_COMMON = 3
_SHARED = 5
_SHARED_PART = 0.6
_WORD_REST = 6
_STEM_REST = 3
_ALIKE = 0.75
_FEWEST_ALIKE = 6

# What languages write in several ways, written in one; in this order.
_WAYS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"rh", "r"),
        (r"sch", "s"),
        (r"ck|cqu|qu|ch|cc(?![eiy])|c(?![eiyhk])", "k"),
        (r"c(?=[eiy])|z|ts", "s"),
        (r"gh(?=[eiaou])|gu(?=[ei])", "g"),
        (r"x", "ks"),
        (r"ou|w(?=[^aeiouy]|$)", "u"),
        (r"w", "v"),
        (r"ae|oe", "e"),
        (r"y|j", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_BEGINNINGS = {
    "f": ("f", "ph"),
    "t": ("t", "th"),
    "k": ("k", "c", "ch", "q"),
    "s": ("s", "z", "c", "sch", "ts"),
    "v": ("v", "w"),
    "i": ("i", "y", "j"),
    "e": ("e", "ae", "oe"),
    "r": ("r", "rh"),
    "g": ("g", "gh"),
}


def beginnings(word: str) -> tuple[str, ...]:
    """Return how the words may begin, folded, that can be alike; none for a word too short to tell."""
    form = skeleton(word)
    if len(form) < _FEWEST_LETTERS:
        return ()
    ways = (_BEGINNINGS.get(letter, (letter,)) for letter in form[:2])
    return tuple("".join(way) for way in product(*ways))


def cognates(word: str, stems: Iterable[str]) -> Iterator[str]:
    """Yield those of the stems that are nearly the same word, in whatever language; the word and stems are folded."""
    form = skeleton(word)
    pairs = _pairs(form)
    for stem in stems:
        other = skeleton(stem)
        if other[:_COMMON] == form[:_COMMON] and (_begin_alike(form, other) or _are_alike(form, other, pairs)):
            yield stem


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Return how a folded word would be written if all languages spelt alike."""
    for pattern, written in _WAYS:
        word = pattern.sub(written, word)
    return word


def _begin_alike(word: str, stem: str) -> bool:
    """Whether the two differ by endings only: `revolution` and the stem `revolu`, `democracy` and `demokrati`."""
    shared = next((n for n, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), min(len(word), len(stem)))
    return (
        shared >= _SHARED
        and shared >= _SHARED_PART * len(word)
        and len(word) - shared <= _WORD_REST
        and len(stem) - shared <= _STEM_REST
    )


def _are_alike(word: str, stem: str, pairs: frozenset[str]) -> bool:
    """Whether the two have most pairs of letters in common (Dice's coefficient)."""
    if min(len(word), len(stem)) < _FEWEST_ALIKE:
        return False
    others = _pairs(stem)
    return 2 * len(pairs & others) >= _ALIKE * (len(pairs) + len(others))


def _pairs(word: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(word))
