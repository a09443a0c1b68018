"""An embedder around any way to run the bundled model: tokens in, batches by length, vectors pooled."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.embedding import NO_PLACES, NO_TOKENS, PassageEmbedding, PassageInput, QuestionEmbedding, Span, Vector
from indexer.models import bundled

if TYPE_CHECKING:
    from tokenizers import Encoding

# Small batches of about equal length stay in the processor's caches and pad little.
BATCH_SIZE = 8
# Passages that are tokenised at a time: enough to sort by length, few enough for little memory.
_WINDOW = 1024


class Encoder(Protocol):
    """A way to run the model."""

    def __call__(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return one vector for each token: shape (batch, tokens, dimension). Zeros in `mask` mark padding."""


class PooledEmbedder:
    """The bundled model, run by `encoder`. See `indexer.embedding.Embedder`.

    A text's vector is the mean of its tokens' vectors; a sentence's is the mean of those of its own tokens, read in
    their passage, so it costs no second pass. A sentence without tokens of its own gets its passage's vector.
    """

    name = bundled.NAME
    dimension = bundled.DIMENSION
    max_tokens = bundled.MAX_TOKENS

    def __init__(self, encoder: Encoder) -> None:
        self._encode = encoder
        # How many threads may run the model at once.
        self._streams: int = getattr(encoder, "streams", 1)
        self._tokenizer = bundled.load_tokenizer()
        self._projection = bundled.load_projection()
        self._lock = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the model makes of each text, special tokens not counted, nothing cut off."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Return the vectors of a question; of a very long one, its first `max_tokens` tokens are read.

        Someone who pastes a page of text still gets an answer, to how it begins.
        """
        encoding = self._tokenizer.encode(text)
        ids = encoding.ids
        if len(ids) > self.max_tokens:
            ids = [*ids[: self.max_tokens - 1], ids[-1]]
        batch = np.array([ids], dtype=np.int64)
        tokens = self._run(batch, np.ones_like(batch))[0]
        # The first and the last token are the model's own, and stand for no word.
        places = np.array(encoding.offsets[1 : len(ids) - 1], dtype=np.int64).reshape(-1, 2)
        return QuestionEmbedding(_unit(tokens.mean(axis=0)), projected(tokens[1:-1], self._projection), places)

    def embed_passages(
        self, passages: Sequence[PassageInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageEmbedding]:
        """Embed passages, in the order given; `progress` is called with how many more are done.

        Raises ValueError for a text of more than `max_tokens` tokens: its tail would be lost without a sign.
        """
        results: list[PassageEmbedding] = []
        for start in range(0, len(passages), _WINDOW):
            results += self._embed(passages[start : start + _WINDOW], progress)
        return results

    def _embed(
        self, passages: Sequence[PassageInput], progress: Callable[[int], None] | None
    ) -> list[PassageEmbedding]:
        encodings = self._tokenizer.encode_batch([passage.text for passage in passages])
        for passage, encoding in zip(passages, encodings, strict=True):
            if len(encoding) > self.max_tokens:
                raise ValueError(
                    f"A passage has {len(encoding)} tokens, more than the {self.max_tokens} that the model reads:"
                    f" {passage.text[:60]!r}…"
                )
        results: dict[int, PassageEmbedding] = {}

        def run(batch: list[int]) -> int:
            ids, mask = _padded([encodings[index] for index in batch])
            tokens = self._run(ids, mask)
            for row, index in enumerate(batch):
                results[index] = pooled(tokens[row], encodings[index], passages[index].sentences, self._projection)
            return len(batch)

        with ThreadPoolExecutor(self._streams, thread_name_prefix="encoding") as threads:
            for done in threads.map(run, _batches([len(encoding) for encoding in encodings])):
                if progress:
                    progress(done)
        return [results[index] for index in range(len(passages))]

    def _run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        if self._streams > 1:
            return self._encode(ids, mask)
        with self._lock:
            return self._encode(ids, mask)


def pooled(
    tokens: NDArray[np.float32],
    encoding: "Encoding",
    sentences: Sequence[Span],
    projection: NDArray[np.float32] | None = None,
) -> PassageEmbedding:
    """Return the vectors of a passage and its sentences, given its tokens' vectors (padding may follow).

    With a `projection` (dimension, TOKEN_DIMENSION) those of its tokens are kept, too, cut by it.
    """
    length = len(encoding)
    vector = _unit(tokens[:length].mean(axis=0))
    places = np.array(encoding.offsets, dtype=np.int64).reshape(length, 2)
    # The tokens around the text have no width, and would count to a sentence that starts at 0.
    real = np.flatnonzero(places[:, 1] > places[:, 0])
    bounds = np.searchsorted(places[real, 0], np.array(sentences, dtype=np.int64).reshape(-1, 2))
    rows = np.empty((len(sentences), vector.size), dtype=np.float32)
    for row, (first, last) in enumerate(bounds):
        own = tokens[real[first] : real[last - 1] + 1] if last > first else tokens[:length]
        rows[row] = _unit(own.mean(axis=0))
    if projection is None:
        return PassageEmbedding(vector, rows, NO_TOKENS, NO_PLACES)
    return PassageEmbedding(vector, rows, projected(tokens[real], projection), bounds)


def projected(tokens: NDArray[np.float32], projection: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return token vectors cut to fewer dimensions, as unit rows."""
    cut = tokens @ projection
    return np.asarray(cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    # Longest first: a lack of memory shows at once, and the time left is not guessed too short.
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    for start in range(0, len(order), BATCH_SIZE):
        yield order[start : start + BATCH_SIZE]


def _padded(encodings: Sequence["Encoding"]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shape = (len(encodings), max(len(encoding) for encoding in encodings))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return ids, mask


def _unit(vector: NDArray[np.float32]) -> Vector:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
