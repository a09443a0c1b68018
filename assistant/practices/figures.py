"""Figures as texts state them: money, shares, counts, years and durations, in the ways of writing of Europe."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.practices.dates import dates_in, year_spans
from assistant.practices.figurewords import (
    ABOUT,
    ABOUT_AFTER,
    AT_LEAST,
    AT_LEAST_AFTER,
    AT_MOST,
    AT_MOST_AFTER,
    BETWEEN,
    CONJUNCTIONS,
    COUNTED,
    NOT_COUNTED_BEFORE,
    NUMBER_WORDS,
    PER,
    PERCENT_WORDS,
    RANGE_WORDS,
    TIME_UNITS,
    YEAR_BEFORE,
    YEARLY,
)
from assistant.practices.nouns import counted, noun_after
from assistant.practices.numerals import (
    DIGITS,
    NEXT_WORD,
    SPACE,
    Number,
    currency_after,
    currency_before,
    number_at,
    number_starters,
    number_value,
)
from assistant.practices.shapes import Figure, Unit
from corpus.mentions import fold

_TOKEN = re.compile(r"\d|[^\W\d_]{2,}")


_RANGE = re.compile(rf"[{SPACE}]?[-–—][{SPACE}]?(?=\d)|[{SPACE}]([^\W\d_]+)[{SPACE}]")


_PERCENT_AFTER = re.compile(
    rf"[{SPACE}-]?(?:%|(?:per|pour|por|vom)[{SPACE}](?:cent|ciento|cento|hundert)\b|([^\W\d_]+))", re.IGNORECASE
)


_OUT_OF = re.compile(
    rf"[{SPACE}](?:out of(?: every)?|in|of|op de|van de|von|de cada|sur|su|em cada|de)[{SPACE}]"
    r"(ten|10|tien|zehn|diez|dix|dieci|dez|100)\b"
)


_NOT_FIGURES = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+"
    r"|\b\d{4}-\d-[A-Z]{2}\d\d-\S+|\b\d{6}-EPP-\S+"
    r"|(?<![\w/-])(?=[\w/-]{0,30}\d)(?=[\w/-]{0,30}[A-Za-z])\w{1,30}+(?:[-/]\w{0,30}){2,8}+"
    r"|\b[A-Z]{2,}[A-Za-z]*[/-]\d+(?:/\d+)?"
    r"|\+\d[\d ()/.-]{6,20}\d|\b0\d{1,3}[ /-]\d[\d -]{4,16}\d"
    r"|\b(?:CC|CC BY(?:-\w+)*|version|ISO|EN|Debian|v)\s?\d+(?:\.\d+)?"
)


_OLD = re.compile(
    rf"[{SPACE}-]?(?:old|of age|de edad|oud|alt|de idade|d'âge|di età|wieku|vanus\w*|vuotiai\w*|olds?)\b",
    re.IGNORECASE,
)


_OF_AGE = frozenset("aged age ages tienen edad im-alter alter âgés leeftijd età idade wieku amžiaus vanuses".split())


_PERSONS = frozenset({"people", "learners", "teachers", "staff"})


_SIGN = re.compile(rf"[{SPACE}]?%")


_SIGN_BEFORE = re.compile(rf"%[{SPACE}]?$")


_LABEL = re.compile(r"([^\W\d_][\w' -]{2,40}): ?$")


_TWO_WORDS = re.compile(rf"[{SPACE}]*\(?[^\s.,;:)]+(?:[{SPACE}][^\s.,;:)]+)?")


_THEN_YEAR = re.compile(r"\s(?:19|20)\d\d")


_CLAUSE = re.compile(r"[.;:!?\n\t(]")


class _Bounds(NamedTuple):
    start: int
    about: bool
    at_least: bool
    at_most: bool


def figures_in(text: str, language: str | None = None) -> tuple[Figure, ...]:
    """Return the figures that a text states, in its order, none overlapping another.

    `language` (ISO 639-1) is the text's; without one, or for one that we do not know, words are read as English.
    Dates, addresses, telephone and project numbers, numbered tables and levels are no figures.
    """
    known = language if language in NUMBER_WORDS else "en"
    spans = year_spans(text)
    barred = [(span.start, span.end) for span in spans]
    barred += [match.span() for match in _NOT_FIGURES.finditer(text)] + dates_in(text)
    figures = [
        Figure(
            unit="year",
            value=span.first,
            upto=span.last if span.last != span.first else None,
            text=text[span.start : span.end],
            start=span.start,
            end=span.end,
        )
        for span in spans
    ]
    figures += _read(text, str(known), _joined(barred))
    return tuple(_with_rates_shared(text, sorted(figures, key=lambda each: each.start)))


def _read(text: str, language: str, barred: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    after = 0
    starters = number_starters(language)
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < after or not (text[start].isdigit() or token.group().lower() in starters):
            continue
        if _is_barred(barred, start, start + 1):
            continue
        number = number_at(text, start, language)
        if number is None:
            continue
        upper = _upper_of(text, number, language)
        figure = _figure(text, number, upper, language, after)
        if figure is not None and not _is_barred(barred, figure.start, figure.end):
            yield figure
        after = max((upper or number).end, figure.end if figure else 0)


def _is_barred(barred: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a stretch of text overlaps one of those that hold no figures, which do not overlap each other."""
    index = bisect_left(barred, (end, end))
    return index > 0 and barred[index - 1][1] > start


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _figure(text: str, number: Number, upper: Number | None, language: str, after: int) -> Figure | None:
    start, end, value = number.start, (upper or number).end, number.value
    upto = upper.value if upper else None
    if upper and number.bare and upper.times > 1 and value < upper.value / upper.times:
        value *= upper.times  # "2 to 3 million": the word after the second is the first one's too.
    bounds = _bounds(text, start, language)
    if (currency := currency_before(text, start)) is not None and currency[0] >= after:
        bounds = _bounds(text, currency[0], language)
        return _made(text, "money", value, upto, currency[1], bounds, end, after)
    if (currency := currency_after(text, end)) is not None:
        return _made(text, "money", value, upto, currency[1], bounds, currency[0], after)
    if (percent := _percent(text, number.start, end, language)) is not None:
        bounds = bounds._replace(start=min(bounds.start, percent[0]))
        return _made(text, "percent", value, upto, None, bounds, percent[1], after)
    if upper is None and (tenths := _OUT_OF.match(text, end)) is not None and 0 < value <= 100:
        of = 100 if tenths.group(1) == "100" else 10
        if value <= of:
            return _made(text, "percent", value * 100 / of, None, None, bounds, tenths.end(), after)
    if number.year and not _is_count(text, number, bounds, language):
        return _year(text, number) if number.bare else None
    if (duration := _duration(text, end)) is not None:
        unit, end = duration
        if unit == "year" and _is_age(text, bounds.start, end):
            return None
        return _made(text, "duration", value, upto, unit, bounds, end, after)
    return _count(text, number, value, upto, end, bounds, language, after)


def _upper_of(text: str, number: Number, language: str) -> Number | None:
    """Return the number at the other end of a range that begins with this one."""
    end = number.end
    if (sign := _SIGN.match(text, end)) is not None:
        end = sign.end()
    between = _RANGE.match(text, end)
    if between is None or number.year:
        return None
    word = (between.group(1) or "").lower()
    if word and word not in RANGE_WORDS:
        return None
    if word in CONJUNCTIONS or word in ("e", "a"):
        words = text[max(0, number.start - 30) : number.start].lower().split()
        if not BETWEEN & set(words[-2:]):
            return None
    upper = number_at(text, between.end(), language) if between.end() < len(text) else None
    if upper is None and not word:
        match = DIGITS.match(text, between.end())
        upper = Number(number_value(match.group()), between.end(), match.end(), False, False, True) if match else None
        if upper and text[upper.end : upper.end + 1].isalpha():
            return None
    return upper if upper and upper.value > number.value else None


def _bounds(text: str, start: int, language: str) -> _Bounds:
    """Return the words before a figure that make it rounded or a bound, and where they begin."""
    about = at_least = at_most = False
    while True:
        before = text[max(0, start - 32) : start]
        words = before.lower().replace("’", "'").rstrip(SPACE + ".").split()
        for count in (3, 2, 1):
            phrase = " ".join(words[-count:])
            which = [phrase in table.get(language, ()) for table in (ABOUT, AT_LEAST, AT_MOST)]
            if len(words) >= count and any(which):
                break
        else:
            return _Bounds(start, about, at_least, at_most)
        about, at_least, at_most = about or which[0], at_least or which[1], at_most or which[2]
        found = _place_of(words[-count:], before)
        if found is None:
            return _Bounds(start, about, at_least, at_most)
        start = max(0, start - 32) + found


def _place_of(words: Sequence[str], before: str) -> int | None:
    position = len(before)
    lower = before.lower().replace("’", "'")
    for word in reversed(words):
        position = lower.rfind(word, 0, position)
        if position < 0:
            return None
    return position


def _percent(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    match = _PERCENT_AFTER.match(text, end)
    if match and (match.group(1) is None or match.group(1).lower() in PERCENT_WORDS):
        return start, match.end()
    if language == "eu" and (sign := _SIGN_BEFORE.search(text, max(0, start - 3), start)):
        return sign.start(), end
    return None


def _duration(text: str, end: int) -> tuple[str, int] | None:
    match = NEXT_WORD.match(text, end)
    unit = TIME_UNITS.get(fold(match.group(1))) if match else None
    return (unit, match.end()) if match and unit else None


def _is_age(text: str, start: int, end: int) -> bool:
    if _OLD.match(text, end):
        return True
    words = [fold(word.strip(",;(")) for word in text[max(0, start - 32) : start].split()[-3:]]
    return any(word in _OF_AGE or COUNTED.get(word) in _PERSONS for word in words)


def _year(text: str, number: Number) -> Figure | None:
    before = text[max(0, number.start - 2) : number.start]
    if before.endswith(("§ ", "# ")):
        return None
    return Figure(
        unit="year",
        value=number.value,
        text=text[number.start : number.end],
        start=number.start,
        end=number.end,
    )


def _is_count(text: str, number: Number, bounds: _Bounds, language: str) -> bool:
    """Return whether four digits that could be a year are a count: "over 2000 companies", never "in 2016 companies"."""
    noun = noun_after(text, number.end, language)
    if noun is None or not noun[2]:
        return False
    if bounds.start != number.start:
        return True
    words = text[max(0, number.start - 20) : number.start].lower().split()
    return number.value == 2000 and bool(words) and words[-1] not in YEAR_BEFORE


def _count(
    text: str,
    number: Number,
    value: float,
    upto: float | None,
    end: int,
    bounds: _Bounds,
    language: str,
    after: int,
) -> Figure | None:
    before = re.search(rf"([^\W\d_]+)[{SPACE}]?$", text[max(0, bounds.start - 20) : bounds.start])
    if value <= 1 or (before and before.group(1).lower() in NOT_COUNTED_BEFORE):
        return None if value > 1 else _labelled(text, number, language)
    noun = noun_after(text, end, language)
    if noun is None:
        return _labelled(text, number, language)
    name, noun_end, known = noun
    if not known:
        first = text[end : end + 2].strip()
        if number.spelled or value != int(value) or (first[:1].isupper() and language != "de"):
            return None
    return _made(text, "count", value, upto, name, bounds, noun_end, after)


def _labelled(text: str, number: Number, language: str) -> Figure | None:
    """Return the count of a label before it, as tables have them: "Schools: 10"."""
    label = _LABEL.search(text, max(0, number.start - 45), number.start)
    if label is None or number.year or number.value != int(number.value):
        return None
    names = [name for word in label.group(1).split() if (name := counted(word, language)) is not None]
    following = text[number.end : number.end + 1]
    if not names or (following and following not in ";.,\n"):
        return None
    return Figure(
        unit="count",
        value=number.value,
        of=names[0],
        text=text[number.start : number.end],
        start=number.start,
        end=number.end,
    )


def _made(
    text: str,
    unit: Unit,
    value: float,
    upto: float | None,
    of: str | None,
    bounds: _Bounds,
    end: int,
    after: int,
) -> Figure:
    start = max(bounds.start, after)
    following = text[end : end + 20].lower().lstrip(SPACE)
    per, per_end = _rate_after(text, end)
    if per is None and unit in ("money", "count") and _yearly_before(text, start, after):
        per = "year"
    return Figure(
        unit=unit,
        value=value,
        upto=upto,
        of=of,
        per=per,
        about=bounds.about or following.startswith(ABOUT_AFTER),
        at_least=bounds.at_least or following.startswith(AT_LEAST_AFTER) or text[end : end + 1] == "+",
        at_most=bounds.at_most or following.startswith(AT_MOST_AFTER),
        text=text[start:per_end],
        start=start,
        end=per_end,
    )


def _rate_after(text: str, end: int) -> tuple[str | None, int]:
    words = _TWO_WORDS.match(text, end)
    if words is None:
        return None, end
    lead = len(words.group()) - len(words.group().lstrip(SPACE + "("))
    phrase = words.group()[lead:].lower().replace("’", "'")
    for candidate in (phrase, phrase.split(" ")[0]):
        rate_end = end + lead + len(candidate)
        if candidate in PER and not _THEN_YEAR.match(text, rate_end):
            return PER[candidate], rate_end
    return None, end


def _yearly_before(text: str, start: int, after: int) -> bool:
    """Return whether the clause before a figure says that it is for each year: "its yearly budget is"."""
    clause = _CLAUSE.split(text[max(after, start - 60) : start])[-1]
    return bool(YEARLY & set(clause.lower().replace(",", " ").split()))


def _with_rates_shared(text: str, figures: list[Figure]) -> list[Figure]:
    """Give "35,000 students and 3,800 teachers a year" the rate of the second to the first too."""
    shared = list(figures)
    for index in range(len(shared) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        between = text[one.end : other.start].strip().lower()
        if one.unit == other.unit == "count" and one.per is None and other.per and between in _AND:
            shared[index] = one.model_copy(update={"per": other.per})
    return shared


_AND = frozenset("and en und et y e ja eta ir i och og &".split())
