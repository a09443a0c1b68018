"""The field that a section of a proposal is written in: its sentences painted by what their sources say, and counted.

What was typed is the browser's until the page has kept it: no run of the page takes it away. The browser counts text
in UTF-16 units and Python in characters; whatever passes between them is put right here.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import NamedTuple, get_args

import streamlit as st

from assistant.exporting.proposal_text import FormWording
from assistant.proposals.shapes import CheckedSentence, Standing
from corpus.proposals import FormCitations, KeptSource
from ui.texts import Texts

MOST_CHARACTERS = 100_000
"""How long a section may become; the field takes no more."""

_REASON = re.compile(r"typed|blur|check|inserted|kept|reconnected|details|own|not-own|open:[a-z][a-z0-9-]{0,39}")
_LONGEST = 200
_SCRIPTS = ("editortext.js", "editor.js")
_TOLD = (
    "legend", "check", "next", "help", "count", "count_about", "count_free", "over", "over_said", "saved", "unsaved",
    "offline", "conflict", "take", "keep", "open", "unknown", "details", "set_own", "set_not_own", "none_left",
    "none_here", "inserted",
)  # fmt: skip

_component = st.components.v2.component(
    "vet-assistant.editor",
    html='<div class="vet-editor"></div>',
    js="\n".join((files("ui") / "components" / name).read_text("utf-8") for name in _SCRIPTS),
    isolate_styles=False,
)


class EditorChange(NamedTuple):
    """What a writer did: the text as it is in the field now, where the cursor is in it (in characters), and why this
    was handed over.

    `reason` is `typed` (after a pause), `blur` (the field was left), `check` (it is to be checked now), `inserted`
    (what `insert` asked for is in it), `kept` (the writer keeps this text rather than a newer one), `reconnected`,
    `details` (of the sentence at the cursor), `own` and `not-own` (that sentence is the writer's own plan or opinion,
    or is not), or `open:KEY` (the source of that key). `version` is the one of the text that the writer began from.
    """

    text: str
    cursor: int
    reason: str
    version: str


class Insertion(NamedTuple):
    """A text to put into the field once (`nonce` tells one wish from the next): where the cursor is, or at `at`.

    `at` counts the characters of the text that is given to `editor` in the same run. A citation's mark goes before the
    full stop of the sentence that it comes after.
    """

    nonce: str
    text: str
    at: int | None = None


def editor(
    text: str,
    checked: Sequence[CheckedSentence] = (),
    sources: Sequence[KeptSource] = (),
    *,
    limit: int | None,
    version: str,
    key: str,
    say: Texts,
    label: str,
    wording: FormWording,
    cited_as: FormCitations = "titles",
    limit_assumed: bool = False,
    language: str = "en",
    insert: Insertion | None = None,
    replace: str = "",
    checked_of: str | None = None,
    on_change: Callable[[EditorChange], str | None] | None = None,
) -> EditorChange | None:
    """Show the field; return what the writer did, in the run that this caused, None in all others.

    `text` is what is kept, and `version` names that state: any text that changes whenever what is kept does. The
    field takes over a kept text of another version, unless the writer has typed what is not kept yet: then both remain,
    and the writer chooses. A change whose version is not that of what is kept must therefore not be saved. `replace`
    forces the kept text upon the field each time that it becomes another (a version restored, say); undoing brings back
    what was there.

    `checked` are the sentences of `checked_of`, `text` where that is not given. `limit` is in characters as `wording`
    counts them, which says how sources are cited in the form (`cited_as`); `limit_assumed` says that nobody has seen it
    there. `label` names the field to a screen reader, `language` (ISO 639-1) is that of its text.

    `on_change` is called with every change, once, before the run that shows its result. It saves the text and returns
    the version that is kept then; None says that nothing could be saved.
    """
    state = st.session_state

    def hand_over() -> None:
        arrived = _arrived(state[key].draft)
        if arrived is None or arrived.nonce == state.get(f"{key}-seen"):
            return
        change = arrived.change
        before, version_then = state.get(f"{key}-led", ("", None))
        if version_then and arrived.after == before:
            # It was made while the page was busy with the one before: it is of the text that that one led to.
            change = change._replace(version=version_then)
        state[f"{key}-seen"] = arrived.nonce
        state[f"{key}-led"] = (arrived.nonce, on_change(change) if on_change else None)

    of = text if checked_of is None else checked_of
    told = {
        "key": key,
        "text": text,
        "version": version,
        "of": None if of == text else of,
        "checked": _spans(of, checked),
        "sources": {source.key: source.title for source in sources},
        "limit": limit,
        "about": limit_assumed,
        "labels": dict(wording.labels),
        "cited": say(f"editor_cited_{cited_as}"),
        "most": MOST_CHARACTERS,
        "label": label,
        "language": language,
        "page": say.language,
        "insert": insert and {**insert._asdict(), "at": None if insert.at is None else units(text, [insert.at])[0]},
        "replace": replace,
        "seen": state.get(f"{key}-seen", ""),
        "say": _words(say),
    }
    result = _component(data=told, key=key, on_draft_change=hand_over, height="content")
    arrived = _arrived(result.draft)
    if arrived is None or arrived.nonce == state.get(f"{key}-returned"):
        return None
    if arrived.nonce != state.get(f"{key}-seen"):
        # A server that was started anew does not know what the page was like before: it sees no change.
        hand_over()
        st.rerun()
    state[f"{key}-returned"] = arrived.nonce
    return arrived.change


def units(text: str, places: Sequence[int]) -> list[int]:
    """Return places in a text, given in characters, in the UTF-16 units of a browser."""
    # Only what lies beyond the first 65,536 characters of Unicode takes two of them.
    astral = [place for place, character in enumerate(text) if character > "\uffff"]
    return [place + bisect_left(astral, place) for place in places]


def characters(text: str, place: int) -> int:
    """Return a browser's place in a text in characters; one beyond its end is its end."""
    return len(text.encode("utf-16-le", "replace")[: 2 * place].decode("utf-16-le", "ignore"))


class _Arrived(NamedTuple):
    """A change as it came: its own mark, and that of the one that the page was busy with when it was made."""

    nonce: str
    after: str
    change: EditorChange


def _arrived(value: object) -> _Arrived | None:
    """Return the change that a browser says was made; None for anything that is none."""
    if not isinstance(value, dict):
        return None
    text, cursor, reason = value.get("text"), value.get("cursor"), value.get("reason")
    version, nonce, after = value.get("version"), value.get("nonce"), value.get("after")
    if not (isinstance(text, str) and isinstance(reason, str) and isinstance(version, str)):
        return None
    if not (isinstance(nonce, str) and isinstance(after, str)):
        return None
    if type(cursor) is not int or cursor < 0 or not _REASON.fullmatch(reason) or not nonce:
        return None
    if len(text) > MOST_CHARACTERS or len(version) > _LONGEST or len(nonce) > _LONGEST:
        return None
    # What is no text (half of a character, a zero byte) could not be kept.
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\0", "")
    return _Arrived(nonce, after, EditorChange(clean, characters(clean, cursor), reason, version))


def _spans(text: str, checked: Sequence[CheckedSentence]) -> list[tuple[int, int, str, bool]]:
    places = units(text, [place for sentence in checked for place in (sentence.start, sentence.end)])
    return [
        (start, end, sentence.standing, sentence.marked)
        for start, end, sentence in zip(places[::2], places[1::2], checked, strict=True)
    ]


def _words(say: Texts) -> dict[str, str]:
    """Return what the field says; the browser puts in the numbers and names, which it alone knows."""
    open_ended = {name: f"{{{name}}}" for name in ("count", "limit", "over", "title", "source")}
    standings = {standing: say(f"standing_{standing}") for standing in get_args(Standing)}
    return standings | {name: say(f"editor_{name}", **open_ended) for name in _TOLD}
