"""A draft that is handed over: its sentences checked against the library, and nothing of it kept."""

from collections.abc import Callable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.checking.checker import Checker
from assistant.citations import Citation
from assistant.proposals.shapes import CheckedSentence, Standing
from corpus.documents import Document
from corpus.library import DocumentCard
from indexer.drafts import ReadingLimits

LARGEST_FILE = 20_000_000
"""How many bytes of a draft are read."""


class DraftSection(BaseModel):
    """What stands under one heading of a draft; `sentences` are places in `text`, footnotes included as written."""

    model_config = ConfigDict(frozen=True)

    heading: str | None = None
    text: str
    sentences: tuple[CheckedSentence, ...] = ()


class DraftSource(BaseModel):
    """A source that a draft names: as it names it, and the document of the library that it means, if there is one."""

    model_config = ConfigDict(frozen=True)

    key: str
    named: str
    document_id: str | None = None
    title: str | None = None


class DraftReport(BaseModel):
    """A draft with what was found of every claim. `keys` of its sentences are those of `sources`."""

    model_config = ConfigDict(frozen=True)

    name: str
    language: str
    sections: tuple[DraftSection, ...] = ()
    sources: tuple[DraftSource, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many sentences there are of each standing; all four are there."""
        counts: dict[Standing, int] = {"supported": 0, "differs": 0, "needs_evidence": 0, "own": 0}
        for section in self.sections:
            for sentence in section.sentences:
                counts[sentence.standing] += 1
        return counts


def check_draft(
    name: str,
    data: bytes,
    checker: Checker,
    cards: Sequence[DocumentCard],
    document: Callable[[str], Document],
    candidates: Callable[[str], Sequence[Citation]],
    language: str | None = None,
    limits: ReadingLimits | None = None,
) -> DraftReport:
    """Return the report on a draft in DOCX, Markdown or plain text.

    `cards` are the documents of the library, `document` returns one of them whole. `language` is the draft's, told
    from its words if None. Raises ReadingError with what is wrong with the file.
    """
    raise NotImplementedError


def report_markdown(report: DraftReport, language: str) -> str:
    """Return a report as Markdown, in a reader's language."""
    raise NotImplementedError
