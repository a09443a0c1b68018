"""Numbers as texts write them, in digits or words, and the signs of money beside them."""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.practices.figurewords import CURRENCIES, MAGNITUDES, NUMBER_WORDS, SPELLED_MAGNITUDES
from corpus.mentions import fold

SPACE = " \xa0\u202f\u2009"
# Thousands by any separator, in threes; else digits with one decimal mark.
DIGITS = re.compile(
    rf"\d{{1,3}}(?:(?P<by>[.,'’{SPACE}])\d{{3}})(?:(?P=by)\d{{3}})*(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?"
)
NEXT_WORD = re.compile(rf"[{SPACE}-]?([^\W\d_]+)")
_CURRENCY_BEFORE = re.compile(rf"([^\W\d_]{{2,3}}\$?|[€£$₺])[{SPACE}]?$")
_CURRENCY_AFTER = re.compile(rf"[{SPACE}]?([^\W\d_]+|[€£$₺])")
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(rf"[{SPACE}-](?:(?:and|y|e|et|und|eta)[{SPACE}])?")
# "four and a half thousand"
_HALF = re.compile(
    rf"[{SPACE}-](?:and a half|en een half|einhalb|et demie?|y medi[oa]|e mezz[oa]|e mei[oa])\b", re.IGNORECASE
)
_EURO = re.compile(r"\s?['’]?\s?(euro?s?)\b")
_YEAR_SUFFIX = re.compile(r"(?:e?ko|e?an|rako|e?tik|e?ra|n|s)\b")


class Number(NamedTuple):
    """A number, where it stands, and how it is written."""

    value: float
    start: int
    end: int
    spelled: bool
    year: bool
    """Four digits without a mark between 1900 and 2099."""
    bare: bool
    """Without a word such as million after it."""
    times: int = 1
    """What such a word multiplies by."""


@lru_cache(maxsize=32)
def number_starters(language: str) -> frozenset[str]:
    """Return the words that a number in words may begin with, as they are written with and without accents."""
    multipliers = SPELLED_MAGNITUDES.get(language, frozenset())
    accented = {"millón", "milhão", "milhões", "tysiąc", "tysięcy", "milionów", "tūkstantis", "tisíc", "šimtas"}
    return frozenset(NUMBER_WORDS[language]) | multipliers | {word for word in accented if fold(word) in multipliers}


def number_at(text: str, start: int, language: str) -> Number | None:
    """Return the number in digits or words that begins at an offset, with a word such as million after it."""
    if text[start].isdigit():
        return _digits_at(text, start)
    return _words_at(text, start, language)


def _digits_at(text: str, start: int) -> Number | None:
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_/#" or (before in "-–.,:" and start > 1 and text[start - 2].isalnum()):
        return None
    match = DIGITS.match(text, start)
    if match is None:
        return None
    digits, end, value = match.group(), match.end(), number_value(match.group())
    magnitude = NEXT_WORD.match(text, end)
    times = MAGNITUDES.get(fold(magnitude.group(1))) if magnitude else None
    if magnitude and times and times >= 1_000 and _may_multiply(text, start, magnitude):
        end = magnitude.end() + (text[magnitude.end() : magnitude.end() + 1] == "." and _is_short(magnitude))
        decimal = digits.replace(",", ".") if re.fullmatch(r"\d+[.,]\d+", digits) else None
        return Number(_times(float(decimal) if decimal else value, times), start, end, False, False, False, times)
    following = text[end : end + 1]
    year = bool(re.fullmatch(r"(?:19|20)\d\d", digits))
    if following.isalpha() and not (year and _YEAR_SUFFIX.match(text, end)):
        return None
    return Number(value, start, end, False, year, True)


def number_value(digits: str) -> float:
    """Return what digits with marks come to: marks before three digits part thousands, others are decimal."""
    parts = re.split(r"[.,'’\s]", digits)
    marks = re.findall(r"[.,'’\s]", digits)
    if not marks:
        return float(digits)
    threes = all(len(part) == 3 for part in parts[1:])
    if len(marks) == 1 and threes and len(parts[0]) <= 3 and parts[0] != "0":
        return float("".join(parts))
    if len(marks) > 1 and threes and len(set(marks)) == 1:
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])


def _times(value: float, times: int) -> float:
    return round(value * times, 2)


def _is_short(magnitude: re.Match[str]) -> bool:
    return magnitude.group(1).lower() in ("mio", "mrd", "mln", "tys", "tis", "mill", "mld", "milj", "tūkst", "mn")


def _may_multiply(text: str, start: int, magnitude: re.Match[str]) -> bool:
    """Return whether a word after digits multiplies them: a letter alone does only next to a currency."""
    if len(magnitude.group(1)) > 1:
        return True
    return currency_before(text, start) is not None or currency_after(text, magnitude.end()) is not None


def _words_at(text: str, start: int, language: str) -> Number | None:
    if start and (text[start - 1].isalnum() or text[start - 1] in "-_/"):
        return None
    names, multipliers = NUMBER_WORDS[language], SPELLED_MAGNITUDES.get(language, frozenset())
    total, current, end, seen, position = 0.0, 0.0, start, False, start
    bare = True
    while True:
        match = _LETTERS.match(text, position)
        word = match.group().lower() if match else ""
        folded = fold(word) if word else ""
        if match and word in names:
            if seen and not _adds_up(current, names[word], language):
                break
            current += names[word]
        elif match and folded in multipliers:
            times = MAGNITUDES[folded]
            if times == 100:
                current = (current or 1) * 100
            else:
                total, current, bare = total + (current or 1) * times, 0.0, False
        else:
            break
        seen, end = True, match.end()
        if word in names and current < 1_000 and (half := _HALF.match(text, end)) is not None:
            current, end = current + 0.5, half.end()
        gap = _GAP.match(text, end)
        if gap is None:
            break
        position = gap.end()
    value = total + current
    if not seen or value <= 1:
        return None
    return Number(value, start, end, True, False, bare)


def _adds_up(current: float, following: int, language: str) -> bool:
    """Return whether a number word goes on with what came before: "twenty-five", "two hundred thirty"."""
    below = (
        20 if current in (40, 60, 80) or (current == 20 and language == "eu") else 10
    )  # soixante-douze, hogeita hamar
    return bool(current) and ((current % 10 == 0 and following < below) or (current % 100 == 0 and following < 100))


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """Return where a sign or code of money right before an offset begins, and its ISO 4217 code."""
    match = _CURRENCY_BEFORE.search(text, max(0, start - 5), start)
    if match is None or (match.start() and text[match.start() - 1].isalpha() and match.group(1) not in "€£$₺"):
        return None
    sign = match.group(1)
    code = CURRENCIES.get(sign.lower())
    return (match.start(), code) if code and (sign in "€£$₺" or sign.isupper() or sign == "US$") else None


def currency_after(text: str, end: int) -> tuple[int, str] | None:
    """Return where a sign, code or name of money right after an offset ends, and its ISO 4217 code."""
    match = _CURRENCY_AFTER.match(text, end)
    if match is None:
        # "de euros", "d'euros": after a million in some languages.
        return None
    word = match.group(1).lower()
    if word in ("de", "d", "di") and (following := _EURO.match(text, match.end())):
        return following.end(), "EUR"
    code = CURRENCIES.get(word)
    return (match.end(), code) if code else None
