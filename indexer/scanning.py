"""The files of the sources: what there is to read, what goes with it, and how to see that it changed."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SIDECAR_SUFFIX = ".meta.yaml"
# What programs leave beside documents, and nobody would cite.
_LEFTOVERS = ("~$", ".~lock.")
_LEFTOVER_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}
# Where browsers keep the scripts, styles and pictures of a page that was saved, beside it.
_PAGE_PARTS = re.compile(
    r"(.+)(?:[_-]files|[_-]bestanden|[_-]archivos|[_-]fitxategiak|-dateien|[_-]fichiers|[_-]ficheiros|[_-]tiedostot)",
    re.IGNORECASE,
)


class FoundFile(NamedTuple):
    """A file to index: `source` is its path as people see it; `stamp` changes whenever the file or its sidecar does."""

    path: Path
    source: str
    sidecar: Path | None
    stamp: str
    size: int

    def sha256(self) -> str:
        """Return the SHA-256 of the file's bytes and its sidecar's. Raises OSError."""
        digest = hashlib.sha256(_file_digest(self.path))
        if self.sidecar:
            digest.update(_file_digest(self.sidecar))
        return digest.hexdigest()


class Scan(NamedTuple):
    """What a look at the sources gave: files in a fixed order, sources that are not there, and what was passed over.

    `lonely` names sidecars that no file goes with.
    """

    files: list[FoundFile]
    missing: list[str]
    unusable: list[str]
    lonely: list[str]
    passed_over: int


def scan(sources: Sequence[str]) -> Scan:
    """Look through files and folders, nested ones too. Hidden files and what office programs leave are passed over.

    `missing` also names folders within a source that may not be opened, whose documents are not gone for that.
    `unusable` names files whose name is not valid text. Links to folders are not followed, and links to files only
    where they stay within the source.
    """
    files: dict[str, FoundFile] = {}
    missing: list[str] = []
    unusable: list[str] = []
    lonely: list[str] = []
    passed_over = 0
    for source in sorted(sources):
        root = Path(source)
        if not os.path.exists(root):  # noqa: PTH110 - false, where that of Path raises for some names
            missing.append(source)
            continue
        for path in [root] if not root.is_dir() else _walk(root, missing):
            if _is_leftover(path, root):
                passed_over += 1
            elif not _is_text(path):
                unusable.append(os.fsencode(path).decode("utf-8", "backslashreplace"))
            elif not path.name.endswith(SIDECAR_SUFFIX):
                shown = path.name if path == root else path.relative_to(root).as_posix()
                files.setdefault(str(path), found_file(path, shown))
            elif not os.path.lexists(str(path).removesuffix(SIDECAR_SUFFIX)):
                lonely.append(str(path))
    return Scan([files[path] for path in sorted(files)], missing, unusable, lonely, passed_over)


def _walk(root: Path, missing: list[str]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=lambda error: missing.append(str(error.filename))):
        pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(name for name in folders if not _is_passed_over(name, pages))
        for name in sorted(names):
            yield Path(folder, name)


def _is_passed_over(folder: str, pages: Collection[str]) -> bool:
    parts = _PAGE_PARTS.fullmatch(folder)
    return folder.startswith(".") or folder.lower() in _LEFTOVER_NAMES or bool(parts and parts[1] in pages)


def _is_leftover(path: Path, root: Path) -> bool:
    if path == root:
        return False
    name = path.name.lower()
    leaves = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    return leaves or name.startswith((".", *_LEFTOVERS)) or name in _LEFTOVER_NAMES


def _is_text(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def found_file(path: Path, shown: str) -> FoundFile:
    """Return a file as `scan` gives it, `shown` being its path as people see it."""
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    # Unlike the method of Path, this is false where the name would be too long, or may not be looked at.
    has_sidecar = os.path.isfile(sidecar)  # noqa: PTH113
    stamp = _stamp(path) + (_stamp(sidecar) if has_sidecar else "")
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return FoundFile(path, shown, sidecar if has_sidecar else None, stamp, size)


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "unreadable;"
    # The change time cannot be set back by a program that keeps the modification time.
    return f"{status.st_size},{status.st_mtime_ns},{status.st_ctime_ns};"


def _file_digest(path: Path) -> bytes:
    if not path.is_file():
        raise OSError("not a regular file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
