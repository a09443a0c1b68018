"""Scoring: the shipped coefficients fit the signals, and better evidence makes an answer likelier."""

import json

import numpy as np
import pytest

from assistant.evidence import SEEN
from assistant.scoring import FILE, PAIRINGS, load_scorer, pairing
from assistant.signals import SIGNALS
from assistant.wiring import Assistant
from corpus.facets import Filters


def test_the_shipped_coefficients_are_those_of_the_signals() -> None:
    data = json.loads(FILE.read_text("utf-8"))
    expected = {"constant", *SIGNALS, *(f"{name}_behind" for name in SIGNALS)}

    assert tuple(data["seen"]) == SEEN
    for compared in ("tokens", "texts"):
        assert set(data["sentences"][compared]) == set(data["answers"][compared]) == set(PAIRINGS)
        assert all(set(values) == expected for values in data["sentences"][compared].values())
        assert all(set(values) == {"constant", *SEEN} for values in data["answers"][compared].values())


@pytest.mark.parametrize(
    ("asked", "written", "expected"),
    [
        ("en", "en", "english"),
        ("en", None, "english"),
        ("es", "es", "same_language"),
        ("nl", None, "same_language"),
        ("en", "fi", "other_language"),
        ("de", "nl", "other_language"),
    ],
)
def test_pairing(asked: str, written: str | None, expected: str) -> None:
    assert pairing(asked, written) == expected


def test_a_model_of_many_languages_is_believed_in_all_of_them() -> None:
    assert pairing("nl", "nl", reads_all=True) == "english"
    assert pairing("nl", "en", reads_all=True) == "other_language"


@pytest.mark.parametrize("tokened", [True, False])
@pytest.mark.parametrize(("asked", "written"), [("en", "en"), ("es", "es"), ("nl", "en")])
def test_a_sentence_that_matches_more_is_likelier(asked: str, written: str, tokened: bool) -> None:
    matches = ("cosine", "tokens", "words", "weakest_token", "passage_cosine", "passage_words", "passage_tokens")
    rows = np.zeros((2, 2 * len(SIGNALS)), dtype=np.float32)
    for name in matches:
        rows[1, SIGNALS.index(name)] = 0.8
        rows[0, len(SIGNALS) + SIGNALS.index(name)] = -0.8
    worse, better = load_scorer().sentence_odds(rows, pairing(asked, written), tokened=tokened)
    assert better > worse


def test_what_the_library_answers_scores_higher_than_what_it_does_not(assistant: Assistant) -> None:
    known = assistant.ask("Who assesses apprentices in the sauna trade?", Filters())
    unknown = assistant.ask("Who won the football world cup in 1998?", Filters())
    assert 0 <= unknown.score < 0.35 < known.score <= 1
