"""Preparing: a question made to stand on its own, and other ways to look for its answer, by a chat model."""

import json
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel
from assistant.prompts import question_messages
from assistant.questions import LONGEST
from assistant.written.cleaning import plain_line

_MOST_VARIANTS, _MOST_LANGUAGES = 2, 6
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Prepared(NamedTuple):
    """A question that stands on its own, and other wordings of it with the language of each (None: the question's)."""

    standalone: str
    others: tuple[tuple[str, str | None], ...]


def prepare(
    model: ChatModel,
    question: str,
    previous: Sequence[str],
    languages: Sequence[str],
    seconds: float,
    waiting: Callable[[], None] | None = None,
) -> Prepared | None:
    """Return what a model makes of a question in one call, None if it fails or makes nothing of use within the time."""
    wanted = tuple(languages)[:_MOST_LANGUAGES]
    try:
        reply = model.whole_reply(question_messages(question, previous, wanted), seconds, waiting)
    except ChatFault:
        # The answer itself is tried all the same, and says what is wrong if that fails, too.
        return None
    return _read(reply, question, wanted)


def _read(reply: str, question: str, languages: Sequence[str]) -> Prepared | None:
    found = _OBJECT.search(reply)
    try:
        told = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    standalone = _question(told.get("standalone")) or question
    variants = told.get("variants")
    worded = [text for each in (variants if isinstance(variants, list) else []) if (text := _question(each))]
    others: list[tuple[str, str | None]] = [(text, None) for text in worded[:_MOST_VARIANTS]]
    translations = told.get("translations")
    for code, each in (translations if isinstance(translations, dict) else {}).items():
        if code in languages and (text := _question(each)):
            others.append((text, code))
    apart = [other for other in dict.fromkeys(others) if other[0].casefold() != standalone.casefold()]
    return Prepared(standalone, tuple(apart))


def _question(value: object) -> str:
    text = plain_line(value) if isinstance(value, str) and len(value) <= 2 * LONGEST else ""
    return text if len(text) <= LONGEST and re.search(r"\w", text) else ""
