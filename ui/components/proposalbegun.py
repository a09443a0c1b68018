"""How many proposals a visitor may begin: so many an hour, and no more than the library keeps."""

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

import streamlit as st

from corpus.proposals import SavedProposal
from ui.history import visitor
from ui.sessions import assistant
from ui.texts import Texts

_HOUR = 3600.0
_MOST_VISITORS = 2_000


class Begun:
    """When the latest visitors began proposals; threads may share it. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._clock = clock
        self._lock = Lock()

    def room(self, visitor: str, most: int) -> bool:
        """Whether a visitor has begun fewer than so many within the last hour."""
        with self._lock:
            begun = self._of.get(visitor, deque())
            while begun and self._clock() - begun[0] >= _HOUR:
                begun.popleft()
            return len(begun) < most

    def note(self, visitor: str) -> None:
        """Remember that a visitor began one now."""
        with self._lock:
            self._of.setdefault(visitor, deque()).append(self._clock())
            self._of.move_to_end(visitor)
            while len(self._of) > _MOST_VISITORS:
                self._of.popitem(last=False)


@st.cache_resource(show_spinner=False)
def begun() -> Begun:
    """Return when all visitors of this server began proposals."""
    return Begun()


def begin(make: Callable[[int], SavedProposal], say: Texts) -> SavedProposal | None:
    """Return a new proposal, or say why there may be none now; `make` is told how many the library keeps.

    Raises what `make` does.
    """
    limits = assistant().settings.proposals
    if not begun().room(visitor(), limits.hourly):
        st.warning(say("proposals_enough", most=say.number(limits.hourly)), icon=":material/hourglass_top:")
        return None
    made = make(limits.most)
    begun().note(visitor())
    return made
