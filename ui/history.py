"""History: the conversations of each browser, in memory until the browser or the server is closed, kept nowhere."""

import re
import secrets
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from ui.components.conversation import Conversation

COOKIE = "vet_visitor"
"""What tells one browser from another: a random number that means nothing, gone when the browser is closed."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST_VISITORS = 500
_MOST_CONVERSATIONS = 20


class Histories:
    """The latest conversations of the latest visitors; threads may share it."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, list[Conversation]] = OrderedDict()
        self._lock = Lock()

    def note(self, visitor: str, conversation: "Conversation") -> None:
        """Put a conversation first in its visitor's history."""
        with self._lock:
            kept = [each for each in self._of.get(visitor, []) if each is not conversation]
            # A page that is loaded again asks its questions again: what they made before has nothing more to say.
            others = [each for each in kept if each.questions != conversation.questions[: len(each.questions)]]
            self._of[visitor] = [conversation, *others][:_MOST_CONVERSATIONS]
            self._of.move_to_end(visitor)
            while len(self._of) > _MOST_VISITORS:
                self._of.popitem(last=False)

    def of(self, visitor: str) -> "list[Conversation]":
        """Return a visitor's conversations, the latest first."""
        with self._lock:
            return list(self._of.get(visitor, []))

    def forget(self, visitor: str) -> None:
        """Forget a visitor's conversations."""
        with self._lock:
            self._of.pop(visitor, None)


@st.cache_resource(show_spinner=False)
def histories() -> Histories:
    """Return the histories of all visitors of this server."""
    return Histories()


def visitor() -> str:
    """Return what tells this browser from others; without its cookie, each load of the page is another visitor."""
    given = st.context.cookies.get(COOKIE)
    if isinstance(given, str) and _TOKEN.fullmatch(given):
        return given
    if "visitor" not in st.session_state:
        st.session_state.visitor = new_token()
    return str(st.session_state.visitor)


def new_token() -> str:
    """Return a number for a visitor who has none."""
    return secrets.token_urlsafe(16)
