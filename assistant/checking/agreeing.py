"""Agreeing: whether two figures come to the same, as far as they are rounded, and are of the same thing."""

import re
from collections.abc import Sequence

from assistant.checking.counting import same
from assistant.practices.figures import figures_in
from assistant.practices.figurewords import COUNTED, TIME_UNITS
from assistant.practices.numerals import DIGITS, number_value
from assistant.practices.shapes import Figure
from corpus.mentions import fold, tokens_of

_WORDS = re.compile(r"[^\W\d_]+")
_ROUND = 0.06
_ROUND_TENTHS = 4.0
_ROUND_UP = 1.3
_ROUND_DOWN = 0.8
_LEAST_SHARE = 0.5
DAYS: dict[str, float] = {"year": 365, "month": 30.4167, "week": 7, "day": 1, "hour": 1 / 24, "minute": 1 / 1440}
"""How many days a unit of time has."""

_PEOPLE = frozenset({"learners", "teachers", "staff", "people"})
_BODIES = frozenset({"schools", "universities", "companies", "partners", "organisations", "networks", "partnerships"})
_WIDE = frozenset({"people", "partners", "organisations", "networks", "partnerships"})
NEARLY = frozenset(
    "nearly almost bijna haast knapp fast beinahe presque pres casi quase quasi lahes melkein vajaa peaaegu ligi"
    " beveik prawie blisko niemal temer skoro ia".split()
)
"""Words before a figure that say that what is meant is a little less, folded."""

HEDGES = frozenset(
    "slightly somewhat roughly legerement iets etwas leicht algo ligeramente poco hieman vahan veidi siek-tiek nieco"
    " trochu apur pixka bat just".split()
)
"""Words before a figure that say that it is rounded, folded."""

_SURELY_COUNTED = frozenset({"schools", "companies", "countries", "universities"})
KNOWN_NOUNS = frozenset(
    "schools universities learners teachers staff companies partners organisations countries regions networks"
    " partnerships projects people placements jobs courses applications".split()
)


def agrees(figure: Figure, source: Figure, said: str) -> bool:
    """Whether a figure of a statement comes to what one of the same unit in a source says, as far as it is rounded."""
    if figure.unit == "duration":
        factor = DAYS.get(source.of or "", 1) / DAYS.get(figure.of or "", 1)
        values = [source.value * factor, *([source.upto * factor] if source.upto else [])]
        loose = 0.08 if figure.about else 0.03 if figure.of != source.of else 0.0
    else:
        values, loose = [source.value, *([source.upto] if source.upto else [])], 0.0
    if figure.upto is not None:
        return len(values) == 2 and near(figure.value, values[0], loose) and near(figure.upto, values[1], loose)
    if not (figure.about or figure.at_least or figure.at_most) and _hedged(said, figure.start):
        figure = figure.model_copy(update={"about": True})
    nearly = bool(NEARLY & {fold(word) for word in _WORDS.findall(figure.text)})
    source_nearly = bool(NEARLY & {fold(word) for word in _WORDS.findall(source.text)})
    if _opposed(figure, source, nearly, source_nearly):
        return False
    return any(near(figure.value, value, loose) for value in values) or rounded(figure, source, values, nearly)


def _hedged(text: str, start: int) -> bool:
    """Whether words before a figure say that it is rounded: "slightly more than"."""
    return bool(HEDGES & {fold(word) for word in _WORDS.findall(text[max(0, start - 30) : start])})


def _opposed(figure: Figure, source: Figure, nearly: bool, source_nearly: bool) -> bool:
    """Whether one figure is a lower bound where the other is an upper one, or just below it."""
    lower, upper = figure.at_least, figure.at_most or nearly
    source_lower, source_upper = source.at_least, source.at_most or source_nearly
    if not same(figure.value, source.value):
        return False
    return (lower and source_upper) or (upper and source_lower)


def rounded(figure: Figure, source: Figure, values: Sequence[float], nearly: bool) -> bool:
    """Whether a figure is one of the values as far as it says that it is rounded: over, about, nearly, 1.6 million."""
    value = figure.value
    if figure.at_least:
        most = 2.0 if figure.unit == "percent" else _ROUND_UP
        return any(value <= each <= value * most for each in values)
    if figure.at_most or nearly:
        least = _LEAST_SHARE if figure.unit == "percent" and not nearly else _ROUND_DOWN
        return any(value * least <= each <= value for each in values)
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


def value_agrees(figure: Figure, value: float) -> bool:
    """Whether a figure comes to a value, as far as it is rounded."""
    return same(figure.value, value) or rounded_from(figure, value)


def rounded_from(figure: Figure, value: float) -> bool:
    """Whether a figure is a value, rounded as it says that it is."""
    bare = Figure(unit=figure.unit, value=value, of=figure.of, text="", start=0, end=0)
    return rounded(figure, bare, [value], bool(NEARLY & {fold(word) for word in _WORDS.findall(figure.text)}))


def same_thing(figure: Figure, source: Figure) -> bool:
    """Whether two figures of one unit are of the same thing: currency, counted noun, and rate if both have one."""
    if figure.per and source.per and figure.per != source.per:
        return False
    if figure.unit == "money":
        return figure.of == source.of or None in (figure.of, source.of)
    if figure.unit != "count" or "member" in fold(figure.text):
        return True
    return compatible(figure.of, source.of)


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two counted nouns may be the same; one that is not told may be any."""
    if one is None or other is None or one == other:
        return True
    if {one, other} == {"staff", "teachers"}:
        return True
    return any(one in group and other in group and bool({one, other} & _WIDE) for group in (_PEOPLE, _BODIES))


def _is_compound(noun: str) -> bool:
    """Whether a noun ends with one that is known: `leerbedrijven`."""
    folded = fold(noun)
    return any(folded[at:] in COUNTED for at in range(1, len(folded) - 3))


def differ(figure: Figure, fitting: Sequence[Figure]) -> bool:
    """Whether what is counted is known on both sides, and is never the same."""
    if figure.of not in KNOWN_NOUNS:
        return False
    told = figure.of in _SURELY_COUNTED
    return all(
        each.of is not None
        and ((told and not _is_compound(each.of)) or each.of in KNOWN_NOUNS)
        and not compatible(figure.of, each.of)
        for each in fitting
    )


def same_kind(figure: Figure, text: str, start: int, end: int) -> bool:
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


def near(one: float, other: float, loose: float) -> bool:
    """Whether two values are the same within a share of the larger one."""
    return same(one, other) or abs(one - other) <= loose * max(abs(one), abs(other))
