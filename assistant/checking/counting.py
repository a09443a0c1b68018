"""Counting: the figures, dates and other numbers of a text, as values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.checking.measuring import (
    durations_in_words,
    halved_durations,
    measures_in,
    multiples_in,
    periods_in,
    times_in,
)
from assistant.checking.sharing import collections_in, shares_in
from assistant.practices.figures import figures_in
from assistant.practices.figurewords import NUMBER_WORDS
from assistant.practices.numerals import DIGITS, number_at, number_starters, number_value
from assistant.practices.shapes import Figure
from corpus.mentions import Token, fold, tokens_of


class Date(NamedTuple):
    """A date as far as a text gives it, and where it stands."""

    day: int | None
    month: int
    year: int | None
    start: int
    end: int


class Numbers(NamedTuple):
    """All numbers of a text: figures with what they count, values of any kind, dates, and the lengths of its lists.

    `measures` are values with a unit of length, weight or the like; `times` how often something is, `periods` for what
    time or how often in it ("monthly"), `multiples` by what something grew ("doubled").
    """

    text: str
    figures: tuple[Figure, ...]
    values: tuple[tuple[float, int, int], ...]
    dates: tuple[Date, ...]
    listed: frozenset[int]
    ordinals: frozenset[int] = frozenset()
    language: str | None = None
    measures: tuple[tuple[float, str, int, int], ...] = ()
    times: tuple[tuple[float, int, int], ...] = ()
    periods: tuple[tuple[str, int, int], ...] = ()
    multiples: tuple[tuple[float, int, int], ...] = ()

    def all_values(self) -> list[float]:
        """Return every value that stands there, whatever it counts."""
        return [*(each[0] for each in self.values), *(each.value for each in self.figures)]

    def has(self, value: float) -> bool:
        """Whether a value stands there, whatever it counts."""
        return (
            any(same(each, value) for each, _, _ in self.values)
            or any(
                same(figure.value, value) or (figure.upto is not None and same(figure.upto, value))
                for figure in self.figures
            )
            or value in self.ordinals
        )


@lru_cache(maxsize=2_048)
def numbers_of(text: str, language: str | None) -> Numbers:
    """Return the numbers of a text of a few sentences."""
    parts = list(collections_in(text, language))
    parts += [each for each in halved_durations(text) if not _overlaps(each, parts)]
    shares = [*parts, *(each for each in shares_in(text, language) if not _overlaps(each, parts))]
    shares += [each for each in durations_in_words(text, language) if not _overlaps(each, shares)]
    figures = [figure for figure in figures_in(text, language) if not _overlaps(figure, shares)]
    figures += [*shares, *_beside(text, figures)]
    return Numbers(
        text=text,
        figures=tuple(sorted(figures, key=lambda each: each.start)),
        values=tuple(_values(text, language)),
        dates=tuple(_dates(text, language)),
        listed=_lists(text),
        language=language,
        measures=tuple(measures_in(text, language)),
        times=tuple(times_in(text, language)),
        periods=tuple(periods_in(text)),
        multiples=tuple(multiples_in(text)),
        ordinals=frozenset(_ORDINALS[token.folded] for token in tokens_of(text) if token.folded in _ORDINALS),
    )


def _overlaps(figure: Figure, others: Sequence[Figure]) -> bool:
    return any(each.start < figure.end and figure.start < each.end for each in others)


def _values(text: str, language: str | None) -> Iterator[tuple[float, int, int]]:
    known = str(language) if language in NUMBER_WORDS else "en"
    starters = number_starters(known)
    after = 0
    for token in tokens_of(text):
        start = token.start
        if start < after:
            continue
        word = text[start : token.end].lower()
        if text[start].isdigit():
            number = number_at(text, start, known)
            match = DIGITS.match(text, start)
            if number is not None:
                yield number.value, number.start, number.end
                after = number.end
            elif match is not None and not word.isalpha():
                yield number_value(match.group()), match.start(), match.end()
                after = match.end()
        elif word in starters and (number := number_at(text, start, known)) is not None:
            yield number.value, number.start, number.end
            after = number.end


def _beside(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the numbers that share the noun of the one behind them: "56 and 52 organisations"."""
    for figure in figures:
        before = _AND_BEFORE.search(text, max(0, figure.start - 30), figure.start)
        if figure.unit == "count" and figure.of and before is not None:
            start = before.start(1)
            if not any(each.start <= start < each.end for each in figures):
                value = number_value(before.group(1))
                yield figure.model_copy(
                    update={"value": value, "text": before.group(1), "start": start, "end": before.end(1)}
                )


_AND_BEFORE = re.compile(r"(?<![\w.,])(\d[\d.,]*) (?:and|or|en|und|et|y|e|ja|ir|i|a|eta|och|og) $")
_ORDINALS = {
    fold(word): number
    for number, words in {
        2: "second tweede zweite zweiten zweites deuxième second segundo segunda secondo seconda toinen toisen toinen"
        " teine teise antras antra antrą drugi druga drugie druhý druhá bigarren",
        3: "third derde dritte dritten troisième tercer tercero tercera terzo terza terceiro kolmas kolmannen kolmas"
        " trečias trzeci třetí hirugarren",
        4: "fourth vierde vierte vierten quatrième cuarto cuarta neljäs ketvirtas laugarren",
        5: "fifth vijfde fünfte cinquième quinto quinta viides penktas bosgarren",
    }.items()
    for word in words.split()
}


def _lists(text: str) -> frozenset[int]:
    """Return how many items the lists of a text have, be they in its sentences or a line each."""
    lengths: set[int] = set()
    for line in re.split(r"[\n.;:()]", text):
        if "," in line or re.search(r"\b(?:and|en|und|et|y|e|ja|ir|i|a|eta)\b", line):
            items = [item for item in re.split(r",|\b(?:and|en|und|et|y|e|ja|ir|i|a|eta)\b", line) if item.strip()]
            lengths.add(len(items))
    return frozenset({*lengths, *rows_of(text), *names_listed_in(text)} - {0, 1})


def names_listed_in(text: str) -> frozenset[int]:
    """Return how many names stand in the lists of a text: "Italy, Malta and Spain"."""
    runs = (run.group() for run in _NAMES_LISTED.finditer(text))
    return frozenset(len(re.split(rf",? (?:{_AND}) |, ", run)) for run in runs)


def rows_of(text: str) -> frozenset[int]:
    """Return how many lines of a text are items of a list, or begin with what they are about."""
    bullets = re.findall(r"^\s*(?:[-•*]|\d+[.)])\s", text, re.MULTILINE)
    rows = re.findall(r"^[^\n:]{2,30}:", text, re.MULTILINE)
    return frozenset({len(bullets), len(rows)} - {0, 1})


_AND = "and|or|en|of|und|oder|et|ou|y|e|o|ja|tai|või|ir|i|a|eta|och|og"
_LISTED_NAME = r"(?!\d)[^\W_a-zà-öø-ÿ][\w'’-]+(?: [^\W\d_a-zà-öø-ÿ][\w'’-]+){0,2}"
_NAMES_LISTED = re.compile(
    rf"\b{_LISTED_NAME}(?:(?:, {_LISTED_NAME})+(?:,? (?:{_AND}) {_LISTED_NAME})?| (?:{_AND}) {_LISTED_NAME})"
)


def _month_names(language: str, width: Literal["wide", "abbreviated"]) -> Iterator[tuple[str, int]]:
    """Yield the names of the months, folded, in a language and in English, with their numbers."""
    from babel import Locale, UnknownLocaleError

    for code in dict.fromkeys((language, "en")):
        try:
            months = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            yield from ((fold(name), number) for number, name in months[form][width].items())


@lru_cache(maxsize=32)
def _months(language: str) -> tuple[tuple[str, int], ...]:
    names: dict[str, int] = {}
    for name, number in _month_names(language, "wide"):
        names.setdefault(name, number)
    return tuple(sorted(names.items(), key=lambda each: -len(each[0])))


def _month(word: str, language: str) -> int | None:
    for name, number in _months(language):
        stem = name if len(name) <= 5 else name[: max(5, len(name) - 2)]
        if word == name or (
            language in _INFLECTING and word.startswith(stem) and len(word) <= len(name) + 5 and len(name) > 4
        ):
            return number
        if (
            language == "et"
            and word.startswith(name)
            and word.removeprefix(name) in ("ni", "st", "s", "l", "le", "kuu")
        ):
            return number
    return None


_INFLECTING = frozenset("fi et lt lv pl cs sk eu de sv da".split())


def is_month(word: str, language: str | None) -> bool:
    """Whether a folded word is the name of a month."""
    return any(word == name for name, _ in _months(language or "en"))


_NUMERIC = re.compile(
    r"(?<![\w.])(?:(?P<d>\d{1,2})(?:/|\. ?)(?P<m>\d{1,2})(?:/|\. ?)(?P<y>(?:19|20)\d\d)|(?P<y2>(?:19"
    r"|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d))(?!\w)"
)
_MONTH_AND_YEAR = re.compile(r"(?<![\w./-])(0?[1-9]|1[0-2])[/.]((?:19|20)\d\d)(?![\w/]|[.,]\d)")
_NUMBERED_MONTHS = re.compile(
    r"\b(?:months?|maand(?:en)?|monate?n?|mois|mes(?:es)?|mesi|mese|mês|meses|miesiąc\w*|měsíc\w*|mėnes\w+|kuukau\w+"
    r"|kuude\w*|kuu\w?) (?P<first>0?[1-9]|1[0-2])(?: (?:and|to|en|tot|und|bis|et|à|y|a|e|i|ir|ja|až|do|iki) "
    r"(?P<last>0?[1-9]|1[0-2]))? (?:of |van |von |des jahres |de |d[aeo] |del |dell'anno |w |v )?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\.(0[1-9]|1[0-2])\.?(?![\d,%])")
_OF_THE_YEAR = frozenset("aasta aastal vuoden m metu metais roku".split())
_WITH_DOTS = frozenset({"et", "fi", "de", "lt", "lv", "cs", "pl", "sk"})


def _dates(text: str, language: str | None) -> Iterator[Date]:
    for match in _NUMERIC.finditer(text):
        day, month, year = (match.group(name) or match.group(f"{name}2") for name in "dmy")
        yield Date(int(day), int(month), int(year), match.start(), match.end())
    numeric = [match.span() for match in _NUMERIC.finditer(text)]
    yield from _months_by_number(text, numeric)
    if language in _WITH_DOTS:
        for match in _DAY_AND_MONTH.finditer(text):
            if 0 < int(match.group(1)) <= 31 and not any(a <= match.start() < b for a, b in numeric):
                yield Date(int(match.group(1)), int(match.group(2)), None, match.start(), match.end())
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        if not token.folded.isalpha() or len(token.folded) < 3:
            continue
        month = _month(token.folded, language or "en") or _short_month(text, tokens, index, language or "en")
        if month is None:
            continue
        before = [each for each in tokens[max(0, index - 2) : index] if text[each.end : token.start].count("\n") == 0]
        behind, further = list(tokens[index + 1 : index + 4]), tokens[index + 1 : index + 5]
        day = next((_number(each.folded) for each in reversed(before) if 0 < _number(each.folded) <= 31), None)
        year = next((_number(each.folded) for each in behind if 1900 <= _number(each.folded) <= 2099), None)
        if len(before) == 2 and before[1].folded in _OF_THE_YEAR and 1900 <= _number(before[0].folded) <= 2099:
            year = _number(before[0].folded)
        elif before and re.fullmatch(r"(?:19|20)\d\d[a-z]{1,4}", before[-1].folded):
            year = _number(before[-1].folded)
        if year is None:
            year = next((_number(each.folded) for each in before if 1900 <= _number(each.folded) <= 2099), None)
        if day is None and behind and 0 < _number(behind[0].folded) <= 31:
            day = _number(behind[0].folded)
        capital = text[token.start].isupper()
        if day is None and year is None and (language in ("en", "de", None) and not capital):
            continue
        if token.folded in ("may", "mars", "march", "mai", "mei", "marzo", "liepos", "spalio", "maj", "marca") and (
            day is None and year is None and not any(_month(each.folded, language or "en") for each in further)
        ):
            continue
        start, end = token.start, token.end
        for each in before:
            if day is not None and _number(each.folded) == day:
                start = each.start
        if day is not None and start == token.start and behind and _number(behind[0].folded) == day:
            end = behind[0].end
        yield Date(day, month, year, start, end)


def _months_by_number(text: str, numeric: Sequence[tuple[int, int]]) -> Iterator[Date]:
    """Yield months that stand as numbers before their year: "10/2018", "months 10 and 11 of 2018"."""
    for match in _MONTH_AND_YEAR.finditer(text):
        if not any(start <= match.start() < end for start, end in numeric):
            yield Date(None, int(match.group(1)), int(match.group(2)), match.start(), match.end())
    for match in _NUMBERED_MONTHS.finditer(text):
        for name in ("first", "last"):
            if match[name]:
                yield Date(None, int(match[name]), int(match["year"]), match.start(name), match.end(name))


def _short_month(text: str, tokens: Sequence[Token], index: int, language: str) -> int | None:
    """Return the month that a word before a year, and maybe behind a day, stands for in short: "Oct. 2018"."""
    month = _short_months(language).get(tokens[index].folded)
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if month is None or behind is None or not 1900 <= _number(behind.folded) <= 2099:
        return None
    return month if text[tokens[index].end : behind.start].strip() in ("", ".", "-", "/") else None


@lru_cache(maxsize=32)
def _short_months(language: str) -> Mapping[str, int]:
    names: dict[str, int] = {"sept": 9}
    for name, number in _month_names(language, "abbreviated"):
        names.setdefault(name.rstrip("."), number)
    return names


def _number(word: str) -> int:
    match = re.match(r"\d{1,4}", word)
    return int(match.group()) if match and len(word) - match.end() <= 3 else -1


def same(one: float, other: float) -> bool:
    """Whether two values are the same but for how they are kept."""
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1.0)
