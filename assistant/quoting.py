"""Quoting: from the sentence that answers to the stretch that a person can understand, and to safe Markdown."""

import re
import string
from collections.abc import Iterable, Sequence

from corpus.sentences import sentence_spans

Span = tuple[int, int]

LONGEST = 700
"""How many characters a quote may have when it is more than one sentence."""

_WITH_BEFORE = 450
_FEWEST_WORDS = 4
_ITEM = re.compile(r"\s*(?:[•●▪◦‣·*\-–—]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
_REFERRING = re.compile(
    r"(?:it|its|it's|they|their|this|these|those|he|she|his|her|such|the latter|both|here|there"
    r"|dit|deze|die|zij|ze|hij|hun|het programma|daarmee|daarin|hiermee|dies|diese|dieser|sie|er|es|damit"
    r"|esto|estos|estas|este|esta|ello|ceci|cela|ces|cette|ils|elles|questo|questa|questi|queste|isto|estes|se|ne|nämä)\b",
    re.IGNORECASE,
)


def readable(text: str, sentences: Sequence[Span], chosen: int) -> Span:
    """Return the stretch to quote so that a sentence can be understood, of `sentences` in `text`.

    An item of a list comes with the words that lead in to the list, the lead-in with the items; a scrap with the
    sentence after it; a sentence that begins with `It` or `These` with the sentence before, in the same paragraph.
    """
    first = last = chosen
    sentence = text[slice(*sentences[chosen])]
    if sentence.rstrip().endswith(":"):
        last = _items_after(text, sentences, chosen)
    elif _is_item(text, sentences[chosen]):
        first = _lead_in(text, sentences, chosen)
        if first != chosen:
            last = max(chosen, _items_after(text, sentences, first))
        elif _heads(text, sentences, chosen):
            last = chosen + 1
    elif len(sentence.split()) < _FEWEST_WORDS and _together(text, sentences, chosen, chosen + 1):
        last = chosen + 1
    elif (
        _refers_back(sentence)
        and _together(text, sentences, chosen - 1, chosen)
        and sentences[chosen][1] - sentences[chosen - 1][0] <= _WITH_BEFORE
    ):
        first = chosen - 1
    return sentences[first][0], sentences[last][1]


def joined(text: str, quoted: Span, others: Iterable[Span]) -> Span:
    """Return a quote together with the sentence right after or before it, if that is one of the others and not long.

    Two sentences that both answer are read as one stretch; of two beside it, the one after is taken.
    """
    start, end = quoted
    for first, last in sorted(others, reverse=True):
        after = first >= end and not text[end:first].strip() and "\n" not in text[end:first]
        before = last <= start and not text[last:start].strip() and "\n" not in text[last:start]
        if (after or before) and max(end, last) - min(start, first) <= _WITH_BEFORE:
            return min(start, first), max(end, last)
    return quoted


def _heads(text: str, sentences: Sequence[Span], chosen: int) -> bool:
    """Whether a numbered line is a heading over the sentence on the next line."""
    start, end = sentences[chosen]
    if chosen + 1 == len(sentences) or text[end - 1] in ".!?…;," or _is_item(text, sentences[chosen + 1]):
        return False
    after = sentences[chosen + 1]
    return text[end : after[0]].count("\n") == 1 and after[1] - start <= LONGEST


def sentences_before(text: str, position: int, language: str | None) -> list[Span]:
    """Return the sentences that end shortly before the start of one, whole ones only."""
    start = max(position - LONGEST, 0)
    spans = [(start + first, start + last) for first, last in sentence_spans(text[start:position], language)]
    return spans if start == 0 else spans[1:]


def sentences_after(text: str, position: int, language: str | None) -> list[Span]:
    """Return the sentences that begin shortly after the end of one, whole ones only."""
    end = min(position + LONGEST, len(text))
    spans = [(position + first, position + last) for first, last in sentence_spans(text[position:end], language)]
    return spans if end == len(text) else spans[:-1]


def _refers_back(sentence: str) -> bool:
    start = sentence.lstrip("\"'“‘( ")
    return start[:1].islower() or _REFERRING.match(start) is not None or len(sentence.split()) < _FEWEST_WORDS


def _is_item(text: str, span: Span) -> bool:
    line = text.rfind("\n", 0, span[0]) + 1
    return _ITEM.match(text[line : span[1]]) is not None


def _items_after(text: str, sentences: Sequence[Span], chosen: int) -> int:
    last = chosen
    for index in range(chosen + 1, len(sentences)):
        if not _is_item(text, sentences[index]) or sentences[index][1] - sentences[chosen][0] > LONGEST:
            break
        last = index
    if last == chosen and chosen + 1 < len(sentences) and sentences[chosen + 1][1] - sentences[chosen][0] <= LONGEST:
        return chosen + 1
    return last


def _lead_in(text: str, sentences: Sequence[Span], chosen: int) -> int:
    for index in range(chosen - 1, -1, -1):
        if sentences[chosen][1] - sentences[index][0] > LONGEST:
            return chosen
        if text[slice(*sentences[index])].rstrip().endswith(":"):
            return index
        if not _is_item(text, sentences[index]):
            return chosen
    return chosen


def _together(text: str, sentences: Sequence[Span], left: int, right: int) -> bool:
    """Whether two sentences are there and stand in one paragraph."""
    return left >= 0 and right < len(sentences) and "\n" not in text[sentences[left][1] : sentences[right][0]]


_SPECIAL = re.compile("[" + re.escape("".join(set(string.punctuation) - set(",'\"?/%;"))) + "]")


def plain(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def escaped(text: str) -> str:
    """Return a text from outside as Markdown that shows it and does nothing else: no markup, links, images or HTML."""
    return escaped_signs(plain(text))


def escaped_signs(line: str) -> str:
    """Return one line with every sign escaped that Markdown could obey; its spaces stay as they are."""
    return _SPECIAL.sub(r"\\\g<0>", line)
