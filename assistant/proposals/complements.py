"""Complements: earlier projects with overlapping aims, and in what each differs from the one planned."""

from assistant.citations import Citation
from assistant.practices.own import OwnPractice
from assistant.practices.ranking import Practices
from assistant.practices.shapes import Dimension, Match, Practice
from assistant.proposals.shapes import Complement
from corpus.facets import Filters

_LEAST, _TO_BEST = 0.2, 0.35
# What is always another project's own says nothing of how it differs from the one planned.
_TELLING = (
    Dimension.ACTIVITIES,
    Dimension.TARGET_GROUP,
    Dimension.PARTNERS,
    Dimension.SCALE,
    Dimension.RESULTS,
    Dimension.EVALUATION,
    Dimension.TRANSFERABILITY,
)
_MOST_DIFFERENCES = 4


def complements_to(own: OwnPractice, practices: Practices, filters: Filters, limit: int) -> list[Complement]:
    """Return the practices whose aims overlap with those of one's own, nearest first, wherever they are from."""
    matches = practices.comparable(own, filters=filters, limit=limit, prefer_elsewhere=False)
    least = max(_LEAST, _TO_BEST * matches[0].score) if matches else 0.0
    return [_complement(each, practices.practice(each.document_id)) for each in matches if each.score >= least]


def _complement(match: Match, practice: Practice) -> Complement:
    return Complement(
        document_id=match.document_id,
        title=practice.title,
        countries=practice.countries,
        score=match.score,
        why=match.why,
        shared=match.shared,
        differs=_differences(match, practice),
    )


def _differences(match: Match, practice: Practice) -> dict[Dimension, Citation]:
    """Return by what a project differs, in its own words: where both say something else, then what only it says."""
    only_theirs = [each for each in _TELLING if each not in match.likeness]
    least_alike = sorted((each for each in _TELLING if each in match.different), key=lambda each: match.likeness[each])
    quoted: dict[Dimension, Citation] = {}
    for dimension in (*least_alike, *only_theirs):
        cell = practice.cells.get(dimension)
        if not cell or not cell.citations or len(quoted) == _MOST_DIFFERENCES:
            continue
        # One sentence that tells of several things is quoted once.
        if all(cell.citations[0].quote != each.quote for each in quoted.values()):
            quoted[dimension] = cell.citations[0]
    return quoted
