"""Finds known phrases in running text, as whole words and whatever their endings."""

import re
import unicodedata
from bisect import insort
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import Generic, NamedTuple, TypeVar

ValueT = TypeVar("ValueT")

_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_JOINING = re.compile("[\\s\u00ad\u200b'’‐‑–&/-]{0,6}")
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"})


class Token(NamedTuple):
    """One word of a text: its folded form, and where it stands."""

    folded: str
    start: int
    end: int


_NO_ENDING = frozenset({""})


class Word(NamedTuple):
    """One word of a phrase: its folded start, and the endings that may follow (None: any ending at all)."""

    start: str
    endings: frozenset[str] | None = _NO_ENDING


class Found(NamedTuple, Generic[ValueT]):
    """A phrase found in a text: its value, and the indices of its first token and of the token after its last."""

    value: ValueT
    first: int
    after: int


class _Node(Generic[ValueT]):
    __slots__ = ("lengths", "open", "values", "whole")

    def __init__(self) -> None:
        self.whole: dict[str, _Node[ValueT]] = {}
        self.open: dict[str, list[tuple[frozenset[str] | None, _Node[ValueT]]]] = {}
        self.lengths: list[int] = []
        self.values: list[ValueT] = []

    def child(self, word: Word) -> "_Node[ValueT]":
        """Return the node after a word, made if there is none."""
        if word.endings == _NO_ENDING:
            return self.whole.setdefault(word.start, _Node())
        edges = self.open.setdefault(word.start, [])
        if len(word.start) not in self.lengths:
            insort(self.lengths, len(word.start))
        for endings, child in edges:
            if endings == word.endings:
                return child
        edges.append((word.endings, _Node()))
        return edges[-1][1]

    def after(self, forms: Sequence[str]) -> "list[_Node[ValueT]]":
        """Return the nodes after a word of a text. Only its first form, the word itself, may have an open ending."""
        nodes = [self.whole[form] for form in forms if form in self.whole]
        word = forms[0]
        for length in self.lengths:
            if length > len(word):
                break
            for endings, child in self.open.get(word[:length], ()):
                if endings is None or word[length:] in endings:
                    nodes.append(child)
        return nodes


class Phrases(Generic[ValueT]):
    """A tree of phrases, word by word, that finds the longest ones in a text in one pass."""

    def __init__(self) -> None:
        self._root: _Node[ValueT] = _Node()
        # Most words of a text begin no phrase, and the same ones come again and again.
        self._starts = lru_cache(maxsize=50_000)(self._root.after)

    def add(self, words: Sequence[Iterable[Word]], value: ValueT) -> None:
        """Add a phrase; each of its words is given as the alternatives that may stand in its place."""
        for choice in product(*words):
            node = self._root
            for word in choice:
                node = node.child(word)
            if value not in node.values:
                node.values.append(value)

    def find(self, words: Sequence[Sequence[str]], joined: Sequence[bool]) -> list[Found[ValueT]]:
        """Return the phrases in a sequence of folded words, leftmost first, then longest; none overlaps another.

        Each word is given in the forms that it can be recognised by: itself first, then such as its stem. `joined[i]`
        says whether nothing but space, a hyphen or an apostrophe parts word i from word i + 1. Several values of one
        phrase are several results.
        """
        found: list[Found[ValueT]] = []
        index = 0
        for first, word in enumerate(words):
            if first < index or not (nodes := self._starts(tuple(word))):
                continue
            after, values = self._longest(nodes, words, joined, first)
            found += [Found(value, first, after) for value in values]
            index = after if values else first + 1
        return found

    @staticmethod
    def _longest(
        nodes: "list[_Node[ValueT]]", words: Sequence[Sequence[str]], joined: Sequence[bool], first: int
    ) -> tuple[int, list[ValueT]]:
        best_after, best_values = first, list[ValueT]()
        index = first + 1
        while nodes:
            values = [value for node in nodes for value in node.values]
            if values:
                best_after, best_values = index, list(dict.fromkeys(values))
            if index >= len(words) or not joined[index - 1]:
                break
            nodes = [child for node in nodes for child in node.after(words[index])]
            index += 1
        return best_after, best_values


# One text is looked through for places, themes, levels and more in turn.
@lru_cache(maxsize=4)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text, folded, with their places in it."""
    return tuple(Token(fold(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=4)
def joins(text: str) -> tuple[bool, ...]:
    """Return for each token of a text but the last whether it and the next may belong to one phrase."""
    return tuple(
        _JOINING.fullmatch(text, left.end, right.start) is not None for left, right in pairwise(tokens_of(text))
    )


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return the text in lower case and without accents, so that `España`, `ESPANA` and `españa` are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)
