"""Generations: build a Chroma index aside, verify it, make it current, heal it; a live one is never written to."""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from corpus.errors import GenerationError
from corpus.library import GenerationRecord, Library, visible
from corpus.schema import documents_table, passages_table
from corpus.writing import LibraryWriter
from indexer import exact
from indexer.building import Task
from indexer.vectors import MANIFEST, check_manifest, file_hashes, open_collection, server_client

KEPT = 2
_ASIDE = ".building"
_PREFIX = "generation-"

Progress = Callable[[int, int], None]
"""Called with how many passages are in the index, and how many there will be."""


class Generations:
    """The generations of one library: in `folder`, or as collections of the Chroma server at `chroma_url`."""

    def __init__(self, library: Library, folder: Path, chroma_url: str | None = None) -> None:
        self.library = library
        self.folder = folder
        self.chroma_url = chroma_url

    def advance(
        self, writer: LibraryWriter, model: str, dimension: int, progress: Progress | None = None
    ) -> GenerationRecord:
        """Build the writer's target generation, verify it and make it current. Raises GenerationError."""
        current = self.library.current()
        base = current if current and current.model == model else None
        return self._publish(writer, self._build(writer.target, model, dimension, base, progress))

    def heal(self, writer: LibraryWriter, progress: Progress | None = None) -> GenerationRecord | None:
        """Build the current generation again from the Library when its Chroma index is missing or damaged.

        Returns the healed generation, or None when nothing was amiss. Nothing is embedded again.
        """
        current = self.library.current()
        if current is None or self.problem(current) is None:
            return None
        return self._publish(writer, self._build(current.number, current.model, current.dimension, None, progress))

    def roll_back(self, writer: LibraryWriter) -> GenerationRecord | None:
        """Make the generation before the current one current again; None when none is kept."""
        earlier = [record for record in self.library.generations() if record.number < writer.target - 1]
        if not earlier or self.problem(earlier[-1]) is not None:
            return None
        writer.put_setting("current_generation", str(earlier[-1].number))
        return earlier[-1]

    def problem(self, record: GenerationRecord) -> str | None:
        """Return what is wrong with a generation's Chroma index, or None."""
        try:
            open_collection(record, self.folder, self.chroma_url)
        except GenerationError as error:
            return str(error)
        return None

    def tidy(self) -> None:
        """Remove what no generation points to: what killed builders left, and what was let go.

        Only a writer may call this, since another one's half-built index would be taken for such.
        """
        kept = {record.location for record in self.library.generations()}
        for path in self.folder.glob(f"{_PREFIX}*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        if self.chroma_url:
            client = server_client(self.chroma_url)
            for collection in client.list_collections():
                if collection.name.startswith(self._collection_prefix()) and collection.name not in kept:
                    client.delete_collection(collection.name)

    def _build(
        self, number: int, model: str, dimension: int, base: GenerationRecord | None, progress: Progress | None
    ) -> GenerationRecord:
        self.tidy()
        total = self._passages(number)
        # A fresh name each time: Chroma's clients remember folders, and a reader may still have this one open.
        name = f"{_PREFIX}{number}-{secrets.token_hex(4)}"
        if self.chroma_url:
            name = self._collection_prefix() + name
        record = GenerationRecord(
            number=number,
            model=model,
            dimension=dimension,
            passages=total,
            location=name,
            finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        if total == 0:
            return record
        if self.chroma_url:
            self._fill(record, name, progress)
            return record
        aside = self.folder / (name + _ASIDE)
        if base is not None and self._copy(base, aside):
            try:
                self._fill(record, str(aside), progress)
            except GenerationError:
                # Whatever the copy brought along, a fresh index does not have.
                shutil.rmtree(aside, ignore_errors=True)
        if not aside.exists():
            self._fill(record, str(aside), progress)
        (aside / MANIFEST).write_text(json.dumps(file_hashes(aside)), "utf-8")
        _to_disk(aside)
        aside.rename(self.folder / name)
        _sync(self.folder)
        return record

    def _publish(self, writer: LibraryWriter, record: GenerationRecord) -> GenerationRecord:
        writer.publish(record, keep=KEPT)
        self.tidy()
        return record

    def _copy(self, base: GenerationRecord, aside: Path) -> bool:
        """Copy a sound generation; not where less than half of it would be of use, or it is damaged."""
        source = self.folder / base.location
        try:
            check_manifest(source)
        except GenerationError:
            return False
        shutil.copytree(source, aside, ignore=shutil.ignore_patterns(MANIFEST, *exact.FILES))
        return True

    def _fill(self, record: GenerationRecord, store: str, progress: Progress | None) -> None:
        """Build a store in one child process, and verify in another, which did not write it, what is on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        task = Task(
            action="build",
            database_url=self.library.engine.url.render_as_string(hide_password=False),
            generation=record.number,
            model=record.model,
            store=store,
            chroma_url=self.chroma_url,
        )
        # Both start now, so that the second has Chroma loaded when it is its turn.
        with _Child() as builder, _Child() as verifier:
            builder.do(task, lambda done: progress(done, record.passages) if progress else None)
            verifier.do(task.model_copy(update={"action": "verify"}), lambda _: None)

    def _passages(self, number: int) -> int:
        statement = (
            select(func.count(passages_table.c.id.distinct()))
            .join(documents_table, documents_table.c.row == passages_table.c.document_row)
            .where(*visible(number))
        )
        with self.library.engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def _collection_prefix(self) -> str:
        return f"vet-{self.library.setting('library_id')}-"


class _Child:
    """One process of `indexer.building`; it stops when we do, since its standard input ends then."""

    def __enter__(self) -> Self:
        self._said = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "indexer.building"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def do(self, task: Task, progress: Callable[[int], object]) -> None:
        """Have one task done; `progress` is called with how many passages are in. Raises GenerationError."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):  # why it ended early is told below
            self._process.stdin.write(task.model_dump_json() + "\n")
            self._process.stdin.flush()
        for line in self._process.stdout:
            if line.strip().isdecimal():
                progress(int(line))
        if (status := self._process.wait()) != 0:
            self._said.seek(0)
            lines = self._said.read().strip().splitlines()
            reason = lines[-1] if lines else f"it ended with {status}"
            past = "built" if task.action == "build" else "verified"
            raise GenerationError(f"The Chroma index could not be {past}: {reason}")


def _to_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open folders, and needs no telling
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
