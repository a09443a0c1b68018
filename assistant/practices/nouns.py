"""What a number counts: the noun after it, by one name in every language where we know it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.practices.figurewords import COUNTED, NOT_COUNTED, TIME_UNITS
from assistant.practices.numerals import SPACE
from assistant.words import FUNCTION_WORDS
from corpus.mentions import fold

_NEXT_WORD = re.compile(rf"[{SPACE}]([^\W\d_][\w'’-]*|[A-Z]{{2,}}\+?)")
_BRACKET = re.compile(rf"[{SPACE}]\([^()]{{1,30}}\)")
_HEAD_LAST = frozenset({"en", "nl", "sv", "da"})


def noun_after(text: str, end: int, language: str) -> tuple[str, int, bool] | None:
    """Return what stands counted after a number: its name, where it ends, and whether we know it."""
    if (bracket := _BRACKET.match(text, end)) is not None:
        end = bracket.end()
    words: list[re.Match[str]] = []
    small = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    position = end
    while len(words) < 5 and (match := _NEXT_WORD.match(text, position)) is not None:
        if match.group(1).lower() in small:
            break
        words.append(match)
        position = match.end()
    for index, match in enumerate(words):
        if (name := counted(match.group(1), language)) is None:
            continue
        if language in _HEAD_LAST and index + 1 < len(words):
            following = words[index + 1]
            if (longer := counted(following.group(1), language)) is not None:
                return longer, following.end(), True
            if language == "en" and not match.group(1).endswith("s") and following.group(1).endswith("s"):
                return following.group(1).lower(), following.end(), False  # "project proposals" are no projects
        return name, match.end(), True
    return _unknown_noun(words, language)


def _unknown_noun(words: Sequence[re.Match[str]], language: str) -> tuple[str, int, bool] | None:
    kept = list(words[: 2 if language == "nl" and words and words[0].group(1).endswith("e") else 1])
    if language == "en":
        plural = next((index for index, match in enumerate(words[:3]) if match.group(1).endswith("s")), None)
        kept = list(words[: plural + 1]) if plural is not None else []
    elif language == "de":
        named = next((index for index, match in enumerate(words[:2]) if match.group(1)[0].isupper()), None)
        kept = list(words[: named + 1]) if named is not None else []
    if not kept or len(kept[0].group(1)) < 3:
        return None
    folded = [fold(match.group(1)) for match in kept]
    if folded[0] in TIME_UNITS or NOT_COUNTED & set(folded):
        return None
    return " ".join(match.group(1).lower() for match in kept), kept[-1].end(), False


def counted(word: str, language: str) -> str | None:
    """Return the English name of what a word in any language stands for, if it is among what is counted."""
    if word.lower().startswith("pre-") or (language == "en" and word.lower() in ("stage", "stages", "red", "posti")):
        return None
    return _counted_name(word)


@lru_cache(maxsize=20_000)
def _counted_name(word: str) -> str | None:
    folded = fold(word)
    if (name := COUNTED.get(folded)) is not None:
        return name
    if "-" in folded:
        return COUNTED.get(folded.rsplit("-", 1)[1])
    return next(
        (COUNTED[folded[:-cut]] for cut in range(1, 6) if len(folded) - cut >= 7 and folded[:-cut] in COUNTED), None
    )
