"""A thread as a Word document, opened again."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.exporting.docx import thread_docx
from corpus.vocabulary import load_vocabulary
from tests.assistant.exporting.answers import BASE, HOSTILE, QUOTE, TWIN, WHEN, hostile, refused, turns, usual
from ui.texts import Texts, languages

NAMES = load_vocabulary()


def opened(data: bytes):
    return Document(BytesIO(data))


def quotes(document) -> list[str]:
    """The words of each quote, without its mark."""
    return [paragraph.runs[0].text for paragraph in document.paragraphs if paragraph.style.name == "Quote"]


def test_a_thread_has_headings_exact_quotes_and_sources() -> None:
    document = opened(thread_docx(turns(usual(), refused()), NAMES, Texts("en"), BASE))
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert styled[0] == ("Title", "Questions and answers")
    assert ("Heading 1", "What are the aims of the welding circles?") in styled
    assert ("Vet Facts", "Narrowed to: Netherlands") in styled
    assert ("Heading 2", "Welding circles") in styled
    assert quotes(document) == [QUOTE, "Bedrijven betalen de helft."]
    (third,) = [text for style, text in styled if style == "Vet Source" and text.startswith("[3]")]
    assert "page 4 (printed ii)" in third
    assert f"“{TWIN}”" in third
    assert ("List Bullet", "Sauna (sauna.md)") in styled


def test_every_mark_leads_to_its_source_and_every_web_link_to_the_web() -> None:
    document = opened(thread_docx(turns(usual(), usual()), NAMES, Texts("en"), BASE))
    body = document.element.body
    bookmarks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(set(bookmarks)) == len(bookmarks) == 6
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    assert len(anchors) == 4
    assert set(anchors) <= set(bookmarks)
    targets = {each.target_ref for each in document.part.rels.values() if each.is_external}
    assert "https://welding.example/circles" in targets
    assert all(target.startswith(("https://welding.example/", f"{BASE}/document?d=")) for target in targets)


def test_hostile_text_stays_text() -> None:
    data = thread_docx(turns(hostile()), NAMES, Texts("en"), BASE)
    document = opened(data)
    assert quotes(document)[0] == f"{HOSTILE}\ufffd"
    assert [paragraph.style.name for paragraph in document.paragraphs].count("Heading 1") == 1
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert all(target.startswith((f"{BASE}/document?d=", "https://x.example/a%20b%3Cc%3E")) for target in targets)
    assert all(len(paragraph.text) < 1500 for paragraph in document.paragraphs)
    assert len(document.core_properties.title) <= 200


@pytest.mark.parametrize("language", languages())
def test_the_document_is_in_the_language_of_the_reader_and_quotes_in_their_own(language: str) -> None:
    document = opened(thread_docx(turns(usual()), NAMES, Texts(language), BASE))
    assert document.paragraphs[0].text == Texts(language)("export_title")
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == language
    quote = next(each for each in document.paragraphs if each.style.name == "Quote")
    assert quote.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "nl"


def test_the_file_says_nothing_of_who_made_it() -> None:
    data = thread_docx(turns(usual()), NAMES, Texts("en"), BASE)
    kept = opened(data).core_properties
    assert (kept.author, kept.last_modified_by, kept.comments, kept.language) == ("", "", "", "en")
    assert kept.title == usual().question
    assert kept.created.isoformat() == "2026-03-09T13:05:00+00:00"
    assert WHEN.utcoffset()
    with ZipFile(BytesIO(data)) as package:
        app = package.read("docProps/app.xml").decode()
    assert not re.search(r"<(?:Company|Manager)>[^<]", app)


def test_a_thread_of_nothing_is_no_error() -> None:
    assert opened(thread_docx([], NAMES, Texts("en"))).paragraphs
