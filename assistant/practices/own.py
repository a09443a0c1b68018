"""One's own practice: described in a few sentences or an uploaded file, compared in memory and kept nowhere."""

from typing import NamedTuple

from assistant.practices.cells import practice_of
from assistant.practices.shapes import Practice
from corpus.documents import Document, document_id
from corpus.errors import ReadingError, UsageError
from corpus.facets import Kind
from corpus.vocabulary import Vocabulary
from indexer.describing import describe
from indexer.drafts import Draft, ReadingLimits
from indexer.handed import Handed

LONGEST_TEXT = 200_000
"""How many characters of one's own practice are read."""

_FEWEST_WORDS = 5
_LONGEST_TITLE = 120


class OwnPractice(NamedTuple):
    """A practice that is in no library: what it says in each dimension, and the document that it was read from."""

    practice: Practice
    document: Document


def own_practice(text: str, vocabulary: Vocabulary, title: str = "") -> OwnPractice:
    """Return what a few sentences say of a practice. Without a title it is called by how it begins.

    Raises UsageError for a text that says too little, or too much.
    """
    text = _clean(text)
    if len(text.split()) < _FEWEST_WORDS:
        raise UsageError("Describe the practice in a sentence or two: what is done, with whom, and for whom.")
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"The description has {len(text):,} characters, more than the {LONGEST_TEXT:,} that are read. Shorten it."
        )
    return _own(Draft(title=_shown(_clean(title)) or _shown(text), text=text, kind=Kind.GOOD_PRACTICE), "", vocabulary)


def own_file(name: str, data: bytes, vocabulary: Vocabulary, limits: ReadingLimits | None = None) -> OwnPractice:
    """Return what an uploaded file says of a practice, its first document if it holds several.

    Raises ReadingError with what is wrong with the file.
    """
    file = Handed(name, data)
    drafts = file.read(limits)
    draft = next((each for each in drafts if each.text.strip()), None)
    if draft is None:
        raise ReadingError("no_text", f"{file.shown}: no text could be found in it.")
    return _own(draft.model_copy(update={"title": _shown(draft.title) or file.shown}), file.shown, vocabulary)


def _own(draft: Draft, source: str, vocabulary: Vocabulary) -> OwnPractice:
    document = Document(
        id=document_id(draft.title, draft.text),
        title=draft.title,
        text=draft.text,
        source=source,
        facets=describe(draft, None, vocabulary).facets,
        pages=draft.pages,
        sections=draft.sections,
        fields=draft.fields,
        notes=draft.notes,
    )
    return OwnPractice(practice_of(document, vocabulary), document)


def _clean(text: str) -> str:
    """Return a text as readers give it: lines that end in one character, nothing that cannot be written."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _shown(text: str) -> str:
    """Return how a text begins, on one line, cut between words."""
    line = " ".join(text[: 4 * _LONGEST_TITLE].split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
