import pytest

from assistant.titles import Titles

TITLES = Titles(
    [
        ("a", "Jet-Net & TechNet: one technology company, one school"),
        ("b", "How Jet-Net travelled: to Denmark"),
        ("c", "BT4VET Project. VET providers embrace the future"),
        ("d", "Excellence in VET"),
        ("e", "The Learning Circle: a story"),
        *((f"v{number}", f"VET-Forum {number}: mobility") for number in range(9)),
    ]
)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What does the Jet-Net practice cost?", {"a", "b"}),
        ("who leads bt4vet", {"c"}),
        ("How is it told in 'Excellence in VET'?", {"d"}),
        ("Wat doet de learning circle?", {"e"}),
        ("What is excellence?", set()),
        ("What is one technology?", set()),
        ("What did the VET-Forum decide?", set()),
    ],
)
def test_a_document_is_named_by_what_is_its_own(question: str, documents: set[str]) -> None:
    assert {document for _, found in TITLES.named(question) for document in found} == documents


def test_a_name_is_given_as_it_was_written() -> None:
    assert [name for name, _ in TITLES.named("jet-net or TechNet?")] == ["jet-net", "TechNet"]
