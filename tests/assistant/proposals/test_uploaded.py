"""A draft that is handed over: its sentences are checked against the library's documents that it names."""

import zipfile
from io import BytesIO

import pytest

from assistant.proposals.drafts import read_draft
from assistant.proposals.uploaded import DraftReport, check_draft, report_markdown
from assistant.wiring import Assistant
from corpus.documents import Document
from corpus.errors import DocumentNotFound, ReadingError
from corpus.facets import Facets
from corpus.library import DocumentCard
from indexer.drafts import ReadingLimits

BRIDGE = Document(
    id="0123456789abcdef",
    title="BRIDGE4VET: placements for teachers",
    text="Placements\n\nIn 2020 BRIDGE4VET sent 164 teachers to companies. Taking part was voluntary for them.",
    source="bridge.md",
    url="https://example.org/projects/bridge4vet",
    facets=Facets(language="en", year_from=2020),
)
CARD = DocumentCard(
    id=BRIDGE.id, title=BRIDGE.title, source=BRIDGE.source, url=BRIDGE.url, facets=BRIDGE.facets, passages=1
)


def document(identifier: str) -> Document:
    if identifier != BRIDGE.id:
        raise DocumentNotFound(identifier)
    return BRIDGE


def report(assistant: Assistant, name: str, data: bytes) -> DraftReport:
    return check_draft(name, data, assistant.checker(), [CARD], document, lambda _: (), "en")


def word(*paragraphs: str, note: str | None = None) -> bytes:
    from docx import Document as WordDocument

    made = WordDocument()
    made.add_heading("Needs", 1)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    data = BytesIO()
    made.save(data)
    return with_footnote(data.getvalue(), note) if note else data.getvalue()


def with_footnote(data: bytes, note: str) -> bytes:
    """Return a Word file with a footnote at its last paragraph's end."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = b'application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                head, tail = content.rsplit(b"</w:p>", 1)
                content = head + b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + tail
            elif part.filename == "[Content_Types].xml":
                content = content.replace(
                    b"</Types>", b'<Override PartName="/word/footnotes.xml" ContentType="' + types
                )
            elif part.filename == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdF" Type="' + kind + b'" Target="footnotes.xml"/></Relationships>',
                )
            new.writestr(part, content)
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
            "</w:footnotes>",
        )
    return out.getvalue()


def test_a_markdown_draft_is_checked_against_what_it_cites(assistant: Assistant) -> None:
    text = (
        "# Needs\n\nIn 2020 the project sent 164 teachers to companies [1]. It sent 264 teachers in 2020.[^a] Dropout"
        " in schools rises (Smith, 2019). We will train teachers in companies.\n\n[^a]: See"
        " https://example.org/projects/bridge4vet\n\n## References\n\n"
        "[1] BRIDGE4VET: placements for teachers. Example, 2020.\n"
    )
    found = report(assistant, "draft.md", text.encode())
    sentences = [each for section in found.sections for each in section.sentences]
    assert [each.standing for each in sentences] == ["supported", "differs", "needs_evidence", "own"]
    assert found.counts == {"supported": 1, "differs": 1, "needs_evidence": 1, "own": 1}
    assert sentences[1].differences[0].said == "264 teachers"
    named = {source.key: source.document_id for source in found.sources}
    assert named == {"1": BRIDGE.id, "a": BRIDGE.id, "Smith 2019": None}
    assert found.notes == ("sources_not_in_library",)


def test_a_word_draft_with_footnotes_is_read(assistant: Assistant) -> None:
    data = word("In 2020 the project sent 364 teachers to companies.", note="BRIDGE4VET: placements for teachers, 2020")
    found = report(assistant, "Our draft.docx", data)
    (section,) = [each for each in found.sections if each.sentences]
    assert section.heading == "Needs"
    (sentence,) = section.sentences
    assert (sentence.standing, sentence.keys) == ("differs", ("f2",))
    assert section.text[sentence.start : sentence.end].endswith("[^f2]")


def test_a_sentence_that_names_a_project_is_checked_against_its_document(assistant: Assistant) -> None:
    found = report(assistant, "draft.txt", b"BRIDGE4VET sent 20 teachers to companies in 2020. Schools lack such ties.")
    standings = [each.standing for section in found.sections for each in section.sentences]
    assert standings == ["differs", "needs_evidence"]


def test_the_report_as_markdown_shows_what_was_written_and_obeys_nothing(assistant: Assistant) -> None:
    class Says:
        language = "en"

        def __call__(self, key: str, **values: object) -> str:
            return key

    found = report(
        assistant, "draft.md", b"BRIDGE4VET sent 20 teachers <script>x</script> ![a](http://evil.example/x)."
    )
    shown = report_markdown(found, Says())
    assert "<script>" not in shown
    assert "](http" not in shown
    assert "draft" in shown


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("draft.pdf", b"%PDF-1.4", "unsupported"),
        ("draft.docx", b"PK\x03\x04 no archive", "damaged"),
        ("draft.md", b"", "empty"),
        ("../../etc/draft.docx", b"x" * 100, None),
    ],
)
def test_files_that_cannot_be_read_are_told_apart(name: str, data: bytes, reason: str | None) -> None:
    with pytest.raises(ReadingError) as raised:
        read_draft(name, data)
    assert reason in (None, raised.value.reason)
    assert "etc" not in str(raised.value)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    out = BytesIO()
    draft = BytesIO(word("A sentence that says something."))
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        new.writestr("word/media/image1.png", b"\0" * 90_000_000)
    with pytest.raises(ReadingError):
        read_draft("draft.docx", out.getvalue(), ReadingLimits(seconds=30, megabytes_memory=512, megabytes_file=20))
