"""Compares surveys without mixing them: themes that several speak of, and where those of one survey differ."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.surveys.shapes import Result, Survey

_HIGH_RANK = 3
_HIGH_PERCENT = 50
_FAR_RANKS, _FAR_POINTS, _FAR_TIMES = 2, 10, 1.5
_SAME_RESULTS = 2


class Voice(NamedTuple):
    """One result, and the survey it is of."""

    survey: Survey
    result: Result


class Common(NamedTuple):
    """A theme that results of several surveys or countries speak of; `high` if several of them put it high."""

    theme: str
    voices: tuple[Voice, ...]
    high: bool


class Contrast(NamedTuple):
    """Two countries that one survey asked the same, and whose answers are far apart; the higher one first."""

    survey: Survey
    more: Result
    less: Result


def common_ground(surveys: Sequence[Survey]) -> list[Common]:
    """Return the themes that several surveys or countries speak of, those that several put high first.

    Reports of one survey count once. Nothing is averaged: a voice keeps its own figure.
    """
    by_theme: dict[str, list[Voice]] = {}
    for survey in counted_once(surveys):
        for result in survey.results:
            for theme in result.themes:
                by_theme.setdefault(theme, []).append(Voice(survey, result))
    found = [
        Common(theme, tuple(voices), len(_speakers(voice for voice in voices if is_high(voice.result))) > 1)
        for theme, voices in by_theme.items()
        if len(_speakers(voices)) > 1
    ]
    return sorted(found, key=lambda each: (not each.high, -len(_speakers(each.voices)), each.theme))


def is_high(result: Result) -> bool:
    """Whether those who were asked put something high: among the first three, or half of them and more."""
    if result.scale == "rank":
        return result.rank is not None and result.rank <= _HIGH_RANK
    return result.scale == "percent" and result.value is not None and result.value >= _HIGH_PERCENT


def contrasts(surveys: Sequence[Survey]) -> list[Contrast]:
    """Return where countries that one survey asked the same are far apart; never across surveys, units or scales."""
    found: list[Contrast] = []
    for survey in surveys:
        asked: dict[tuple[str, str, str], list[Result]] = {}
        for result in survey.results:
            if result.country is not None and result.scale != "none":
                key = (" ".join(result.statement.casefold().split()), result.scale, result.unit or "")
                asked.setdefault(key, []).append(result)
        for results in asked.values():
            in_order = sorted(results, key=_amount, reverse=True)
            if len({each.country for each in results}) == len(results) > 1 and _far(in_order[0], in_order[-1]):
                found.append(Contrast(survey, in_order[0], in_order[-1]))
    return found


def only_in(reports: Sequence[Survey]) -> list[tuple[Survey, tuple[str, ...]]]:
    """Return for each survey the themes that no other of them speaks of; nothing for one survey alone."""
    surveys = counted_once(reports)
    if len(surveys) < 2:
        return []
    told = {each.document_id: {theme for result in each.results for theme in result.themes} for each in surveys}
    found = []
    for survey in surveys:
        others = set().union(*(themes for key, themes in told.items() if key != survey.document_id))
        own = dict.fromkeys(theme for result in survey.results for theme in result.themes if theme not in others)
        if own:
            found.append((survey, tuple(own)))
    return found


def counted_once(surveys: Sequence[Survey]) -> list[Survey]:
    """Return the surveys with one report of each, one with declared results where there is one."""
    repeated: set[str] = set()
    for group in same_surveys(surveys):
        kept = next((each for each in group if each.declared), group[0])
        repeated.update(each.document_id for each in group if each is not kept)
    return [each for each in surveys if each.document_id not in repeated]


def same_surveys(surveys: Sequence[Survey]) -> list[tuple[Survey, ...]]:
    """Return groups of documents that seem to report one and the same survey: same places, year and results."""
    groups: list[list[Survey]] = []
    for one, other in combinations(surveys, 2):
        if not _seems_same(one, other):
            continue
        group = next((each for each in groups if one in each or other in each), None)
        if group is None:
            groups.append([one, other])
        else:
            group.extend(each for each in (one, other) if each not in group)
    return [tuple(group) for group in groups]


def _seems_same(one: Survey, other: Survey) -> bool:
    if not one.places or set(one.places) != set(other.places) or not _years(one) & _years(other):
        return False
    known = set(_told(other))
    return sum(each in known for each in set(_told(one))) >= _SAME_RESULTS


def _told(survey: Survey) -> Iterator[tuple[str, str, float, str | None]]:
    for result in survey.results:
        for theme in result.themes:
            if result.scale != "none":
                yield theme, result.scale, abs(_amount(result)), result.country


def _years(survey: Survey) -> set[int]:
    first, last = survey.year_from or survey.year_to, survey.year_to or survey.year_from
    return set(range(first, last + 1)) if first and last else set()


def _speakers(voices: "Sequence[Voice] | Iterator[Voice]") -> set[tuple[str, str | None]]:
    return {(voice.survey.document_id, voice.result.country) for voice in voices}


def _amount(result: Result) -> float:
    """Return what results of one scale are ordered by: the first rank is the highest."""
    return result.value if result.value is not None else -float(result.rank or 0)


def _far(more: Result, less: Result) -> bool:
    apart = _amount(more) - _amount(less)
    if more.scale == "rank":
        return apart >= _FAR_RANKS
    if more.scale == "percent":
        return apart >= _FAR_POINTS
    return _amount(more) >= _FAR_TIMES * max(_amount(less), 0) and apart > 0
