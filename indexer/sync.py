"""Makes the library and its index agree with the source folders, and reports on every file."""

import hashlib
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from corpus.documents import Document, document_id
from corpus.errors import ReadingError, UsageError
from corpus.library import FileRecord, Library
from corpus.vocabulary import Vocabulary
from corpus.writing import LibraryWriter, writing
from indexer.describing import describe
from indexer.drafts import Draft
from indexer.embedding import Embedder
from indexer.generations import Generations
from indexer.keeping import Keeper
from indexer.readers.frontmatter import FrontMatter, interpret, load_yaml
from indexer.scanning import SIDECAR_SUFFIX, FoundFile, Scan, scan

Outcome = Literal["added", "changed", "unchanged", "moved", "removed", "failed"]
Read = Callable[[Sequence[Path]], Iterator[tuple[Path, Iterable[Draft] | ReadingError]]]
"""Reads files, in the order given."""

# What may be otherwise the next time, without the file having changed.
_PASSING = {"not_readable", "too_slow", "too_much_memory", "crashed"}
_CODE = (
    "indexer",
    "corpus/fulltext.py",
    "corpus/sentences.py",
    "corpus/vocabulary.py",
    "corpus/vocabularies",
    "corpus/documents.py",
)
_LONGEST_TITLE = 300


class FileOutcome(BaseModel):
    """What became of one file: how many documents it gave, or the reason for which it could not be read."""

    model_config = ConfigDict(frozen=True)

    source: str
    outcome: Outcome
    documents: int = 0
    reason: str | None = None
    message: str | None = None
    notes: tuple[str, ...] = ()


class Report(BaseModel):
    """What a synchronisation did. `warnings` are about sources as a whole; `passed_over` counts hidden files.

    `documents` and `passages` are what the library holds now, `embedded` is how many passages were embedded for it.
    """

    model_config = ConfigDict(frozen=True)

    files: tuple[FileOutcome, ...]
    warnings: tuple[str, ...] = ()
    passed_over: int = 0
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    generation: int | None = None
    seconds: float = 0.0

    def count(self, outcome: Outcome) -> int:
        """Return how many files had an outcome."""
        return sum(1 for file in self.files if file.outcome == outcome)

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """The files that could not be read."""
        return tuple(file for file in self.files if file.outcome == "failed")


class Progress(NamedTuple):
    """How far a synchronisation is: `done` of `total` bytes of the files to read, or passages of the index to build.

    At the stage `comparing`, which whoever runs it may add, these are practices that are made ready to be compared.
    """

    stage: Literal["reading", "building", "comparing"]
    files: int
    all_files: int
    passages: int
    done: int
    total: int


class Synchroniser:
    """Brings one library up to date; see `run`."""

    def __init__(
        self,
        library: Library,
        generations: Generations,
        embedder: Embedder,
        vocabulary: Vocabulary,
        read: Read,
        lock: Path,
    ) -> None:
        self.library = library
        self.generations = generations
        self.embedder = embedder
        self.vocabulary = vocabulary
        self.read = read
        self.lock = lock
        self.fingerprint = f"{embedder.name} {_code_fingerprint()}"

    def run(
        self,
        paths: Sequence[Path] = (),
        forget: Sequence[Path] = (),
        progress: Callable[[Progress], None] | None = None,
    ) -> Report:
        """Remember and forget sources, then bring the index up to date with all of them.

        A run that is killed leaves the index as it was; the next run goes on with the work. Raises UsageError for a
        path that is not there, LibraryBusy when another run is at work, EmbeddingError and GenerationError.
        """
        started = monotonic()
        for path in paths:
            if not path.exists():
                raise UsageError(f"{path}: there is no such file or folder.")
        with writing(self.library, self.lock) as writer:
            if self.library.setting("library_id") is None:
                writer.put_setting("library_id", uuid.uuid4().hex[:8])
            for path in forget:
                if not writer.forget(str(path.absolute())):
                    raise UsageError(f"{path} is not among the indexed folders: {self.library.sources()}")
            for path in paths:
                writer.remember(str(path.absolute()))
            run = _Run(self, writer, progress or (lambda _: None))
            with run.keeper:
                run.synchronise()
            current = self.library.current()
            newest = current is not None and current.number == writer.target - 1
            if current is None or not newest or writer.pending() or current.model != self.embedder.name:
                current = self.generations.advance(writer, self.embedder.name, self.embedder.dimension, run.building)
            else:
                current = self.generations.heal(writer, run.building) or current
            return Report(
                files=tuple(sorted(run.outcomes.values(), key=lambda file: file.source)),
                warnings=tuple(run.warnings),
                passed_over=run.passed_over,
                documents=self.library.count(current.number),
                passages=current.passages,
                embedded=run.keeper.embedded,
                generation=current.number,
                seconds=round(monotonic() - started, 3),
            )


class _Run:
    """One synchronisation under way."""

    def __init__(self, parts: Synchroniser, writer: LibraryWriter, progress: Callable[[Progress], None]) -> None:
        self.writer = writer
        self.keeper = Keeper(writer, parts.embedder, self._report)
        self.outcomes: dict[str, FileOutcome] = {}
        self.warnings: list[str] = []
        self.passed_over = 0
        self._parts = parts
        self._progress = progress
        self._known: dict[str, FileRecord] = {}
        self._files = self._all_files = self._bytes = self._all_bytes = 0

    def synchronise(self) -> None:
        """Bring the documents up to date with the sources; the index comes after."""
        found = scan(self._parts.library.sources())
        self.passed_over = found.passed_over
        self._warn(found)
        self._known = {record.path: record for record in self._parts.library.files()}
        present = {str(file.path): file for file in found.files}
        gone = {
            path: record
            for path, record in self._known.items()
            if path not in present and not any(Path(path).is_relative_to(missing) for missing in found.missing)
        }
        changed = [file for file in found.files if not self._is_unchanged(file)]
        changed = [file for file in changed if not self._was_moved(file, gone)]
        for path, record in gone.items():
            documents = self.writer.remove_file(path)
            self.outcomes[path] = FileOutcome(source=record.source, outcome="removed", documents=documents)
        self._read_all(changed)
        # A document that several files hold is kept once. When the file it was kept of lost it, it is another's turn.
        while orphaned := [present[path] for path in self.writer.orphaned() if path in present]:
            self._read_all(orphaned)

    def building(self, done: int, total: int) -> None:
        """Report how far the index is."""
        self._progress(Progress("building", self._files, self._all_files, self.keeper.passages, done, total))

    def _warn(self, found: Scan) -> None:
        sources = set(self._parts.library.sources())
        for path in found.missing:
            advice = f"; to let go of them: vet-assistant index --forget {path}" if path in sources else ""
            self.warnings.append(f"{path} is not there now, or may not be opened. Its documents are kept{advice}.")
        for path in found.lonely:
            name = Path(path).name.removesuffix(SIDECAR_SUFFIX)
            self.warnings.append(f"{path} stands beside no file named {name}, so it was not used.")
        for path in found.unusable:
            message = f"{path}: the file's name is not valid text. Rename it."
            self.outcomes[path] = FileOutcome(source=path, outcome="failed", reason="not_readable", message=message)

    def _is_unchanged(self, file: FoundFile) -> bool:
        known = self._known.get(str(file.path))
        if known is None or known.fingerprint != self._parts.fingerprint or known.reason in _PASSING:
            return False
        if known.stamp != file.stamp or known.source != file.source:
            if known.sha256 != _sha256(file) or known.source != file.source:
                return False
            self.writer.note_file(known.model_copy(update={"stamp": file.stamp}))
        self.outcomes[known.path] = FileOutcome(
            source=known.source,
            outcome="failed" if known.reason else "unchanged",
            documents=known.documents,
            reason=known.reason,
            message=known.message,
            notes=known.notes,
        )
        return True

    def _was_moved(self, file: FoundFile, gone: dict[str, FileRecord]) -> bool:
        if str(file.path) in self._known or not gone:
            return False
        sha256 = _sha256(file)
        for path, record in gone.items():
            same = record.sha256 == sha256 and record.fingerprint == self._parts.fingerprint
            if same and sha256 and not record.reason and not record.shadowed:
                moved = record.model_copy(update={"path": str(file.path), "source": file.source, "stamp": file.stamp})
                self.writer.move_file(path, moved)
                del gone[path]
                self.outcomes[moved.path] = FileOutcome(
                    source=file.source, outcome="moved", documents=record.documents, notes=record.notes
                )
                return True
        return False

    def _read_all(self, files: Sequence[FoundFile]) -> None:
        self._all_files += len(files)
        self._all_bytes += sum(file.size for file in files)
        by_path = {file.path: file for file in files}
        for path, drafts in self._parts.read([file.path for file in files]):
            file = by_path[path]
            try:
                if isinstance(drafts, ReadingError):
                    raise drafts
                self._take(file, drafts)
            except ReadingError as error:
                self._fail(file, error)
            self._files += 1
            self._bytes += file.size
            self._report()
        self.keeper.flush()

    def _take(self, file: FoundFile, drafts: Iterable[Draft]) -> None:
        sidecar = _sidecar(file)
        notes: dict[str, None] = {}
        count = 0
        for ordinal, (draft, alone) in enumerate(_with_alone(drafts)):
            document, unknown = self._document(file, draft, ordinal, sidecar, alone)
            notes.update(dict.fromkeys((*draft.notes, *unknown)))
            if document.text.strip():
                self.keeper.add(str(file.path), document)
                count += 1
        if count == 0:
            raise ReadingError("no_text", f"{file.source}: no text could be found in it.")
        self.keeper.end_file(str(file.path), partial(self._done, self._record(file), tuple(notes)))

    def _document(
        self, file: FoundFile, draft: Draft, ordinal: int, sidecar: FrontMatter, alone: bool
    ) -> tuple[Document, tuple[str, ...]]:
        title = (sidecar.title if alone and sidecar.title else draft.title)[:_LONGEST_TITLE]
        kind = (str(sidecar.kind),) if sidecar.kind else ()
        declared = {**sidecar.declared, **({"kind": kind} if kind else {})}
        description = describe(draft.model_copy(update={"title": title}), declared, self._parts.vocabulary)
        document = Document(
            id=document_id(title, draft.text),
            title=title,
            text=draft.text,
            source=file.source,
            ordinal=ordinal,
            url=draft.url or sidecar.url,
            facets=description.facets,
            pages=draft.pages,
            sections=draft.sections,
            fields={**sidecar.fields, **draft.fields},
            notes=draft.notes,
        )
        return document, description.unknown

    def _record(self, file: FoundFile) -> FileRecord:
        return FileRecord(
            path=str(file.path),
            source=file.source,
            stamp=file.stamp,
            sha256=_sha256(file),
            fingerprint=self._parts.fingerprint,
        )

    def _done(
        self, record: FileRecord, notes: tuple[str, ...], documents: int, shadowed: Mapping[str, str]
    ) -> FileRecord:
        if shadowed:
            owners = ", ".join(sorted({Path(owner).name for owner in shadowed.values()}))
            notes += (f"Documents that {owners} holds too, and that are kept once: {len(shadowed)}.",)
        outcome: Outcome = "changed" if record.path in self._known else "added"
        self.outcomes[record.path] = FileOutcome(
            source=record.source, outcome=outcome, documents=documents, notes=notes
        )
        return record.model_copy(update={"documents": documents, "shadowed": dict(shadowed), "notes": notes})

    def _fail(self, file: FoundFile, error: ReadingError) -> None:
        self.keeper.drop_file(str(file.path))
        record = self._record(file).model_copy(update={"reason": error.reason, "message": str(error)})
        known = self._known.get(record.path)
        # What was read before still stands when the file is the same, or cannot be looked at just now.
        same = known is not None and record.sha256 in (None, known.sha256) and error.reason != "unsupported"
        if known and known.documents and same:
            message = f"{error} Its documents are kept as they were last read."
            self.writer.note_file(record.model_copy(update={"documents": known.documents, "message": message}))
        else:
            self.writer.finish_file(record, ())
        self.outcomes[record.path] = FileOutcome(
            source=file.source, outcome="failed", reason=error.reason, message=str(error)
        )

    def _report(self) -> None:
        progress = (self._files, self._all_files, self.keeper.passages, self._bytes, self._all_bytes)
        self._progress(Progress("reading", *progress))


def _with_alone(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, bool]]:
    """Yield each draft with whether the file holds no other, without waiting for more than the second."""
    iterator = iter(drafts)
    first = list(itertools.islice(iterator, 2))
    for draft in first:
        yield draft, len(first) == 1
    for draft in iterator:
        yield draft, False


def _sidecar(file: FoundFile) -> FrontMatter:
    if file.sidecar is None:
        return FrontMatter()
    try:
        text = file.sidecar.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(
            "bad_metadata", f"{file.sidecar.name}: it cannot be read as UTF-8 text. Save it again as UTF-8."
        ) from error
    return interpret(load_yaml(text, file.sidecar), file.sidecar)


def _sha256(file: FoundFile) -> str | None:
    try:
        return file.sha256()
    except OSError:
        return None


@lru_cache(maxsize=1)
def _code_fingerprint() -> str:
    """Return a hash of the code and vocabularies that turn a file into passages: when they change, files are read anew.

    Their embeddings are known by content, so that only what really became different is embedded.
    """
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for name in _CODE:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".yaml"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
