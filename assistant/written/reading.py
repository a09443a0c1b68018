"""Reading: from what a model says, as it comes, to plain sentences and the keys that each of them cites."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.prompts import KEY, REFUSAL
from corpus.sentences import sentence_spans

_LONGEST = 1_500

_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_ADDRESS = re.compile(r"<?\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|javascript:|data:)\S*", re.IGNORECASE)
_TAG = re.compile(r"<[/!]?[a-z][^>]{0,2000}>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_FENCED = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.IGNORECASE | re.DOTALL)
_LEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*•+]\s+|\d{1,2}[.)]\s+|\|)+")
_MARKUP = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_OTHER_MARK = re.compile(r"\[(?:\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|S\d[^\]]{0,20}|[Ss]ource[^\]]{0,20})\]|【[^】]*】")
_LEADING_KEYS = re.compile(rf"(?:\s*{KEY.pattern}[\s.,;]*)+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MAY_END = re.compile(r"[.!?…。\n]")


class CitedSentence(NamedTuple):
    """One sentence as plain text on one line, and the keys it cites, in order. `ends` its paragraph or not."""

    text: str
    keys: tuple[str, ...]
    ends: bool = False


def read_sentences(pieces: Iterable[str], language: str | None = None) -> Iterator[CitedSentence]:
    """Give the sentences of a reply as soon as each is complete; what is not plain text is taken out.

    Marks that follow a full stop belong to the sentence before it. A last sentence that has no end is left out when
    the pieces end by an error, which is passed on; otherwise it counts.
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        if _MAY_END.search(waiting) or len(waiting) > _LONGEST:
            complete, waiting = _parted(waiting, language)
            yield from complete
    if waiting.strip():
        for line in waiting.split("\n"):
            yield from _sentences(line, language)


def is_refusal(text: str) -> bool:
    """Whether a model says that it cannot answer, in the words it was told."""
    return REFUSAL.casefold() in " ".join(text.split()).casefold()


def plain_line(text: str) -> str:
    """Return what a model wrote as words on one line: without images, addresses, tags and markup."""
    text = _THINKING.sub(" ", text)
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _ADDRESS.sub(" ", text)
    text = _TAG.sub(" ", _CONTROL.sub(" ", text))
    text = _MARKUP.sub("", _LEADING.sub("", text))
    return " ".join(text.split())


def _parted(waiting: str, language: str | None) -> tuple[list[CitedSentence], str]:
    """Return the complete sentences of a beginning, and what is left to wait with."""
    if "<think" in waiting.lower() and "</think" not in waiting.lower():
        return [], waiting
    if len(waiting) > 20 * _LONGEST:
        return list(_sentences(waiting[: 20 * _LONGEST], language)), ""
    *lines, rest = _THINKING.sub(" ", waiting).split("\n")
    complete = [each for line in lines for each in _sentences(line, language)]
    spans = sentence_spans(rest, language)
    if len(spans) > 1:
        start = spans[-1][0]
        # A mark alone is no sentence yet: it belongs to what stands before it, and more of them may come.
        while start and not KEY.sub("", rest[start:]).strip(" .[]S0123456789,;"):
            before = [span for span in spans if span[0] < start]
            start = before[-1][0] if before else 0
        if start:
            leading = _LEADING_KEYS.match(rest, start)
            start = leading.end() if leading else start
            found = list(_sentences(rest[:start], language))
            complete += [each._replace(ends=False) for each in found]
            rest = rest[start:]
    return complete, rest


def _sentences(line: str, language: str | None) -> Iterator[CitedSentence]:
    """Give the sentences of one line, each with the marks in it and right after it."""
    if _FENCED.match(line):
        return
    found: list[tuple[str, list[str]]] = []
    for start, end in sentence_spans(line, language):
        said = line[start:end]
        leading = _LEADING_KEYS.match(said)
        if leading and found:
            found[-1][1].extend(_keys(leading.group()))
            said = said[leading.end() :]
        keys = _keys(said)
        text = plain_line(_OTHER_MARK.sub(" ", KEY.sub(" ", said)))
        text = re.sub(r"\s+([.,;:!?…])", r"\1", text).lstrip(" .,;)]")
        if re.search(r"\w", text):
            found.append((text, keys))
        elif found:
            found[-1][1].extend(keys)
    for number, (text, keys) in enumerate(found, start=1):
        yield CitedSentence(text[:_LONGEST], tuple(dict.fromkeys(keys)), ends=number == len(found))


def _keys(text: str) -> list[str]:
    return [key for match in KEY.finditer(text) for key in re.findall(r"S\d{1,3}", match.group(1))]
