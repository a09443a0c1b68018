"""Translating: quotes in the reader's language, by a chat model; what does not keep the figures is not shown."""

import re
from collections.abc import Callable, Sequence

from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel
from assistant.practices.figures import figures_in
from assistant.prompts import translation_messages
from assistant.written.cleaning import plain_line

_LINE = re.compile(r"^\s*\**(\d{1,3})\**\s*[:.)]\s*(.+)$", re.MULTILINE)
_LONGEST_TIMES = 3


def translate(
    model: ChatModel,
    quotes: Sequence[tuple[str, str | None]],
    language: str,
    seconds: float,
    waiting: Callable[[], None] | None = None,
) -> list[str]:
    """Return quotes, each given with its own language, in another (ISO 639-1); "" for each that cannot be used."""
    try:
        reply = model.whole_reply(translation_messages([text for text, _ in quotes], language), seconds, waiting)
    except ChatFault:
        return [""] * len(quotes)
    given = {int(number): plain_line(text) for number, text in _LINE.findall(reply)}
    return [
        _kept(quote, spoken, given.get(number, ""), language) for number, (quote, spoken) in enumerate(quotes, start=1)
    ]


def _kept(quote: str, spoken: str | None, translation: str, language: str) -> str:
    """Return a translation if it can be one: about as long, and with the same figures."""
    if not translation or len(translation) > _LONGEST_TIMES * len(quote) + 50:
        return ""
    figures = {round(each.value, 4) for each in figures_in(quote, spoken)}
    return translation if figures == {round(each.value, 4) for each in figures_in(translation, language)} else ""
