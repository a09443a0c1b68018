"""Libraries of any size to measure with: documents recombined from real ones, indexed without waiting for the model."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from assistant.settings import Settings
from assistant.wiring import index_sources
from corpus.facets import Filters, Kind
from corpus.sentences import sentence_spans
from corpus.vocabulary import load_vocabulary
from indexer.embedding import Embedder, PassageEmbedding, PassageInput, QuestionEmbedding, load_embedder
from indexer.sync import Progress, Report

SELECTIVE = {
    "none": Filters(),
    "50 %": Filters(countries=("DE",)),
    "10 %": Filters(countries=("NL",)),
    "1 %": Filters(countries=("FI",)),
}
"""Filters by the share of documents that they let pass."""

_PARAGRAPHS = 12
_SENTENCES = 5
_NOISE = 0.35


class RecombiningEmbedder:
    """Stands in for the bundled model while 100,000 passages are indexed, which would take it more than ten minutes.

    Each sentence that is met is embedded once, by the model itself; a passage's vector is the mean of its sentences'
    with noise a third as long, which makes every passage another and is harder on an approximate index than real texts
    are. Its name is the model's, so that questions are embedded by the model. What it says of which passage answers a
    question is worth nothing: measure time and recall against an exact scan with it.
    """

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension, self.max_tokens = embedder.name, embedder.dimension, embedder.max_tokens
        self._embedder = embedder
        self._known: dict[str, PassageEmbedding] = {}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)

    def embed_question(self, text: str) -> QuestionEmbedding:
        return self._embedder.embed_question(text)

    def embed_passages(
        self, passages: Sequence[PassageInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageEmbedding]:
        del progress
        cut = [[passage.text[start:end] for start, end in passage.sentences] for passage in passages]
        new = list(dict.fromkeys(text for texts in cut for text in texts if text not in self._known))
        embedded = self._embedder.embed_passages([PassageInput(text, [(0, len(text))]) for text in new])
        self._known.update(zip(new, embedded, strict=True))
        return [self._combined(passage.text, texts) for passage, texts in zip(passages, cut, strict=True)]

    def _combined(self, text: str, sentences: Sequence[str]) -> PassageEmbedding:
        parts = [self._known[sentence] for sentence in sentences]
        seed = int.from_bytes(sha256(text.encode()).digest()[:8])
        noise = np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
        mean = np.mean([part.vector for part in parts], axis=0)
        vector = mean / np.linalg.norm(mean) + noise * np.float32(_NOISE / np.linalg.norm(noise))
        ends = np.cumsum([len(part.tokens) for part in parts])
        return PassageEmbedding(
            (vector / np.linalg.norm(vector)).astype(np.float32),
            np.vstack([part.sentences for part in parts]),
            np.vstack([part.tokens for part in parts]),
            np.stack([np.r_[0, ends[:-1]], ends], axis=1),
        )


def recombine(folder: Path, target: Path, passages: int) -> None:
    """Write documents of about twelve passages, each of sentences of one text of a folder, with facets of all kinds."""
    texts = [(path.stem.replace("_", " "), path.read_text("utf-8")) for path in sorted(folder.rglob("*.txt"))]
    sources = [(title, _sentences(text)) for title, text in texts]
    if not sources:
        raise SystemExit(f"{folder} holds no .txt files.")
    themes = sorted(load_vocabulary().themes)
    for number in range(passages // _PARAGRAPHS):
        chosen = random.Random(number)
        title, sentences = sources[number % len(sources)]
        first = chosen.randrange(1995, 2025)
        values = {
            "country": ", ".join(_countries(number, chosen)),
            "theme": ", ".join(chosen.sample(themes, 2)),
            "kind": chosen.choice(list(Kind)),
            "year_start": first,
            "year_end": first + chosen.randrange(4),
            "language": "en",
        }
        head = "\n".join(f"{key}: {value}" for key, value in values.items())
        body = "\n\n".join(itertools.islice(_paragraphs(sentences, chosen), _PARAGRAPHS))
        (target / f"{number:06}.txt").write_text(f"---\ntitle: {title} {number}\n{head}\n---\n{body}\n", "utf-8")


def make_library(
    settings: Settings, folder: Path, passages: int, progress: Callable[[Progress], None] | None = None
) -> Report:
    """Index the recombined documents of a folder into a home, unless that is done already."""
    documents = settings.home / "documents"
    if not documents.exists():
        documents.mkdir(parents=True)
        recombine(folder, documents, passages)
    embedder = RecombiningEmbedder(load_embedder(settings.embedding.model, settings.model_cache, "index"))
    return index_sources(settings, [documents], progress=progress, embedder=embedder)


def _sentences(text: str) -> list[str]:
    return [
        " ".join(paragraph[start:end].split())
        for paragraph in text.split("\n\n")
        for start, end in sentence_spans(paragraph, "en")
        if end - start > 30
    ]


def _paragraphs(sentences: Sequence[str], chosen: random.Random) -> Iterator[str]:
    while True:
        start = chosen.randrange(max(1, len(sentences) - _SENTENCES))
        paragraph = list(sentences[start : start + _SENTENCES])
        paragraph[chosen.randrange(len(paragraph))] = chosen.choice(sentences)
        yield " ".join(paragraph)


def _countries(number: int, chosen: random.Random) -> list[str]:
    shares = {"Finland": number % 100 == 0, "Netherlands": number % 10 == 1, "Germany": number % 2 == 0}
    others = ["Spain", "France", "Italy", "Portugal", "Belgium", "Denmark", "Estonia", "Lithuania"]
    return [*(name for name, held in shares.items() if held), *chosen.sample(others, 2)]
