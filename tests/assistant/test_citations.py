from assistant.citations import cite, says_the_same, verify
from corpus.documents import Document, Page, Section

TEXT = "First page.\nThe yearly budget is EUR 5.\nLast page."
DOCUMENT = Document(
    id="d1",
    title="Budgets",
    text=TEXT,
    source="budgets.pdf",
    pages=(Page(number=1, label="i", start=0, end=12), Page(number=2, label="1", start=12, end=len(TEXT))),
    sections=(Section(title="Money", start=12, end=40),),
)


def test_a_citation_says_what_stands_where() -> None:
    citation = cite(DOCUMENT, 12, 39, 1)

    assert citation.quote == "The yearly budget is EUR 5."
    assert (citation.locator.page, citation.locator.page_label, citation.locator.heading) == (2, "1", "Money")
    assert verify(citation, DOCUMENT)


def test_a_citation_that_does_not_fit_its_document_is_found_out() -> None:
    citation = cite(DOCUMENT, 12, 39, 1)

    assert not verify(citation.model_copy(update={"quote": "The yearly budget is EUR 6."}), DOCUMENT)
    assert not verify(citation.model_copy(update={"document_id": "d2"}), DOCUMENT)
    moved = citation.locator.model_copy(update={"page": 1})
    assert not verify(citation.model_copy(update={"locator": moved}), DOCUMENT)
    assert not verify(citation, DOCUMENT.model_copy(update={"text": TEXT[:20]}))


def test_quotes_that_say_the_same_are_told_from_those_that_do_not() -> None:
    said = ["The programme was launched in 2014 for three years."]

    assert says_the_same("The programme was launched in 2014, for three years", said) == 0
    assert says_the_same("STEM: The programme was launched in 2014 for three years.", said) == 0
    assert says_the_same("The programme trained 814 teachers in three years.", said) is None
