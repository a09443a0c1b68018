"""Short transactions: what visitors write to the library while a run may be indexing into it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from corpus.errors import LibraryBusy, LibraryError
from corpus.library import Library

_WAIT_MILLISECONDS, _USUAL_WAIT_MILLISECONDS = 3_000, 30_000


@contextmanager
def short_transaction(library: Library, *, erasing: bool = False) -> Iterator[Connection]:
    """Write in one transaction that does not wait for an indexing run, only a few seconds for the database.

    With `erasing`, SQLite writes zeros over what is deleted or replaced; see `empty_log` too. Raises LibraryBusy when
    the database stays locked, LibraryError when it cannot be written to.
    """
    sqlite = library.engine.dialect.name == "sqlite"
    try:
        with library.engine.connect() as connection:
            before = _pragma(connection, "secure_delete") if sqlite and erasing else None
            if sqlite:
                _pragma(connection, f"busy_timeout={_WAIT_MILLISECONDS}")
            try:
                if before is not None:
                    _pragma(connection, "secure_delete=ON")
                with connection.begin():
                    yield connection
            finally:
                if before is not None:
                    _pragma(connection, f"secure_delete={before}")
                if sqlite:
                    _pragma(connection, f"busy_timeout={_USUAL_WAIT_MILLISECONDS}")
    except OperationalError as error:
        said = " ".join(str(error.orig).split())
        if "locked" in said or "busy" in said:
            raise LibraryBusy("The library is being written to just now. Try again in a moment.") from None
        raise LibraryError(f"The library cannot be written to: {said}. Ask whoever runs it to look.") from None


def empty_log(library: Library) -> bool:
    """Empty SQLite's log, in which what was deleted may still stand; says whether that could be done now.

    Where somebody reads or writes for more than a few seconds it could not: whoever closes the library last does it.
    """
    if library.engine.dialect.name != "sqlite":
        return True
    try:
        with library.engine.connect() as connection:
            _pragma(connection, f"busy_timeout={_WAIT_MILLISECONDS}")
            try:
                return _pragma(connection, "wal_checkpoint(TRUNCATE)") == 0
            finally:
                _pragma(connection, f"busy_timeout={_USUAL_WAIT_MILLISECONDS}")
    except OperationalError:
        return False


def _pragma(connection: Connection, pragma: str) -> int:
    row = connection.exec_driver_sql(f"PRAGMA {pragma}").first()
    connection.commit()
    return int(row[0]) if row else 0
