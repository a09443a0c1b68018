"""Every error of ours; catch `VetError` to catch them all.

VetError
├── SettingsError            a setting has a value that cannot be used; names its key
├── UsageError               what was asked for cannot be done as asked
│   ├── DocumentNotFound     no such document, or no longer
│   ├── FieldError           a file written by hand has a mistake; names the file, the line and the field
│   ├── ProposalNotFound     no proposal has that link
│   ├── ProposalChanged      somebody saved it meanwhile; carries what is kept now
│   ├── ProposalTooLarge     more than the library keeps of one
│   ├── ProposalsFull        the library keeps as many as it may
│   └── ProposalFileError    a file is no exported proposal; names the field
├── OriginalError            the file that a document was read from cannot be shown; says whether it is gone or changed
├── ReadingError             one file cannot be read; carries a stable reason code
├── LibraryError             the library's database
│   ├── LibraryBusy          another process is writing to it
│   ├── LibraryEmpty         nothing was indexed yet
│   └── LibraryDamaged       it cannot be opened, or is of a newer version
├── EmbeddingError           the embedding model
│   ├── ModelNotFound        cannot be loaded
│   └── ModelMismatch        is not the one that the index was made with
├── ChatError                the chat model cannot answer; says why in one line
└── GenerationError          the Chroma index cannot be built, opened or verified

Every message says what happened, to what, and what to do next.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.proposals import SavedProposal


class VetError(Exception):
    """The base of every error that VET Assistant raises on purpose."""


class SettingsError(VetError):
    """A setting has a value that cannot be used.

    `key` is the name that a person can look for, such as `VET_CHROMA_URL`.
    """

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key


class UsageError(VetError):
    """What was asked for cannot be done as asked."""


class DocumentNotFound(UsageError):
    """The library holds no document of that id at this generation."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"The library holds no document {document_id!r}. It may have been changed or removed"
            " since; `vet-assistant documents` lists what there is."
        )
        self.document_id = document_id


class FieldError(UsageError):
    """A file that a person wrote by hand, such as a brief or a template, has a mistake.

    `file` is its name, `line` counts from 1 (None when the mistake is in no one line), `field` is the path of what is
    wrong (`sections[2].limit`), empty for the file as a whole; `problem` says what is wrong and what to do.
    """

    def __init__(self, file: str, line: int | None, field: str, problem: str) -> None:
        place = ", ".join(filter(None, [file, f"line {line}" if line else "", field]))
        super().__init__(f"{place}: {problem}")
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem


class ProposalNotFound(UsageError):
    """No proposal, or no such version of it, is kept under that link; whether there ever was one is not said."""

    def __init__(self) -> None:
        super().__init__("No proposal is kept under this link. Check that the whole link was copied.")


class ProposalChanged(UsageError):
    """Somebody else, or another tab, saved the proposal since it was read. `kept` is what is kept now."""

    def __init__(self, kept: "SavedProposal") -> None:
        super().__init__(
            "The proposal was saved elsewhere since you opened it. Look at what is kept now, then save yours again."
        )
        self.kept = kept


class ProposalTooLarge(UsageError):
    """A proposal, or a part of it, is larger than what the library keeps."""


class ProposalsFull(UsageError):
    """The library keeps as many proposals as it may; those that there are can be worked on."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"This library keeps {most:,} proposals at most, and has them. Go on with one of yours, delete one that"
            " is no longer needed, or ask whoever runs the library to allow more (proposals.most)."
        )


class ProposalFileError(UsageError):
    """A file that should hold a proposal does not.

    `field` says where, such as `proposal.sources.3.quote`, or `file`; `problem` what is wrong there.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(
            f"This file cannot be imported. {field}: {problem}. Export the proposal again, or mend the file."
        )
        self.field, self.problem = field, problem


class OriginalError(VetError):
    """The file that a document was read from cannot be shown.

    `reason` is `gone` (it is not there, or may not be opened), `changed` (it is not as it was when it was indexed) or
    `too_large`.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ReadingError(VetError):
    """One file cannot be read.

    `reason` is one of the codes in `indexer.drafts.REASONS`, stable for programs; the message is for people and
    says what to do. It never holds more than a file name of what an untrusted file said.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class LibraryError(VetError):
    """The library's database cannot do what was asked."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryEmpty(LibraryError):
    """Nothing was indexed yet, so there is nothing to ask."""


class LibraryDamaged(LibraryError):
    """The database cannot be opened, or a newer version of VET Assistant wrote it."""


class EmbeddingError(VetError):
    """The embedding model cannot do what was asked."""


class ModelNotFound(EmbeddingError):
    """The embedding model, or the one that judges entailment, cannot be loaded."""


class ModelMismatch(EmbeddingError):
    """The index was made with another embedding model than the one that is set."""


class ChatError(VetError):
    """The chat model cannot answer."""


class GenerationError(VetError):
    """A generation of the Chroma index cannot be built, opened or verified."""
