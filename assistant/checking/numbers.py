"""Numbers: whether the figures, dates and other numbers of a statement stand in what it cites, as values."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checking.reading import Term, terms_of
from assistant.checking.shapes import Difference, Reason
from assistant.practices.figures import figures_in
from assistant.practices.figurewords import NUMBER_WORDS, TIME_UNITS
from assistant.practices.numerals import DIGITS, number_at, number_starters, number_value
from assistant.practices.shapes import Figure
from corpus.documents import Document
from corpus.mentions import Token, fold, tokens_of

_WORDS = re.compile(r"[^\W\d_]+")
_ROUND = 0.06
_ROUND_TENTHS = 4.0
_ROUND_UP = 1.3
_ROUND_DOWN = 0.8
_LISTED = 12
_MOST_FOUND = 4
_DAYS: dict[str, float] = {"year": 365, "month": 30.4167, "week": 7, "day": 1, "hour": 1 / 24, "minute": 1 / 1440}

_PEOPLE = frozenset({"learners", "teachers", "staff", "people"})
_BODIES = frozenset({"schools", "universities", "companies", "partners", "organisations", "networks", "partnerships"})
_WIDE = frozenset({"people", "partners", "organisations", "networks", "partnerships"})

NEARLY = frozenset(
    "nearly almost bijna haast knapp fast beinahe presque pres casi quase quasi lahes melkein vajaa peaaegu ligi"
    " beveik prawie blisko niemal temer skoro ia".split()
)
"""Words before a figure that say that what is meant is a little less, folded."""

FRACTIONS: dict[str, float] = {
    fold(word): value
    for value, words in {
        50.0: "half helft halve hälfte halb moitié mitad media metà metade puolet puolta puoli pool poole pusė pusę"
        " połowa połowę połowy polovina polovinu poloviny erdia erdiak erdiek",
        33.3: "third derde drittel tiers tercio terzo terço kolmasosa kolmannes kolmasosaa kolmandik kolmandiku"
        " trečdalis trečdalį jedna-trzecia třetina třetinu herena",
        66.7: "two-thirds tweederde zweidrittel kaksikolmasosaa",
        25.0: "quarter kwart viertel quart cuarto quarto neljännes neljäsosa veerand veerandi ketvirtadalis"
        " ketvirtadalį čtvrtina čtvrtinu laurdena ćwierć",
        75.0: "three-quarters driekwart dreiviertel",
        10.0: "tenth tiende zehntel dixième décima décimo decimo kymmenesosa kymmenesosan kümnendik dešimtadalis"
        " dziesiąta desetina hamarren",
        20.0: "fifth vijfde fünftel cinquième quinto viidesosa viidennes viiendik penktadalis pětina bosten",
    }.items()
    for word in words.split()
}
_TWO = frozenset("two twee zwei deux dos dois duas due kaksi kaks du dwie dva dve bi".split())
_THREE = frozenset("three drie drei trois tres tre kolme kolm trys trzy tri hiru".split())
_NOT_FRACTIONS = frozenset(
    "year years jaar jahr jahre hour day days time way term uur stunde heure hora ora vuosi vuotta aasta world country"
    " countries place sector education year's century of-the-year person persons school".split()
)


class Date(NamedTuple):
    """A date as far as a text gives it, and where it stands."""

    day: int | None
    month: int
    year: int | None
    start: int
    end: int


class Numbers(NamedTuple):
    """All numbers of a text: figures with what they count, values of any kind, dates, and the lengths of its lists."""

    text: str
    figures: tuple[Figure, ...]
    values: tuple[tuple[float, int, int], ...]
    dates: tuple[Date, ...]
    listed: frozenset[int]
    ordinals: frozenset[int] = frozenset()
    language: str | None = None

    def has(self, value: float) -> bool:
        """Whether a value stands there, whatever it counts."""
        return (
            any(_same(each, value) for each, _, _ in self.values)
            or any(
                _same(figure.value, value) or (figure.upto is not None and _same(figure.upto, value))
                for figure in self.figures
            )
            or value in self.ordinals
        )


@lru_cache(maxsize=2_048)
def numbers_of(text: str, language: str | None) -> Numbers:
    """Return the numbers of a text of a few sentences."""
    shares = [*_parts_of_millions(text), *_shares(text, language)]
    figures = [
        figure
        for figure in figures_in(text, language)
        if not any(share.start < figure.end and figure.start < share.end for share in shares)
    ]
    figures += [*shares, *_beside(text, figures)]
    return Numbers(
        text=text,
        figures=tuple(sorted(figures, key=lambda each: each.start)),
        values=tuple(_values(text, language)),
        dates=tuple(_dates(text, language)),
        listed=_lists(text),
        language=language,
        ordinals=frozenset(_ORDINALS[token.folded] for token in tokens_of(text) if token.folded in _ORDINALS),
    )


def number_differences(
    said: Numbers,
    sourced: Sequence[Numbers],
    carrying: Sequence[Numbers],
    known: Numbers,
    years: frozenset[int],
    countries: frozenset[int] = frozenset(),
) -> Iterator[Difference]:
    """Yield the numbers of a statement that its sources do not have.

    `sourced` are the numbers of the sources, `carrying` of the sentences that carry the statement, `known` those of
    titles and headings; `years` those that the documents declare, `countries` how many countries they name.
    """
    covered: list[tuple[int, int]] = []
    for date in said.dates:
        covered.append((date.start, date.end))
        if not _date_stands(date, [*sourced, known]):
            found = [n.text[d.start : d.end] for n in sourced for d in n.dates]
            yield _difference("date", said.text, date.start, date.end, found)
    for figure in said.figures:
        if any(start < figure.end and figure.start < end for start, end in covered):
            continue
        covered.append((figure.start, figure.end))
        if figure.of == "countries" and figure.value in countries:
            continue
        yield from _figure_differences(figure, said, sourced, carrying, known, years)
    for value, start, end in said.values:
        if any(first <= start < last for first, last in covered):
            continue
        if other := _counted_otherwise(said, value, end, carrying):
            yield _difference("figure", said.text, start, end, other)
            continue
        if not any(each.has(value) for each in (*sourced, known)) and not _counts_list(value, sourced):
            found = [n.text[a:b] for n in carrying for v, a, b in n.values if v != value]
            yield _difference("figure", said.text, start, end, found)


def _counted_otherwise(said: Numbers, value: float, end: int, carrying: Sequence[Numbers]) -> list[str]:
    """Return how many there are in the sources of what a number of a statement counts, if it is never that many."""
    noun = _next_noun(said, end)
    if noun is None:
        return []
    found: list[tuple[float, str]] = []
    for numbers in carrying:
        for other, start, stop in numbers.values:
            beside = _next_noun(numbers, stop)
            if beside is not None and other < _YEARS_FROM and noun.keys & beside.keys:
                found.append((other, numbers.text[start : beside.end]))
    if not found or any(_same(other, value) for other, _ in found):
        return []
    return [text for _, text in found]


def _next_noun(numbers: Numbers, end: int) -> Term | None:
    """Return the first word behind a number that says something."""
    behind = [term for term in terms_of(numbers.text, numbers.language) if term.start >= end][:3]
    for term in behind:
        if numbers.text[end : term.start].strip() and any(mark in ".,;:(" for mark in numbers.text[end : term.start]):
            return None
        if term.folded.isdigit():
            return None
        if not term.small:
            return term
    return None


_YEARS_FROM = 1900


def _figure_differences(
    figure: Figure,
    said: Numbers,
    sourced: Sequence[Numbers],
    carrying: Sequence[Numbers],
    known: Numbers,
    years: frozenset[int],
) -> Iterator[Difference]:
    if figure.unit == "year":
        yield from _year_differences(figure, said, sourced, carrying, known, years)
        return
    figures = [each for numbers in (*sourced, known) for each in numbers.figures]
    alike = [each for each in figures if each.unit == figure.unit]
    fitting = [each for each in alike if _agrees(figure, each, said.text)]
    of_same = [each for each in alike if each.of == figure.of and figure.of is not None]
    agreeing = [each for each in fitting if _same_thing(figure, each)]
    if "member" in fold(figure.text) and agreeing:
        return
    if agreeing and (figure.unit != "count" or not of_same or any(each.of == figure.of for each in agreeing)):
        return
    if fitting and (figure.unit != "count" or of_same or _differ(figure, fitting)):
        reason: Reason = "figure" if figure.unit == "count" else "unit"
        yield _difference(reason, said.text, figure.start, figure.end, [each.text for each in (*of_same, *fitting)])
        return
    told = (
        figure.of
        and "member" not in fold(figure.text)
        and any(each.of == figure.of for numbers in carrying for each in numbers.figures if each.unit == "count")
    )
    if fitting or (not (told and figure.unit == "count") and _stands_otherwise(figure, sourced, known, years)):
        return
    wrong_unit = [each for each in figures if each.unit != figure.unit and _value_agrees(figure, each.value)]
    if wrong_unit and figure.unit != "count":
        yield _difference("unit", said.text, figure.start, figure.end, [each.text for each in wrong_unit])
        return
    near = of_same or alike or [each for numbers in carrying for each in numbers.figures if each.unit != "year"]
    yield _difference("figure", said.text, figure.start, figure.end, [each.text for each in near])


def _stands_otherwise(figure: Figure, sourced: Sequence[Numbers], known: Numbers, years: frozenset[int]) -> bool:
    """Whether a figure stands in a source otherwise: without its noun or sign, as a list, or as a span of years."""
    if figure.unit == "count" and _counts_list(figure.value, sourced):
        return True
    if figure.unit == "duration" and any(
        figure.value in numbers.ordinals
        and any(TIME_UNITS.get(token.folded) == figure.of for token in tokens_of(numbers.text))
        for numbers in sourced
    ):
        return True  # "every two years" is "every second year"
    for numbers in (*sourced, known):
        read = [
            (each.start, each.end)
            for each in numbers.figures
            if (each.unit != "count" or each.of)
            and not (figure.unit == "count" and figure.of not in _KNOWN and each.unit == "duration")
        ]
        for value, start, end in numbers.values:
            inside = any(first <= start < last for first, last in read)
            if _value_agrees(figure, value) and not inside and _same_kind(figure, numbers.text, start, end):
                return True
        if figure.unit == "duration" and any(_spans(figure, each) for each in numbers.figures):
            return True
    if figure.unit == "duration" and figure.of == "year" and len(years) > 1:
        return abs((max(years) - min(years)) - figure.value) <= 1
    return False


def _same_kind(figure: Figure, text: str, start: int, end: int) -> bool:
    """Whether a number that no unit was read of may be of a figure's unit."""
    line = text[max(0, text.rfind("\n", 0, start)) : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    if figure.unit == "percent":
        return "%" in line
    if figure.unit == "money":
        return any(each.unit == "money" for each in figures_in(line)) or bool(
            re.search(r"€|\bEUR\b|\beuro|\bkr\b|[$£]", line, re.IGNORECASE)
        )
    if figure.unit == "duration":
        return any(TIME_UNITS.get(token.folded) == figure.of for token in tokens_of(line))
    return True


def _spans(figure: Figure, span: Figure) -> bool:
    return (
        span.unit == "year"
        and span.upto is not None
        and figure.of == "year"
        and abs((span.upto - span.value) - figure.value) <= 1
    )


def _agrees(figure: Figure, source: Figure, said: str) -> bool:
    """Whether a figure of a statement comes to what one of the same unit in a source says, as far as it is rounded."""
    if figure.unit == "duration":
        factor = _DAYS.get(source.of or "", 1) / _DAYS.get(figure.of or "", 1)
        values = [source.value * factor, *([source.upto * factor] if source.upto else [])]
        loose = 0.03 if figure.of != source.of else 0.0
    else:
        values, loose = [source.value, *([source.upto] if source.upto else [])], 0.0
    if figure.upto is not None:
        return len(values) == 2 and _near(figure.value, values[0], loose) and _near(figure.upto, values[1], loose)
    if not (figure.about or figure.at_least or figure.at_most) and _hedged(said, figure.start):
        figure = figure.model_copy(update={"about": True})
    nearly = bool(NEARLY & {fold(word) for word in _WORDS.findall(figure.text)})
    source_nearly = bool(NEARLY & {fold(word) for word in _WORDS.findall(source.text)})
    if _opposed(figure, source, nearly, source_nearly):
        return False
    return any(_near(figure.value, value, loose) for value in values) or _rounded(figure, source, values, nearly)


def _hedged(text: str, start: int) -> bool:
    """Whether words before a figure say that it is rounded: "slightly more than"."""
    return bool(HEDGES & {fold(word) for word in _WORDS.findall(text[max(0, start - 30) : start])})


HEDGES = frozenset(
    "slightly somewhat roughly legerement iets etwas leicht algo ligeramente poco hieman vahan veidi siek-tiek nieco"
    " trochu apur pixka bat just".split()
)


def _opposed(figure: Figure, source: Figure, nearly: bool, source_nearly: bool) -> bool:
    """Whether one figure is a lower bound where the other is an upper one, or just below it."""
    lower, upper = figure.at_least, figure.at_most or nearly
    source_lower, source_upper = source.at_least, source.at_most or source_nearly
    if not _same(figure.value, source.value):
        return False
    return (lower and source_upper) or (upper and source_lower)


def _rounded(figure: Figure, source: Figure, values: Sequence[float], nearly: bool) -> bool:
    value = figure.value
    if figure.at_least:
        most = 2.0 if figure.unit == "percent" else _ROUND_UP
        return any(value <= each <= value * most for each in values)
    if figure.at_most or nearly:
        return any(value * _ROUND_DOWN <= each <= value for each in values)
    if figure.unit == "percent" and "%" not in figure.text and figure.about:
        return any(abs(each - value) <= _ROUND_TENTHS for each in values)
    if figure.about:
        return any(abs(each - value) <= max(_ROUND * each, 0.5) for each in values)
    if figure.unit in ("money", "percent", "count") and not source.about:
        step = _step(figure)
        return step > 0 and any(abs(each - value) <= step / 2 and each != value for each in values)
    return False


def _step(figure: Figure) -> float:
    """Return to what a figure is rounded as it is written: 1.6 million to 100,000; 0 for one that is not."""
    match = DIGITS.search(figure.text)
    if match is None:
        return 0.0
    digits = match.group()
    written = number_value(digits)
    if figure.unit == "percent":
        return 1.0 if "." not in digits and "," not in digits else 0.1
    if written <= 0 or figure.value / written < 1_000:
        return 0.0
    decimals = len(re.split(r"[.,]", digits)[-1]) if re.search(r"[.,]", digits) else 0
    return float(round(figure.value / written)) / float(10**decimals)


def _value_agrees(figure: Figure, value: float) -> bool:
    bare = Figure(unit=figure.unit, value=value, of=figure.of, text="", start=0, end=0)
    return _same(figure.value, value) or _rounded(
        figure, bare, [value], bool(NEARLY & {fold(word) for word in _WORDS.findall(figure.text)})
    )


def _same_thing(figure: Figure, source: Figure) -> bool:
    """Whether two figures of one unit are of the same thing: currency, counted noun, and rate if both have one."""
    if figure.per and source.per and figure.per != source.per:
        return False
    if figure.unit == "money":
        return figure.of == source.of or None in (figure.of, source.of)
    if figure.unit != "count" or "member" in fold(figure.text):
        return True
    return _compatible(figure.of, source.of)


def _compatible(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    if {one, other} == {"staff", "teachers"}:
        return True
    return any(one in group and other in group and bool({one, other} & _WIDE) for group in (_PEOPLE, _BODIES))


_KNOWN = frozenset(
    "schools universities learners teachers staff companies partners organisations countries regions networks"
    " partnerships projects people placements jobs courses applications".split()
)


def _differ(figure: Figure, fitting: Sequence[Figure]) -> bool:
    """Whether what is counted is known on both sides, and is never the same."""
    if figure.of not in _KNOWN:
        return False
    return all(each.of in _KNOWN and not _compatible(figure.of, each.of) for each in fitting)


def _year_differences(
    figure: Figure,
    said: Numbers,
    sourced: Sequence[Numbers],
    carrying: Sequence[Numbers],
    known: Numbers,
    years: frozenset[int],
) -> Iterator[Difference]:
    stretch = {int(value) for numbers in sourced for value in _years_of(numbers)}
    elsewhere = {int(value) for value in _years_of(known)} | years
    own = {int(value) for value in _years_of(said)}
    if figure.upto is not None:
        spans = [each for numbers in sourced for each in numbers.figures if each.unit == "year" and each.upto]
        same = any(_same(each.value, figure.value) and _same(each.upto or 0, figure.upto) for each in spans)
        other = [each for each in spans if _same(each.value, figure.value) or _same(each.upto or 0, figure.upto)]
        if other and not same:
            yield _difference("date", said.text, figure.start, figure.end, [each.text for each in other])
            return
    replaced = {int(value) for numbers in carrying for value in _years_of(numbers)} - own
    for value in {int(figure.value), int(figure.upto or figure.value)}:
        if value in stretch or (value in elsewhere and not replaced):
            continue
        found = [each.text for numbers in sourced for each in numbers.figures if each.unit == "year"]
        yield _difference(
            "date", said.text, figure.start, figure.end, found or [str(each) for each in sorted(replaced)]
        )
        return


def _years_of(numbers: Numbers) -> Iterator[float]:
    for figure in numbers.figures:
        if figure.unit == "year":
            yield from (figure.value, figure.upto or figure.value)
    yield from (value for value, _, _ in numbers.values if 1900 <= value <= 2099 and value == int(value))


def _counts_list(value: float, sourced: Sequence[Numbers]) -> bool:
    return value == int(value) and 2 <= value <= _LISTED and any(int(value) in numbers.listed for numbers in sourced)


def spans_found(said: Numbers, there: Numbers) -> Iterator[tuple[int, int, bool]]:
    """Yield where each number of a statement stands, and whether a sentence has it."""
    for date in said.dates:
        yield date.start, date.end, _date_stands(date, [there])
    for value, start, end in said.values:
        figure = next((each for each in said.figures if each.start <= start < each.end), None)
        if figure is None:
            yield start, end, there.has(value)
        else:
            yield start, end, _figure_found(figure, said, there)
    for figure in said.figures:
        if not any(figure.start <= start < figure.end for _, start, _ in said.values):
            yield figure.start, figure.end, _figure_found(figure, said, there)


def _figure_found(figure: Figure, said: Numbers, there: Numbers) -> bool:
    return any(each.unit == figure.unit and _agrees(figure, each, said.text) for each in there.figures) or there.has(
        figure.value
    )


def places_of(figure: Figure, said: Numbers, there: Numbers) -> tuple[tuple[int, int], ...]:
    """Return where a sentence has a figure of a statement, whatever it counts there."""
    found = [
        (each.start, each.end)
        for each in there.figures
        if each.unit == figure.unit and _agrees(figure, each, said.text)
    ]
    if figure.unit in ("count", "year"):
        found += [(start, end) for value, start, end in there.values if _same(value, figure.value)]
    if figure.unit == "year" and figure.upto is not None:
        found += [(start, end) for value, start, end in there.values if _same(value, figure.upto)]
    return tuple(found)


# Reading


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


def _shares(text: str, language: str | None) -> Iterator[Figure]:
    """Yield shares in words: a half, two thirds, one in eight."""
    taken = 0
    for match in _ONE_IN.finditer(text):
        one, many = (_small_number(match.group(name), language) for name in ("one", "many"))
        if 0 < one < many <= 20:
            share = round(100 * one / many, 1)
            taken = match.end()
            yield Figure(
                unit="percent", value=share, about=True, text=match.group(), start=match.start(), end=match.end()
            )
    yield from (each for each in _fractions(text, language) if each.start >= taken)


def _parts_of_millions(text: str) -> Iterator[Figure]:
    """Yield "half a million" and the like."""
    for match in _OF_A_MILLION.finditer(text):
        value = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}[match.group(1).lower().replace("-", " ")] * 10**6
        unit, of = ("money", "EUR") if match.group(2) else ("count", None)
        yield Figure(
            unit="money" if unit == "money" else "count",
            value=value,
            of=of,
            about=True,
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )


_OF_A_MILLION = re.compile(r"\b(half|quarter|three[- ]quarters) (?:of )?an? million( euros?)?\b", re.IGNORECASE)


def _small_number(word: str, language: str | None) -> int:
    if word.isdigit():
        return int(word)
    return NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"]).get(word.lower(), 0)


_AND_BEFORE = re.compile(r"(?<![\w.,])(\d[\d.,]*) (?:and|or|en|und|et|y|e|ja|ir|i|a|eta|och|og) $")
_ONE_IN = re.compile(
    r"\b(?P<one>\w+) (?:in(?: every)?|out of(?: every)?|op de|van de|von|auf|jede\w*|de cada|sur|su|em cada|z|iš|na)"
    r" (?P<many>\w+)\b",
    re.IGNORECASE,
)
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


def _after_number(tokens: Sequence[Token], index: int, number_words: Mapping[str, int]) -> bool:
    return any(
        token.folded.isdigit() or token.folded in number_words for token in tokens[max(0, index - 3) : index - 1]
    )


def _fractions(text: str, language: str | None = None) -> Iterator[Figure]:
    tokens = tokens_of(text)
    number_words = NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"])
    for index, token in enumerate(tokens):
        stem = token.folded.removesuffix("s") if token.folded not in FRACTIONS else token.folded
        value = FRACTIONS.get(stem)
        if value == 50.0 and number_words and index and _after_number(tokens, index, number_words):
            continue  # "four and a half thousand"
        following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
        before = tokens[index - 1].folded if index else ""
        if value is None or following in _NOT_FRACTIONS or "-" in text[token.end : token.end + 1]:
            continue
        if value in (33.3, 20.0, 10.0) and not (before in _TWO | _THREE | _ONE or following in _SHARE_OF):
            continue
        start = token.start
        if before in _TWO and value == 33.3:
            value, start = 66.7, tokens[index - 1].start
        elif before in _THREE and value == 25.0:
            value, start = 75.0, tokens[index - 1].start
        elif value == 25.0 and following not in _SHARE_OF:
            continue
        bound = fold(text[max(0, start - 20) : start]).split()[-3:]
        lower = bool({"over", "more", "exceeds", "above", "meer", "ruim", "mehr", "uber", "plus", "mas", "piu", "mais",
                      "oltre", "yli", "ule", "rohkem", "enam", "daugiau", "ponad", "wiecej", "vice", "useampi"}
                     & set(bound))  # fmt: skip
        yield Figure(
            unit="percent",
            value=value,
            about=not lower,
            at_least=lower,
            text=text[start : token.end],
            start=start,
            end=token.end,
        )


_ONE = frozenset("a one een ein eine un une uno una um uma ks uks viena jedna bat".split())
_SHARE_OF = frozenset("of van der des de du dei del delle das dos las los ze".split())


def _lists(text: str) -> frozenset[int]:
    """Return how many items the lists of a text have, be they in its sentences or a line each."""
    lengths: set[int] = set()
    for line in re.split(r"[\n.;:()]", text):
        if "," in line or re.search(r"\b(?:and|en|und|et|y|e|ja|ir|i|a|eta)\b", line):
            items = [item for item in re.split(r",|\b(?:and|en|und|et|y|e|ja|ir|i|a|eta)\b", line) if item.strip()]
            lengths.add(len(items))
    bullets = re.findall(r"^\s*(?:[-•*]|\d+[.)])\s", text, re.MULTILINE)
    rows = re.findall(r"^[^\n:]{2,30}:", text, re.MULTILINE)
    return frozenset({*lengths, len(bullets), len(rows)} - {0, 1})


@lru_cache(maxsize=32)
def _months(language: str) -> tuple[tuple[str, int], ...]:
    from babel import Locale, UnknownLocaleError

    names: dict[str, int] = {}
    for code in dict.fromkeys((language, "en")):
        try:
            months = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for number, name in months[form]["wide"].items():
                names.setdefault(fold(name), number)
    return tuple(sorted(names.items(), key=lambda each: -len(each[0])))


def _month(word: str, language: str) -> int | None:
    for name, number in _months(language):
        stem = name if len(name) <= 5 else name[: max(5, len(name) - 2)]
        if word == name or (word.startswith(stem) and len(word) <= len(name) + 5 and len(name) > 4):
            return number
        if (
            language == "et"
            and word.startswith(name)
            and word.removeprefix(name) in ("ni", "st", "s", "l", "le", "kuu")
        ):
            return number
    return None


_NUMERIC = re.compile(
    r"(?<![\w.])(?:(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)|(?P<y2>(?:19"
    r"|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d))(?!\w)"
)
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\.(0[1-9]|1[0-2])\.?(?![\d,%])")
_OF_THE_YEAR = frozenset("aasta aastal vuoden m metu metais roku".split())
_WITH_DOTS = frozenset({"et", "fi", "de", "lt", "lv", "cs", "pl", "sk"})


def _dates(text: str, language: str | None) -> Iterator[Date]:
    for match in _NUMERIC.finditer(text):
        day, month, year = (match.group(name) or match.group(f"{name}2") for name in "dmy")
        yield Date(int(day), int(month), int(year), match.start(), match.end())
    if language in _WITH_DOTS:
        numeric = [match.span() for match in _NUMERIC.finditer(text)]
        for match in _DAY_AND_MONTH.finditer(text):
            if 0 < int(match.group(1)) <= 31 and not any(a <= match.start() < b for a, b in numeric):
                yield Date(int(match.group(1)), int(match.group(2)), None, match.start(), match.end())
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        if not token.folded.isalpha() or len(token.folded) < 3:
            continue
        month = _month(token.folded, language or "en")
        if month is None:
            continue
        before = [each for each in tokens[max(0, index - 2) : index] if text[each.end : token.start].count("\n") == 0]
        behind = list(tokens[index + 1 : index + 4])
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
            day is None and year is None
        ):
            continue
        yield Date(day, month, year, token.start, token.end)


def _number(word: str) -> int:
    match = re.match(r"\d{1,4}", word)
    return int(match.group()) if match and len(word) - match.end() <= 3 else -1


def _date_stands(date: Date, sourced: Iterable[Numbers]) -> bool:
    return any(
        each.month == date.month
        and (date.day is None or each.day is None or date.day == each.day)
        and (date.year is None or each.year is None or date.year == each.year)
        for numbers in sourced
        for each in numbers.dates
    )


# Small comparisons


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1.0)


def _near(one: float, other: float, loose: float) -> bool:
    return _same(one, other) or abs(one - other) <= loose * max(abs(one), abs(other))


def _difference(reason: Reason, text: str, start: int, end: int, found: Iterable[str]) -> Difference:
    kept = tuple(dict.fromkeys(" ".join(each.split()) for each in found))[:_MOST_FOUND]
    return Difference(reason=reason, said=text[start:end], start=start, end=end, found=kept)


def document_years(document: Document) -> frozenset[int]:
    """Return the years that a document declares."""
    facets = document.facets
    return frozenset(year for year in (facets.year_from, facets.year_to) if year is not None)
