"""How readers name a file to people, and open it without ever waiting or being misled."""

import os
import stat
from pathlib import Path

from corpus.errors import ReadingError
from indexer.drafts import ReadingLimits

MEGABYTE = 1024 * 1024


def display_name(path: Path) -> str:
    """Return the file's name fit for a message: short, and with what cannot be printed escaped."""
    name = os.fsencode(path.name or str(path)).decode("utf-8", "backslashreplace")
    shown = "".join(character if character.isprintable() else ascii(character)[1:-1] for character in name)
    return shown if len(shown) <= 120 else f"{shown[:70]}…{shown[-40:]}"


def failure(path: Path, reason: str, explanation: str) -> ReadingError:
    """Return a `ReadingError` whose message names the file before the explanation."""
    return ReadingError(reason, f"{display_name(path)}: {explanation}")


def check_file(path: Path, limits: ReadingLimits) -> int:
    """Return the file's size in bytes, or raise `ReadingError` where it cannot or should not be opened.

    Never blocks: a pipe or a device is refused without being opened.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file (a pipe, socket or device)"
            raise failure(path, "not_readable", f"this is {kind}. Give a document, or a folder that holds documents.")
        with open(path, "rb"):
            pass
    except FileNotFoundError:
        gone = "this link points to nothing" if path.is_symlink() else "the file does not exist (any more)"
        raise failure(path, "not_readable", f"{gone}. Restore it, or remove it from the sources.") from None
    except PermissionError:
        raise failure(path, "not_readable", "you have no permission to read it. Change its permissions.") from None
    except (OSError, ValueError):
        raise failure(path, "not_readable", "it cannot be opened. Check the disk and the file's name.") from None
    if status.st_size == 0:
        raise failure(path, "empty", "the file holds nothing. Save the document again.")
    if status.st_size > limits.megabytes_file * MEGABYTE:
        raise failure(
            path,
            "too_large",
            f"the file has {status.st_size / MEGABYTE:.1f} MB, more than the limit of {limits.megabytes_file:g} MB."
            " Split it, or raise the limit.",
        )
    return status.st_size


def check_length(path: Path, characters: int, limits: ReadingLimits) -> None:
    """Raise `ReadingError` where a text is longer than the limit."""
    if characters > limits.characters:
        raise failure(
            path,
            "too_large",
            f"its text has more than {limits.characters:,} characters, the limit. Split the file, or raise the limit.",
        )
