"""The Embedder port, and the models behind it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.library import TOKEN_DIMENSION

Vector = NDArray[np.float32]
"""Shape (dimension,), of unit length."""

Span = tuple[int, int]

BUNDLED = "bundled"
"""The name, in settings, of the model that is installed with VET Assistant."""

MULTILINGUAL = "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2"
"""A model for libraries in many languages, to be named to people who need one; it is not installed."""


NO_TOKENS = np.empty((0, TOKEN_DIMENSION), dtype=np.float32)
NO_PLACES = np.empty((0, 2), dtype=np.int64)


class QuestionEmbedding(NamedTuple):
    """A question's vector, and one row for each of its tokens, if the model gives any: (tokens, 64), unit rows.

    `places` (tokens, 2) says where in the text each token stands.
    """

    vector: Vector
    tokens: NDArray[np.float32] = NO_TOKENS
    places: NDArray[np.int64] = NO_PLACES


class PassageEmbedding(NamedTuple):
    """A passage's vector, and one row for each of its sentences: shape (sentences, dimension), unit rows.

    `tokens` (tokens, 64) has a unit row for each token, title and heading first, if the model gives any;
    `token_rows` (sentences, 2) the first and last (exclusive) of the rows that belong to each sentence.
    """

    vector: Vector
    sentences: NDArray[np.float32]
    tokens: NDArray[np.float32] = NO_TOKENS
    token_rows: NDArray[np.int64] = NO_PLACES


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

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Return the vectors of a question."""

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


def poorly_read(model: str, documents: Mapping[str, int]) -> dict[str, int]:
    """Return, of the numbers of documents by language, those of languages that a model (its `name`) reads poorly.

    That is known of the bundled model. One that somebody chose is taken to read the languages it was chosen for.
    """
    from indexer.models.bundled import READS

    return {} if reads_all(model) else {each: number for each, number in documents.items() if each not in READS}


def reads_all(model: str) -> bool:
    """Whether a model (its `name`) is taken to read all languages well: any but the bundled one."""
    from indexer.models.bundled import NAME

    return model != NAME


def prepare(cache: Path) -> None:
    """Make in `cache` what the bundled model needs, so that the first question or index does not wait for it."""
    from indexer.models.bundled import onnx_file

    onnx_file(cache)
