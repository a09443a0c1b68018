"""Files that a visitor hands over: read like any other, under a name of ours, and left nowhere."""

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus.errors import ReadingError
from indexer.drafts import Draft, ReadingLimits
from indexer.reading import read_file

_LONGEST_NAME, _LONGEST_SUFFIX = 80, 12
# A folder that lies in memory, where the system has one: what is handed over never gets to a disk.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108


class Handed(NamedTuple):
    """A file as a visitor handed it over: neither its name nor what is in it is to be trusted."""

    name: str
    data: bytes

    @property
    def shown(self) -> str:
        """The name without folders, not too long to show."""
        return PurePath(self.name.replace("\\", "/")).name[:_LONGEST_NAME] or "file"

    @property
    def suffix(self) -> str:
        """What the name ends in, such as `.docx`; letters and figures alone."""
        suffix = PurePath(self.name.replace("\\", "/")).suffix[:_LONGEST_SUFFIX].lower()
        return "".join(each for each in suffix if each.isalnum() or each == ".")

    def read(self, limits: ReadingLimits | None = None) -> tuple[Draft, ...]:
        """Return the drafts of the file, read in a child process with limits; it is gone when this returns.

        Raises ReadingError with what is wrong with it, under the visitor's name.
        """
        # Whatever the visitor's name says, it leads nowhere.
        name = f"handed-over{self.suffix}"
        try:
            with TemporaryDirectory(prefix="vet-", dir=_folder(), ignore_cleanup_errors=True) as folder:
                path = Path(folder) / name
                path.write_bytes(self.data)
                return read_file(path, limits)
        except ReadingError as error:
            raise ReadingError(error.reason, str(error).replace(name, self.shown)) from None
        except OSError as error:
            raise ReadingError("not_readable", f"{self.shown}: it cannot be read now. Try again.") from error


def _folder() -> Path | None:
    """Return the folder in memory if there is one with room, None for the usual one."""
    return _IN_MEMORY if _IN_MEMORY.is_dir() else None
