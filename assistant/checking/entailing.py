"""Entailing: a model for natural language inference, if the operator names one, judges whether sources say something.

It takes the place of the built-in judgement of meaning by words and vectors; what is told of figures, names, places and
denials stays as it is.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.checking.meaning import Embedded
from assistant.checking.shapes import Difference
from corpus.errors import ModelNotFound
from indexer.models.sentence_transformer import Role, find_model

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from assistant.settings import EntailmentSettings

ROLE = Role("entailment model", "VET_ENTAILMENT_MODEL", "the built-in judgement of meaning")

_LONGEST_PREMISE = 1_500
_LONGEST_FOUND = 300
_ENTAILS = re.compile(r"entail(?:s|ed|ment)?", re.IGNORECASE)
_CONTRADICTS = re.compile(r"contradict(?:s|ed|ion|ory)?", re.IGNORECASE)
_NEITHER = re.compile(r"neutral|(?:not?|non)[ _-]?(?:entail(?:s|ed|ment)?|contradict(?:s|ed|ion|ory)?)", re.IGNORECASE)
_TRIAL = "Apprentices learn at work."

_logger = logging.getLogger(__name__)


class Judged(NamedTuple):
    """How sources stand to a statement, and how likely (0 to 1) they entail it."""

    relation: Literal["entails", "contradicts", "neither"]
    score: float


class Judge(Protocol):
    """Judges statements by stretches of sources; threads may share it."""

    def judge(self, premises: Sequence[str], statement: str) -> Judged | None:
        """Return how the premises stand to a statement: any may entail it; None if that cannot be told now."""


class Labels(NamedTuple):
    """At which place of its output a model says that a premise entails, or contradicts, if it tells that apart."""

    entailment: int
    contradiction: int | None


class EntailmentModel:
    """A `CrossEncoder` for natural language inference, loaded at the first need; threads may share it.

    Whatever goes wrong with it is logged once, and kept in `trouble` until it judges again; nobody need wait for it.
    """

    def __init__(self, settings: "EntailmentSettings") -> None:
        self.name = settings.model or ""
        self.trouble: str | None = None
        self._threshold = settings.threshold
        self._loaded: tuple[CrossEncoder, Labels] | None = None
        self._refused: ModelNotFound | None = None
        # Tokenisers are not safe to be used by two threads at once.
        self._lock = Lock()

    def judge(self, premises: Sequence[str], statement: str) -> Judged | None:
        """Return how the premises stand to a statement; None where the model cannot be loaded, or fails."""
        try:
            likely = self._likelihoods(premises, statement)
        except Exception as error:  # noqa: BLE001  (whatever a model does, the answer is not lost)
            self._troubled(" ".join(str(error).split()) or type(error).__name__)
            return None
        self.trouble = None
        entailed, contradicted = (float(column.max()) for column in likely)
        if entailed >= self._threshold:
            return Judged("entails", entailed)
        return Judged("contradicts" if contradicted >= self._threshold else "neither", entailed)

    def try_out(self) -> str | None:
        """Load the model and have it judge something; return what is wrong with it. Raises ModelNotFound."""
        with self._lock:
            self._open()
        self.judge([_TRIAL], _TRIAL)
        return self.trouble

    def _likelihoods(self, premises: Sequence[str], statement: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each premise how likely it entails a statement, and how likely it contradicts it."""
        with self._lock:
            model, labels = self._open()
            pairs = [(premise, statement) for premise in premises]
            outputs = np.asarray(model.predict(pairs, show_progress_bar=False, batch_size=len(pairs)), dtype=np.float64)
        if not np.isfinite(outputs).all():
            raise ValueError("it gives no numbers")
        powers = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        none = np.zeros(len(pairs))
        return shares[:, labels.entailment], none if labels.contradiction is None else shares[:, labels.contradiction]

    def _open(self) -> tuple["CrossEncoder", Labels]:
        """Return the model, loaded at the first call; one that was refused is not tried again. Raises ModelNotFound."""
        if self._refused is not None:
            raise self._refused
        if self._loaded is None:
            try:
                self._loaded = _load(self.name)
            except ModelNotFound as error:
                self._refused = error
                raise
        return self._loaded

    def _troubled(self, said: str) -> None:
        if self.trouble != said:
            _logger.warning("The entailment model %r cannot judge: %s Meaning is judged without it.", self.name, said)
        self.trouble = said


def _load(name: str) -> tuple["CrossEncoder", Labels]:
    folder = find_model(name, ROLE)
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        model = CrossEncoder(
            str(folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
            activation_fn=Identity(),
        )
        named: Mapping[int, str] = dict(model.config.id2label) if model.config is not None else {}
    except Exception as error:  # each kind of model raises its own
        said = " ".join(str(error).split())
        raise ModelNotFound(
            f"The entailment model {name!r} ({ROLE.variable}) cannot be loaded: {said}. Is the folder complete, and is"
            " it a CrossEncoder of sentence-transformers?"
        ) from error
    labels = labels_of(named)
    if labels is None or len(named) != model.num_labels:
        found = ", ".join(str(label) for _, label in sorted(named.items())) or "none"
        raise ModelNotFound(
            f"The entailment model {name!r} ({ROLE.variable}) does not say which of its outputs is entailment: its"
            f" labels are {found}. Choose a model for natural language inference, with labels such as entailment,"
            " neutral and contradiction in the `id2label` of its config.json."
        )
    return model, labels


def labels_of(named: Mapping[int, str]) -> Labels | None:
    """Return what the labels of a model mean, None where that cannot be told: each must be known, and entailment one.

    A model of two labels tells entailment from all else, or from contradiction.
    """
    plain = {int(place): str(label).strip() for place, label in named.items()}
    entailing = [place for place, label in plain.items() if _ENTAILS.fullmatch(label)]
    contradicting = [place for place, label in plain.items() if _CONTRADICTS.fullmatch(label)]
    others = [place for place, label in plain.items() if _NEITHER.fullmatch(label)]
    understood = len(entailing) + len(contradicting) + len(others) == len(plain)
    if not understood or len(entailing) != 1 or len(contradicting) > 1 or len(plain) < 2:
        return None
    return Labels(entailing[0], contradicting[0] if contradicting else None)


Stretch = tuple[str, str, Sequence[Embedded]]
"""A source as the checker has it: the title of its document, its text, and the sentences of that."""


def premises_of(stretches: Sequence[Stretch], chosen: Sequence[int]) -> list[str]:
    """Return what a statement is judged by, each bounded in length.

    `chosen` are the sentences that come nearest, best first, by their numbers among those of all stretches. Together
    they are one premise; another is the best of them with its title and what stands around it, which tells whom "it"
    and "they" mean.
    """
    places = [(stretch, index) for stretch in stretches for index in range(len(stretch[2]))]
    nearest = [_words(stretch, index, index) for stretch, index in (places[number] for number in sorted(chosen))]
    best, index = places[chosen[0]]
    around = f"{best[0].rstrip(' .')}. {_around(best, index, _LONGEST_PREMISE - len(best[0]))}"
    return [premise[:_LONGEST_PREMISE] for premise in dict.fromkeys([" ".join(nearest), around])]


def contradiction(statement: str, quote: str) -> Difference:
    """Return the difference between a statement and the words of a source that contradict it."""
    said = statement.strip()
    start = statement.index(said)
    found = " ".join(quote.split())
    found = found if len(found) <= _LONGEST_FOUND else f"{found[:_LONGEST_FOUND].rsplit(' ', 1)[0]} […]"
    return Difference(reason="contradiction", said=said, start=start, end=start + len(said), found=(found,))


def _around(stretch: Stretch, index: int, room: int) -> str:
    """Return a sentence with as many of those after it and before it as there is room for, by turns."""
    first = last = index
    for step in range(1, len(stretch[2])):
        if last == index + step - 1 and last + 1 < len(stretch[2]) and len(_words(stretch, first, last + 1)) <= room:
            last += 1
        if first == index - step + 1 and first > 0 and len(_words(stretch, first - 1, last)) <= room:
            first -= 1
    return _words(stretch, first, last)


def _words(stretch: Stretch, first: int, last: int) -> str:
    """Return the words of a stretch from one of its sentences to another."""
    _, text, sentences = stretch
    return " ".join(text[sentences[first].start : sentences[last].end].split())
