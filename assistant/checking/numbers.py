"""Numbers: whether the figures, dates and other numbers of a statement stand in what it cites, as values."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assistant.checking.counting import Date, Numbers, same
from assistant.checking.reading import Term, terms_of
from assistant.checking.shapes import Difference, Reason
from assistant.practices.figures import figures_in
from assistant.practices.figurewords import ABOUT, AT_LEAST, AT_MOST, COUNTED, TIME_UNITS
from assistant.practices.numerals import DIGITS, number_value
from assistant.practices.shapes import Figure
from corpus.documents import Document
from corpus.mentions import fold, tokens_of

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
        if not any(each.has(value) for each in (*sourced, known)) and not (
            _counts_list(value, sourced) or _rounds(said, value, start, sourced) or _adds_up(value, "count", carrying)
        ):
            found = [n.text[a:b] for n in carrying for v, a, b in n.values if v != value]
            yield _difference("figure", said.text, start, end, found)
    yield from _measure_differences(said, sourced, carrying)


def _rounds(said: Numbers, value: float, start: int, sourced: Sequence[Numbers]) -> bool:
    """Whether words before a number say that it is rounded, and a source has what it comes from."""
    words = {fold(word) for word in _WORDS.findall(said.text[max(0, start - 24) : start])[-3:]}
    language = said.language or "en"
    bounds = [_words_of(table.get(language, frozenset())) for table in (AT_LEAST, AT_MOST, ABOUT)]
    at_least, at_most, about = (bool(words & each) for each in bounds)
    nearly = bool(words & NEARLY)
    figure = Figure(
        unit="count",
        value=value,
        at_least=at_least and not nearly,
        at_most=at_most or nearly,
        about=about or bool(words & HEDGES),
        text="",
        start=0,
        end=0,
    )
    if not (figure.at_least or figure.at_most or figure.about):
        return False
    return any(_rounded(figure, figure, [each], nearly) for numbers in sourced for each in numbers.all_values())


def _words_of(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(phrase.split()[-1] if len(phrase.split()) < 3 else phrase.split()[0]) for phrase in phrases)


def _adds_up(value: float, unit: str, carrying: Sequence[Numbers], of: str | None = None) -> bool:
    """Whether a value is the sum of two that stand together: "thirty hours in class and ninety online"."""
    for numbers in carrying:
        parts = [
            each.value for each in numbers.figures if each.unit == unit and (of is None or _compatible(of, each.of))
        ]
        if any(same(one + other, value) for one, other in pairwise(parts)):
            return True
    return False


def _without(numbers: Numbers, figure: Figure) -> Numbers:
    return numbers._replace(
        values=tuple(each for each in numbers.values if not figure.start <= each[1] < figure.end),
        figures=tuple(each for each in numbers.figures if each is not figure),
    )


def _is_ratio(percent: float, about: bool, numbers: Iterable[Numbers]) -> bool:
    """Whether a share is that of two values that stand together: 95 points of 100, 12 % beside 25 %."""
    near = _ROUND_TENTHS if about else 0.6
    return any(
        abs(100 * one / other - percent) <= near
        for each in numbers
        for values in [each.all_values()]
        for one in values
        for other in values
        if 0 < one < other and not (_YEARS_FROM <= other < _YEARS_TO)
    )


def _measure_differences(
    said: Numbers, sourced: Sequence[Numbers], carrying: Sequence[Numbers]
) -> Iterator[Difference]:
    """Yield what is measured, repeated or multiplied otherwise than in the sources."""
    for value, unit, start, end in said.measures:
        others = [each for numbers in sourced for each in numbers.measures if same(each[0], value)]
        if others and all(each[1] != unit for each in others):
            found = [n.text[a:b] for n in sourced for v, _, a, b in n.measures if same(v, value)]
            yield _difference("unit", said.text, start, end, found)
    for value, start, end in said.times:
        there = [each for numbers in carrying for each in numbers.times]
        if there and all(not same(each[0], value) for each in there):
            found = [n.text[a:b] for n in carrying for _, a, b in n.times]
            yield _difference("figure", said.text, start, end, found)
    for unit, start, end in said.periods:
        periods = [each for numbers in carrying for each in numbers.periods]
        if periods and all(each[0] != unit for numbers in sourced for each in numbers.periods):
            found = [n.text[a:b] for n in carrying for _, a, b in n.periods]
            yield _difference("unit", said.text, start, end, found)
    for value, start, end in said.multiples:
        if any(same(each[0], value) for numbers in sourced for each in numbers.multiples):
            continue
        percent = 100 / value if value > 1 else 100 * value
        if not _is_ratio(percent, True, sourced):
            yield _difference("figure", said.text, start, end, ())


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
    if not found or any(same(other, value) for other, _ in found):
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


_YEARS_FROM, _YEARS_TO = 1900, 2100


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
    if fitting or (
        not (told and figure.unit == "count") and _stands_otherwise(figure, said, sourced, carrying, known, years)
    ):
        return
    wrong_unit = [each for each in figures if each.unit != figure.unit and _value_agrees(figure, each.value)]
    if wrong_unit and figure.unit != "count":
        yield _difference("unit", said.text, figure.start, figure.end, [each.text for each in wrong_unit])
        return
    near = of_same or alike or [each for numbers in carrying for each in numbers.figures if each.unit != "year"]
    yield _difference("figure", said.text, figure.start, figure.end, [each.text for each in near])


def _stands_otherwise(
    figure: Figure,
    said: Numbers,
    sourced: Sequence[Numbers],
    carrying: Sequence[Numbers],
    known: Numbers,
    years: frozenset[int],
) -> bool:
    """Whether a figure stands in a source otherwise: without its noun or sign, as a list, or as a span of years."""
    if figure.upto is not None and figure.unit != "duration":
        return all(any(numbers.has(value) for numbers in (*sourced, known)) for value in (figure.value, figure.upto))
    if figure.unit == "count" and _counts_list(figure.value, sourced):
        return True
    if _adds_up(figure.value, figure.unit, carrying, figure.of):
        return True
    if figure.unit == "percent" and _is_ratio(figure.value, figure.about, [*carrying, _without(said, figure)]):
        return True
    if figure.unit == "duration" and any(_lasts(figure, numbers) for numbers in sourced):
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


_SURELY_COUNTED = frozenset({"schools", "companies", "countries", "universities"})


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


def _lasts(figure: Figure, numbers: Numbers) -> bool:
    """Whether a duration is the time between two dates that stand one behind the other."""
    days = figure.value * _DAYS.get(figure.of or "", 1)
    for first, last in pairwise(numbers.dates):
        year = first.year or last.year
        if year is None or last.year is None:
            continue
        months = (last.year - year) * 12 + last.month - first.month
        span = months * _DAYS["month"] + (last.day or 30) - (first.day or 1)
        if days > 0 and abs(span - days) <= max(0.08 * days, 1.5):
            return True
    return False


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
        loose = 0.08 if figure.about else 0.03 if figure.of != source.of else 0.0
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
    if not same(figure.value, source.value):
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
    return same(figure.value, value) or _rounded(
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


def _is_compound(noun: str) -> bool:
    """Whether a noun ends with one that is known: `leerbedrijven`."""
    folded = fold(noun)
    return any(folded[at:] in COUNTED for at in range(1, len(folded) - 3))


def _differ(figure: Figure, fitting: Sequence[Figure]) -> bool:
    """Whether what is counted is known on both sides, and is never the same."""
    if figure.of not in _KNOWN:
        return False
    told = figure.of in _SURELY_COUNTED
    return all(
        each.of is not None
        and ((told and not _is_compound(each.of)) or each.of in _KNOWN)
        and not _compatible(figure.of, each.of)
        for each in fitting
    )


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
        there = any(same(each.value, figure.value) and same(each.upto or 0, figure.upto) for each in spans)
        other = [each for each in spans if same(each.value, figure.value) or same(each.upto or 0, figure.upto)]
        if other and not there:
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
            yield start, end, there.has(value) or _rounds(said, value, start, [there])
        else:
            yield start, end, _figure_found(figure, said, there)
    for figure in said.figures:
        if not any(figure.start <= start < figure.end for _, start, _ in said.values):
            yield figure.start, figure.end, _figure_found(figure, said, there)


def _figure_found(figure: Figure, said: Numbers, there: Numbers) -> bool:
    return (
        any(each.unit == figure.unit and _agrees(figure, each, said.text) for each in there.figures)
        or there.has(figure.value)
        or (
            figure.unit == "duration" and (_lasts(figure, there) or any(_spans(figure, each) for each in there.figures))
        )
        or (figure.unit == "percent" and _is_ratio(figure.value, figure.about, [there]))
    )


def places_of(figure: Figure, said: Numbers, there: Numbers) -> tuple[tuple[int, int], ...]:
    """Return where a sentence has a figure of a statement, whatever it counts there."""
    found = [
        (each.start, each.end)
        for each in there.figures
        if each.unit == figure.unit and _agrees(figure, each, said.text)
    ]
    if figure.unit in ("count", "year"):
        found += [(start, end) for value, start, end in there.values if same(value, figure.value)]
    if figure.unit == "year" and figure.upto is not None:
        found += [(start, end) for value, start, end in there.values if same(value, figure.upto)]
    return tuple(found)


def _date_stands(date: Date, sourced: Iterable[Numbers]) -> bool:
    return any(
        each.month == date.month
        and (date.day is None or each.day is None or date.day == each.day)
        and (date.year is None or each.year is None or date.year == each.year)
        for numbers in sourced
        for each in numbers.dates
    )


# Small comparisons


def _near(one: float, other: float, loose: float) -> bool:
    return same(one, other) or abs(one - other) <= loose * max(abs(one), abs(other))


def _difference(reason: Reason, text: str, start: int, end: int, found: Iterable[str]) -> Difference:
    kept = tuple(dict.fromkeys(" ".join(each.split()) for each in found))[:_MOST_FOUND]
    return Difference(reason=reason, said=text[start:end], start=start, end=end, found=kept)


def document_years(document: Document) -> frozenset[int]:
    """Return the years that a document declares."""
    facets = document.facets
    return frozenset(year for year in (facets.year_from, facets.year_to) if year is not None)
