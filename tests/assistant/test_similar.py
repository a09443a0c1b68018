"""Similar documents: about the same, in whatever language; measured on vectors and seen on a real library."""

from time import perf_counter

import numpy as np
import pytest

from assistant.similar import Likeness
from assistant.wiring import Assistant


def unit(*rows: list[float]) -> np.ndarray:
    points = np.array(rows, dtype=np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return points


def test_the_nearest_documents_come_first_and_those_that_share_nothing_are_left_out() -> None:
    passages = {"a": ["a1", "a2"], "empty": [], "b": ["b1"], "c": ["c1"], "d": ["d1"]}
    vectors = unit([1, 0, 0, 0], [1, 0.2, 0, 0], [1, 0.3, 0, 0], [1, 1.5, 0, 0], [0, 0, 1, 0])
    languages = {"a": "en", "b": "nl", "c": "fi", "d": "es"}
    found = Likeness(passages, vectors, languages).similar("a")
    assert [each.document_id for each in found] == ["b", "c"]
    assert found[0].nearness == "very"
    assert Likeness(passages, vectors, languages).similar("empty") == []
    assert Likeness(passages, vectors, languages).similar("unknown") == []
    assert Likeness({}, np.empty((0, 0), np.float32), {}).similar("a") == []


def test_the_same_subject_in_another_language_is_nearer_than_another_subject_in_the_same() -> None:
    # Two dimensions say in which language a text is, two what it is about; as with real models, language is loudest.
    finnish, dutch, ships, bread = [1.5, 0, 0, 0], [0, 1.5, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]
    rows = {
        f"{name}-{number}": [a + b + number / 50 for a, b in zip(language, subject, strict=True)]
        for name, language, subject in [
            ("fi-ships", finnish, ships), ("fi-bread", finnish, bread),
            ("nl-ships", dutch, ships), ("nl-bread", dutch, bread),
        ]
        for number in range(6)
    }  # fmt: skip
    likeness = Likeness({key: [key] for key in rows}, unit(*rows.values()), {key: key[:2] for key in rows})
    nearest = {each.document_id[:-2] for each in likeness.similar("fi-ships-0", 11)}
    assert nearest == {"fi-ships", "nl-ships"}


def test_ten_thousand_passages_are_compared_at_once() -> None:
    rng = np.random.default_rng(1)
    passages = {str(number): [f"{number}-{each}" for each in range(5)] for number in range(2_000)}
    vectors = unit(*rng.standard_normal((10_000, 384)).tolist())
    likeness = Likeness(passages, vectors, dict.fromkeys(passages, "en"))
    started = perf_counter()
    likeness.similar("7")
    assert perf_counter() - started < 0.1


def test_a_real_library_names_what_is_near(assistant: Assistant) -> None:
    cards = {card.title: card.id for card in assistant.documents()}
    found = [each.document_id for each in assistant.similar(cards["What college leaders ask for"])]
    assert cards["Welding circles"] in found
    assert cards["What college leaders ask for"] not in found


@pytest.mark.parametrize("junk", ["", "0" * 16, "'; drop table documents"])
def test_an_unknown_document_has_none(assistant: Assistant, junk: str) -> None:
    assert assistant.similar(junk) == []
