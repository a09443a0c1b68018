"""Evidence: the sentences of the best passages that bear on a question, and how sure we are of each."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.retrieval import Found, QuestionWords
from assistant.words import SHOWS, Expected
from corpus.vocabulary import load_vocabulary


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


class Signals(NamedTuple):
    """What is seen in one sentence, given the question.

    `cosine` of the sentence's vector; `words`: the share of the question's words in it, and `around` in the title and
    the sentences beside it; whether it shows the expected kind of answer, or lacks it; `behind`: how far its
    passage's score is behind the best; `length`: logarithm of its words.
    """

    cosine: float
    words: float
    around: float
    shows: float
    lacks: float
    behind: float
    length: float


class SentenceWeights(NamedTuple):
    """A logistic regression over the signals of a sentence, fitted to development questions."""

    signals: Signals
    constant: float


SAME_LANGUAGE = SentenceWeights(Signals(2.4, 4.4, 0.6, 0.25, -1.7, -4.0, 0.25), -5.1)
OTHER_LANGUAGE = SentenceWeights(Signals(3.9, 4.6, 0.0, 0.0, -1.8, -6.0, 0.4), -4.9)
"""For questions in another language than the text: there words say little when they are missing."""


class Sureness(NamedTuple):
    """What is seen in all evidence together, from which we tell whether the library answers at all."""

    evidence_cosine: float
    evidence_words: float
    coverage: float
    passage_cosine: float
    best_cosine: float
    lacks: float


class SurenessWeights(NamedTuple):
    """A logistic regression over what is seen in all, fitted to questions with and without an answer."""

    signals: Sureness
    constant: float


SURE_ENGLISH = SurenessWeights(Sureness(5.5, 2.3, 4.1, 4.8, 4.7, -1.3), -10.0)
"""For question and text in English, which the bundled model reads well."""

SURE_SAME_LANGUAGE = SurenessWeights(Sureness(3.6, 3.4, 4.6, 1.7, 1.8, -0.4), -6.4)
"""For question and text in one other language: words say more there than meaning."""

SURE_OTHER_LANGUAGE = SurenessWeights(Sureness(4.9, 2.4, 2.5, 2.8, 3.1, 0.0), -4.7)


class Weighed(NamedTuple):
    """The evidence for a question, best first, and how sure we are (0 to 1) that it answers."""

    evidence: tuple[Evidence, ...]
    sureness: float
    seen: Sureness


def weigh_evidence(
    found: Sequence[Found],
    words: Mapping[str | None, QuestionWords],
    expected: Expected | None,
    language: str,
    question: str,
) -> Weighed:
    """Return the sentences of the passages found, best first, headings left out."""
    asked = frozenset(_WORD.findall(question.lower()))
    best = max((each.score for each in found), default=0.0)
    rows: list[tuple[Evidence, Signals, Found]] = []
    for each in found:
        same = each.card.facets.language in (None, language)
        weights = SAME_LANGUAGE if same else OTHER_LANGUAGE
        spoken = words[each.card.facets.language]
        of_sources = load_vocabulary().field_name(each.passage.locator.heading or "") in _SOURCES
        for position, (start, end) in enumerate(each.passage.sentences):
            sentence = each.passage.text[start:end]
            if of_sources or is_heading(sentence, each):
                continue
            signals = _signals(each, position, sentence, spoken, expected, asked, best)
            score = _logistic(weights.signals, signals, weights.constant)
            rows.append((_evidence(each, start, end, score), signals, each))
    if not rows:
        return Weighed((), 0.0, Sureness(0, 0, 0, 0, 0, 0))
    rows.sort(key=lambda row: -row[0].score)
    _, signals, passage = rows[0]
    seen = Sureness(
        evidence_cosine=signals.cosine,
        evidence_words=signals.words,
        coverage=passage.coverage,
        passage_cosine=max(each.cosine for each in found),
        best_cosine=max(float(each.sentence_cosines.max()) for each in found),
        lacks=signals.lacks,
    )
    sure = _sureness_weights(language, passage.card.facets.language)
    return Weighed(tuple(row[0] for row in rows), _logistic(sure.signals, seen, sure.constant), seen)


def _sureness_weights(asked: str, written: str | None) -> SurenessWeights:
    if (written or asked) == asked:
        return SURE_ENGLISH if asked == "en" else SURE_SAME_LANGUAGE
    # Between two languages that the model reads poorly, likeness means nothing: names and terms must be there.
    return SURE_OTHER_LANGUAGE if "en" in (asked, written) else SURE_SAME_LANGUAGE


def is_heading(sentence: str, found: Found) -> bool:
    """Whether a sentence is a heading or a mere scrap: it may lead to an answer but says nothing."""
    plain = _plain(sentence)
    if not any(char.isalnum() for char in plain):
        return True
    if _is_reference(sentence) or _is_table_head(sentence):
        return True
    if plain in _plain(found.card.title) or plain == _plain(found.passage.locator.heading or ""):
        return True
    if sentence.rstrip()[-1:] in _STOPS or any(char.isdigit() for char in plain):
        return False
    return len(plain.split()) <= 3 or _is_caption(sentence, found)


def _is_caption(sentence: str, found: Found) -> bool:
    """Whether a line of some words, without a stop, stands among sentences: the head of a part, or of a table.

    The value of a record's field has no stop either, but stands alone under its label.
    """
    plain = sentence.strip()
    if len(plain.split()) > 12 or plain.startswith(("•", "-", "–", "*")) or "\t" in plain or ":" in plain:
        return False
    text = found.passage.text
    return any(text[start:end].rstrip()[-1:] in _STOPS for start, end in found.passage.sentences)


def _is_reference(sentence: str) -> bool:
    """Whether a sentence is little more than addresses, as in a list of sources."""
    return sum(map(len, _ADDRESS.findall(sentence))) > 0.4 * len(sentence)


def _is_table_head(sentence: str) -> bool:
    cells = sentence.split("\t")
    return len(cells) > 1 and all(len(cell) <= 40 for cell in cells) and not any(map(str.isdigit, sentence))


def _signals(
    found: Found,
    position: int,
    sentence: str,
    words: QuestionWords,
    expected: Expected | None,
    asked: frozenset[str],
    best: float,
) -> Signals:
    here = found.read.sentences[position]
    beside = found.read.sentences[max(position - 1, 0) : position + 2]
    around = words.share(found.read.title.union(*beside)) - words.share(here)
    shown = shows(expected, sentence, asked)
    cosines = found.sentence_cosines
    return Signals(
        cosine=float(cosines[position]) if position < len(cosines) else found.cosine,
        words=words.share(here),
        around=max(around, 0.0),
        shows=float(expected is not None and shown),
        lacks=float(expected is not None and not shown),
        behind=best - found.score,
        length=math.log1p(len(here)),
    )


def shows(expected: Expected | None, sentence: str, asked: frozenset[str]) -> bool:
    """Whether a sentence holds such a thing as is asked for, other than what the question itself names."""
    if expected is None:
        return False
    if expected in SHOWS:
        found = (match.group().strip() for match in _pattern(expected).finditer(sentence.lower()))
        return any(each not in asked for each in found)
    return any(name.lower() not in asked for name in _CAPITAL.findall(sentence))


_STOPS = ".!?…"
_SOURCES = ("source_title", "source_url")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A capital inside a sentence is a name, except in German, where it costs nothing to be wrong.
_CAPITAL = re.compile(r"(?<=[\w,;:(\"“'‘] )[(\"“'‘]?([A-ZÀ-ÖØ-Þ][\w'’-]+)")


@lru_cache(maxsize=len(Expected))
def _pattern(expected: Expected) -> re.Pattern[str]:
    return re.compile(SHOWS[expected])


def _plain(line: str) -> str:
    return " ".join(line.strip(" \t#*_:=-•\n").casefold().split())


def _evidence(found: Found, start: int, end: int, score: float) -> Evidence:
    offset = found.passage.locator.start
    return Evidence(
        document_id=found.card.id,
        passage_id=found.passage.id,
        start=offset + start,
        end=offset + end,
        score=score,
    )


def _logistic(weights: tuple[float, ...], values: tuple[float, ...], constant: float) -> float:
    total = constant + float(np.dot(weights, values))
    return 1.0 / (1.0 + math.exp(-max(min(total, 50.0), -50.0)))
