"""Signals: what is seen in each sentence of the passages found, given the question."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.candidates import Candidate, Sought
from assistant.words import SHOWS, WORD, Expected

SIGNALS = (
    # Of the sentence: likeness of meaning, tokens matched, the least of the rarer half of them, words shared.
    "cosine",
    "tokens",
    "tokens_evenly",
    "weakest_token",
    "words",
    # Of what stands around it: words beside it, tokens matched after, before and together with what leads to it, in
    # the rest of its passage; words in the rest of its passage; how far its passage is behind the best.
    "words_beside",
    "tokens_after",
    "tokens_before",
    "tokens_with_context",
    "tokens_elsewhere",
    "words_elsewhere",
    "behind",
    # Of its form and place.
    "length",
    "is_first",
    "is_last",
    "position",
    # Of its passage: title and heading, meaning, words, BM25, tokens, the best sentence's words; and of its document.
    "title_tokens",
    "passage_cosine",
    "passage_words",
    "passage_bm25",
    "passage_tokens",
    "passage_weakest_token",
    "passage_sentence_words",
    "document_tokens",
    # Names and numbers of the question in the sentence, and those missing in its passage and title.
    "names",
    "names_missing",
    # Whether it shows the kind of thing that is asked for, or lacks it.
    "shows",
    "lacks",
)
"""The names of the signals."""

COLUMNS = (*SIGNALS, *(f"{name}_behind" for name in SIGNALS))
"""The columns that sentences are scored by: the signals, and each again, less the most in any of the sentences."""

_DOCUMENT_PASSAGES = 3
_LENGTHS = 100


def sentence_signals(candidates: Sequence[Candidate], sought: Sought) -> list[NDArray[np.float32]]:
    """Return for each passage the signals of its sentences: shape (sentences, len(COLUMNS))."""
    if not candidates:
        return []
    best = max(candidate.score for candidate in candidates)
    documents = _document_tokens(candidates)
    asked = frozenset(WORD.findall(sought.text.lower()))
    own = [_own_signals(each, sought, best, documents[each.read.card.id], asked) for each in candidates]
    most = np.max([rows.max(axis=0) for rows in own if len(rows)] or [np.zeros(len(SIGNALS))], axis=0)
    return [np.hstack([rows, rows - most]).astype(np.float32) for rows in own]


def _own_signals(
    candidate: Candidate, sought: Sought, best: float, document: float, asked: frozenset[str]
) -> NDArray[np.float32]:
    read, matched = candidate.read, candidate.matched
    weights, rarer = candidate.importance
    count = len(read.sentences)
    if not count:
        return np.empty((0, len(SIGNALS)), dtype=np.float32)
    words = sought.words[read.card.facets.language]
    present = words.present([*read.sentences, read.title])
    shares = present[:-1] @ words.array
    sentences = matched[1:]
    tokens = sentences @ weights
    passage = candidate.passage_match
    before, after = np.zeros(count), np.zeros(count)
    before[1:], after[:-1] = tokens[:-1], tokens[1:]
    # What leads to a sentence: the title and heading, and the sentence before.
    leading = np.maximum(matched[0], np.vstack([np.full(matched.shape[1], -1.0), sentences[:-1]]))
    context = np.maximum(sentences, leading) @ weights
    passage_tokens = float(passage @ weights)
    names = words.array * np.array(sought.names, dtype=np.float32)
    names = names / max(float(names.sum()), 1e-9)
    shown, lacking = _shown(candidate, sought.expected, asked)
    place = np.arange(count)
    columns: dict[str, NDArray[Any] | float] = {
        "cosine": candidate.cosines,
        "tokens": tokens,
        "tokens_evenly": sentences.mean(axis=1),
        "weakest_token": sentences[:, rarer].min(axis=1),
        "words": shares,
        "words_beside": _beside(present) @ words.array - shares,
        "tokens_after": after,
        "tokens_before": before,
        "tokens_with_context": context - tokens,
        "tokens_elsewhere": passage_tokens - tokens,
        "words_elsewhere": candidate.coverage - shares,
        "behind": best - candidate.score,
        "length": np.log1p(np.minimum([len(stems) for stems in read.sentences], _LENGTHS)),
        "is_first": place == 0,
        "is_last": place == count - 1,
        "position": place / count,
        "title_tokens": float(matched[0] @ weights),
        "passage_cosine": candidate.cosine,
        "passage_words": candidate.coverage,
        "passage_bm25": candidate.bm25,
        "passage_tokens": passage_tokens,
        "passage_weakest_token": float(passage[rarer].min()),
        "passage_sentence_words": shares.max(),
        "document_tokens": document,
        "names": present[:-1] @ names,
        "names_missing": float(((1 - present.max(axis=0)) * names).sum()),
        "shows": shown,
        "lacks": lacking,
    }
    rows = np.empty((count, len(SIGNALS)), dtype=np.float32)
    for number, name in enumerate(SIGNALS):
        rows[:, number] = columns[name]
    return rows


def _beside(present: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return which words stand in each sentence, those beside it, or the title, which is the last row."""
    sentences, title = present[:-1], present[-1]
    beside = np.maximum(sentences, title)
    beside[1:] = np.maximum(beside[1:], sentences[:-1])
    beside[:-1] = np.maximum(beside[:-1], sentences[1:])
    return np.asarray(beside, dtype=np.float32)


def _document_tokens(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return for each document how well the question's tokens are matched in its best passages, on average."""
    matches: dict[str, list[float]] = defaultdict(list)
    for each in candidates:
        matches[each.read.card.id].append(float(each.passage_match @ each.importance.weights))
    best = {document: sorted(each)[-_DOCUMENT_PASSAGES:] for document, each in matches.items()}
    return {document: sum(each) / len(each) for document, each in best.items()}


def _shown(
    candidate: Candidate, expected: Expected | None, asked: frozenset[str]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    passage = candidate.read.passage
    none = np.zeros(len(passage.sentences), dtype=np.float32)
    if expected is None:
        return none, none
    shown = np.array([shows(expected, passage.text[start:end], asked) for start, end in passage.sentences])
    return shown.astype(np.float32), (~shown).astype(np.float32)


def shows(expected: Expected | None, sentence: str, asked: frozenset[str]) -> bool:
    """Whether a sentence holds such a thing as is asked for, other than what the question itself names."""
    if expected is None:
        return False
    if expected in SHOWS:
        found = (match.group().strip() for match in _pattern(expected).finditer(sentence.lower()))
        return any(each not in asked for each in found)
    return any(name.lower() not in asked for name in _CAPITAL.findall(sentence))


# A capital inside a sentence is a name, except in German, where it costs nothing to be wrong.
_CAPITAL = re.compile(r"(?<=[\w,;:(\"“'‘] )[(\"“'‘]?([A-ZÀ-ÖØ-Þ][\w'’-]+)")


@lru_cache(maxsize=len(Expected))
def _pattern(expected: Expected) -> re.Pattern[str]:
    return re.compile(SHOWS[expected])
