"""The conversation of one visitor: the questions before this one, how this one was read, and what it narrows by."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from assistant.answers import Answer, Mode
from assistant.conversation import Turn
from assistant.written.writing import Written
from corpus.facets import Filters
from ui.sessions import assistant, generation
from ui.texts import Texts

_TURNS = 5


class Exchange(NamedTuple):
    """A question as it was typed, what was chosen in the filters, and its answer."""

    question: str
    filters: Filters
    answer: Answer
    asked_at: datetime


class Conversation:
    """What was asked and answered, kept for questions that lean on it.

    `past` are the exchanges before the current question, oldest first; `keep_wide` names the facets that the visitor
    does not want the current one to narrow.
    """

    def __init__(self) -> None:
        self.past: list[Exchange] = []
        self.current: Exchange | None = None
        self.keep_wide: frozenset[str] = frozenset()
        self._alone = False
        self._made_from: tuple[object, ...] = ()

    @property
    def exchanges(self) -> list[Exchange]:
        """Every exchange, oldest first, the current one last."""
        return [*self.past, self.current] if self.current else list(self.past)

    @property
    def questions(self) -> list[str]:
        """The questions as they were typed, oldest first."""
        return [exchange.question for exchange in self.exchanges]

    def ask(
        self, question: str, filters: Filters, mode: Mode = "quotes", heard: Callable[[Written], None] | None = None
    ) -> Exchange:
        """Return the exchange that a question makes: the current one if nothing that its answer depends on changed.

        Another question makes the current exchange part of the past. `heard` is called as a written answer comes.
        Raises VetError.
        """
        if self.current and question != self.current.question:
            self.past.append(self.current)
            self.current, self.keep_wide, self._alone = None, frozenset(), False
        made_from = (question, filters, generation(), self.keep_wide, self._alone, mode)
        if self.current is None or made_from != self._made_from:
            previous = () if self._alone else tuple(map(_turn, self.past[-_TURNS:]))
            answer = assistant().ask(question, filters, mode, previous=previous, keep_wide=self.keep_wide, heard=heard)
            self.current = Exchange(question, filters, answer, datetime.now(UTC))
            self._made_from = made_from
        return self.current

    def widen(self, facets: Iterable[str]) -> None:
        """Let the current question not narrow these facets."""
        self.keep_wide |= frozenset(facets)

    def read_alone(self) -> None:
        """Read the current question as if nothing had been asked before."""
        self._alone = True


def conversation() -> Conversation:
    """Return the visitor's conversation."""
    if "conversation" not in st.session_state:
        st.session_state.conversation = Conversation()
    talk: Conversation = st.session_state.conversation
    return talk


def put(question: str) -> None:
    """Put a question as if the visitor had typed it, after those of the conversation."""
    state = st.session_state
    # One whose answer was still being written is there, too: it will be answered in quotes.
    left = [state.q] if state.get("q") and state.q not in conversation().questions[-1:] else []
    state.before = [*conversation().questions, *left] if state.get("q") else []
    if question in state.before[-1:]:
        state.before.pop()
    state.q = question


def answered(
    question: str, filters: Filters, mode: Mode = "quotes", heard: Callable[[Written], None] | None = None
) -> Conversation:
    """Return the conversation with its current question answered, after the questions that the address names.

    Those of another conversation, as a link or the way back gives them, are answered anew, in quotes. Raises VetError.
    """
    before: list[str] = st.session_state.get("before", [])
    talk = conversation()
    if talk.questions not in (before, [*before, question]):
        if talk.questions != before[: len(talk.questions)]:
            talk = st.session_state.conversation = Conversation()
        for each in before[len(talk.questions) :]:
            talk.ask(each, filters)
    talk.ask(question, filters, mode, heard)
    return talk


def start_over() -> None:
    """Put the conversation away, and wait for a new question."""
    st.session_state.conversation = Conversation()
    st.session_state.q, st.session_state.before = "", []


def go_back_to(earlier: Conversation) -> None:
    """Go on with a conversation that was put away."""
    st.session_state.conversation = earlier
    *st.session_state.before, st.session_state.q = earlier.questions


def show_reading(answer: Answer, say: Texts) -> None:
    """Show how a question was read that leans on the one before, and let the visitor have it read by itself."""
    if answer.understood_as is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say("understood_as", question=answer.understood_as), width="content")
        st.button(
            say("read_alone"),
            key="read-alone",
            on_click=conversation().read_alone,
            icon=":material/close:",
            type="tertiary",
        )


def _turn(exchange: Exchange) -> Turn:
    answer = exchange.answer
    return Turn(question=answer.question, documents=answer.documents, language=answer.language)
