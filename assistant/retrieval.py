"""Retrieval: the passages in which a question's answer may stand, likeliest first."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.candidates import Candidate, QuestionWords, Sought, find_candidates
from assistant.scoring import load_scorer, pairing
from assistant.shelf import ReadPassage, Shelf
from assistant.signals import sentence_signals
from corpus.documents import Locator, Passage
from corpus.facets import Filters, Kind
from corpus.library import DocumentCard
from indexer.vectors import VectorIndex

LOOKED_INTO = 40
"""How many of the candidates are looked into sentence by sentence."""

# A passage of which nothing may be quoted comes after all others.
_NOTHING_TO_QUOTE = -20.0
_AT_A_GLANCE = 0.01


class RetrievedPassage(BaseModel):
    """A passage that was found, with what a reader needs to judge it. `score` is 0 to 1, larger is nearer."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    passage_id: str
    title: str
    source: str
    url: str | None = None
    text: str
    score: float
    locator: Locator
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kind: Kind
    language: str | None = None
    year_from: int | None = None
    year_to: int | None = None


class Found(NamedTuple):
    """A passage that was found, and its score: how likely it is (0 to 1) that an answer stands in it.

    `odds` (sentences,) are the logarithms of the odds that the answer stands in a sentence, minus infinity for one that
    may not be quoted, and `signals` what they were told by (see `assistant.signals`).
    """

    candidate: Candidate
    odds: NDArray[np.float32]
    signals: NDArray[np.float32]
    score: float

    @property
    def read(self) -> ReadPassage:
        """The passage as it is compared with questions."""
        return self.candidate.read

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.candidate.read.passage

    @property
    def card(self) -> DocumentCard:
        """What there is to know of its document."""
        return self.candidate.read.card

    @property
    def sentence_cosines(self) -> NDArray[np.float32]:
        """The similarity of each sentence's vector to the question's."""
        return self.candidate.cosines

    @property
    def cosine(self) -> float:
        """The similarity of the passage's vector to the question's."""
        return self.candidate.cosine

    @property
    def coverage(self) -> float:
        """Which part of the question's words stands in the passage or its title."""
        return self.candidate.coverage


def retrieve(
    shelf: Shelf,
    index: VectorIndex,
    sought: Sought,
    filters: Filters,
    fetched: int,
    wanted: int,
    own_words: Mapping[str | None, QuestionWords] | None = None,
) -> list[Found]:
    """Return the passages in which a question's answer may stand, likeliest first, at least `wanted` if there are.

    Up to `fetched` are taken from the vectors and as many from the full text. `own_words` has the words of a question
    as they count within the passages, where that differs from what they count for in finding them.
    """
    candidates = find_candidates(shelf, index, sought, filters, fetched)[: max(LOOKED_INTO, wanted)]
    judged = sought._replace(words=own_words) if own_words is not None else sought
    return look_into(candidates, judged)


def look_into(candidates: list[Candidate], sought: Sought) -> list[Found]:
    """Return candidates as found, likeliest first, once each of their sentences was looked at."""
    scorer = load_scorer()
    found: list[Found] = []
    for candidate, signals in zip(candidates, sentence_signals(candidates, sought), strict=True):
        pair = pairing(sought.language, candidate.read.card.facets.language, reads_all=sought.reads_all)
        odds = scorer.sentence_odds(signals, pair, tokened=candidate.tokened)
        found.append(passage_of(candidate, signals, odds))
    return sorted(found, key=lambda each: (-each.score, each.passage.id))


def passage_of(candidate: Candidate, signals: NDArray[np.float32], odds: NDArray[np.float32]) -> Found:
    """Return a candidate as found, given the odds of its sentences: any of them may answer."""
    odds = np.where(candidate.read.quotable, odds, -np.inf).astype(np.float32)
    told = float(np.logaddexp.reduce(odds)) if len(odds) else -np.inf
    # What compares better at a glance comes first among passages of which nothing can be quoted.
    told = max(told, _NOTHING_TO_QUOTE) + _AT_A_GLANCE * candidate.score
    return Found(candidate, odds, signals, 1.0 / (1.0 + float(np.exp(-told))))


def as_result(found: Found) -> RetrievedPassage:
    """Return a found passage as it is shown."""
    facets = found.card.facets
    return RetrievedPassage(
        document_id=found.card.id,
        passage_id=found.passage.id,
        title=found.card.title,
        source=found.card.source,
        url=found.card.url,
        text=found.passage.text,
        score=round(found.score, 4),
        locator=found.passage.locator,
        countries=facets.countries,
        regions=facets.regions,
        themes=facets.themes,
        kind=facets.kind,
        language=facets.language,
        year_from=facets.year_from,
        year_to=facets.year_to,
    )
