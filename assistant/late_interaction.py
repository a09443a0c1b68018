"""Late interaction: how well each word of a question is matched in a sentence, by the vectors of single tokens.

For each token of the question its best match among a sentence's tokens counts, weighed by how rare its word is (MaxSim;
Khattab and Zaharia, ColBERT, arXiv 2004.12832), with the tokens that the embedding model gives anyway.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.words import WORD
from corpus.library import TOKEN_SCALE
from indexer.embedding import QuestionEmbedding

# What a word that carries no meaning counts for, as a part of what the others count for on average.
_SMALL = 0.15


def token_weights(text: str, embedding: QuestionEmbedding, words: Mapping[str, float]) -> NDArray[np.float32]:
    """Return what each token of a question counts for, in all 1: shape (tokens,).

    `words` gives the weights of the words that matter, in lower case.
    """
    average = sum(words.values()) / len(words) if words else 0.0
    weights = np.full(len(embedding.places), _SMALL * average or 1.0, dtype=np.float32)
    for match in WORD.finditer(text):
        weight = _weight(match.group().lower(), words)
        if weight is not None:
            inside = (embedding.places[:, 0] >= match.start()) & (embedding.places[:, 1] <= match.end())
            weights[inside] = np.maximum(weights[inside], weight)
    return weights / max(float(weights.sum()), 1e-9)


def _weight(word: str, words: Mapping[str, float]) -> float | None:
    if word in words:
        return words[word]
    # The question's words are kept without `'s`, and without a French or Italian article before them.
    return next((words[part] for part in re.split("['’]", word) if part in words), None)


def match_tokens(
    question: QuestionEmbedding, tokens: Sequence[NDArray[np.int8]], token_rows: Sequence[NDArray[np.uint16]]
) -> list[NDArray[np.float32]]:
    """Return for each passage how well the question's tokens are matched: (1 + sentences, question tokens), -1 to 1.

    The first row is for what stands before the first sentence: title and heading. `tokens` and `token_rows` are the
    passages' (see `corpus.library.PassageVectors`).
    """
    asked = question.tokens.T / np.float32(TOKEN_SCALE)
    # One small product for each passage: numpy's library would divide a large one between threads, which wait for each
    # other on a busy machine.
    return [_best(own.astype(np.float32) @ asked, rows) for own, rows in zip(tokens, token_rows, strict=True)]


def _best(similarities: NDArray[np.float32], rows: NDArray[np.uint16]) -> NDArray[np.float32]:
    best = np.zeros((1 + len(rows), similarities.shape[1]), dtype=np.float32)
    before = int(rows[0, 0]) if len(rows) else len(similarities)
    for row, (first, last) in enumerate([(0, before), *rows.tolist()]):
        if last > first:
            best[row] = similarities[first:last].max(axis=0)
    return best
