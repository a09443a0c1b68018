"""Answers that a chat model wrote: each sentence with what became of it, and where the text that the model had went."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape

import streamlit as st

from assistant.answers import Answer, Mode, Statement
from assistant.models.faults import ChatFault
from assistant.models.talking import ChatModel
from assistant.written.writing import Written
from ui.components.differences import differences_html
from ui.components.markup import lang
from ui.sessions import assistant
from ui.texts import Texts


def choose_mode(say: Texts) -> Mode:
    """Show which model would write the answer and where the text goes, and let the visitor have quotes alone."""
    if not assistant().settings.chat.model:
        return "quotes"
    try:
        model = assistant().chat_model()
    except ChatFault as fault:
        st.text(f"{fault.told(say.language).text} {say('chat_off')}")
        return "quotes"
    if model is None:
        return "quotes"
    st.session_state.setdefault("write", True)
    with st.container(horizontal=True, vertical_alignment="center", key="writing"):
        wanted = st.toggle(say("write_answers"), key="write", width="content")
        st.text(_where(model, say) if wanted else say("written_not"), width="content")
    return "written" if wanted else "quotes"


def _where(model: ChatModel, say: Texts) -> str:
    place = "written_local" if model.connection.local else "written_away"
    return say(place, model=model.name, host=model.connection.host)


@contextmanager
def listening(say: Texts, mode: Mode) -> Iterator[Callable[[Written], None] | None]:
    """Give what shows an answer as it is written, in a place of the page that is empty again afterwards."""
    if mode != "written":
        yield None
        return
    place = st.empty()

    def show(written: Written) -> None:
        place.html(sentences_html(written.statements, say, None))

    yield show
    place.empty()


def written_html(answer: Answer, say: Texts, turn: int) -> str:
    """Return a written answer, its marks linked to their source cards."""
    return (
        f'<div class="vet-answer vet-written">{sentences_html(answer.statements, say, turn, answer.language)}</div>'
        f"{_doubts(answer.statements, say)}"
    )


def sentences_html(statements: Sequence[Statement], say: Texts, turn: int | None, language: str | None = None) -> str:
    """Return sentences in a paragraph; `turn` tells the ids of its marks, None for an answer that is still coming."""
    seen: set[int] = set()
    parts = [_sentence(each, say, turn, seen) for each in statements]
    return f'<p class="vet-writing"{lang(language)}>{" ".join(parts)}</p>'


def _sentence(statement: Statement, say: Texts, turn: int | None, seen: set[int]) -> str:
    text = escape(statement.text)
    marks = "".join(_mark(number, say, turn, seen) for number in statement.citations)
    if statement.outcome == "unsupported":
        return f'<del class="vet-unsupported">{text}</del><span class="vet-tag">{escape(say("tag_unsupported"))}</span>'
    if statement.outcome == "partial":
        tag = f'<span class="vet-tag">{escape(say("tag_partial"))}</span>'
        return f'<span class="vet-half">{text}</span>{marks}{tag}'
    return f"<span>{text}</span>{marks}"


def _mark(number: int, say: Texts, turn: int | None, seen: set[int]) -> str:
    if turn is None:
        return f'&nbsp;<span class="vet-mark">[{number}]</span>'
    # The card leads back to where its source is cited first.
    place = "" if number in seen else f' id="quote-{turn}-{number}"'
    seen.add(number)
    label = escape(say("source_mark", number=number))
    return f'&nbsp;<a class="vet-mark"{place} href="#source-{turn}-{number}" aria-label="{label}">[{number}]</a>'


def _doubts(statements: Sequence[Statement], say: Texts) -> str:
    """Return what sentences say that their sources do not, side by side; nothing if all are borne out."""
    doubted = [each for each in statements if not each.supported]
    if not doubted:
        return ""
    rows = "".join(
        f"<li><q>{escape(each.text)}</q>{differences_html(each.differences, say('difference_written'), say)}</li>"
        for each in doubted
    )
    title = escape(say.counted("doubts", len(doubted)))
    return f'<details class="vet-doubts"><summary>{title}</summary><ul>{rows}</ul></details>'
