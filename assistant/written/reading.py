"""Reading: from what a model says, as it comes, to plain sentences and the keys that each of them cites."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.prompts import KEY, REFUSAL
from assistant.written.cleaning import STILL_THINKING, THINKING, THOUGHT, plain_line, tidied
from corpus.errors import ChatError
from corpus.sentences import sentence_spans

_LONGEST = 1_500
_LONGEST_LINE = 6_000
_MOST_MARKS = 20
_LONGEST_END_OF_THOUGHT = 20

_FENCED = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_HEADING = re.compile(r"^\s*#{1,6}\s")
_OTHER_MARK = re.compile(r"\[(?:\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|S\d[^\]]{0,20})\]:?|【[^】]{0,100}】", re.IGNORECASE)
_LEADING_KEYS = re.compile(rf"(?:\s*{KEY.pattern}[\s.,;]*)+")
_MAY_BE_MARKS = re.compile(r"[\s\[\](),;.*S\d]*")
_MAY_END = re.compile(r"[.!?…。\n]")
_ENDED = re.compile(rf"[.!?…][\"'”’»)*]*(?:\s*{KEY.pattern})*\s*$")


class CitedSentence(NamedTuple):
    """One sentence as plain text on one line, and the keys it cites, in order. `ends` its paragraph or not.

    `forgets` says that all before it was no part of the reply: a model was thinking aloud. It has no text then.
    """

    text: str
    keys: tuple[str, ...]
    ends: bool = False
    forgets: bool = False


def read_sentences(pieces: Iterable[str], language: str | None = None) -> Iterator[CitedSentence]:
    """Give the sentences of a reply as soon as each is complete; what is not plain text is taken out.

    Marks that follow a full stop belong to the sentence before it. A last sentence that has no end, or no mark, is left
    out when the pieces end by an error, which is passed on; otherwise it counts.
    """
    waiting = ""
    try:
        for piece in pieces:
            waiting += piece
            if _MAY_END.search(waiting) or len(waiting) > _LONGEST:
                complete, waiting = _parted(waiting, language)
                yield from complete
    except ChatError:
        if KEY.search(tidied(waiting)) and _ENDED.search(tidied(waiting)):
            yield from _rest(waiting, language)
        raise
    yield from _rest(waiting, language)


def is_refusal(text: str) -> bool:
    """Whether a model says that it cannot answer, in the words it was told."""
    return " ".join(re.findall(r"\w+", text)).casefold().endswith(REFUSAL.casefold())


def _rest(waiting: str, language: str | None) -> Iterator[CitedSentence]:
    said = STILL_THINKING.sub("", THINKING.sub("\n", waiting))
    for line in tidied(said).split("\n"):
        yield from _sentences(line, language)


def _parted(waiting: str, language: str | None) -> tuple[list[CitedSentence], str]:
    """Return the complete sentences of a beginning, and what is left to wait with."""
    waiting = THINKING.sub("\n", waiting)
    open_thought = STILL_THINKING.search(waiting)
    if open_thought:
        complete, rest = _parted(waiting[: open_thought.start()], language) if open_thought.start() else ([], "")
        start = open_thought.group()[: -len(open_thought[1]) or None]
        return complete, rest + start + open_thought[1][-_LONGEST_END_OF_THOUGHT:]
    forgotten: list[CitedSentence] = []
    if THOUGHT.search(waiting):
        forgotten, waiting = [CitedSentence("", (), forgets=True)], THOUGHT.sub("", waiting)
    waiting = tidied(waiting)
    if len(waiting) > _LONGEST_LINE:
        return [*forgotten, *_sentences(waiting[:_LONGEST_LINE], language)], ""
    *lines, rest = waiting.split("\n")
    if lines and _MAY_BE_MARKS.fullmatch(rest):
        # Marks on a line of their own belong to the line before.
        last = max((number for number, line in enumerate(lines) if line.strip()), default=len(lines))
        lines, rest = lines[:last], "\n".join([*lines[last:], rest])
        return [*forgotten, *(each for line in lines for each in _sentences(line, language))], rest
    complete = [each for line in lines for each in _sentences(line, language)]
    begun, rest = _begun(rest, language)
    return [*forgotten, *complete, *begun], rest


def _begun(line: str, language: str | None) -> tuple[list[CitedSentence], str]:
    """Return the complete sentences of a line that may go on, and what is left of it."""
    start = 0
    for begin, end in reversed(sentence_spans(line, language)[-_MOST_MARKS:]):
        # A mark alone is no sentence yet: it belongs to what stands before it, and more of them may come.
        if KEY.sub("", line[begin:end]).strip(" .[]S0123456789,;"):
            start = begin
            break
    if not start:
        return [], line
    leading = _LEADING_KEYS.match(line, start)
    start = leading.end() if leading else start
    return [each._replace(ends=False) for each in _sentences(line[:start], language)], line[start:]


def _sentences(line: str, language: str | None) -> Iterator[CitedSentence]:
    """Give the sentences of one line, each with the marks in it and right after it; headings say nothing."""
    if _FENCED.match(line) or (_HEADING.match(line) and not KEY.search(line)):
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
        if re.search(r"[^\W_]", text):
            found.append((text, keys))
        elif found:
            found[-1][1].extend(keys)
    if found and found[-1][0].endswith(":") and not found[-1][1]:
        # What leads to a list is no claim.
        found.pop()
    for number, (text, keys) in enumerate(found, start=1):
        yield CitedSentence(text[:_LONGEST], tuple(dict.fromkeys(keys)), ends=number == len(found))


def _keys(text: str) -> list[str]:
    return [key for match in KEY.finditer(text) for key in re.findall(r"S\d{1,3}", match.group(1))]
