"""Reading: the words of a text with all that each can be recognised by, and the clauses that it is made of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.words import FUNCTION_WORDS
from corpus.cognates import cognates
from corpus.fulltext import analyse
from corpus.glossary import load_glossary
from corpus.mentions import tokens_of
from corpus.stemlist import COMPOUNDING

COMMON_WORDS = Path(__file__).with_name("commonwords.tsv")
"""Words that are no terms of the field, a meaning a line, by language; `word*` is the start of a word, all folded."""

EXONYMS = Path(__file__).with_name("exonyms.tsv")
"""Names that languages write apart, a place or an organisation a line, folded."""

_FEWEST_LETTERS = 3
_SHORTEST_STEM = 4
_SHORTEST_PART = 5
_CLAUSE_END = re.compile(
    r"[,;:()\u2013\u2014]|\s-\s|\b(?:but|while|whereas|although|though|and|which|who|because|maar|terwijl|hoewel|en"
    r"|die|"
    r"aber|wahrend|während|obwohl|und|sondern|mais|tandis|et|qui|pero|sino|mientras|aunque|y|que|mas|enquanto|embora|e|"
    r"ma|mentre|anche se|mutta|vaan|ja|joka|jotka|kun|aga|vaid|kuid|bet|tačiau|ir|ale|lecz|oraz|i|který|která|které|"
    r"baina|eta)\b",
    re.IGNORECASE,
)


class Term(NamedTuple):
    """A word of a text.

    `keys` are what it can be recognised by: its stems, the concepts of the glossary that it names (`#12`), and the
    common words that it stands for (`~12`), and the name that it writes in its language's way (`=12`). A `small` one
    says nothing about the subject.
    """

    folded: str
    start: int
    end: int
    keys: frozenset[str]
    small: bool


@lru_cache(maxsize=4_096)
def terms_of(text: str, language: str | None) -> tuple[Term, ...]:
    """Return the words of a text that is not longer than a few sentences."""
    tokens = tokens_of(text)
    words = [text[token.start : token.end].lower() for token in tokens]
    concepts: list[set[str]] = [set() for _ in words]
    small = FUNCTION_WORDS.get(language or "en", FUNCTION_WORDS["en"])
    if language:
        for mention in load_glossary().find(words, language):
            whole = mention.after - mention.first > 1 or words[mention.first] not in small
            for index in range(mention.first, mention.after):
                if whole:
                    concepts[index].add(f"#{mention.concept}")
    stems = [" ".join(analyse(word, language)) for word in words]
    return tuple(
        Term(
            folded=token.folded,
            start=token.start,
            end=token.end,
            keys=frozenset(
                {
                    token.folded,
                    stem,
                    *named,
                    *_common(token.folded, language or "en"),
                    *_named(token.folded),
                }
            ),
            small=((word in small or len(token.folded) < _FEWEST_LETTERS) and not named) or token.folded.isdigit(),
        )
        for token, word, stem, named in zip(tokens, words, stems, concepts, strict=True)
    )


@lru_cache(maxsize=50_000)
def _common(word: str, language: str) -> frozenset[str]:
    words = _common_words().get(language, {})
    keys = set(words.get(word, ()))
    for length in range(2, len(word) + 1):
        keys.update(words.get(f"{word[:length]}*", ()))
    return frozenset(keys)


@lru_cache(maxsize=1)
def _common_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    header, *lines = COMMON_WORDS.read_text("utf-8").splitlines()
    words: dict[str, dict[str, tuple[str, ...]]] = {language: {} for language in header.split("\t")}
    for number, line in enumerate(lines):
        for language, cell in zip(words, line.split("\t"), strict=True):
            for word in cell.split():
                words[language][word] = (*words[language].get(word, ()), f"~{number}")
    return words


@lru_cache(maxsize=50_000)
def _named(word: str) -> tuple[str, ...]:
    names = _exonyms()
    starts = (names.get(f"{word[:length]}*") for length in range(len(word), _SHORTEST_STEM - 1, -1))
    return (*names.get(word, ()), *next((found for found in starts if found), ()))


@lru_cache(maxsize=1)
def _exonyms() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(EXONYMS.read_text("utf-8").splitlines()):
        for name in line.split():
            names[name] = (*names.get(name, ()), f"={number}")
    return names


class Found(NamedTuple):
    """The words of a source, to be looked up."""

    keys: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Found":
        """Return words, to be looked up."""
        listed = list(terms)
        return cls(frozenset(key for term in listed for key in term.keys), frozenset(term.folded for term in listed))

    def holds(self, term: Term, language: str | None = None) -> bool:
        """Whether a word of a statement stands there, in whatever form, compound or language."""
        return bool(term.keys & self.keys) or alike(term.folded, self.folded, language)


def alike(word: str, others: frozenset[str], language: str | None = None) -> bool:
    """Whether one of the others is another form of a folded word, its cognate, or a compound with it."""
    if len(word) < _SHORTEST_PART - 1 or word.isdigit():
        return word in others
    return word in others or _any_alike(word, others, language in COMPOUNDING)


@lru_cache(maxsize=50_000)
def _any_alike(word: str, others: frozenset[str], compounding: bool) -> bool:
    if next(iter(cognates(word, others)), None) is not None:
        return True
    for other in others:
        shorter, longer = sorted((word, other), key=len)
        if len(shorter) < _SHORTEST_PART:
            continue
        if compounding and (longer.startswith(shorter) or longer.endswith(shorter)):
            return True
        shared = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
        if shared >= _SHORTEST_PART and shared >= len(shorter) - 2 and len(longer) - shared <= 4:
            return True
    return False


def clauses_of(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as (start, end) offsets, each with at least two words that say something."""
    parts = list(_parts(text))
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and _said(terms, *joined[-1]) < 2:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    if len(joined) > 1 and _said(terms, *joined[-1]) < 2:
        last = joined.pop()
        joined[-1] = joined[-1][0], last[1]
    return joined or [(0, len(text))]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _CLAUSE_END.finditer(text):
        if (
            mark.group() in ",:"
            and text[mark.start() - 1 : mark.start()].isdigit()
            and text[mark.end() :][:1].isdigit()
        ):
            continue
        if text[start : mark.start()].strip():
            yield start, mark.start()
            start = mark.start()
    if text[start:].strip():
        yield start, len(text)


def _said(terms: Sequence[Term], start: int, end: int) -> int:
    return sum(not term.small for term in terms if start <= term.start < end)


def folded_text(text: str) -> str:
    """Return a text as its folded words with single spaces, a space at either end."""
    return f" {' '.join(token.folded for token in tokens_of(text))} "
