"""Asking what a visitor thinks of an answer, where the operator turned that on; nothing is kept of who it was."""

from html import escape
from typing import NamedTuple

import streamlit as st

from assistant.answers import Answer
from corpus.documents import content_hash
from corpus.errors import LibraryError
from corpus.facets import Filters
from corpus.feedback import LONGEST_REASON, Feedback, Verdict, save_feedback
from ui.sessions import assistant
from ui.texts import Texts

_ICONS: dict[Verdict, str] = {"up": ":material/thumb_up:", "down": ":material/thumb_down:"}


class _Given(NamedTuple):
    """What this visitor said of one answer: its number in the library, once kept, and whether the reason was sent."""

    verdict: Verdict
    number: int | None = None
    reason: str = ""
    sent: bool = False
    problem: str = ""


def show_feedback(answer: Answer, say: Texts) -> None:
    """Ask whether an answer was useful, and, once that is said, why; show nothing where feedback is off.

    Each answer has one verdict a session; it can be changed. Give the same `Answer` in each run.
    """
    if not assistant().settings.ui.feedback:
        return
    key = content_hash(answer.model_dump_json())[:12]
    given = _all_given().get(key)
    with st.container(key=f"feedback-box-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"feedback-row-{key}"):
            st.text(say("feedback_question"), width="content")
            for verdict, icon in _ICONS.items():
                chosen = given is not None and given.verdict == verdict
                st.button(
                    say(f"feedback_{verdict}"),
                    key=f"feedback-{verdict}-{key}",
                    on_click=_judge,
                    args=(answer, key, verdict),
                    icon=":material/check:" if chosen else icon,
                    type="secondary" if chosen else "tertiary",
                )
        if given is not None:
            _show_given(answer, key, given, say)


def feedback_on(answer: Answer, verdict: Verdict, reason: str = "") -> Feedback:
    """Return a judgement of an answer, with what is needed to look into it."""
    first, last = answer.filters.years
    return Feedback(
        question=answer.understood_as or answer.question,
        filters=Filters(**answer.filters.model_dump(exclude={"years"}), year_from=first, year_to=last),
        status=answer.status,
        score=answer.score,
        documents=answer.documents,
        generation=answer.generation,
        settings=answer.settings,
        verdict=verdict,
        reason=reason.strip()[:LONGEST_REASON],
    )


def _show_given(answer: Answer, key: str, given: _Given, say: Texts) -> None:
    if given.problem:
        st.warning(say("feedback_problem"), icon=":material/error:")
        st.text(given.problem)
    else:
        kept = [say("feedback_thanks", verdict=say(f"feedback_{given.verdict}"))]
        line = " ".join([*kept, *([say("feedback_words_kept")] if given.sent and given.reason else [])])
        st.html(f'<p role="status" class="vet-noted">{escape(line)}</p>')
    if given.sent and not given.problem:
        return
    with st.form(f"feedback-form-{key}", border=False):
        st.text_area(
            say("feedback_reason"), given.reason, key=f"feedback-reason-{key}", max_chars=LONGEST_REASON, height=80
        )
        st.text(say("feedback_kept"))
        st.form_submit_button(say("feedback_send"), on_click=_explain, args=(answer, key))


def _judge(answer: Answer, key: str, verdict: Verdict) -> None:
    before = _all_given().get(key)
    given = before._replace(verdict=verdict, sent=False) if before else _Given(verdict)
    _keep(answer, key, given)


def _explain(answer: Answer, key: str) -> None:
    reason = st.session_state.get(f"feedback-reason-{key}", "")
    _keep(answer, key, _all_given()[key]._replace(reason=reason, sent=True))


def _keep(answer: Answer, key: str, given: _Given) -> None:
    problem, number = "", given.number
    try:
        number = save_feedback(assistant().library, feedback_on(answer, given.verdict, given.reason), given.number)
    except LibraryError as error:
        problem = str(error)
    _all_given()[key] = given._replace(number=number, problem=problem)


def _all_given() -> dict[str, _Given]:
    given: dict[str, _Given] = st.session_state.setdefault("feedback_given", {})
    return given
