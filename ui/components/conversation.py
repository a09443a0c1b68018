"""The conversation of one visitor: the questions before this one, how this one was read, and what it narrows by."""

from collections.abc import Iterable

import streamlit as st

from assistant.answers import Answer
from assistant.conversation import Turn
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary
from ui.components.labels import filters_shown, label_text
from ui.texts import Texts

_TURNS = 5


class Conversation:
    """What was asked and answered in a session, kept for questions that lean on it.

    `previous` are the turns before the current question, oldest first; `keep_wide` names the facets that the visitor
    does not want it to narrow.
    """

    def __init__(self) -> None:
        self.previous: tuple[Turn, ...] = ()
        self.keep_wide: frozenset[str] = frozenset()
        self._question = ""
        self._turn: Turn | None = None

    def begin(self, question: str) -> None:
        """Make a question the current one; if it is another, the one before it becomes part of the past."""
        if question == self._question:
            return
        if self._turn is not None:
            self.previous = (*self.previous, self._turn)[-_TURNS:]
        self._question, self._turn, self.keep_wide = question, None, frozenset()

    def answered(self, answer: Answer) -> None:
        """Remember the answer of the current question."""
        self._turn = Turn(question=answer.question, documents=answer.documents, language=answer.language)

    def widen(self, facets: Iterable[str]) -> None:
        """Let the current question not narrow these facets."""
        self.keep_wide |= frozenset(facets)

    def forget(self) -> None:
        """Read the current question, and what comes, as if nothing had been asked before."""
        self.previous = ()


def conversation() -> Conversation:
    """Return the visitor's conversation."""
    if "conversation" not in st.session_state:
        st.session_state.conversation = Conversation()
    talk: Conversation = st.session_state.conversation
    return talk


def start_over() -> None:
    """Forget what was asked, and wait for a new question."""
    st.session_state.conversation = Conversation()
    st.session_state.q = ""


def show_reading(answer: Answer, say: Texts) -> None:
    """Show how a question was read that leans on the one before, and let the visitor have it read by itself."""
    if answer.understood_as is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say("understood_as", question=answer.understood_as), width="content")
        st.button(
            say("read_alone"),
            key="read-alone",
            on_click=conversation().forget,
            icon=":material/close:",
            type="tertiary",
        )


def show_implied_filters(answer: Answer, names: Vocabulary, say: Texts) -> None:
    """Show each filter that the question itself implies; a click takes it away."""
    applied = answer.filters.implied
    parts = {
        "countries": Filters(countries=applied.countries),
        "kinds": Filters(kinds=applied.kinds),
        "years": Filters(year_from=applied.year_from, year_to=applied.year_to),
    }
    implied = {facet: ", ".join(filters_shown(part, names, say.language)) for facet, part in parts.items()}
    if not any(implied.values()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say("narrowed_by_question"), width="content")
        for facet, label in implied.items():
            if label:
                st.button(
                    label_text(label),
                    key=f"widen-{facet}",
                    on_click=conversation().widen,
                    args=([facet],),
                    icon=":material/close:",
                    help=say("widen"),
                )
