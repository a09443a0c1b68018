"""The page of a document: what a lasting link opens, what is said of it, and what it says where there is none."""

import re
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.exporting.bibliography import references
from assistant.following import Link, citation_link, link_of
from assistant.settings import load_settings
from assistant.similar import Similar
from assistant.wiring import Assistant
from corpus.documents import Document, Locator, Passage
from corpus.facets import Facets, Kind, Origin
from corpus.library import DocumentCard
from corpus.vocabulary import load_vocabulary
from tests.ui.pages import opened, shown
from ui.components.details import facts_html, passages_html, references_html, similar_html, title_html, unverified_html
from ui.texts import Texts, languages

QUOTE = "Each shipyard pays a third of the wages of its apprentices."
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> ![i](http://evil.example/i.png) $x$ :smile:'
ENGLISH = Texts("en")
NAMES = load_vocabulary()


@pytest.fixture(scope="module")
def kelluva(library: Path) -> Document:
    with Assistant.open(load_settings({}, library)) as assistant:
        card = next(each for each in assistant.documents() if each.title.startswith("Kelluva"))
        return assistant.document(card.id)


def visited(monkeypatch: pytest.MonkeyPatch, home: Path, link: str = "document", **address: str) -> AppTest:
    page = opened(monkeypatch, home, **address)
    for key, values in parse_qs(urlsplit(link).query).items():
        page.query_params[key] = values
    for key, value in address.items():
        page.query_params[key] = value
    page.switch_page("views/document.py").run()
    assert not page.exception
    return page


def link_to(document: Document, quote: str = QUOTE) -> str:
    start = document.text.index(quote)
    return citation_link(document.id, document.source, start, start + len(quote), quote, document.ordinal)


def test_a_lasting_link_opens_the_document_with_the_quote_marked(
    monkeypatch: pytest.MonkeyPatch, library: Path, kelluva: Document
) -> None:
    text = shown(visited(monkeypatch, library, link_to(kelluva)))
    assert re.search("<h1[^>]*>Kelluva Maritime Academy</h1>", text)
    assert f'<mark class="vet-quote">{QUOTE}</mark>' in text
    assert "vet-unverified" not in text
    for known in ("Good practice", "stated in the document", "https://kelluva.example/academy", "practices/kelluva.md"):
        assert known in text
    assert "<i>Kelluva Maritime Academy</i>. (2019). https://kelluva.example/academy" in text, "it is cited"
    assert "Mentors for apprentice welders" in text, "it has a neighbour"


def test_what_became_of_the_words_is_said(monkeypatch: pytest.MonkeyPatch, library: Path, kelluva: Document) -> None:
    altered = visited(monkeypatch, library, link_to(kelluva).replace("a%20third", "half").replace("check=", "check=9"))
    assert "These words do not stand in this document." in altered.warning[0].value
    assert "What the link says (not verified)" in shown(altered)
    assert "<mark" not in shown(altered)

    moved = visited(monkeypatch, library, link_to(kelluva).replace(kelluva.id, "0" * 16).replace("from=", "from=9"))
    assert "at another place" in moved.info[0].value
    assert f"{QUOTE}</mark>" in shown(moved)

    changed = visited(monkeypatch, library, d="0" * 16, file=kelluva.source, says="Half of the wages.")
    assert "these words no longer stand in it" in changed.warning[0].value
    assert "<blockquote>Half of the wages.</blockquote>" in shown(changed)


@pytest.mark.parametrize(
    "address",
    [{"d": "0" * 16}, {"d": "../x", "says": HOSTILE, "file": HOSTILE}, {"file": "\x00", "from": "9e9", "d": "x"}],
)
def test_a_link_to_nothing_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, library: Path, address: dict[str, str]
) -> None:
    page = visited(monkeypatch, library, **address)
    assert page.title[0].value in ("This document is not here", "Choose a document")
    assert "library" in shown(page)
    assert not any("<img src=x" in element.proto.body for element in page.get("html"))


def test_no_document_and_no_library_say_what_to_do(monkeypatch: pytest.MonkeyPatch, library: Path, home: Path) -> None:
    assert visited(monkeypatch, library).title[0].value == "Choose a document"
    st.cache_resource.clear()
    empty = visited(monkeypatch, home, d="0" * 16)
    assert empty.code[0].value == "vet-assistant index FOLDER"


def test_the_passages_are_shown_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, library: Path, kelluva: Document
) -> None:
    page = visited(monkeypatch, library, link_to(kelluva))
    assert "vet-passages" not in shown(page)
    assert "passage" in page.expander[0].label


def test_a_question_about_the_document_finds_it_even_under_filters_that_leave_it_out(
    monkeypatch: pytest.MonkeyPatch, library: Path, kelluva: Document
) -> None:
    page = visited(monkeypatch, library, link_to(kelluva), country="PT")
    page.button(key="ask-about").click().run()
    page.switch_page("views/ask.py").run()
    assert page.session_state.q == "What is “Kelluva Maritime Academy” about?"
    assert page.session_state.country == []
    assert not page.exception
    assert "Kelluva Maritime Academy trains ship mechanics" in shown(page)


@pytest.mark.parametrize("language", languages())
def test_the_page_speaks_every_language(
    monkeypatch: pytest.MonkeyPatch, library: Path, kelluva: Document, language: str
) -> None:
    page = visited(monkeypatch, library, link_to(kelluva), lang=language)
    assert Texts(language)("document_cite") in shown(page)


def test_a_document_with_every_facet_and_one_with_none_are_told_whole() -> None:
    many = Facets(
        countries=tuple(code for code in NAMES.places if len(code) == 2)[:60],
        regions=("ES-PV",), themes=tuple(NAMES.themes)[:40], year_from=2001, year_to=2025, language="fi",
        origins={"countries": Origin.DECLARED, "regions": Origin.INFERRED, "themes": Origin.SIDECAR},
    )  # fmt: skip
    whole = Document(id="0" * 16, title="x" * 500, text="x", source="a.md", facets=many, fields={"budget": "€ 5"})
    shown_whole = facts_html(whole, NAMES, ENGLISH)
    for said in ("Region", "Basque Country", "worked out from the text", "stated beside the document", "2001–2025"):
        assert said in shown_whole
    assert "€ 5" in shown_whole
    assert all(escape(NAMES.place_label(code)) in shown_whole for code in many.countries[:40])
    bare = facts_html(Document(id="0" * 16, title="", text="", source="a.md"), NAMES, ENGLISH)
    assert re.findall("<dt>(.*?)</dt>", bare) == ["Kind", "File"]


def test_hostile_words_are_nothing_but_text() -> None:
    locator = Locator(start=0, end=4, heading=HOSTILE, page=1, page_label=HOSTILE)
    document = Document(
        id="0" * 16, title=HOSTILE, text=HOSTILE, source=HOSTILE, url=f"javascript:{HOSTILE}",
        fields={"organisation": HOSTILE, "budget": HOSTILE}, facets=Facets(themes=(HOSTILE,), countries=(HOSTILE,)),
    )  # fmt: skip
    passage = Passage(id="p", document_id="0" * 16, ordinal=0, text=HOSTILE, locator=locator)
    card = DocumentCard(id=HOSTILE, title=HOSTILE, source=HOSTILE, url=None, facets=Facets(kind=Kind.NEWS), passages=1)
    link: Link = link_of({"says": [HOSTILE], "ends": [HOSTILE]})
    for html in (
        title_html(document),
        facts_html(document, NAMES, ENGLISH),
        references_html(references(document, "en", date(2026, 1, 1)), ENGLISH),
        passages_html(document, [passage], ENGLISH),
        similar_html([(card, Similar(HOSTILE, "very"))], NAMES, ENGLISH),
        unverified_html(link, ENGLISH),
    ):
        assert "alert(1)" in html
        assert "<img" not in html
        assert "<script" not in html
        assert 'href="javascript' not in html
