"""Embeds documents and keeps them in the library, many at a time, file by file."""

import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple, Self

from corpus.documents import Document, Passage, content_hash
from corpus.library import FileRecord
from corpus.writing import LibraryWriter, StoredEmbedding
from indexer.chunking import embedded_text, split
from indexer.embedding import Embedder, PassageInput

# Enough for batches of texts of like length; little enough that a killed run loses only seconds of work.
_PASSAGES_A_GO = 256


class _Piece(NamedTuple):
    path: str
    document: Document
    passages: list[tuple[Passage, str]]
    inputs: dict[str, PassageInput]


class _End(NamedTuple):
    path: str
    record: Callable[[int, Mapping[str, str]], FileRecord]


class _Batch(NamedTuple):
    items: "list[_Piece | _End]"
    embeddings: "Future[dict[str, StoredEmbedding]]"


class Keeper:
    """Takes the documents of files in order; embeds what has no embedding yet; keeps each document in one transaction.

    While one batch is embedded, the next is read and cut into passages: use it as a context manager. `embedded` counts
    the passages that were embedded, `passages` those that were kept or lined up.
    """

    def __init__(self, writer: LibraryWriter, embedder: Embedder, progress: Callable[[], None]) -> None:
        self.embedded = 0
        self.passages = 0
        self._writer = writer
        self._embedder = embedder
        self._progress = progress
        self._queue: list[_Piece | _End] = []
        self._queued = 0
        self._under_way: _Batch | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="embedding")
        self._kept: dict[str, set[str]] = {}
        self._shadowed: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Self:
        # The threads that run the model need the interpreter only now and then, but should not wait for it then.
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.setswitchinterval(self._switch_interval)
        self._thread.shutdown(cancel_futures=True)

    def add(self, path: str, document: Document) -> None:
        """Take one document of the file at `path`."""
        passages = split(document, self._embedder)
        inputs = [embedded_text(document, passage) for passage in passages]
        keys = [_embedding_key(text) for text in inputs]
        self._queue.append(
            _Piece(path, document, list(zip(passages, keys, strict=True)), dict(zip(keys, inputs, strict=True)))
        )
        self._queued += len(passages)
        self.passages += len(passages)
        if self._queued >= _PASSAGES_A_GO:
            self._send()

    def end_file(self, path: str, record: Callable[[int, Mapping[str, str]], FileRecord]) -> None:
        """Say that a file has no more documents.

        Once they are kept, `record` is called with how many there are, and with those that another file holds already
        (by id, with its path); what it returns is noted of the file.
        """
        self._queue.append(_End(path, record))

    def drop_file(self, path: str) -> None:
        """Forget what was taken of a file that failed half-way; what is kept already goes when its end is noted."""
        self._keep_batch()
        self._queue = [item for item in self._queue if not (isinstance(item, _Piece) and item.path == path)]
        self._kept.pop(path, None)
        self._shadowed.pop(path, None)

    def flush(self) -> None:
        """Embed and keep all that was taken."""
        self._send()
        self._keep_batch()

    def _send(self) -> None:
        """Keep the batch that is being embedded, then have what was taken since embedded."""
        self._keep_batch()
        items, self._queue, self._queued = self._queue, [], 0
        inputs = {key: text for item in items if isinstance(item, _Piece) for key, text in item.inputs.items()}
        unknown = sorted(self._writer.unknown_embeddings(inputs, self._embedder.name))
        self.embedded += len(unknown)
        self._under_way = _Batch(items, self._thread.submit(self._embed, {key: inputs[key] for key in unknown}))

    def _keep_batch(self) -> None:
        batch, self._under_way = self._under_way, None
        if batch is None:
            return
        new = batch.embeddings.result()
        for item in batch.items:
            if isinstance(item, _Piece):
                embeddings = [new[key] for key in item.inputs if key in new]
                owner = self._writer.keep(item.path, item.document, item.passages, embeddings, self._embedder.name)
                if owner is None:
                    self._kept.setdefault(item.path, set()).add(item.document.id)
                else:
                    self._shadowed.setdefault(item.path, {})[item.document.id] = owner
            else:
                kept = self._kept.pop(item.path, set())
                self._writer.finish_file(item.record(len(kept), self._shadowed.pop(item.path, {})), kept)
            self._progress()

    def _embed(self, inputs: Mapping[str, PassageInput]) -> dict[str, StoredEmbedding]:
        vectors = self._embedder.embed_passages(list(inputs.values()))
        return {key: StoredEmbedding(key, *vector) for key, vector in zip(inputs, vectors, strict=True)}


def _embedding_key(text: PassageInput) -> str:
    return content_hash(text.text, repr([(start, end) for start, end in text.sentences]))
