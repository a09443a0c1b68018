"""The files that documents were read from: given only while they are what they were when they were indexed."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import OriginalError
from corpus.library import Library
from indexer.readers.failures import MEGABYTE
from indexer.scanning import FoundFile, found_file


class Original(NamedTuple):
    """A file that a document was read from, and that has not changed since; `stamp` changes whenever it does."""

    path: Path
    source: str
    stamp: str
    size: int

    @property
    def is_pdf(self) -> bool:
        """Whether the file is a PDF, by its content."""
        try:
            with self.path.open("rb") as file:
                return b"%PDF-" in file.read(1024)
        except OSError:
            return False

    def check(self) -> None:
        """Raise OriginalError where the file is no longer what it was."""
        if _own_stamp(found_file(self.path, self.source)) != self.stamp:
            raise _changed(self.source)

    def read(self, most_megabytes: float) -> bytes:
        """Return what the file holds. Raises OriginalError."""
        if self.size > most_megabytes * MEGABYTE:
            size = self.size / MEGABYTE
            raise OriginalError(
                "too_large", f"{self.source} has {size:.0f} MB; at most {most_megabytes:g} MB can be fetched here."
            )
        self.check()  # A pipe in the place of the file would never end.
        try:
            content = self.path.read_bytes()
        except OSError:
            raise _gone(self.source) from None
        self.check()
        return content


def find_original(library: Library, generation: int, document_id: str) -> Original:
    """Return the file that a document was read from.

    Raises OriginalError where it is gone or has changed since, DocumentNotFound.
    """
    record = library.file_of(generation, document_id)
    path = Path(library.path_of(generation, document_id))
    source = record.source if record else path.name
    found = found_file(path, source)
    # A device or a pipe in the place of the file must not even be opened.
    if not path.is_file():
        raise _gone(source)
    if record is None or not record.stamp or not record.sha256:
        raise _changed(source)
    stamp = _own_stamp(found)
    if stamp != record.stamp.partition(";")[0] and _sha256(found) != record.sha256:
        raise _changed(source)
    return Original(path, source, stamp, found.size)


def _own_stamp(found: FoundFile) -> str:
    """Return the part of a stamp that is not about the sidecar."""
    return found.stamp.partition(";")[0]


@lru_cache(maxsize=64)
def _sha256(found: FoundFile) -> str | None:
    try:
        return found.sha256()
    except OSError:
        return None


def _gone(source: str) -> OriginalError:
    return OriginalError("gone", f"{source} is no longer where it was when it was indexed, or cannot be opened.")


def _changed(source: str) -> OriginalError:
    return OriginalError("changed", f"{source} has changed since it was indexed. Index it again: vet-assistant index")
