import pytest

from assistant.checking.shapes import Source
from assistant.checking.verbatim import quoted_from
from corpus.documents import Document

TEXT = (
    "Schools lack substitutes, and companies\ndo not know whom to ask. It is wrong that every school has a mentor."
    " 1. Experience abroad for students and teachers."
)
DOCUMENT = Document(id="d", title="Needs", text=TEXT, source="needs.md")
SOURCES = [Source(DOCUMENT, 0, len(TEXT))]


@pytest.mark.parametrize(
    "statement",
    [
        "Schools lack substitutes, and companies do not know whom to ask.",
        "A source says: “Schools lack substitutes, and companies do not know whom to ask.”",
        "“Schools lack substitutes, and companies do not know whom to ask”.",
        "Likewise: “Experience abroad for students and teachers.”",
    ],
)
def test_a_quote_is_where_it_stands(statement: str) -> None:
    found = quoted_from(statement, SOURCES)
    assert found is not None
    assert TEXT[found.locator.start : found.locator.end] == found.quote
    assert found.quote.endswith(("ask.", "teachers."))


@pytest.mark.parametrize(
    "statement",
    [
        "Schools have substitutes, and companies do not know whom to ask.",
        "It is not so: “Schools lack substitutes, and companies do not know whom to ask.”",
        "“Schools lack substitutes, and companies do not know whom to ask.” So we train forty.",
        "In 12 countries: “Schools lack substitutes, and companies do not know whom to ask.”",
        "every school has a mentor",
        "Schools lack substitutes",
    ],
)
def test_what_says_more_or_less_than_its_source_is_no_quote(statement: str) -> None:
    assert quoted_from(statement, SOURCES) is None
