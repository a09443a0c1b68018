"""Finds the projection that cuts the bundled model's token vectors to fewer dimensions, and writes it down.

It takes homes of VET Assistant, indexed with the bundled model, in whose passages the token vectors are looked at:

    python -m tools.fit_projection HOME [HOME...]
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.settings import load_settings
from assistant.wiring import open_library
from corpus.library import TOKEN_DIMENSION
from indexer.chunking import embedded_text
from indexer.models import bundled
from indexer.models.encoders import indexing_encoder

_TARGET = Path(__file__).parent.parent / "indexer" / "models" / "token_projection.npy"
_PASSAGES_A_HOME = 600


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("homes", type=Path, nargs="+")
    homes: list[Path] = parser.parse_args().homes
    products = np.zeros((bundled.DIMENSION, bundled.DIMENSION))
    count = 0
    for home in homes:
        for vectors in token_vectors(home):
            products += vectors.T @ vectors
            count += len(vectors)
    shares, directions = np.linalg.eigh(products / count)
    np.save(_TARGET, directions[:, ::-1][:, :TOKEN_DIMENSION].astype(np.float16))
    kept = shares[::-1][:TOKEN_DIMENSION].sum() / shares.sum()
    print(f"{count} tokens; {TOKEN_DIMENSION} of {bundled.DIMENSION} dimensions keep {kept:.3f} of their length")
    return 0


def token_vectors(home: Path) -> Iterator[NDArray[np.float32]]:
    """Yield the unit vectors of the tokens of some passages, spread over a library: shape (tokens, dimension)."""
    settings = load_settings({}, home)
    library = open_library(settings)
    record = library.current()
    if record is None:
        raise SystemExit(f"Nothing is indexed in {home}.")
    encode, tokenizer = indexing_encoder(settings.model_cache), bundled.load_tokenizer()
    documents = [library.document(record.number, card.id) for card in library.documents(record.number)]
    passages = [(each, passage) for each in documents for passage in library.passages_of(record.number, each.id)]
    for document, passage in passages[:: max(len(passages) // _PASSAGES_A_HOME, 1)]:
        ids = np.array([tokenizer.encode(embedded_text(document, passage).text).ids], dtype=np.int64)
        vectors = encode(ids, np.ones_like(ids))[0][1:-1]
        yield vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    library.close()


if __name__ == "__main__":
    sys.exit(main())
