"""Evidence: the sentences of the passages found that bear on a question, and how sure we are that they answer it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.candidates import Sought
from assistant.retrieval import Found
from assistant.scoring import load_scorer, pairing
from assistant.signals import SIGNALS


class Evidence(BaseModel):
    """A stretch of a document that bears on the question; `start` and `end` are offsets in the document's text.

    `score` (0 to 1) is how likely it is that the answer stands there, among the sentences that were looked at.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    passage_id: str
    start: int
    end: int
    score: float


class Weighed(NamedTuple):
    """The evidence for a question, best first, and how likely it is (0 to 1) that the library answers."""

    evidence: tuple[Evidence, ...]
    sureness: float


_OF_THE_BEST = (
    "cosine",
    "tokens",
    "tokens_evenly",
    "weakest_token",
    "words",
    "passage_words",
    "names",
    "names_missing",
    "lacks",
)
_OF_ALL = ("cosine", "passage_tokens", "passage_words", "names", "words")

_LEAST_MEANING = 0.2

SEEN = ("odds", *(f"best_{name}" for name in _OF_THE_BEST), *(f"most_{name}" for name in _OF_ALL))
"""What tells whether the library answers at all: the odds of the best sentence, signals of that sentence, and the most
of some signals in any sentence. Few, on purpose: with 27 signals, questions on which the right document is silent were
told from others less well (area under the ROC curve 0.56) than with these (0.60)."""


def weigh_evidence(found: Sequence[Found], sought: Sought) -> Weighed:
    """Return the sentences of the passages found, likeliest first, without headings and the like."""
    rows = [
        (float(odds), each, place)
        for each in found
        for place, odds in enumerate(each.odds)
        if each.read.quotable[place] and _bears_itself(each, place)
    ]
    if not rows:
        return Weighed((), 0.0)
    rows.sort(key=lambda row: -row[0])
    best = rows[0][1]
    pair = pairing(sought.language, best.card.facets.language, reads_all=sought.reads_all)
    sureness = load_scorer().answerable(what_is_seen(found), pair, tokened=best.candidate.tokened)
    return Weighed(tuple(_evidence(each, place, odds) for odds, each, place in rows), sureness)


def what_is_seen(found: Sequence[Found]) -> list[float]:
    """Return what tells whether the passages found answer, in the order of SEEN; some of it must be quotable."""
    best = max(found, key=lambda each: float(each.odds.max(initial=-np.inf)))
    place = int(best.odds.argmax())
    odds = float(best.odds[place])
    rows = np.concatenate([each.signals[np.array(each.read.quotable, dtype=bool)] for each in found])
    return [
        odds,
        *(float(best.signals[place, SIGNALS.index(name)]) for name in _OF_THE_BEST),
        *(float(rows[:, SIGNALS.index(name)].max()) for name in _OF_ALL),
    ]


def _bears_itself(found: Found, place: int) -> bool:
    """Whether a sentence has a word or some of the meaning of the question itself, not only its title or neighbours."""
    words, cosine = (found.signals[place, SIGNALS.index(name)] for name in ("words", "cosine"))
    return bool(words > 0 or cosine >= _LEAST_MEANING)


def _evidence(found: Found, place: int, odds: float) -> Evidence:
    start, end = found.passage.sentences[place]
    offset = found.passage.locator.start
    return Evidence(
        document_id=found.card.id,
        passage_id=found.passage.id,
        start=offset + start,
        end=offset + end,
        score=1.0 / (1.0 + float(np.exp(-odds))),
    )
