"""Which proposals each browser opened: in memory until the browser or the server is closed, shown to nobody else."""

from collections import OrderedDict
from threading import Lock

import streamlit as st

_MOST_VISITORS = 500
_MOST_PROPOSALS = 20


class Opened:
    """The proposals (by token) that the latest visitors opened last; threads may share it."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, list[str]] = OrderedDict()
        self._lock = Lock()

    def note(self, visitor: str, token: str) -> None:
        """Put a proposal first among those that a visitor opened."""
        with self._lock:
            others = [each for each in self._of.get(visitor, []) if each != token]
            self._of[visitor] = [token, *others][:_MOST_PROPOSALS]
            self._of.move_to_end(visitor)
            while len(self._of) > _MOST_VISITORS:
                self._of.popitem(last=False)

    def of(self, visitor: str) -> list[str]:
        """Return what a visitor opened, the latest first."""
        with self._lock:
            return list(self._of.get(visitor, []))

    def forget(self, visitor: str) -> None:
        """Forget what a visitor opened; the proposals themselves stay."""
        with self._lock:
            self._of.pop(visitor, None)


@st.cache_resource(show_spinner=False)
def opened_proposals() -> Opened:
    """Return what all visitors of this server opened."""
    return Opened()
