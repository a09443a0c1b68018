"""Scoring: from what is seen to probabilities, by coefficients learned from labelled questions.

`scorer.json` holds them; `tools/fit_scorer.py` learns them. They are logistic regressions, one for each way in which
question and text stand to each other.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.signals import COLUMNS

FILE = Path(__file__).with_name("scorer.json")

PAIRINGS = ("english", "same_language", "other_language")
"""Question and text are in English, which the bundled model reads well; in another language; or in two. A model that
reads other languages as well as English is believed in these as much (see `pairing`)."""

_LARGEST = 30.0


class Coefficients(NamedTuple):
    """Of a logistic regression: one for each signal, and the constant."""

    signals: NDArray[np.float32]
    constant: float


class Scorer:
    """The learned coefficients, by pairing, and by whether tokens were compared ("tokens") or texts alone ("texts")."""

    def __init__(
        self, sentences: Mapping[tuple[str, str], Coefficients], answers: Mapping[tuple[str, str], Coefficients]
    ) -> None:
        self._sentences = sentences
        self._answers = answers

    def sentence_odds(self, signals: NDArray[np.float32], pair: str, *, tokened: bool) -> NDArray[np.float32]:
        """Return the logarithm of the odds that an answer stands in each sentence: shape (sentences,).

        `signals` (sentences, signals) are those of `assistant.signals`; `pair` is one of PAIRINGS.
        """
        coefficients = self._sentences[pair, _compared(tokened)]
        return np.asarray(signals @ coefficients.signals + coefficients.constant, dtype=np.float32)

    def answerable(self, seen: Sequence[float], pair: str, *, tokened: bool) -> float:
        """Return how likely (0 to 1) the library answers; `seen` are the signals of `assistant.evidence.SEEN`."""
        coefficients = self._answers[pair, _compared(tokened)]
        told = float(coefficients.signals @ np.array(seen, dtype=np.float32)) + coefficients.constant
        return 1.0 / (1.0 + float(np.exp(-np.clip(told, -_LARGEST, _LARGEST))))


def pairing(asked: str, written: str | None, *, reads_all: bool = False) -> str:
    """Return how the languages of a question and of a text stand to each other: one of PAIRINGS.

    `reads_all`: the embedding model reads them all well, not English alone.
    """
    if written is not None and written != asked:
        return PAIRINGS[2]
    return PAIRINGS[0] if asked == "en" or reads_all else PAIRINGS[1]


@lru_cache(maxsize=1)
def load_scorer() -> Scorer:
    """Return the scorer that is shipped."""
    data = json.loads(FILE.read_text("utf-8"))
    return Scorer(_read(data["sentences"], COLUMNS), _read(data["answers"], tuple(data["seen"])))


def _read(
    data: Mapping[str, Mapping[str, Mapping[str, float]]], names: Sequence[str]
) -> dict[tuple[str, str], Coefficients]:
    return {
        (each, compared): Coefficients(
            np.array([values[name] for name in names], dtype=np.float32), float(values["constant"])
        )
        for compared, by_pairing in data.items()
        for each, values in by_pairing.items()
    }


def _compared(tokened: bool) -> str:
    return "tokens" if tokened else "texts"
