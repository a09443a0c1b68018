"""Claims: the sentences of a section's text, each with what its sources say of it."""

from collections.abc import Callable, Collection, Mapping, Sequence

from assistant.checking.checker import Checker
from assistant.checking.shapes import Source
from assistant.citations import Citation
from assistant.proposals.shapes import CheckedSentence


def check_text(
    text: str,
    sources: Mapping[str, Sequence[Source]],
    own: Collection[str],
    checker: Checker,
    candidates: Callable[[str], Sequence[Citation]],
    language: str,
) -> tuple[CheckedSentence, ...]:
    """Return the claims of a section's text, in its order; headings, labels, questions and fragments are no claims.

    `sources` are what each key of a `[@key]` mark cites, `own` the sentences that the writer says are theirs (marks
    left out, white space as single spaces), `candidates` what may serve a sentence without a source, best first.
    """
    return ()
