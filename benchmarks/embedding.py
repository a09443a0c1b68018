"""How fast the bundled embedding model runs, in each way that is installed, and how near its vectors are to float32's.

    python -m benchmarks.embedding [FOLDER] [--passages 160] [--rounds 5]

FOLDER holds `.txt` and `.md` files (default: the sample corpus). The ways take turns, so that other work on the
machine slows all of them; of each, the median counts. Absolute figures differ from machine to machine and from hour
to hour: trust the ratios.

Measured on 2 cores of a processor with bfloat16 (AVX-512), passages of about 147 tokens, batches of 8, texts a second
and least cosine to float32 in torch: OpenVINO 163 (0.99998, it computes in bfloat16 by itself), torch in bfloat16 98
to 114 (0.9999), ONNX Runtime 96 (1.0000), torch in float32 33 to 45. So an index is made with OpenVINO, and where it
is not installed, cannot run or disagrees, with ONNX Runtime: torch in bfloat16 is hardly faster, only on some
processors, and takes six seconds to import. Questions always use ONNX Runtime, the quickest to load: 0.36 s to a
first vector, 9 ms later. The whole path of an index (tokens, batches, sentences) runs at 0.90 of the bare model.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Document, document_id
from indexer.chunking import embedded_text, split
from indexer.embedding import PassageInput, load_embedder
from indexer.models import bundled, encoders
from indexer.models.pooled import BATCH_SIZE, Encoder, PooledEmbedder

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
LEAST_RATIO = 0.85

Batch = tuple[NDArray[np.int64], NDArray[np.int64]]

_COLD_START = """
import sys, time; began = time.perf_counter()
from pathlib import Path
from indexer.embedding import load_embedder
load_embedder("", Path(sys.argv[1]), "question").embed_question("Which countries train mentors of apprentices?")
print(time.perf_counter() - began)
"""


def passages_of(folder: Path, limit: int) -> list[PassageInput]:
    """Return passages of the folder's text files, from all over the folder, cut as the indexer cuts them."""
    embedder = load_embedder("", _cache(), "question")
    found: list[PassageInput] = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        document = Document(id=document_id(path.stem, text), title=path.stem, text=text, source=path.name)
        found += [embedded_text(document, passage) for passage in split(document, embedder)]
    if not found:
        raise SystemExit(f"{folder} holds no .txt or .md file with text.")
    return found[:: -(-len(found) // limit)]


def batches_of(passages: Sequence[PassageInput], size: int) -> list[Batch]:
    """Return tokenised, padded batches of about equal length: all that the bare model needs."""
    encodings = bundled.load_tokenizer().encode_batch([passage.text for passage in passages])
    ordered = sorted((encoding.ids for encoding in encodings), key=len, reverse=True)
    batches: list[Batch] = []
    for start in range(0, len(ordered), size):
        rows = ordered[start : start + size]
        ids = np.zeros((len(rows), len(rows[0])), dtype=np.int64)
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = tokens
        batches.append((ids, (ids != 0).astype(np.int64)))
    return batches


def bare_loop(encoder: Encoder, batches: Sequence[Batch]) -> NDArray[np.float32]:
    """Run the bare model over batches, as many at once as it can; return one unit vector for each text."""

    def run(batch: Batch) -> NDArray[np.float32]:
        ids, mask = batch
        sums = (encoder(ids, mask) * mask[:, :, None].astype(np.float32)).sum(axis=1)
        vectors: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors

    with ThreadPoolExecutor(getattr(encoder, "streams", 1)) as threads:
        return np.concatenate(list(threads.map(run, batches)))


def torch_encoder(precision: str) -> Encoder:
    """Run the model with transformers and torch, `float32` or `bfloat16`."""
    import torch
    from transformers import BertModel
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(encoders.cores())
    model = BertModel.from_pretrained(
        str(bundled.folder()), use_safetensors=True, add_pooling_layer=False, dtype=getattr(torch, precision)
    ).eval()

    def encode(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        with torch.inference_mode():
            output = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
            result: NDArray[np.float32] = output.last_hidden_state.float().numpy()
            return result

    return encode


def medians(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each job; they take turns, after one round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for round_number in range(rounds + 1):
        for name, job in jobs.items():
            began = time.perf_counter()
            job()
            if round_number:
                seconds[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in seconds.items()}


def compare_ways(passages: Sequence[PassageInput], rounds: int) -> None:
    """Print texts a second and the least cosine to float32 in torch, for each way that is installed."""
    makers: dict[str, Callable[[], Encoder]] = {
        "torch float32": lambda: torch_encoder("float32"),
        "torch bfloat16": lambda: torch_encoder("bfloat16"),
        "ONNX Runtime float32": lambda: encoders.onnx_encoder(_cache()),
        "OpenVINO": lambda: encoders.openvino_encoder(_cache()),
    }
    ways: dict[str, Encoder] = {}
    for name, make in makers.items():
        try:
            ways[name] = make()
        except ImportError as error:
            print(f"{name}: not installed ({error})")
    batches = batches_of(passages, BATCH_SIZE)
    reference = bare_loop(ways["torch float32"], batches)
    times = medians({name: lambda way=way: bare_loop(way, batches) for name, way in ways.items()}, rounds)  # type: ignore[misc]
    print(f"\n{'way':24}{'texts/s':>9}{'to float32':>12}{'least cosine':>14}")
    for name, way in ways.items():
        cosine = float((bare_loop(way, batches) * reference).sum(axis=1).min())
        ratio = times["torch float32"] / times[name]
        print(f"{name:24}{len(passages) / times[name]:9.1f}{ratio:11.2f}x{cosine:14.5f}")


def compare_paths(passages: Sequence[PassageInput], rounds: int) -> bool:
    """Print our whole path beside the bare model's loop, and other sizes of batch; return whether it is near enough."""
    encoder = encoders.indexing_encoder(_cache())
    embedder = PooledEmbedder(encoder)
    jobs: dict[str, Callable[[], object]] = {"whole path": lambda: embedder.embed_passages(passages)}
    for size in (4, 8, 16, 64):
        batches = batches_of(passages, size)
        jobs[f"bare model, batches of {size}"] = lambda batches=batches: bare_loop(encoder, batches)  # type: ignore[misc]
    times = medians(jobs, rounds)
    print(f"\nThe way that is used for an index ({getattr(encoder, '__qualname__', '?').split('.')[0]})")
    for name, seconds in times.items():
        print(f"{name:32}{len(passages) / seconds:9.1f} texts/s")
    ratio = times[f"bare model, batches of {BATCH_SIZE}"] / times["whole path"]
    print(f"whole path (tokens, batches, sentences) to bare model: {ratio:.2f}, wanted {LEAST_RATIO}")
    return ratio >= LEAST_RATIO


def question_times(rounds: int) -> None:
    """Print how long a question's vector takes: in a new process, and in one that has the model loaded."""
    command = [sys.executable, "-c", _COLD_START, str(_cache())]
    cold = [float(subprocess.check_output(command, text=True)) for _ in range(rounds)]
    embedder = load_embedder("", _cache(), "question")
    question = "How do vocational schools in Finland work with employers?"
    warm = medians({"question": lambda: embedder.embed_question(question)}, 50)["question"]
    print(f"\nquestion, cold: {statistics.median(cold):.2f} s (best {min(cold):.2f}); warm: {warm * 1000:.1f} ms")


def _cache() -> Path:
    return Path(tempfile.gettempdir()) / "vet-assistant-benchmark"


def main() -> int:
    """Run all comparisons; return 1 if our path is slower than wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--passages", type=int, default=160)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    passages = passages_of(arguments.folder, arguments.passages)
    tokens = load_embedder("", _cache(), "question").count_tokens([passage.text for passage in passages])
    print(f"{len(passages)} passages of {statistics.mean(tokens):.0f} tokens, {encoders.cores()} cores")
    question_times(arguments.rounds)
    compare_ways(passages, arguments.rounds)
    return 0 if compare_paths(passages, arguments.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
