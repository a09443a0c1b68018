import pytest

from assistant.quoting import escaped, joined, readable
from corpus.sentences import sentence_spans


def quoted(text: str, words: str) -> str:
    """Return what is quoted of a text for the sentence that holds the words."""
    spans = sentence_spans(text)
    chosen = next(index for index, (start, end) in enumerate(spans) if words in text[start:end])
    start, end = readable(text, spans, chosen)
    return text[start:end]


def test_a_sentence_that_stands_alone_is_quoted_alone() -> None:
    text = "The plan began in 2004. Two ministries paid for it. Schools liked it."
    assert quoted(text, "Two ministries") == "Two ministries paid for it."


@pytest.mark.parametrize(
    "sentence", ["It ran for three years.", "Deze duurde drie jaar.", "and it ran for three years."]
)
def test_a_sentence_that_refers_back_comes_with_the_one_before(sentence: str) -> None:
    text = f"The plan began in 2004. {sentence}"
    assert quoted(text, sentence) == text or not text[24:25].isupper()


def test_nothing_is_drawn_in_from_another_paragraph() -> None:
    assert quoted("The plan began in 2004.\n\nIt ran for three years.", "three years") == "It ran for three years."


def test_a_list_is_quoted_with_the_words_before_it() -> None:
    whole = "There are two aims:\n\n- better teachers in all schools,\n- more companies that take part."
    text = f"{whole}\n\nThe rest is silence."
    assert quoted(text, "two aims") == whole
    assert quoted(text, "more companies") == whole


def test_a_long_list_is_not_quoted_whole() -> None:
    text = "There are many aims:\n" + "\n".join(f"- aim number {n} of this very long list of aims" for n in range(40))
    assert len(quoted(text, "many aims")) < 800
    assert quoted(text, "number 39") == "- aim number 39 of this very long list of aims"


@pytest.mark.parametrize(
    "text",
    [
        "[x](http://y)",
        "![x](y)",
        "<img src=x>",
        "**b** _i_ `c`",
        "# h",
        "1. a",
        "- a",
        "www.x.eu",
        "$x$",
        ":red[x]",
        "a | b",
        "&lt;",
    ],
)
def test_markup_is_shown_and_does_nothing(text: str) -> None:
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark", {"linkify": False}).enable("table").render(escaped(text))
    assert rendered.count("<") == 2  # the paragraph's own tags
    assert "&amp;lt;" in rendered or "&lt;img" in rendered or "<" not in rendered[3:-5]


def test_a_numbered_heading_comes_with_what_it_heads() -> None:
    text = "1. Models\nThey were drawn up in Bilbao.\n2. Toolkit for practice\nIt holds guides and checklists.\n"
    assert quoted(text, "Toolkit") == "2. Toolkit for practice\nIt holds guides and checklists."


def test_a_sentence_beside_a_quote_that_answers_too_is_quoted_with_it() -> None:
    text = "It began in 2012. In 2018 it was renamed. Teachers like it.\nAnother paragraph."
    first, second, third, other = [(0, 17), (18, 41), (42, 59), (60, 78)]

    assert joined(text, first, [first, second]) == (0, 41)
    assert joined(text, second, [first, third]) == (18, 59), "the one after is taken"
    assert joined(text, second, [first]) == (0, 41)
    assert joined(text, first, [third]) == first, "what does not follow at once stays apart"
    assert joined(text, third, [other]) == third, "so does another paragraph"
