"""Any other model, by name or folder, through sentence-transformers: offline, and never from pickled files."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelNotFound
from indexer.embedding import PassageEmbedding, PassageInput, QuestionEmbedding

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_SIZE = 8
_WINDOW = 1024
_USUAL_WINDOW = 512


class Role(NamedTuple):
    """What a model is for, in words, the variable that names it, and what there is without it."""

    model: str
    variable: str
    without: str


EMBEDDING = Role("embedding model", "VET_EMBEDDING_MODEL", "the bundled model")


class SentenceTransformerEmbedder:
    """A sentence-transformers model. See `indexer.embedding.Embedder`.

    Sentences are pooled from their passage's token vectors where the model itself averages tokens; for other models
    (first token, or layers behind the average) they are embedded on their own.
    """

    def __init__(self, name: str) -> None:
        folder = find_model(name)
        self._model = _load(folder, name)
        self.name = f"{Path(name).name if Path(name).is_dir() else name}@{_fingerprint(folder)}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._prompt = str(self._model.prompts.get("document") or "")
        self._special = self._model.tokenizer.num_special_tokens_to_add()
        self.max_tokens = int(self._model.max_seq_length or _USUAL_WINDOW)
        self.max_tokens -= sum(self.count_tokens([self._prompt]))
        self._averages = _averages_tokens(self._model)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens the model makes of each text, special tokens not counted, nothing cut off."""
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, padding=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_question(self, text: str) -> QuestionEmbedding:
        """Return the vector of a question, without its tokens; of a very long one, what fits the window is read."""
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return QuestionEmbedding(np.asarray(vector, dtype=np.float32))

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
        lengths = self.count_tokens([passage.text for passage in passages])
        for passage, length in zip(passages, lengths, strict=True):
            if length + self._special > self.max_tokens:
                raise ValueError(
                    f"A passage has {length} tokens, more than the model reads ({self.max_tokens} with"
                    f" {self._special} of its own): {passage.text[:60]!r}…"
                )
        order = sorted(range(len(passages)), key=lambda index: -lengths[index])
        results: dict[int, PassageEmbedding] = {}
        for start in range(0, len(order), _BATCH_SIZE):
            batch = order[start : start + _BATCH_SIZE]
            results.update(zip(batch, self._embed_batch([passages[index] for index in batch]), strict=True))
            if progress:
                progress(len(batch))
        return [results[index] for index in range(len(passages))]

    def _embed_batch(self, passages: Sequence[PassageInput]) -> Iterator[PassageEmbedding]:
        texts = [passage.text for passage in passages]
        if not self._averages:
            vectors = self._encode(texts)
            for vector, passage in zip(vectors, passages, strict=True):
                yield PassageEmbedding(
                    vector, self._encode([passage.text[start:end] for start, end in passage.sentences])
                )
            return
        outputs: list[Any] = self._model.encode(
            texts,
            prompt=self._prompt,
            output_value=None,
            batch_size=_BATCH_SIZE,
            show_progress_bar=False,
        )
        for output, passage in zip(outputs, passages, strict=True):
            yield self._pooled(output, passage)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), prompt=self._prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _pooled(self, output: Any, passage: PassageInput) -> PassageEmbedding:
        from indexer.models.pooled import pooled

        # The same call as sentence-transformers', so token for token the same; it alone gives the places.
        encoding = self._model.tokenizer(self._prompt + passage.text, truncation=False, padding=False, verbose=False)[0]
        shift = len(self._prompt)
        sentences = [(start + shift, end + shift) for start, end in passage.sentences]
        own = output["attention_mask"].bool()
        tokens = output["token_embeddings"][own].float().cpu().numpy()
        vector = output["sentence_embedding"].float().cpu().numpy()
        return PassageEmbedding(vector / np.linalg.norm(vector), pooled(tokens, encoding, sentences).sentences)


def find_model(name: str, role: Role = EMBEDDING) -> Path:
    """Return the folder of a model: the name itself, or where Hugging Face's cache has it. Raises ModelNotFound."""
    # Read at import by huggingface_hub.
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download

    try:
        if Path(name).is_dir():
            return _without_pickles(Path(name), name, role)
        folder = snapshot_download(name, local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelNotFound(
            f"The {role.model} {name!r} ({role.variable}) is not on this machine, and nothing is downloaded by itself."
            f" Fetch it with `hf download {name}`, give the folder it is in, or leave the setting out for"
            f" {role.without}."
        ) from error
    return _without_pickles(Path(folder), name, role)


def _without_pickles(folder: Path, name: str, role: Role) -> Path:
    """Refuse a model whose weights are in a format that can run code when it is loaded."""
    parts = _parts(folder)
    for part in parts:
        if any(part.glob("*.bin")) and not any(part.glob("*.safetensors")):
            raise ModelNotFound(
                f"The {role.model} {name!r} ({role.variable}) has no safetensors weights, and other formats can run"
                " code of their makers. Choose a model or a revision with safetensors files."
            )
    if not any(path for part in parts for path in part.glob("*.safetensors")):
        raise ModelNotFound(
            f"The folder of the {role.model} {name!r} ({role.variable}) holds no model: no *.safetensors file."
        )
    return folder


def _parts(folder: Path) -> list[Path]:
    """Return the folders that the model's parts are in: its own, and those that its list of modules names."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return list(dict.fromkeys([folder, *(folder / str(module["path"]) for module in modules)]))
    except (OSError, ValueError, TypeError, KeyError):
        return [folder]


def _load(folder: Path, name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    # Ours is the only progress to show.
    disable_progress_bar()
    try:
        return SentenceTransformer(
            str(folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError) as error:
        raise ModelNotFound(
            f"The embedding model {name!r} (VET_EMBEDDING_MODEL) cannot be loaded: {error}. Is the folder complete,"
            " and is it a sentence-transformers model?"
        ) from error


def _fingerprint(folder: Path) -> str:
    """Return 8 hexadecimal digits of the model's weights and of what decides how they are used."""
    digest = hashlib.sha256()
    for path in sorted(path for part in _parts(folder) for path in part.glob("*")):
        if path.suffix == ".safetensors" or path.name in ("config.json", "modules.json", "tokenizer.json"):
            digest.update(str(path.relative_to(folder)).encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:8]


def _averages_tokens(model: "SentenceTransformer") -> bool:
    """Return whether a text's vector is just the average of its tokens' vectors, and tokens' places are known."""
    names = [type(module).__name__ for module in model]
    if names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    settings = model[1].get_config_dict()
    mean = settings.get("pooling_mode") == "mean" or bool(settings.get("pooling_mode_mean_tokens"))
    return mean and bool(model.tokenizer.is_fast)
