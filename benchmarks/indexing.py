"""How fast a whole index is made, from files to a verified generation, next to the bare model on the same passages.

    python -m benchmarks.indexing FOLDER [--passages 3000]

FOLDER holds text files. Its paragraphs are dealt out into files of ten until there are enough passages, so that a
small folder gives an index of any size; each paragraph is made different, since what is known is not embedded again.
The share that is printed is the bare model's time, for the passages as they were cut, divided by the whole run's.

Measured on 2 cores, OpenVINO at about 170 passages a second: 0.55 to 0.60 for 3,764 passages, 0.63 for 12,576. Of the
rest, building and verifying take 3 s and 0.6 ms a passage; working out facets, cutting into passages and keeping them
take 0.7 ms a passage each, which the model, on both cores, leaves no room for. Embedding alone, from texts to vectors
of passages and sentences, reaches 0.96 of the bare model (`benchmarks.embedding`).
"""

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

from assistant.settings import load_settings
from assistant.wiring import index_sources, open_library
from benchmarks.embedding import bare_loop, batches_of
from indexer.chunking import embedded_text
from indexer.models import encoders
from indexer.models.pooled import BATCH_SIZE

LEAST_SHARE = 0.85
_PARAGRAPHS_A_FILE = 10


def deal_out(folder: Path, target: Path, passages: int) -> None:
    """Write files of ten paragraphs each from the texts of a folder, over and over, each paragraph with its number."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
    paragraphs = [line.strip() for text in texts for line in text.split("\n") if len(line) > 200]
    if not paragraphs:
        raise SystemExit(f"{folder} holds no .txt file with paragraphs of more than 200 characters.")
    numbered = itertools.islice(enumerate(itertools.cycle(paragraphs)), passages)
    for number, group in itertools.groupby(numbered, key=lambda item: item[0] // _PARAGRAPHS_A_FILE):
        lines = [f"{text} (No. {index}.)" for index, text in group]
        (target / f"{number:06}.txt").write_text(f"Collection {number}\n\n" + "\n\n".join(lines), "utf-8")


def main() -> int:
    """Make the index, run the bare model, print both; return 1 if the share is smaller than wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=3000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        documents = Path(temporary, "documents")
        documents.mkdir()
        deal_out(arguments.folder, documents, arguments.passages)
        settings = load_settings({}, Path(temporary, "home"))
        encoder = encoders.indexing_encoder(settings.model_cache)
        stages: dict[str, float] = {}
        started = time.perf_counter()
        report = index_sources(
            settings, [documents], progress=lambda now: stages.update({now.stage: time.perf_counter() - started})
        )
        whole = time.perf_counter() - started
        library = open_library(settings)
        inputs = [
            embedded_text(document, passage)
            for card in library.documents(report.generation or 0)
            for document in [library.document(report.generation or 0, card.id)]
            for passage in library.passages_of(report.generation or 0, card.id)
        ]
        library.close()
        batches = batches_of(inputs, BATCH_SIZE)
        started = time.perf_counter()
        bare_loop(encoder, batches)
        bare = time.perf_counter() - started
    print(f"{report.documents} documents, {report.passages} passages, {report.embedded} embedded")
    print(f"whole run {whole:.1f} s ({', '.join(f'{stage} done at {at:.1f} s' for stage, at in stages.items())})")
    print(f"bare model {bare:.1f} s; share {bare / whole:.2f}, wanted {LEAST_SHARE}")
    return 0 if bare / whole >= LEAST_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
