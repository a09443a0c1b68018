"""Every error of ours; catch `VetError` to catch them all.

VetError
├── SettingsError            a setting has a value that cannot be used; names its key
├── UsageError               what was asked for cannot be done as asked
│   └── DocumentNotFound     no such document, or no longer
├── OriginalError            the file that a document was read from cannot be shown; says whether it is gone or changed
├── ReadingError             one file cannot be read; carries a stable reason code
├── LibraryError             the library's database
│   ├── LibraryBusy          another process is writing to it
│   ├── LibraryEmpty         nothing was indexed yet
│   └── LibraryDamaged       it cannot be opened, or is of a newer version
├── EmbeddingError           the embedding model
│   ├── ModelNotFound        cannot be loaded
│   └── ModelMismatch        is not the one that the index was made with
└── GenerationError          the Chroma index cannot be built, opened or verified

Every message says what happened, to what, and what to do next.
"""


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
    """The embedding model cannot be loaded."""


class ModelMismatch(EmbeddingError):
    """The index was made with another embedding model than the one that is set."""


class GenerationError(VetError):
    """A generation of the Chroma index cannot be built, opened or verified."""
