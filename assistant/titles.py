"""Titles: which documents of the library a question names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.words import FUNCTION_WORDS
from corpus.mentions import fold

_WORD = re.compile(r"[^\W_]+(?:[-'’@&+][^\W_]+)*")
_PARTS = re.compile(r"\s*(?:[:(|/]|\)|\s[–—-]\s|\s&\s|[„“”\"«»])\s*")
_MOST_DOCUMENTS = 4
_FEWEST_LETTERS = 9
# Nobody names a document in more words, or by what stands further on in a title: it may be as long as its writer likes.
_MOST_WORDS, _MOST_CHARACTERS = 30, 300
_SHOUTED_WORDS = 4
_ABBREVIATION = 5
_SMALL = frozenset[str]().union(*FUNCTION_WORDS.values())


class Titles:
    """The names that titles hold, to be found in questions.

    A name is a whole title, a part of one before a colon or within brackets, or a word of it that is written as only
    names are (Jet-Net, BT4VET). One that more than a few documents share names none of them.
    """

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """Take pairs of document id and title."""
        names: dict[tuple[str, ...], dict[str, None]] = {}
        for document_id, title in titles:
            for name in names_in(title):
                names.setdefault(name, {})[document_id] = None
        self._lengths = sorted({len(name) for name in names}, reverse=True)
        self._documents: Mapping[tuple[str, ...], tuple[str, ...]] = {
            name: tuple(documents) for name, documents in names.items() if len(documents) <= _MOST_DOCUMENTS
        }

    def named(self, question: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the names that a question holds, as written there, each with the ids of its documents."""
        matches = list(_WORD.finditer(question))
        words = [fold(match.group()) for match in matches]
        found: list[tuple[str, tuple[str, ...]]] = []
        first = 0
        while first < len(words):
            length = self._length_at(words, first)
            if length:
                name = question[matches[first].start() : matches[first + length - 1].end()]
                found.append((name, self._documents[tuple(words[first : first + length])]))
            first += length or 1
        return found

    def _length_at(self, words: Sequence[str], first: int) -> int:
        lengths = (length for length in self._lengths if first + length <= len(words))
        return next((length for length in lengths if tuple(words[first : first + length]) in self._documents), 0)


def names_in(title: str) -> Iterator[tuple[str, ...]]:
    """Return the names in a title, as folded words: distinctive phrases, and words that are written as names are."""
    title = title[:_MOST_CHARACTERS]
    for phrase in dict.fromkeys((title, *_PARTS.split(title))):
        words = tuple(fold(match.group()) for match in _WORD.finditer(phrase))
        telling = [word for word in words if word not in _SMALL and not word.isdigit()]
        while words and words[0] in _SMALL:
            words = words[1:]
        if 1 < len(words) <= _MOST_WORDS and telling and sum(map(len, words)) >= _FEWEST_LETTERS:
            yield words
    if title.isupper() and len(title.split()) >= _SHOUTED_WORDS:
        return  # capitals tell nothing where all are
    for match in _WORD.finditer(title):
        if _is_name(match.group()):
            yield (fold(match.group()),)


def _is_name(word: str) -> bool:
    if word.isupper():
        return len(word) >= _ABBREVIATION
    parts = re.split(r"[-'’]", word)
    inner = any(char.isupper() for part in parts for char in part[1:])
    hyphened = "-" in word and all(part[:1].isupper() for part in parts)
    return len(word) >= 4 and (
        inner or hyphened or ("@" in word) or (word[:1].isupper() and any(map(str.isdigit, word)))
    )
