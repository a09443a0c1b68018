"""A proposal as a Word document, opened again: its footnotes, its references, its table of evidence."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.exporting.bibliography import STYLES
from assistant.exporting.proposal import Drafted
from assistant.exporting.proposal_docx import proposal_docx
from corpus.vocabulary import load_vocabulary
from tests.assistant.exporting.answers import BASE, HOSTILE
from tests.assistant.exporting.drafts import asked, checked, hostile, usual
from ui.texts import Texts, languages

NAMES = load_vocabulary()


def opened(drafted: Drafted, language: str = "en"):
    return Document(BytesIO(proposal_docx(drafted, NAMES, Texts(language))))


def notes(document) -> dict[str, str]:
    """The footnotes by their ids, without those that are only lines between text and notes."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    found = parse_xml(part.blob).findall(qn("w:footnote"))
    return {each.get(qn("w:id")): words(each) for each in found if each.get(qn("w:type")) is None}


def words(element) -> str:
    signs = {qn("w:t"): lambda each: each.text or "", qn("w:br"): lambda _: "\n"}
    return "".join(signs[each.tag](each) for each in element.iter(*signs)).strip()


def test_questions_are_headings_below_their_section() -> None:
    styled = [(each.style.name, each.text) for each in opened(asked()).paragraphs]
    at = styled.index(("Heading 1", "Need (25 points)"))
    assert styled[at + 1 : at + 7] == [
        ("Normal", "First of all."), ("Heading 2", "Why?"), ("Normal", "Half is paid."), ("Normal", "No more."),
        ("Heading 2", "For whom?"), ("Normal", "Yards."),
    ]  # fmt: skip


def test_sections_have_headings_and_marks_are_real_footnotes() -> None:
    document = opened(usual())
    styled = [(each.style.name, each.text) for each in document.paragraphs]
    assert styled[0] == ("Title", "Teachers in companies")
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == ["Need (25 points)", "Plan (30 points)", "References", "Evidence for each statement"]
    assert ("Vet Facts", "Countries: Netherlands, Finland") in styled
    assert ("Normal", "Half is paid by companies. So it goes elsewhere. Nobody knows more.") in styled
    assert ("Normal", "Forty teachers go each year.\nAnd so on, it is said.") in styled
    body = document.element.body
    marks = [each.get(qn("w:id")) for each in body.iter(qn("w:footnoteReference"))]
    assert marks == ["1", "2", "3", "4"]
    assert notes(document) == {
        "1": "ROC Zuid. (2021b). Welding circles. Page 3: “Bedrijven betalen de helft.”",
        "2": "ROC Zuid. (2021a). A hall & a half. Page 3: “One hall serves three schools.”\n"
        "Yards of Turku. (n.d.). Page 3: “Yards pay a third.”",
        "3": "ROC Zuid, 2021b. Page 3: “Elk jaar gaan veertig docenten.”\nROC Zuid, 2021a, see note 2.",
        "4": "ROC Zuid, 2021b, see note 1.",
    }


def test_a_note_stands_behind_its_word_and_after_the_stop_where_the_language_has_it_so() -> None:
    def first(language: str) -> str:
        paragraph = next(each for each in opened(usual(language=language)).paragraphs if each.text.startswith("Half"))
        marks = (run._r.find(qn("w:footnoteReference")) is not None for run in paragraph.runs)
        return "".join("^" if mark else run.text for mark, run in zip(marks, paragraph.runs, strict=True))

    assert first("en").startswith("Half is paid by companies.^ So it goes elsewhere.^ Nobody")
    assert first("es").startswith("Half is paid by companies^. So it goes elsewhere^. Nobody")


def test_the_package_has_all_that_word_asks_of_footnotes() -> None:
    data = proposal_docx(usual(), NAMES, Texts("en"))
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        parts = {name: package.read(name).decode() for name in names if name.endswith((".xml", ".rels"))}
    assert names.count("word/footnotes.xml") == 1
    assert 'PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats' in parts["[Content_Types].xml"]
    assert parts["word/_rels/document.xml.rels"].count("relationships/footnotes") == 1
    footnotes = parse_xml(parts["word/footnotes.xml"].encode())
    assert [each.get(qn("w:type")) for each in footnotes][:2] == ["separator", "continuationSeparator"]
    ids = [each.get(qn("w:id")) for each in footnotes]
    assert ids == ["-1", "0", "1", "2", "3", "4"]
    settings = parse_xml(parts["word/settings.xml"].encode())
    assert [each.get(qn("w:id")) for each in settings.find(qn("w:footnotePr"))] == ["-1", "0"]
    order = [each.tag for each in settings]
    assert order.index(qn("w:footnotePr")) < order.index(qn("w:compat")), "Word rejects another order"
    styles = Document(BytesIO(data)).styles
    assert styles["footnote reference"].font.superscript
    assert {"footnote text", "footnote reference"} <= {each.name for each in styles}


@pytest.mark.parametrize("style", STYLES)
def test_the_bibliography_has_what_is_cited_once_and_in_the_style(style: str) -> None:
    document = opened(usual(style=style))
    entries = [each for each in document.paragraphs if each.style.name == "Vet Reference"]
    assert len(entries) == 3
    shown = "\n".join(each.text for each in entries)
    assert shown.count("Welding circles") == 1
    assert "Not cited" not in shown
    assert {"2021a", "2021b"} <= set(re.findall(r"2021[ab]", shown))
    assert any(run.italic for each in entries for run in each.runs) or style == "iso690"


def test_the_table_has_every_claim_with_each_of_its_sources() -> None:
    (table,) = opened(usual()).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(rows) == 1 + 6
    assert rows[1][:2] == ["Half is paid by companies.", "“Bedrijven betalen\nde helft.”"]
    assert rows[1][2:] == ["Welding circles", "Netherlands", "2014–2019", "page 3", "unchanged"]
    assert rows[2][0] == rows[3][0] == "So it goes elsewhere."
    assert rows[2][6] == "no longer in the library"
    assert rows[3][3] == "Finland, Estonia"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_titles_in_the_table_lead_to_the_quote_in_the_library_or_to_the_web() -> None:
    links = {each.target_ref for each in opened(usual()).part.rels.values() if each.is_external}
    assert links == {f"{BASE}/document?d={number * 16}&n=2" for number in "012"}
    without = {each.target_ref for each in opened(usual(base="")).part.rels.values() if each.is_external}
    assert without == {"https://x.example/0", "https://x.example/2"}


def test_what_was_found_wanting_is_marked_where_it_is_asked_for() -> None:
    clean = opened(usual())
    assert not list(clean.comments)
    assert not list(clean.element.body.iter(qn("w:commentReference")))
    document = opened(usual(checked=checked()))
    said = [each.text.split("\n")[0] for each in document.comments]
    assert said == ["The source says otherwise, or not that", "Needs a source"]
    shaded = [
        run.text for each in document.paragraphs for run in each.runs if run._r.find(f".//{qn('w:shd')}") is not None
    ]
    assert shaded == ["Half is paid by companies", ".", "Nobody knows more."]


def test_a_mark_without_a_source_stays_to_be_seen() -> None:
    document = opened(usual("Half [@nobody]. Or [@circles; @gone]."))
    assert "Half [@nobody]. Or. [@gone]" in [each.text for each in document.paragraphs]
    assert list(notes(document)) == ["1"]


def test_hostile_text_stays_text() -> None:
    document = opened(hostile())
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[:3] == ["Need (25 points)", "Plan (30 points)", "<odd> # id"]
    text = "\n".join(each.text for each in document.paragraphs)
    assert HOSTILE.split("\n")[0] in text
    assert "{x}" in text
    assert "\x00" not in text
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert targets
    assert all(target.startswith((f"{BASE}/document?d=", "https://x.example/a%20b%3Cc%3E")) for target in targets)
    assert len(document.core_properties.title) <= 200


@pytest.mark.parametrize("language", languages())
def test_it_is_written_in_the_language_of_the_proposal(language: str) -> None:
    document = opened(usual(language=language), language)
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == language
    assert Texts(language)("proposal_export_references") in [each.text for each in document.paragraphs]
    assert ("Necesidad" in document.paragraphs[4].text) is (language == "es")


def test_the_file_says_nothing_of_who_made_it() -> None:
    kept = opened(usual()).core_properties
    assert (kept.author, kept.last_modified_by, kept.comments, kept.language) == ("", "", "", "en")


def test_an_empty_proposal_is_no_error() -> None:
    drafted = usual("", title="", template=None)
    assert opened(drafted).paragraphs[0].text == "Untitled proposal"
