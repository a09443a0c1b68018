"""A page with nothing but the editor on it, and stores of texts that several windows share, by the name in the address.

A sentence with "differs" in it stands otherwise in its source, one with "[@" in it stands there, one that begins with
"We" is the writer's own, and all others need evidence.
"""

import re
import time
from types import SimpleNamespace
from typing import get_args

import streamlit as st

from assistant.exporting.proposal_text import FormWording
from assistant.proposals.shapes import CheckedSentence
from corpus.documents import Locator
from corpus.facets import Kind
from corpus.proposals import FormCitations, KeptSource, Proposal
from ui.components.editor import EditorChange, Insertion, editor
from ui.components.everyone import begin_page
from ui.components.styles import apply_styles
from ui.texts import Texts

BEGINNING = (
    "The port trains mechanics [@kelluva]. Wages differs by a third. Nobody knows why.\n\nWe plan a visit 😀 soon."
)

st.set_page_config(page_title="Editor", layout="wide")
apply_styles()
say = Texts(st.query_params.get("lang", "en"))
begin_page("editor", say)
name = st.query_params.get("text", "text")


@st.cache_resource
def store(of: str) -> SimpleNamespace:
    return SimpleNamespace(text=BEGINNING, version=1, reasons=[], slow=0.0, refused=0)


part = st.radio("Part", ["first", "second"], horizontal=True)
kept = store(name if part == "first" else f"{name}-second")
source = KeptSource(
    key="kelluva", document_id="d" * 64, title="Kelluva <b>Maritime</b> Academy", kind=Kind.GOOD_PRACTICE,
    source="kelluva.md", quote="The academy trains ship mechanics.", locator=Locator(start=0, end=34),
)  # fmt: skip


cited: FormCitations = next((each for each in get_args(FormCitations) if each == st.query_params.get("cited")), "none")
twin = source.model_copy(update={"key": "kelluva-2"})
wording = FormWording(Proposal(sources=(source, twin), form_citations=cited))


def standing(sentence: str) -> str:
    if "differs" in sentence:
        return "differs"
    if "[@" in sentence:
        return "supported"
    return "own" if sentence.startswith("We") else "needs_evidence"


def checked(text: str) -> list[CheckedSentence]:
    return [
        CheckedSentence(start=found.start(), end=found.end(), standing=standing(found.group()), marked=True)
        for found in re.finditer(r"[^\s.][^.\n]*\.?", text)
    ]


def save(change: EditorChange) -> str | None:
    kept.reasons.append(change.reason)
    kept.cursor = change.cursor
    if change.version != str(kept.version):
        kept.refused += 1
        return None
    if change.text != kept.text:
        kept.text, kept.version = change.text, kept.version + 1
    return str(kept.version)


st.title("Editor", anchor=False)
columns = st.columns(5)
if columns[0].button("Insert"):
    st.session_state.insert = Insertion(str(time.time()), "[@kelluva]")
if columns[1].button("Insert at the third"):
    place = kept.text.index("Nobody knows why.") + len("Nobody knows why.")
    st.session_state.insert = Insertion(str(time.time()), "[@kelluva]", place)
if columns[2].button("Restore"):
    kept.text, kept.version = BEGINNING, kept.version + 1
    st.session_state.replace = str(time.time())
kept.slow = 1.5 if columns[3].toggle("Slow") else 0.0
columns[4].button("Run again")
long = st.query_params.get("long")
if long and len(kept.text) < int(long):
    kept.text, kept.version = (BEGINNING + "\n") * (int(long) // len(BEGINNING)), kept.version + 1
change = editor(
    kept.text,
    checked(kept.text),
    [source],
    limit=int(st.query_params.get("limit", "300")),
    version=str(kept.version),
    key=f"editor-{part}",
    say=say,
    label="Relevance",
    wording=wording,
    cited_as=cited,
    limit_assumed="about" in st.query_params,
    language="en",
    insert=st.session_state.get("insert"),
    replace=st.session_state.get("replace", ""),
    on_change=save,
)
time.sleep(kept.slow)
if change:
    st.session_state.change = change
told = st.session_state.get("change")
st.text(f"kept: {kept.text!r}" if len(kept.text) < 1000 else f"kept: {len(kept.text)}")
st.text(f"change: {told and told.reason} at {told and told.cursor}, {wording.length(kept.text)} counted")
st.text(f"reasons: {' '.join(kept.reasons)}, refused: {kept.refused}")
