"""The Embedder port, and the models behind it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""Shape (dimension,), of unit length."""

Span = tuple[int, int]

BUNDLED = "bundled"
"""The name, in settings, of the model that is installed with VET Assistant."""


class PassageEmbedding(NamedTuple):
    """A passage's vector, and one row for each of its sentences: shape (sentences, dimension), unit rows."""

    vector: Vector
    sentences: NDArray[np.float32]


class PassageInput(NamedTuple):
    """What the model reads of a passage: the text, and where in that text its sentences stand."""

    text: str
    sentences: Sequence[Span]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine similarity.

    `name` identifies the model, however it is run: vectors of equal `name` can be compared. `max_tokens` is how much
    of a text the model reads, special tokens included.
    """

    name: str
    dimension: int
    max_tokens: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the model makes of each text, special tokens not counted, nothing cut off."""

    def embed_question(self, text: str) -> Vector:
        """Return the vector of a question."""

    def embed_passages(
        self, passages: Sequence[PassageInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageEmbedding]:
        """Embed passages, in the order given; `progress` is called with how many more are done."""


def load_embedder(name: str, cache: Path, purpose: Literal["index", "question"]) -> Embedder:
    """Return the embedder of a name: `bundled` (or nothing), a sentence-transformers name, or a folder.

    `cache` is a folder for what is made from the model once. For a `question` the model is quick to load, for an
    `index` it is quick to run; the vectors are the same. Raises ModelNotFound.
    """
    if name not in ("", BUNDLED):
        from indexer.models.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(name)
    from indexer.models.encoders import indexing_encoder, onnx_encoder
    from indexer.models.pooled import PooledEmbedder

    return PooledEmbedder(indexing_encoder(cache) if purpose == "index" else onnx_encoder(cache))


def prepare(cache: Path) -> None:
    """Make in `cache` what the bundled model needs, so that the first question or index does not wait for it."""
    from indexer.models.bundled import onnx_file

    onnx_file(cache)
