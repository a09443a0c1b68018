"""What is made of answers for the browser: nothing of a document acts as markup, quotes are marked and linked."""

import re

import pytest

from assistant.answers import Answer, Statement, Status
from assistant.citations import Citation, cite
from assistant.messages import message
from corpus.documents import Document
from corpus.facets import Facets
from corpus.vocabulary import load_vocabulary
from ui.components.quotes import answer_html, confidence, copying_html, question_html, sources_html, status_html
from ui.texts import Texts

ENGLISH = Texts("en")
NAMES = load_vocabulary()
HOSTILE = '<img src=x onerror=alert(1)> "quoted" & <script>alert(2)</script>'


def document(text: str, title: str = "A title", **more: object) -> Document:
    return Document.model_validate({"id": title, "title": title, "text": text, "source": "a.md", **more})


def answer(*citations: Citation, score: float = 1, status: Status = "answered", same: int = 0) -> Answer:
    """An answer that quotes its citations; the last `same` ones stand beside the first."""
    own = citations[: len(citations) - same]
    beside = tuple(each.number for each in citations[len(own) :])
    return Answer(
        question="?", language="en", status=status, message=message("answered", "en", documents=2), answer="",
        statements=tuple(
            Statement(text=each.quote, citations=(each.number, *(beside if each is own[0] else ()))) for each in own
        ),
        citations=citations, score=score, seconds=0, generation=1, settings="",
    )  # fmt: skip


def test_a_document_stands_once_in_an_answer_with_all_its_quotes() -> None:
    one, two = document("First. Third.", "One"), document("Second.", "Two")
    made = answer(cite(one, 0, 6, 1), cite(two, 0, 7, 2), cite(one, 7, 13, 3))
    html = answer_html(made, ENGLISH, NAMES, 0)
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["One", "Two"]
    assert re.findall(r'href="#source-0-(\d)"', html) == ["1", "3", "2"]


def test_a_document_that_says_the_same_is_named_beside_the_quote_and_has_its_own_card() -> None:
    one, two = document("Said here.", "One"), document("Said here.", "Two")
    made = answer(cite(one, 0, 10, 1), cite(two, 0, 10, 2), same=1)
    html = answer_html(made, ENGLISH, NAMES, 3)
    assert html.count("<blockquote") == 1
    assert re.search(r'Says the same: <cite>Two</cite> <a class="vet-mark" href="#source-3-2"', html)
    cards = sources_html([(one, made.citations[:1]), (two, made.citations[1:])], ENGLISH, NAMES, 3)
    assert re.findall(r'id="source-3-(\d)"', cards) == ["1", "2"]


def test_words_of_documents_and_visitors_are_text_everywhere() -> None:
    evil = document(f"{HOSTILE}\n{HOSTILE}", HOSTILE, source=HOSTILE, facets=Facets(language='"><script>'),
                    url="https://a.example/\"onmouseover='alert(3)'",
                    sections=[{"title": HOSTILE, "start": 0, "end": 10}])  # fmt: skip
    made = answer(cite(evil, 0, len(HOSTILE), 1), cite(evil, len(HOSTILE) + 1, len(evil.text), 2), same=1)
    whole = "".join(
        [
            question_html(HOSTILE),
            status_html(made, ENGLISH),
            answer_html(made, ENGLISH, NAMES, 0),
            sources_html([(evil, made.citations)], ENGLISH, NAMES, 0),
            copying_html(HOSTILE, ENGLISH),
        ]
    )
    assert "<script" not in whole
    assert "<img" not in whole
    assert "&lt;img src=x onerror=alert(1)&gt;" in whole
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', whole))


def test_a_quote_is_marked_within_its_paragraph() -> None:
    text = "Before.\nThe start. The quote. The end.\nAfter."
    start = text.index("The quote.")
    whole = document(text)
    html = sources_html([(whole, [cite(whole, start, start + 10, 1)])], ENGLISH, NAMES, 0)
    assert 'The start. <mark class="vet-quote">The quote.</mark> The end.' in html
    assert "Before" not in html


@pytest.mark.parametrize(("score", "word"), [(0.95, "high"), (0.8, "high"), (0.6, "fair"), (0.4, "low")])
def test_how_sure_we_are_is_said_in_words(score: float, word: str) -> None:
    assert word in confidence(answer(score=score), ENGLISH)


def test_a_source_opens_at_its_page_and_has_a_link_that_lasts() -> None:
    whole = document("One. Two.", pages=[{"number": 7, "start": 0, "end": 9}])
    html = sources_html([(whole, [cite(whole, 5, 9, 1)])], ENGLISH, NAMES, 0)
    assert 'data-pick="open:1">Open page 7<' in html
    assert re.search(r'href="document\?[^"]*says=Two\.', html)
