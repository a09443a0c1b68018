"""What was worked out of practices, kept in a file beside the index, so that it is worked out once for each document.

The file is a cache: whatever is wrong with it, it is made anew. What is kept of a document is known by a hash of the
document, of the model and of the code that worked it out; nothing in it is ever stale.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.practices.shapes import Practice
from assistant.practices.traits import Described, Traits

FILE_NAME = "practices.sqlite"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS practices (key TEXT PRIMARY KEY, practice BLOB, traits BLOB, vectors BLOB);
CREATE TABLE IF NOT EXISTS generations (name TEXT PRIMARY KEY, keys TEXT);
"""
_SECONDS = 10
_GENERATIONS_KEPT = 4
_CODE = (
    "assistant/practices",
    "assistant/words.py",
    "corpus/vocabularies",
    "corpus/glossary.py",
    "corpus/termwords.py",
    "corpus/fulltext.py",
    "corpus/mentions.py",
)


class Kept(BaseModel):
    """A practice with all its cells, and the concepts that each sentence of its document names."""

    model_config = ConfigDict(frozen=True)

    practice: Practice
    named: tuple[Mapping[str, int], ...]


class PracticeFile:
    """The file, or memory alone where none can be written; threads may share it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory: dict[str, bytes] = {}

    def keys(self, generation: str) -> dict[str, str] | None:
        """Return the keys of the practices of a generation by document id, None where it was not finished."""
        rows = self._read("SELECT keys FROM generations WHERE name = ?", (generation,))
        with suppress(ValueError, AttributeError):
            return {str(each): str(key) for each, key in json.loads(rows[0][0]).items()} if rows else None
        return None

    def load(self, keys: Iterable[str]) -> dict[str, tuple[Traits, NDArray[np.float32]]]:
        """Return the traits and vectors of those of the keys that are kept, and sound."""
        found: dict[str, tuple[Traits, NDArray[np.float32]]] = {}
        wanted = set(keys)
        for key, text, data in self._read("SELECT key, traits, vectors FROM practices") if wanted else ():
            if key in wanted:
                with suppress(ValueError):
                    traits = Traits.model_validate_json(text)
                    vectors = np.frombuffer(data, dtype=np.float16).astype(np.float32)
                    found[key] = traits, vectors.reshape(len(traits.told), -1 if traits.told else 0)
        return found

    def practice(self, key: str) -> Kept | None:
        """Return a practice; None where it is not kept."""
        data = self._memory.get(key)
        if data is None:
            rows = self._read("SELECT practice FROM practices WHERE key = ?", (key,))
            data = rows[0][0] if rows else None
        with suppress(zlib.error, ValueError):
            return Kept.model_validate_json(zlib.decompress(data)) if data else None
        return None

    def add(self, described: Mapping[str, Described]) -> None:
        """Keep practices by key."""
        rows = [
            (
                key,
                zlib.compress(_json(Kept(practice=each.practice, named=tuple(each.named)))),
                _json(each.traits),
                each.vectors.astype(np.float16).tobytes(),
            )
            for key, each in described.items()
        ]
        if not self._write("INSERT OR REPLACE INTO practices VALUES (?, ?, ?, ?)", rows):
            self._memory.update({row[0]: row[1] for row in rows})

    def finish(self, generation: str, keys: Mapping[str, str]) -> None:
        """Note which practices a generation has, and let go of those that none of the newest generations has."""
        self._write("INSERT OR REPLACE INTO generations VALUES (?, ?)", [(generation, json.dumps(dict(keys)))])
        with suppress(sqlite3.Error, OSError, ValueError), self._open() as connection:
            listed = connection.execute("SELECT name, keys FROM generations ORDER BY rowid DESC").fetchall()
            kept = {key for _, of_one in listed[:_GENERATIONS_KEPT] for key in json.loads(of_one).values()}
            gone = [(key,) for (key,) in connection.execute("SELECT key FROM practices") if key not in kept]
            connection.executemany("DELETE FROM practices WHERE key = ?", gone)
            connection.executemany(
                "DELETE FROM generations WHERE name = ?", [(name,) for name, _ in listed[_GENERATIONS_KEPT:]]
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            raise OSError("there is no file")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_SECONDS)) as connection, connection:
            connection.executescript(_SCHEMA)
            yield connection

    def _read(self, statement: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question; none where the file is not there, busy or damaged."""
        try:
            with self._open() as connection:
                return connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            return []
        except sqlite3.DatabaseError:
            with suppress(OSError):
                if self._path is not None:
                    self._path.unlink(missing_ok=True)
            return []
        except OSError:
            return []

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> bool:
        try:
            with self._open() as connection:
                connection.executemany(statement, rows)
        except (sqlite3.Error, OSError):
            return False
        return True


def _json(model: BaseModel) -> bytes:
    return model.model_dump_json().encode("utf-8", "replace")


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """Return a hash of the code and the vocabularies that turn a document into what is kept of it."""
    root = Path(__file__).parent.parent.parent
    digest = hashlib.sha256()
    for name in _CODE:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".yaml", ".tsv"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
