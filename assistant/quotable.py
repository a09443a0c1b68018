"""Quotable: which sentences of a passage may answer something, and which are heads, captions or lists of sources."""

import re
from collections import Counter

from corpus.documents import Passage
from corpus.vocabulary import load_vocabulary

_STOPS = ".!?…"
_SOURCES = ("source_title", "source_url")
_WORD = re.compile(r"\w+")
_MOST_TIMES, _MANY_WORDS = 3, 20
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def quotable(passage: Passage, title: str) -> tuple[bool, ...]:
    """Return for each sentence of a passage whether it may be quoted; `title` is its document's."""
    if load_vocabulary().field_name(passage.locator.heading or "") in _SOURCES:
        return (False,) * len(passage.sentences)
    sentences = [passage.text[start:end] for start, end in passage.sentences]
    said = Counter(map(_plain, sentences))
    return tuple(
        said[_plain(each)] <= _MOST_TIMES and not _is_stuffed(each) and not is_heading(each, passage, title)
        for each in sentences
    )


def _is_stuffed(sentence: str) -> bool:
    """Whether a sentence says few words over and over, as texts do that want to be found for them."""
    words = _WORD.findall(sentence.casefold())
    return len(words) >= _MANY_WORDS and len(set(words)) * _MOST_TIMES < len(words)


def is_heading(sentence: str, passage: Passage, title: str) -> bool:
    """Whether a sentence is a heading or a mere scrap: it may lead to an answer but says nothing."""
    plain = _plain(sentence)
    if not any(char.isalnum() for char in plain):
        return True
    if _is_reference(sentence) or _is_table_head(sentence) or _is_question(sentence):
        return True
    if plain in _plain(title) or plain == _plain(passage.locator.heading or ""):
        return True
    if sentence.rstrip()[-1:] in _STOPS or any(char.isdigit() for char in plain):
        return False
    return len(plain.split()) <= 3 or _is_caption(sentence, passage)


def _is_caption(sentence: str, passage: Passage) -> bool:
    """Whether a line of some words, without a stop, stands among sentences: the head of a part, or of a table.

    The value of a record's field has no stop either, but stands alone under its label.
    """
    plain = sentence.strip()
    if len(plain.split()) > 12 or plain.startswith(("•", "-", "–", "*")) or "\t" in plain or ":" in plain:
        return False
    text = passage.text
    return any(text[start:end].rstrip()[-1:] in _STOPS for start, end in passage.sentences)


def _is_reference(sentence: str) -> bool:
    """Whether a sentence is little more than addresses, as in a list of sources."""
    return sum(map(len, _ADDRESS.findall(sentence))) > 0.4 * len(sentence)


def _is_question(sentence: str) -> bool:
    """Whether a sentence only asks: what is asked in the same words is found first, and answers nothing."""
    return sentence.rstrip(' \t"”’»)*_')[-1:] in {"?", "？"}


def _is_table_head(sentence: str) -> bool:
    cells = sentence.split("\t")
    return len(cells) > 1 and all(len(cell) <= 40 for cell in cells) and not any(map(str.isdigit, sentence))


def _plain(line: str) -> str:
    return " ".join(line.strip(" \t#*_:=-•\n").casefold().split())
