"""A draft that a visitor hands over, checked: each sentence with what the library says of it. Nothing of it is kept.

The draft and what was found in it are in the visitor's session alone, and go with it.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from time import monotonic
from typing import get_args

import streamlit as st

from assistant.citations import Citation
from assistant.proposals.shapes import Standing
from assistant.proposals.uploaded import DraftReport, check_draft, report_markdown
from corpus.errors import DocumentNotFound, VetError
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary
from indexer.handed import Handed
from ui.components.announcing import announce
from ui.components.draftfindings import MOST_SHOWN, Shown, counts_html, report_html
from ui.components.fileinput import file_input
from ui.components.notices import problem
from ui.components.pressable import pressable
from ui.components.proposalevidence import name_of
from ui.components.proposalfinding import candidates
from ui.components.reading import open_reader
from ui.components.taking import base_address
from ui.sessions import assistant, cards, document
from ui.texts import Texts

_SECONDS_OF_SEARCH = 20.0
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_draft_report(say: Texts, names: Vocabulary) -> None:
    """Show the field for a draft, and what was found in the one that was handed over."""
    state = st.session_state
    st.text(say("draft_lead"))
    chosen = file_input(say("draft_file_label"), "draft-file", say)
    if chosen:
        state.pop("draft-report", None)
        _check(chosen, say)
    report: DraftReport | None = state.get("draft-report")
    if report is None:
        return
    st.header(say("draft_report_title", name=_plain(report.name)), anchor=False)
    shown: Shown = state.get("draft-shown", Shown())
    pressable(counts_html(report, shown, say), key="draft-counts", on_pick=_picked)
    for note in report.notes:
        st.text(say(f"draft_note_{note}"))
    _exports(report, names, say)
    pressable(report_html(report, shown, names, say), key="draft-report-shown", on_pick=_picked)
    _open(say)


# Checking


def _check(chosen: Handed, say: Texts) -> None:
    look = _within(_SECONDS_OF_SEARCH, candidates)
    bar = st.progress(0.0, say("draft_checking"))

    def progress(done: int, total: int) -> None:
        bar.progress(done / max(1, total), say("draft_checking"))

    try:
        report = check_draft(
            *chosen, assistant().checker(), cards(Filters()), document, look, progress=progress,
        )  # fmt: skip
    except VetError as error:
        bar.empty()
        problem(error, say)
        return
    bar.empty()
    st.session_state["draft-report"], st.session_state["draft-shown"] = report, Shown()
    counts = {each: say.number(number) for each, number in report.counts.items()}
    announce(say("draft_announced", name=_plain(report.name), **counts), of=f"{chosen.name} {monotonic()}")


def _within(seconds: float, look: Callable[[str], tuple[Citation, ...]]) -> Callable[[str], tuple[Citation, ...]]:
    """Return a search that finds nothing any more when its time is over; what is left is looked for on demand."""
    end = monotonic() + seconds
    return lambda sentence: look(sentence) if monotonic() < end else ()


# What pressing something does; a browser may say anything.


def _picked(value: str) -> None:
    state = st.session_state
    report: DraftReport | None = state.get("draft-report")
    action, _, what = value.partition(":")
    shown: Shown = state.get("draft-shown", Shown())
    if report is None:
        return
    if action == "standing":
        state["draft-shown"] = Shown(next((each for each in get_args(Standing) if each == what), None))
    elif action == "more":
        state["draft-shown"] = shown._replace(most=shown.most + MOST_SHOWN)
    elif action == "forget":
        del state["draft-report"]
    elif action == "open":
        state["draft-open"] = what
    elif action == "look":
        _look(report, what)


def _look(report: DraftReport, place: str) -> None:
    """Look for quotes that may carry one sentence."""
    section, _, number = place.partition("-")
    if not (section.isdecimal() and number.isdecimal() and int(section) < len(report.sections)):
        return
    of = report.sections[int(section)]
    if int(number) >= len(of.sentences):
        return
    sentence = of.sentences[int(number)]
    found = candidates(of.text[sentence.start : sentence.end])
    if not found:
        st.session_state["draft-said"] = place
        return
    sentences = [*of.sentences]
    sentences[int(number)] = sentence.model_copy(update={"candidates": found})
    sections = [*report.sections]
    sections[int(section)] = of.model_copy(update={"sentences": tuple(sentences)})
    st.session_state["draft-report"] = report.model_copy(update={"sections": tuple(sections)})


def _open(say: Texts) -> None:
    state = st.session_state
    if state.pop("draft-said", None):
        announce(say("claim_no_candidates"), of=str(monotonic()))
        st.toast(say("claim_no_candidates"))
    name, report = state.pop("draft-open", None), state.get("draft-report")
    citation = next((each for each in _quotes(report) if name_of(each) == name), None) if name and report else None
    if citation is None:
        return
    try:
        open_reader(document(citation.document_id), [citation], say)
    except DocumentNotFound:
        st.warning(say("document_gone"), icon=":material/link_off:")


def _quotes(report: DraftReport) -> Iterator[Citation]:
    for section in report.sections:
        for sentence in section.sentences:
            if sentence.citation:
                yield sentence.citation
            yield from sentence.candidates


# Taking it along


def _exports(report: DraftReport, names: Vocabulary, say: Texts) -> None:
    base, name = base_address(), _file_name(report.name)
    made: dict[str, tuple[str, str, Callable[[], bytes | str]]] = {
        "docx": ("Word (DOCX)", _WORD, lambda: _docx(report, names, say, base)),
        "md": ("Markdown", "text/markdown", lambda: report_markdown(report, say)),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="draft-exports"):
        st.text(say("draft_take"), width="content")
        for extension, (label, mime, make) in made.items():
            st.download_button(
                label, make, f"{name}.{extension}", mime,
                key=f"draft-{extension}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _docx(report: DraftReport, names: Vocabulary, say: Texts, base: str) -> bytes:
    # What writes a file is loaded when one is wanted.
    from assistant.exporting.draft_docx import draft_docx

    return draft_docx(report, names, say, base)


def _plain(name: str) -> str:
    """Return the name of a visitor's file as words that no heading takes for marks of its own."""
    return " ".join("".join(each if each.isalnum() or each in ".-_" else " " for each in name).split())[:80]


def _file_name(name: str) -> str:
    words = "".join(each if each.isascii() and each.isalnum() else " " for each in PurePath(name).stem).split()
    return f"check-{'-'.join(words)[:60] or 'draft'}"
