"""What counts as holding an answer."""

import pytest

from assistant.evaluating.matching import folded, holds, is_named, overlaps, spans_of


def test_texts_are_compared_without_case_punctuation_articles_and_width() -> None:
    assert folded("  The “Ｋelluva”  Academy,\nan A-level!") == "kelluva academy alevel"
    assert holds("It cost EUR 1.6 million, a year.", ["eur 1.6 Million a year"])
    assert not holds("It cost EUR 1.7 million.", ["EUR 1.6 million"])
    assert not holds("Anything", [])


@pytest.mark.parametrize(
    ("source", "name", "same"),
    [
        ("practices/jet-net.md", "jet-net.md", True),
        ("practices/jet-net.md", "practices/jet-net.md", True),
        ("practices/jet-net.md", "net.md", False),
        ("practices\\jet-net.md", "practices/jet-net.md", True),
        ("cafe\u0301.md", "caf\u00e9.md", True),
        ("jet-net.md", "practices/jet-net.md", False),
    ],
)
def test_a_document_is_named_by_its_file_or_the_end_of_its_path(source: str, name: str, same: bool) -> None:
    assert is_named(source, name) == same


def test_evidence_is_found_whatever_its_spaces() -> None:
    text = "One. It is\n  so (really). Two. It is so (really)."
    assert [text[start:end] for start, end in spans_of(text, "It is so (really).")] == [
        "It is\n  so (really).", "It is so (really).",
    ]  # fmt: skip
    assert spans_of(text, "It was so.") == []


def test_touching_is_not_overlapping() -> None:
    assert overlaps((0, 5), [(4, 9)])
    assert overlaps((4, 6), [(0, 9)])
    assert not overlaps((0, 5), [(5, 9)])
    assert not overlaps((0, 5), [])
