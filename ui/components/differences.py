"""What a sentence says that its sources do not, side by side with what these have in its place."""

from collections.abc import Sequence
from html import escape

from assistant.checking.shapes import Difference
from ui.texts import Texts


def differences_html(differences: Sequence[Difference], said: str, say: Texts) -> str:
    """Return a table of differences, nothing if there are none; `said` heads what the sentence says."""
    if not differences:
        return ""
    rows = "".join(_row(each, say) for each in differences)
    return (
        f'<table class="vet-differences"><thead><tr><th scope="col">{escape(say("difference_what"))}</th>'
        f'<th scope="col">{escape(said)}</th>'
        f'<th scope="col">{escape(say("difference_found"))}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(difference: Difference, say: Texts) -> str:
    found = " / ".join(difference.found) or say("difference_nothing")
    return (
        f'<tr><th scope="row">{escape(say(f"difference_{difference.reason}"))}</th>'
        f"<td><del>{escape(difference.said)}</del></td><td><ins>{escape(found)}</ins></td></tr>"
    )
