"""A draft that is checked: what is shown of it, what pressing something does, and what is taken along."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest

from assistant.checking.shapes import Difference
from assistant.citations import Citation
from assistant.exporting.draft_docx import draft_docx
from assistant.proposals.shapes import CheckedSentence, Standing
from assistant.proposals.uploaded import DraftReport, DraftSection, DraftSource
from corpus.documents import Locator
from corpus.facets import Kind
from corpus.vocabulary import load_vocabulary
from tests.ui.libraries import make_library
from ui.components.draftfindings import Shown, counts_html, report_html
from ui.components.draftreport import _file_name as file_name
from ui.texts import Texts, languages

SAY, NAMES = Texts("en"), load_vocabulary()
QUOTE = Citation(
    number=1, document_id="d" * 64, title="The <i>shipyard</i>", kind=Kind.GOOD_PRACTICE, countries=("FI",),
    language="en", source="a.md", quote="Eleven shipyards train <mechanics>.", locator=Locator(start=0, end=35),
)  # fmt: skip
TEXT = "Twelve yards train <b>mechanics</b> [1]. Eleven do [1]. Nobody knows. We plan it."


def sentence(words: str, standing: Standing, **more: Any) -> CheckedSentence:
    start = TEXT.index(words)
    return CheckedSentence(start=start, end=start + len(words), standing=standing, **more)


REPORT = DraftReport(
    name="my <draft>.docx",
    language="en",
    sections=(
        DraftSection(
            heading="Needs & <wants>",
            text=TEXT,
            sentences=(
                sentence(
                    "Twelve yards train <b>mechanics</b> [1].", "differs", citation=QUOTE, keys=("1",),
                    differences=(Difference(reason="figure", said="Twelve", start=0, end=6, found=("Eleven",)),),
                ),
                sentence("Eleven do [1].", "supported", citation=QUOTE, keys=("1",)),
                sentence("Nobody knows.", "needs_evidence", candidates=(QUOTE,)),
            ),
        ),
        DraftSection(
            text=TEXT, sentences=(sentence("We plan it.", "own"), sentence("Nobody knows.", "needs_evidence")),
        ),
    ),
    sources=(
        DraftSource(key="1", named="Shipyard, 2019", document_id="d" * 64, title="The <i>shipyard</i>"),
        DraftSource(key="2", named="Nobody <script>", document_id=None),
    ),
    notes=("sources_not_in_library",),
)  # fmt: skip


def test_each_sentence_is_shown_with_its_standing_and_what_its_source_says() -> None:
    html = report_html(REPORT, Shown(), NAMES, SAY)
    assert html.count('<li class="vet-claim') == 5
    assert "<del>Twelve</del>" in html
    assert "<ins>Eleven</ins>" in html
    assert "Eleven shipyards train &lt;mechanics&gt;." in html
    assert 'href="document?' in html
    # Of the two that need evidence one has quotes to offer, and for the other they can be looked for.
    assert "1 quote that may carry it" in html
    assert 'data-pick="look:1-1"' in html
    for foreign in ("<b>mechanics", "<i>shipyard", "<wants>", "<script>", "<draft>"):
        assert foreign not in html


def test_the_counts_choose_what_is_shown() -> None:
    counts = counts_html(REPORT, Shown("needs_evidence"), SAY)
    assert 'data-pick="standing:needs_evidence" aria-pressed="true"' in counts
    assert counts.count('aria-pressed="true"') == 1
    html = report_html(REPORT, Shown("needs_evidence"), NAMES, SAY)
    assert html.count('<li class="vet-claim') == html.count("Nobody knows.") == 2
    assert "There is no such sentence." not in html
    nothing = REPORT.model_copy(update={"sections": REPORT.sections[1:]})
    assert "There is no such sentence." in report_html(nothing, Shown("differs"), NAMES, SAY)


def test_a_long_report_is_shown_in_parts() -> None:
    html = report_html(REPORT, Shown(most=4), NAMES, SAY)
    assert html.count('<li class="vet-claim') == 4
    assert "Show 1 more" in html
    assert "Show" not in report_html(REPORT, Shown(most=5), NAMES, SAY)


@pytest.mark.parametrize("language", languages())
def test_it_can_be_taken_along_as_a_word_file(language: str) -> None:
    data = draft_docx(REPORT, NAMES, Texts(language), "http://127.0.0.1:8501")
    document = docx.Document(BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Needs & <wants>" in text
    assert "Twelve yards train <b>mechanics</b> [1]." in text
    assert text.count(QUOTE.quote) == 3
    assert Texts(language)("draft_note_sources_not_in_library") in text
    struck = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.strike]
    assert struck == ["Twelve"]
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert all(target.startswith("http://127.0.0.1:8501/document?") for target in targets)
    assert targets
    assert document.core_properties.author == ""


def test_the_name_of_a_file_says_what_was_checked() -> None:
    assert file_name("../../My draft (2).docx") == "check-My-draft-2"
    assert file_name("…") == "check-draft"


def page() -> None:
    """The view alone, with a report that was made before."""
    from ui.components import draftreport
    from ui.sessions import texts, vocabulary

    draftreport.show_draft_report(texts(), vocabulary())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("drafts"))


def test_the_view_shows_nothing_before_a_draft_is_there_and_can_forget_one(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("VET_HOME", str(home))
    view = AppTest.from_function(page, default_timeout=60).run()
    assert not view.exception
    assert "vet-draft-report" not in html_of(view)
    view.session_state["draft-report"] = REPORT
    view.session_state["draft-shown"] = Shown("own")
    view.run()
    assert not view.exception
    assert "We plan it." in html_of(view)
    assert "Nobody knows." not in html_of(view)
    assert view.header[0].value == "What was found in my draft .docx"
    del view.session_state["draft-report"]
    view.run()
    assert "vet-draft-report" not in html_of(view)


def html_of(view: AppTest) -> str:
    return "\n".join(json.loads(each.proto.json).get("html", "") for each in view.get("bidi_component"))
