"""What a sentence is worth as evidence in a dimension: in the dimension's own field of a record, and elsewhere."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from assistant.practices.figurewords import COUNTED
from assistant.practices.sentences import Sentence
from assistant.practices.shapes import Dimension, Figure
from corpus.documents import Document
from corpus.facets import Kind
from corpus.mentions import fold

_REACHED = frozenset(
    "schools universities learners teachers staff companies partners organisations countries regions networks"
    " partnerships people placements projects".split()
)
_AUDIENCE = frozenset("schools universities learners teachers staff companies people".split())
TELLING = frozenset({"summary", "description", "objectives", "target_group", "abstract"})
_ATTRIBUTES = frozenset("teacher school student pupil learner company college staff provider trainer business".split())


class Rule(NamedTuple):
    """How a sentence is judged for a dimension: its worth in the dimension's own field, and anywhere else.

    Worth 0 or less is no evidence; `most` is how many sentences from elsewhere a cell takes.
    """

    worth: Callable[[Sentence, Document], float]
    elsewhere: Callable[[Sentence, Document], float]
    most: int = 2
    adds: bool = False
    """Whether sentences from elsewhere join those of the field."""


def _counts(sentence: Sentence, of: frozenset[str] = _REACHED) -> list[Figure]:
    return [figure for figure in sentence.figures if figure.unit == "count" and figure.of in of]


def units(sentence: Sentence, *units: str) -> int:
    """Return how many figures of these units a sentence has."""
    return sum(figure.unit in units for figure in sentence.figures)


def _pointer(sentence: Sentence) -> float:
    return -6.0 * sentence.has("pointer")


def _first(sentence: Sentence, document: Document) -> float:
    return 1.0 + _pointer(sentence) - sentence.start / (1 + len(document.text))


def _activities(sentence: Sentence, document: Document) -> float:
    worth = 1.0 if sentence.field == "activities" else 0.0
    worth += (
        sentence.has("activity")
        - 0.5 * sentence.has("goal", "began", "transfer")
        - (sentence.has("result") and sentence.field != "activities")
    )
    return worth + _pointer(sentence) - 0.4 * sentence.start / (1 + len(document.text))


def _does(sentence: Sentence, document: Document) -> float:
    if not sentence.has("activity") or sentence.has("goal", "transfer", "pointer") or sentence.field == "objectives":
        return 0
    return 1.0 - sentence.start / (1 + len(document.text))


def _target(sentence: Sentence, document: Document) -> float:
    if not any(_names_people(document.text[place : place + 60]) for place in sentence.cues.get("for_whom", ())):
        return 0
    return 1.0 + (sentence.field in TELLING) - 0.5 * (len(document.text[sentence.start : sentence.end]) > 250)


def _names_people(text: str) -> bool:
    """Return whether a text goes on, within a few words, with the people or places that something is for."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.;:]", text)[:6]
    for index, word in enumerate(words):
        if word in ".;:" or word.endswith("ing"):
            return False
        if COUNTED.get(fold(word)) in _AUDIENCE or COUNTED.get(fold(word.rsplit("-", 1)[-1])) in _AUDIENCE:
            following = words[index + 1] if index + 1 < len(words) else "."
            singular = word.isascii() and word.lower() in _ATTRIBUTES and following not in ".;:"
            if not singular:
                return True
    return False


def _scale(sentence: Sentence, _document: Document) -> float:
    return 2.0 * len(_counts(sentence)) + units(sentence, "percent") + sentence.has("reach") + _pointer(sentence)


def _reaches(sentence: Sentence, _document: Document) -> float:
    figures = _counts(sentence)
    yearly = any(figure.per == "year" for figure in figures)
    if not figures or sentence.has("goal", "survey") or not (yearly or sentence.has("reach")):
        return 0
    return len(figures) + _pointer(sentence) + 2.0 * (sentence.field == "quote")


def _funding(sentence: Sentence, _document: Document) -> float:
    return 2.0 * units(sentence, "money") + units(sentence, "percent") + sentence.has("money") + _pointer(sentence)


def _paid(sentence: Sentence, _document: Document) -> float:
    if not sentence.has("money") or sentence.has("goal"):
        return 0
    return 1.0 + 2.0 * units(sentence, "money") + _pointer(sentence)


def _results(sentence: Sentence, document: Document) -> float:
    if sentence.field == "quote":
        return 1.5 * sentence.has("result")
    survey = document.facets.kind is Kind.SURVEY_SUMMARY
    reached = sentence.has("reach") and not sentence.has("result") and not survey
    figures = 2.0 * units(sentence, "percent") + units(sentence, "count") * (not sentence.has("goal"))
    return (0 if reached else figures) + 1.5 * sentence.has("result") - sentence.has("goal") + _pointer(sentence)


def _came_out(sentence: Sentence, _document: Document) -> float:
    if not sentence.has("result") or sentence.has("goal", "money"):
        return 0
    return 1.0 + units(sentence, "percent") + _pointer(sentence)


def _evaluated(sentence: Sentence, _document: Document) -> float:
    if not sentence.has("outside", "evaluation") or (sentence.has("goal") and not sentence.has("outside")):
        return 0
    return 1.0 + 2.0 * sentence.has("outside") + _pointer(sentence)


def _period(_sentence: Sentence, _document: Document) -> float:
    return 3


def _when(sentence: Sentence, document: Document) -> float:
    years = [figure for figure in sentence.figures if figure.unit == "year"]
    lasting = [figure for figure in sentence.figures if figure.unit == "duration" and figure.of in ("year", "month")]
    if not years and lasting and sentence.has("lasted") and not sentence.has("goal"):
        return 1.5
    # Dates are no figures, but they name years.
    named = {int(year) for year in _YEAR.findall(document.text[sentence.start : sentence.end])}
    named |= {int(year) for figure in years for year in (figure.value, figure.upto) if year is not None}
    if not named or sentence.has("outside", "pointer"):
        return 0
    stated = stated_years(document)
    if sentence.has("transfer", "survey") and not (stated & named and sentence.field in TELLING):
        return 0
    spans = any(figure.upto for figure in years)
    timed = sentence.has("began", "lasted") or (spans and sentence.field in TELLING)
    if len(stated) == 2 and stated <= named:
        return 4
    if not timed or (sentence.has("goal") and not stated & named):
        return 0
    return 2.0 + spans + bool(lasting) + bool(stated & named)


_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?![\w-])")


def stated_years(document: Document) -> set[int]:
    """Return the years in which the document's own fields say that it began and ended."""
    if not {"year_start", "year_end"} & set(document.fields):
        return set()
    return {year for year in (document.facets.year_from, document.facets.year_to) if year is not None}


def _transfer(sentence: Sentence, _document: Document) -> float:
    return float(sentence.has("transfer")) + _pointer(sentence)


def _partners(sentence: Sentence, document: Document) -> float:
    if not sentence.has("partner") or sentence.has("goal"):
        return 0
    commas = document.text.count(",", sentence.start, sentence.end)
    return 1.0 + 0.1 * min(commas, 5) + _pointer(sentence)


def _sector(sentence: Sentence, document: Document) -> float:
    if not sentence.has("sector"):
        return 0
    if sentence.field is not None and sentence.field not in TELLING and sentence.field != "activities":
        return 0
    return 1.0 + 0.1 * min(document.text.count(",", sentence.start, sentence.end), 5) + _pointer(sentence)


RULES: Mapping[Dimension, Rule] = MappingProxyType(
    {
        Dimension.TARGET_GROUP: Rule(_first, _target, 1),
        Dimension.SECTOR: Rule(_first, _sector, 1),
        Dimension.PARTNERS: Rule(_first, _partners, 2),
        Dimension.ACTIVITIES: Rule(_activities, _does, 2),
        Dimension.SCALE: Rule(_scale, _reaches, 2),
        Dimension.FUNDING: Rule(_funding, _paid, 2),
        Dimension.RESULTS: Rule(_results, _came_out, 2),
        Dimension.EVALUATION: Rule(_first, _evaluated, 2),
        Dimension.PERIOD: Rule(_period, _when, 1, adds=True),
        Dimension.TRANSFERABILITY: Rule(_first, _transfer, 2),
    }
)
