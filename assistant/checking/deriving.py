"""Deriving: figures that a source does not write but that come of those it has: sums, shares, averages, durations."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from assistant.checking.agreeing import DAYS, KNOWN_NOUNS, compatible, rounded_from
from assistant.checking.counting import Numbers, same
from assistant.checking.reading import terms_of
from assistant.checking.turning import Turns, turns_of
from assistant.practices.shapes import Figure
from corpus.mentions import tokens_of

YEARS_FROM, YEARS_TO = 1900, 2100
"""Bare numbers from here to there may be years."""

_NEAR, _NEAR_IN_WORDS, _NEAR_APART = 0.6, 4.0, 2.5
_AVERAGE = 0.06
_LONGEST_RUN, _MOST_VALUES = 6, 24
_NOT_FAR, _NOT_FAR_OF, _SMALLEST_PART, _FEWEST_YEARS, _FEWEST_OF = 2, 4, 10, 2, 5
REST = frozenset(
    "other others rest remaining remained still fewer less lower cheaper majority difference points apart short"
    " andere anderen overige overigen rest resterende minder verschil saldo ubrige ubrigen restliche weniger mehr"
    " autres restants reste moins ecart otros otras demas resto menos diferencia altri altre resto rimanenti meno punti"
    " outros outras restantes menos faltaram muut muita loput vahemman erotus prosenttiyksikkoa teised ulejaanud vahem"
    " kiti like maziau inni pozostali mniej ostatni zbyvajici mene gainerako gainerakoak gutxiago gehiago gainontzeko"
    " more meer saved saving savings gespart bespaard bespaart economise ahorrado risparmiato risparmiati".split()
)
"""Words of a statement, folded, by which a figure is what is left of others, or how far they are apart."""

_TOTAL = frozenset(
    "total totals altogether together combined sum overall jointly samen totaal elkaar opgeteld gezamenlijk insgesamt"
    " zusammen gesamt ensemble juntos conjunto suma suman insieme totale complessivamente yhteensa yhdessa kaikkiaan"
    " kokku viso kartu lacznie razem celkem dohromady guztira batera juntas somados sammanlagt tilsammen".split()
)
_EACH = frozenset(
    "each per average averaged averaging apiece gemiddeld gemiddelde elk elke per durchschnittlich schnitt je pro"
    " chacun chacune moyenne chaque cada promedio media ogni ciascuno ciascuna keskimaarin kukin keskmiselt"
    " vidutiniskai srednio prumerne bataz bakoitzeko genomsnitt batez batezbeste".split()
)


class _Value(NamedTuple):
    """A number of a text: what it comes to, its unit and what it counts, as far as that is told."""

    value: float
    unit: str | None
    of: str | None


def derived(figure: Figure, said: Numbers, carrying: Sequence[Numbers], sources: Sequence[Numbers] = ()) -> bool:
    """Whether a figure of a statement comes of those in the sentences that carry it, or that `sources` have."""
    if figure.upto is not None:
        return False
    sources = () if any(each.has(figure.value) for each in sources) else sources
    words = {token.folded for token in tokens_of(said.text)}
    told = bool(words & _TOTAL)
    if left_over(figure, said, sources, carrying):
        return True
    if figure.unit == "percent":
        return (
            is_ratio(figure, [*carrying, _without(said, figure)])
            or _ratio_of_counts(figure, carrying)
            or _part_of_sum(figure, said, carrying, told=told)
            or _grown_by(figure, carrying)
            or (
                not any("%" in numbers.text or _shares(numbers) for numbers in carrying)
                and any(_is_share(figure, *pair, _NEAR_APART) for each in sources for pair in _counted_together(each))
            )
        )
    if figure.unit == "year":
        return False
    if any(_is_part(figure, each) for each in sources):
        return True
    if figure.unit == "duration" and any(lasts(figure, each) for each in carrying):
        return True
    return (
        _adds_up(figure, carrying, told=told)
        or _multiplied_from(figure, carrying)
        or (bool(words & _EACH) and _averages(figure, carrying))
    )


def left_over(figure: Figure, said: Numbers, sources: Sequence[Numbers], carrying: Sequence[Numbers] = ()) -> bool:
    """Whether a figure is what is left of one value when another is taken off, where a statement speaks of that.

    It does by a negation, or by a word of change: "six had no diploma" of 26 of whom 20 had, "grew by 23 points". A
    sentence that carries it may do so in its stead.
    """
    turns = turns_of(said.text, terms_of(said.text, said.language), said.language)
    denied = bool(turns.negations or turns.lacking or REST & {token.folded for token in tokens_of(said.text)})
    changed = _tells_change(turns)
    if figure.unit == "percent":
        shares = [share for numbers in sources for share in _shares(numbers)]
        parts = [pair for numbers in sources for pair in _counted_together(numbers)] if not shares else []
        return bool(turns.negations or turns.lacking) and (
            any(_is_share(figure, 100 - share, 100) for share in shares)
            or any(_is_share(figure, many - few, many, _NEAR_APART) for few, many in parts)
        )
    if figure.unit == "year":
        return False
    telling = sources if denied or changed else [each for each in carrying if _takes_off(each)]
    return any(
        _of_one_kind(figure, one, other)
        and (same(figure.value, difference := abs(one.value - other.value)) or rounded_from(figure, difference))
        for numbers in telling
        for one, other in (*_beside_each_other(numbers), *_shared_out(numbers))
    )


def _tells_change(turns: Turns) -> bool:
    return any(concept == "change" for _, concept, _ in turns.directions)


def _takes_off(numbers: Numbers) -> bool:
    """Whether a sentence denies, lacks or changes something."""
    turns = turns_of(numbers.text, terms_of(numbers.text, numbers.language), numbers.language)
    return bool(turns.negations or turns.lacking) or _tells_change(turns)


def _of_one_kind(figure: Figure, one: _Value, other: _Value) -> bool:
    """Whether two values may be taken off one another for a figure: of its unit, or one of them counted bare."""
    if one.unit == other.unit:
        return figure.unit in ("count", one.unit)
    bare, told = (one, other) if one.unit == "count" else (other, one)
    return (
        bare.unit == "count"
        and bare.of is None
        and told.unit in ("duration", "money")
        and (figure.unit, figure.of) in (("count", None), (told.unit, told.of))
    )


def _shared_out(numbers: Numbers) -> Iterator[tuple[_Value, _Value]]:
    """Yield the two counts of a share that is told by both: "four out of nine"."""
    for share in numbers.figures:
        inside = [value for value, start, _ in numbers.values if share.start <= start < share.end]
        if share.unit == "percent" and len(inside) == 2:
            yield _Value(inside[0], "count", None), _Value(inside[1], "count", None)


def _shares(numbers: Numbers) -> list[float]:
    return [each.value for each in numbers.figures if each.unit == "percent"]


def _beside_each_other(numbers: Numbers, far: int = _NOT_FAR) -> Iterator[tuple[_Value, _Value]]:
    """Yield pairs of values that stand not far from one another; counts with and without a noun are of one kind."""
    listed = [each._replace(unit="count") if each.unit is None else each for each in _listed(numbers)]
    for first, one in enumerate(listed):
        yield from ((one, other) for other in listed[first + 1 : first + 1 + far])


def _counted_together(numbers: Numbers) -> Iterator[tuple[float, float]]:
    """Yield pairs of counts, the smaller one first, of which one may be a part of the other."""
    for one, other in _beside_each_other(numbers):
        low, high = sorted((one.value, other.value))
        if one.unit == other.unit == "count" and _FEWEST_OF < low < high:
            yield low, high


def _is_part(figure: Figure, numbers: Numbers) -> bool:
    """Whether a figure is a share of a value that stands beside that share: a third of 190,000 euros."""
    return figure.value > _SMALLEST_PART and any(
        share.unit == "percent"
        and whole.unit in (figure.unit, "count")
        and (same(figure.value, part := whole.value * share.value / 100) or rounded_from(figure, part))
        for pair in _beside_each_other(numbers, _NOT_FAR_OF)
        for share, whole in (pair, pair[::-1])
    )


def _listed(numbers: Numbers) -> list[_Value]:
    """Return the numbers of a text in their order, years and shares left out of those that count nothing."""
    placed = [
        (each.start, _Value(value, each.unit, each.of))
        for each in numbers.figures
        for value in (each.value, each.upto)
        if each.unit != "year" and value is not None
    ]
    placed += [
        (start, _Value(value, None, None))
        for value, start, _ in numbers.values
        if not any(each.start <= start < each.end for each in numbers.figures)
        and not any(each.start <= start < each.end for each in numbers.dates)
    ]
    return [value for _, value in sorted(placed, key=lambda each: each[0])]


def _fits(figure: Figure, value: _Value) -> bool:
    if value.unit is None:
        return True
    return value.unit == figure.unit and (
        figure.unit != "count" or compatible(figure.of, value.of) or value.of not in KNOWN_NOUNS
    )


def _adds_up(figure: Figure, carrying: Sequence[Numbers], *, told: bool) -> bool:
    """Whether a figure is the sum of some that stand together; of any of them, where the statement speaks of a sum."""
    every = [[each for each in _listed(numbers) if _fits(figure, each)][:_MOST_VALUES] for numbers in carrying]
    if any(
        (one.unit or other.unit or told) and _comes_to(figure, one.value + other.value, hedged=told)
        for listed in every
        for one, other in pairwise(listed)
    ):
        return True
    if not told:
        return False
    runs = (
        sum(each.value for each in listed[first : first + length])
        for listed in every
        for length in range(3, _LONGEST_RUN + 1)
        for first in range(len(listed) - length + 1)
    )
    pairs = (one.value + other.value for one, other in combinations([each for listed in every for each in listed], 2))
    return any(_comes_to(figure, total, hedged=True) for total in (*runs, *pairs))


def _comes_to(figure: Figure, value: float, *, hedged: bool) -> bool:
    return same(figure.value, value) or (hedged and rounded_from(figure, value))


def _multiplied_from(figure: Figure, carrying: Sequence[Numbers]) -> bool:
    """Whether a figure is what another one was before, or is after, it doubled or halved."""
    return any(
        same(figure.value, value) or rounded_from(figure, value)
        for numbers in carrying
        for times, _, _ in numbers.multiples
        for each in _listed(numbers)
        if _fits(figure, each)
        for value in (each.value * times, each.value / times)
    )


def _averages(figure: Figure, carrying: Sequence[Numbers]) -> bool:
    if figure.unit != "count":
        return any(
            whole.unit == figure.unit
            and parts.unit in (None, "count")
            and parts.value > 1
            and (same(figure.value, whole.value / parts.value) or rounded_from(figure, whole.value / parts.value))
            for numbers in carrying
            for whole in _listed(numbers)
            for parts in _listed(numbers)
        )
    values = [each.value for numbers in carrying for each in _listed(numbers) if each.unit in (None, "count")]
    return any(
        abs(one / other - figure.value) <= max(_AVERAGE * figure.value, 0.05)
        for one in values[:_MOST_VALUES]
        for other in values[:_MOST_VALUES]
        if 1 < other < one
    )


def is_ratio(figure: Figure, numbers: Iterable[Numbers]) -> bool:
    """Whether a share is that of two values that stand together: 95 points of 100, 12 % beside 25 %."""
    return any(
        _is_share(figure, one, other, _NEAR_APART if shares >= {one, other} else _NEAR_IN_WORDS)
        for each in numbers
        for values in [each.all_values()]
        for shares in [{*_shares(each)}]
        for one in values
        for other in values
        if 0 < one < other and not (YEARS_FROM <= other < YEARS_TO)
    )


def _part_of_sum(figure: Figure, said: Numbers, carrying: Sequence[Numbers], *, told: bool) -> bool:
    """Whether a share is that of one of two values that stand together in what both come to, if that is told."""
    return any(
        (told or said.has(first.value + second.value)) and _is_share(figure, one.value, first.value + second.value)
        for numbers in carrying
        for first, second in pairwise(_listed(numbers))
        for one in (first, second)
        if first.value > 0 and second.value > 0 and {first.unit, second.unit} <= {None, first.unit or second.unit}
    )


def _grown_by(figure: Figure, carrying: Sequence[Numbers]) -> bool:
    """Whether a share is that by which one value differs from the one before it: "from 300 to 200"."""
    return any(
        first.value > 0
        and first.unit == second.unit
        and _is_share(figure, abs(second.value - first.value), first.value)
        for numbers in carrying
        for first, second in pairwise(_listed(numbers))
    )


def _ratio_of_counts(figure: Figure, carrying: Sequence[Numbers]) -> bool:
    """Whether a share is that of two counts of one thing in sentences apart: "20 applied", "15 were chosen"."""
    counts = [each for numbers in carrying for each in numbers.figures if each.unit == "count" and each.of]
    return any(
        _is_share(figure, one.value, other.value)
        for one in counts
        for other in counts
        if 0 < one.value < other.value and compatible(one.of, other.of)
    )


def _is_share(figure: Figure, one: float, other: float, near: float = _NEAR_IN_WORDS) -> bool:
    share = 100 * one / other
    if figure.at_least or figure.at_most:
        return rounded_from(figure, share)
    return abs(share - figure.value) <= (near if figure.about else _NEAR)


def _without(numbers: Numbers, figure: Figure) -> Numbers:
    return numbers._replace(
        values=tuple(each for each in numbers.values if not figure.start <= each[1] < figure.end),
        figures=tuple(each for each in numbers.figures if each is not figure),
    )


def lasts(figure: Figure, numbers: Numbers) -> bool:
    """Whether a duration is the time between two dates that stand one behind the other."""
    days = figure.value * DAYS.get(figure.of or "", 1)
    return days > 0 and any(abs(span - days) <= max(0.08 * days, 1.5) for span in _between(numbers))


def _between(numbers: Numbers) -> Iterator[float]:
    for first, last in pairwise(numbers.dates):
        year = first.year or last.year
        if year is None or last.year is None:
            continue
        months = (last.year - year) * 12 + last.month - first.month
        yield months * DAYS["month"] + (last.day or 30) - (first.day or 1)


def spans(figure: Figure, span: Figure) -> bool:
    """Whether a duration in years is that of a span of years."""
    return (
        span.unit == "year"
        and span.upto is not None
        and figure.of == "year"
        and abs((span.upto - span.value) - figure.value) <= 1
    )


def years_apart(figure: Figure, years: Collection[float]) -> bool:
    """Whether a duration is as many years as two that a source names are apart."""
    length = figure.value / (12 if figure.of == "month" else 1)
    if figure.of not in ("year", "month") or length < _FEWEST_YEARS:
        return False
    return any(same(other - one, length) for one, other in combinations(sorted(years), 2))


def multiplied(value: float, numbers: Iterable[Numbers]) -> bool:
    """Whether two values that stand together are as many times one another: "doubled", "from 14 to 28"."""
    percent = 100 / value if value > 1 else 100 * value
    share = Figure(unit="percent", value=percent, about=True, text="", start=0, end=0)
    return is_ratio(share, numbers)
