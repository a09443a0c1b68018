"""Numbers: whether the figures, dates and other numbers of a statement stand in what it cites, as values."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.checking.agreeing import (
    DAYS,
    HEDGES,
    KNOWN_NOUNS,
    NEARLY,
    agrees,
    differ,
    rounded,
    same_kind,
    same_thing,
    value_agrees,
)
from assistant.checking.counting import Date, Numbers, names_listed_in, rows_of, same
from assistant.checking.deriving import YEARS_FROM, YEARS_TO, derived, lasts, left_over, multiplied, spans, years_apart
from assistant.checking.nouns import counted_further_on, counted_otherwise, stands_alone
from assistant.checking.shapes import Difference, Reason
from assistant.practices.figurewords import ABOUT, AT_LEAST, AT_MOST, TIME_UNITS
from assistant.practices.shapes import Figure
from corpus.documents import Document
from corpus.mentions import fold, tokens_of

_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERED = {
    "KA": r"(?:key action|action[- ]clé|acción clave|leitaktion|azione chiave|kernactie|avaintoim\w+|ação[- ]chave"
    r"|võtmemeede|pagrindin\w+ veiksm\w+|akcj\w+ kluczow\w+|klíčov\w+ akc\w+|gako ekintza)",
    "WP": r"(?:work packages?|work-package|arbeitspaket\w*|werkpakket\w*|lots? de travail|paquetes? de trabajo"
    r"|pacotes? de trabalho|pacchett\w di lavoro|työpaket\w+|tööpaket\w+|darbo paket\w+|pakiet\w* robocz\w+"
    r"|pracovní\w* balíč\w+|lan[- ]pakete\w*)",
}
"""What Erasmus+ numbers, as it is written in short and in words."""
_LISTED = 12
_MOST_FOUND = 4


class Sourced(NamedTuple):
    """The numbers that a statement's are looked for in.

    `stretches` are those of its sources, `carrying` of the sentences that carry it, `titles` of titles and headings;
    `years` those that the documents declare, `countries` how many countries they name.
    """

    stretches: Sequence[Numbers]
    carrying: Sequence[Numbers]
    titles: Numbers
    years: frozenset[int] = frozenset()
    countries: frozenset[int] = frozenset()

    @property
    def everywhere(self) -> tuple[Numbers, ...]:
        """The numbers of sources and titles."""
        return (*self.stretches, self.titles)


def number_differences(said: Numbers, sourced: Sourced) -> Iterator[Difference]:
    """Yield the numbers of a statement that its sources do not have."""
    covered: list[tuple[int, int]] = []
    for date in said.dates:
        covered.append((date.start, date.end))
        if not date_stands(date, sourced.everywhere):
            found = [n.text[d.start : d.end] for n in sourced.stretches for d in n.dates]
            yield _difference("date", said.text, date.start, date.end, found)
    for figure in said.figures:
        if any(start < figure.end and figure.start < end for start, end in covered):
            continue
        covered.append((figure.start, figure.end))
        if figure.of != "countries" or figure.value not in sourced.countries:
            yield from _figure_differences(figure, said, sourced)
    for value, start, end in said.values:
        if not any(first <= start < last for first, last in covered):
            yield from _value_differences(value, start, end, said, sourced)
    yield from _measure_differences(said, sourced)


def _value_differences(value: float, start: int, end: int, said: Numbers, sourced: Sourced) -> Iterator[Difference]:
    if (numbered := _numbered_alike(value, start, said.text, sourced)) is not None:
        if not numbered:
            found = [text for text, _ in _numbered_in(said.text, start, sourced)]
            yield _difference("figure", said.text, start, end, found)
        return
    bare = _hedged(Figure(unit="count", value=value, text=said.text[start:end], start=start, end=end), said)
    there = any(each.has(value) or _times_told(value, each) for each in sourced.everywhere)
    if rounds_to(said, value, start, sourced.carrying if there else sourced.stretches):
        return
    if not there and _derived(bare, said, sourced):
        return
    if other := counted_otherwise(said, value, end, sourced.carrying):
        yield _difference("figure", said.text, start, end, other)
    elif not there and not _counts_list(value, sourced):
        found = [n.text[a:b] for n in sourced.carrying for v, a, b in n.values if v != value]
        yield _difference("figure", said.text, start, end, found)


def _times_told(value: float, numbers: Numbers) -> bool:
    """Whether a text has a number as how often something was: "twice"."""
    return any(same(times, value) for times, _, _ in numbers.times)


def _derived(figure: Figure, said: Numbers, sourced: Sourced) -> bool:
    return derived(figure, said, sourced.carrying, sourced.stretches)


def _numbered_in(text: str, start: int, sourced: Sourced) -> list[tuple[str, float]]:
    """Return the numbers in the sources of what a number of a statement is one of: "Key Action 3" and KA2."""
    beside = text[max(0, start - 40) : start]
    kinds = [
        (short, words)
        for short, words in _NUMBERED.items()
        if re.search(rf"(?:{words}|\b{short}) ?(?:\d+ \w+ )?$", beside, re.IGNORECASE)
    ]
    return [
        (match.group(), float(match.group(1)))
        for short, words in kinds
        for each in sourced.everywhere
        for match in re.finditer(rf"(?:\b(?:{short})|(?i:{words})) ?(\d+)", each.text)
    ]


def _numbered_alike(value: float, start: int, text: str, sourced: Sourced) -> bool | None:
    """Whether a number of a key action or work package is one of those in the sources; None if they have none."""
    there = _numbered_in(text, start, sourced)
    return any(same(each, value) for _, each in there) if there else None


def _hedged(figure: Figure, said: Numbers) -> Figure:
    """Return a bare number with what the words before it say: that it is a bound, or rounded."""
    before = [fold(word) for word in _WORDS.findall(said.text[max(0, figure.start - 24) : figure.start])][-3:]
    words, language = set(before), said.language or "en"
    at_least, at_most, about = (
        any(f" {fold(phrase)} " in f" {' '.join(before)} " for phrase in table.get(language, ()))
        for table in (AT_LEAST, AT_MOST, ABOUT)
    )
    nearly = bool(words & NEARLY)
    return figure.model_copy(
        update={
            "at_least": at_least and not nearly,
            "at_most": at_most or nearly,
            "about": about or bool(words & HEDGES),
        }
    )


def rounds_to(said: Numbers, value: float, start: int, stretches: Sequence[Numbers]) -> bool:
    """Whether words before a number say that it is rounded, and a source has what it comes from."""
    figure = _hedged(Figure(unit="count", value=value, text="", start=start, end=start), said)
    if not (figure.at_least or figure.at_most or figure.about):
        return False
    return any(
        rounded(figure, figure, [each], figure.at_most) for numbers in stretches for each in numbers.all_values()
    )


def _measure_differences(said: Numbers, sourced: Sourced) -> Iterator[Difference]:
    """Yield what is measured, repeated or multiplied otherwise than in the sources."""
    for value, unit, start, end in said.measures:
        others = [each for numbers in sourced.stretches for each in numbers.measures if same(each[0], value)]
        if others and all(each[1] != unit for each in others):
            found = [n.text[a:b] for n in sourced.stretches for v, _, a, b in n.measures if same(v, value)]
            yield _difference("unit", said.text, start, end, found)
    for value, start, end in said.times:
        there = [each for numbers in sourced.carrying for each in numbers.times]
        if there and all(not same(each[0], value) for each in there):
            found = [n.text[a:b] for n in sourced.carrying for _, a, b in n.times]
            yield _difference("figure", said.text, start, end, found)
    for unit, start, end in said.periods:
        periods = [each for numbers in sourced.carrying for each in numbers.periods]
        if periods and all(each[0] != unit for numbers in sourced.stretches for each in numbers.periods):
            found = [n.text[a:b] for n in sourced.carrying for _, a, b in n.periods]
            yield _difference("unit", said.text, start, end, found)
    for value, start, end in said.multiples:
        if any(same(each[0], value) for numbers in sourced.stretches for each in numbers.multiples):
            continue
        if not multiplied(value, sourced.stretches):
            yield _difference("figure", said.text, start, end, ())


def _figure_differences(figure: Figure, said: Numbers, sourced: Sourced) -> Iterator[Difference]:
    if figure.unit == "year":
        yield from _year_differences(figure, said, sourced)
        return
    if figure.unit == "count" and not (figure.about or figure.at_least or figure.at_most):
        figure = _hedged(figure, said)
    figures = [each for numbers in sourced.everywhere for each in numbers.figures]
    alike = [each for each in figures if each.unit == figure.unit]
    fitting = [each for each in alike if agrees(figure, each, said.text)]
    of_same = [each for each in alike if each.of == figure.of and figure.of is not None]
    if other := _compounded_otherwise(figure, of_same, said.text):
        yield _difference("figure", said.text, figure.start, figure.end, other)
        return
    agreeing = [each for each in fitting if same_thing(figure, each)]
    is_member = "member" in fold(figure.text)
    if is_member and agreeing:
        return
    if agreeing and (figure.unit != "count" or not of_same or any(each.of == figure.of for each in agreeing)):
        return
    if fitting and figure.unit == "count" and same(figure.value, 2) and not of_same:
        return  # "the two schools" are any two
    if fitting and (figure.unit != "count" or of_same or differ(figure, fitting)):
        if _derived(figure, said, sourced) or counted_further_on(figure, said, sourced.stretches):
            return
        reason: Reason = "figure" if figure.unit == "count" else "unit"
        yield _difference(reason, said.text, figure.start, figure.end, [each.text for each in (*of_same, *fitting)])
        return
    told = (
        figure.of
        and not is_member
        and any(
            each.of == figure.of for numbers in sourced.carrying for each in numbers.figures if each.unit == "count"
        )
    )
    further_on = figure.unit == "count" and figure.upto is None and counted_further_on(figure, said, sourced.stretches)
    if fitting or further_on or _derived(figure, said, sourced):
        return
    # A number without its noun is of that noun, unless the statement gives the source's number of it to something else.
    exchanged = any(same(each.value, value) for each in of_same for value, _, _ in said.values)
    alone = not exchanged and any(stands_alone(each, figure.value) for each in sourced.carrying)
    if (alone or not (told and figure.unit == "count")) and _stands_otherwise(figure, sourced):
        return
    wrong_unit = [each for each in figures if each.unit != figure.unit and value_agrees(figure, each.value)]
    if wrong_unit and figure.unit != "count":
        yield _difference("unit", said.text, figure.start, figure.end, [each.text for each in wrong_unit])
        return
    near = of_same or alike or [each for numbers in sourced.carrying for each in numbers.figures if each.unit != "year"]
    yield _difference("figure", said.text, figure.start, figure.end, [each.text for each in near])


def _compounded_otherwise(figure: Figure, alike: Sequence[Figure], said: str) -> list[str]:
    """Return how long the sources have it of which a statement says how long: "dertig contacturen"."""
    word = fold(figure.text).split()[-1] if figure.text else ""
    if figure.unit != "duration" or " " not in figure.text or not word.isalpha() or word in TIME_UNITS:
        return []
    there = [each for each in alike if fold(each.text).split()[-1:] == [word]]
    return [] if any(agrees(figure, each, said) for each in there) else [each.text for each in there]


def tells_the_rest(said: Numbers, sourced: Sequence[Numbers]) -> bool:
    """Whether a figure of a statement is what is left when its sources' are taken off: it denies what they do not."""
    bare = [Figure(unit="count", value=value, text="", start=start, end=end) for value, start, end in said.values]
    return any(
        left_over(each, said, sourced) and not any(numbers.has(each.value) for numbers in sourced)
        for each in (*said.figures, *bare)
    )


def _stands_otherwise(figure: Figure, sourced: Sourced) -> bool:
    """Whether a figure stands in a source otherwise: without its noun or sign, as a list, or as a span of years."""
    if figure.upto is not None and figure.unit != "duration":
        return all(any(numbers.has(value) for numbers in sourced.everywhere) for value in (figure.value, figure.upto))
    if figure.unit == "count" and _counts_list(figure.value, sourced):
        return True
    if figure.unit == "duration" and _lasts_otherwise(figure, sourced):
        return True
    return _stands_bare(figure, sourced)


def _lasts_otherwise(figure: Figure, sourced: Sourced) -> bool:
    """Whether a duration is told by dates, by years, or as "every second year"."""
    if any(lasts(figure, numbers) for numbers in sourced.stretches):
        return True
    if any(
        figure.value in numbers.ordinals
        and any(TIME_UNITS.get(token.folded) == figure.of for token in tokens_of(numbers.text))
        for numbers in sourced.stretches
    ):
        return True
    days = figure.value * DAYS.get(figure.of or "", 0)
    if any(
        days and same(days, value * DAYS.get(unit, 0))
        for numbers in sourced.stretches
        for value, unit, _, _ in numbers.measures
    ):
        return True
    if any(spans(figure, each) for numbers in sourced.everywhere for each in numbers.figures):
        return True
    told = any(
        each.unit == "duration" and each.of == figure.of for numbers in sourced.carrying for each in numbers.figures
    )
    if not told and any(years_apart(figure, {*_years_of(numbers)}) for numbers in sourced.stretches):
        return True
    if not told and figure.of == "month" and same(figure.value, 12):
        return any(
            TIME_UNITS.get(token.folded) == "year" for numbers in sourced.stretches for token in tokens_of(numbers.text)
        )
    years = sourced.years
    return figure.of == "year" and len(years) > 1 and abs((max(years) - min(years)) - figure.value) <= 1


def _stands_bare(figure: Figure, sourced: Sourced) -> bool:
    """Whether a number of which no unit was read stands in the sources, and may be a figure's."""
    for numbers in sourced.everywhere:
        read = [
            (each.start, each.end)
            for each in numbers.figures
            if (each.unit != "count" or each.of)
            and not (figure.unit == "count" and figure.of not in KNOWN_NOUNS and each.unit == "duration")
        ]
        for value, start, end in numbers.values:
            inside = any(first <= start < last for first, last in read)
            if value_agrees(figure, value) and not inside and same_kind(figure, numbers.text, start, end):
                return True
    return False


def _year_differences(figure: Figure, said: Numbers, sourced: Sourced) -> Iterator[Difference]:
    stretch = {int(value) for numbers in sourced.stretches for value in _years_of(numbers)}
    elsewhere = {int(value) for value in _years_of(sourced.titles)} | sourced.years
    own = {int(value) for value in _years_of(said)}
    if figure.upto is not None:
        spans = [each for numbers in sourced.stretches for each in numbers.figures if each.unit == "year" and each.upto]
        there = any(same(each.value, figure.value) and same(each.upto or 0, figure.upto) for each in spans)
        other = [each for each in spans if same(each.value, figure.value) or same(each.upto or 0, figure.upto)]
        if other and not there:
            yield _difference("date", said.text, figure.start, figure.end, [each.text for each in other])
            return
    replaced = {int(value) for numbers in sourced.carrying for value in _years_of(numbers)} - own
    for value in {int(figure.value), int(figure.upto or figure.value)}:
        if value in stretch or (value in elsewhere and not replaced):
            continue
        found = [each.text for numbers in sourced.stretches for each in numbers.figures if each.unit == "year"]
        yield _difference(
            "date", said.text, figure.start, figure.end, found or [str(each) for each in sorted(replaced)]
        )
        return


def _years_of(numbers: Numbers) -> Iterator[float]:
    for figure in numbers.figures:
        if figure.unit == "year":
            yield from (figure.value, figure.upto or figure.value)
    yield from (value for value, _, _ in numbers.values if YEARS_FROM <= value < YEARS_TO and value == int(value))


def _counts_list(value: float, sourced: Sourced) -> bool:
    """Whether as many items are listed in the sentences that carry a statement, or a line each in its sources."""
    return (
        value == int(value)
        and 2 <= value <= _LISTED
        and (
            any(int(value) in numbers.listed for numbers in sourced.carrying)
            or any(int(value) in rows_of(each.text) | names_listed_in(each.text) for each in sourced.stretches)
        )
    )


def date_stands(date: Date, sourced: Iterable[Numbers]) -> bool:
    """Whether a date stands in one of the sources, as far as both give it."""
    return any(
        each.month == date.month
        and (date.day is None or each.day is None or date.day == each.day)
        and (date.year is None or each.year is None or date.year == each.year)
        for numbers in sourced
        for each in numbers.dates
    )


def _difference(reason: Reason, text: str, start: int, end: int, found: Iterable[str]) -> Difference:
    kept = tuple(dict.fromkeys(" ".join(each.split()) for each in found))[:_MOST_FOUND]
    return Difference.at(reason, text, start, end, kept)


def document_years(document: Document) -> frozenset[int]:
    """Return the years that a document declares."""
    facets = document.facets
    return frozenset(year for year in (facets.year_from, facets.year_to) if year is not None)
