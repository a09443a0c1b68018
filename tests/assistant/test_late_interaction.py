"""Late interaction: rare words of a question count most, and each finds its best match in every sentence."""

import numpy as np
import pytest

from assistant.late_interaction import match_tokens, token_weights
from corpus.library import TOKEN_DIMENSION, TOKEN_SCALE
from indexer.embedding import QuestionEmbedding

TEXT = "Who funds Jet-Net?"
PLACES = np.array([(0, 3), (4, 9), (10, 13), (13, 14), (14, 17), (17, 18)])


def rows(*directions: int) -> np.ndarray:
    return np.eye(TOKEN_DIMENSION, dtype=np.float32)[list(directions)]


def question(*directions: int) -> QuestionEmbedding:
    return QuestionEmbedding(np.ones(4, dtype=np.float32), rows(*directions), PLACES[: len(directions)])


def test_rare_words_count_most_and_small_words_little() -> None:
    weights = token_weights(TEXT, question(0, 1, 2, 3, 4, 5), {"funds": 0.2, "jet": 0.5, "net": 0.3})

    who, funds, jet, hyphen, net, mark = weights
    assert jet > net > funds > who == hyphen == mark > 0
    assert weights.sum() == pytest.approx(1)
    assert funds / jet == pytest.approx(0.4)


def test_a_possessive_counts_as_its_word() -> None:
    asked = QuestionEmbedding(np.ones(4, dtype=np.float32), rows(0, 1), np.array([(0, 8), (9, 13)]))
    first, second = token_weights("Jugend's plan", asked, {"jugend": 0.75, "plan": 0.25})
    assert first == pytest.approx(3 * second)


def test_each_token_takes_its_best_match_in_each_sentence() -> None:
    tokens = (np.vstack([rows(3), rows(0, 1), 0.6 * rows(1)]) * TOKEN_SCALE).round().astype(np.int8)
    (matched,) = match_tokens(question(0, 1, 3), [tokens], [np.array([(1, 3), (3, 4)], dtype=np.uint16)])

    # Before the first sentence stands the title, which matches the third token alone.
    assert matched == pytest.approx(np.array([[0, 0, 1], [1, 1, 0], [0, 0.6, 0]]), abs=0.01)


def test_a_sentence_without_tokens_matches_nothing() -> None:
    tokens = (rows(0) * TOKEN_SCALE).astype(np.int8)
    (matched,) = match_tokens(question(0), [tokens], [np.array([(0, 1), (1, 1)], dtype=np.uint16)])
    assert matched == pytest.approx(np.array([[0], [1], [0]]))
    assert match_tokens(question(0), [], []) == []
