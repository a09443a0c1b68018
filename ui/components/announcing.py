"""What a screen reader is told of by itself: that an answer is there, once, when it is complete."""

import json

from corpus.documents import content_hash
from ui.components.everyone import run_script


def announce(text: str, of: str | None = None, language: str = "") -> None:
    """Have a screen reader say a text when it next pauses: one line, whole, in the region that is there for it.

    `of` says what the text is about: a run of the page that announces the same thing again is silent, and the same
    words about something else are said again. `language` (ISO 639-1) is that of the text, where it is not the page's.
    An empty text takes the last one back.
    """
    arguments = json.dumps([" ".join(text.split()), content_hash(of if of is not None else text), language])
    # Within a script nothing can end it but what begins with this sign.
    safe = arguments.replace("<", "\\u003c")
    run_script(f"window.vet?.announce(...{safe});")
