"""The ways to run the bundled model: ONNX Runtime for questions, and OpenVINO for indexing where it agrees."""

import hashlib
import importlib.metadata
import logging
import os
import platform
import sys
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.embedding import PassageInput
from indexer.models import bundled
from indexer.models.pooled import Encoder, PooledEmbedder

LEAST_COSINE = 0.999
"""How near the vectors of a way to run the model must be to those of float32."""

_logger = logging.getLogger(__name__)

_CHECKS = (
    "Mentors visit apprentices at work.",
    "Opleidingen in de zorg werken samen met bedrijven; 3 van de 4 leerlingen vinden werk (2021).",
    "Teachers and trainers of vocational schools learn to assess skills that learners gained at work. " * 12,
    "?",
)


def cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def onnx_encoder(cache: Path) -> Encoder:
    """Run the model with ONNX Runtime in float32: quick to load, and what other ways are compared with."""
    # Since 1.29 its Linux build, too, sends usage data to its makers unless told not to before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # for Windows, which does not heed the variable
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cores()
    # Its warnings would only confuse the person at the terminal; its errors arrive as exceptions.
    options.log_severity_level = 3
    path = bundled.onnx_file(cache)
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001  ONNX Runtime's own error classes have no base but this
        _logger.warning("Making the embedding model's file anew, as it could not be loaded (%s).", type(error).__name__)
        bundled.make_onnx_file(path)
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        output: NDArray[np.float32] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return output

    return encode


class OpenVinoEncoder:
    """Runs the model with OpenVINO, in bfloat16 on processors that have it; as many threads as `streams` may call it.

    One core for each call, rather than all cores for one: as quick on an idle machine, and not slowed down by every
    thread that takes a core for a moment, as those that prepare the next texts do.
    """

    def __init__(self, model: Path) -> None:
        import openvino

        self.streams = cores()
        settings = {"NUM_STREAMS": self.streams, "INFERENCE_NUM_THREADS": self.streams}
        self._compiled = openvino.Core().compile_model(str(model), "CPU", settings)
        self._requests = threading.local()
        # What OpenVINO sets up at its first call is not safe to be set up by two threads: they wait for each other.
        self(np.zeros((1, 1), dtype=np.int64), np.ones((1, 1), dtype=np.int64))

    def __call__(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return one vector for each token: shape (batch, tokens, dimension)."""
        request = getattr(self._requests, "request", None)
        if request is None:
            request = self._requests.request = self._compiled.create_infer_request()
        # A copy: the next call writes to the same memory.
        return np.array(request.infer({"input_ids": ids, "attention_mask": mask})[0], dtype=np.float32)


def openvino_encoder(cache: Path) -> OpenVinoEncoder:
    """Return the model run by OpenVINO. Raises ImportError where it is missing."""
    # Merely importing openvino reports that to its makers' analytics service. Without this package it reports nothing.
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    return OpenVinoEncoder(bundled.onnx_file(cache))


def indexing_encoder(cache: Path) -> Encoder:
    """Return the fastest way whose vectors agree with float32's on this machine, whatever is installed.

    The comparison is made once for each version of OpenVINO, model and processor, and its result kept in the cache.
    """
    try:
        version = importlib.metadata.version("openvino")
        encoder = openvino_encoder(cache)
        result = cache / f"openvino-{version}-{_processor()}-{bundled.onnx_file(cache).stem}"
        if not result.exists():
            result.write_text("agrees" if agrees(encoder, onnx_encoder(cache)) else "differs", encoding="utf-8")
        if result.read_text(encoding="utf-8") == "agrees":
            return encoder
        _logger.warning("OpenVINO's vectors differ from ONNX Runtime's on this machine; using ONNX Runtime.")
    except ImportError:  # PackageNotFoundError is one
        _logger.info("OpenVINO is not installed; using ONNX Runtime, which takes about 1.7 times as long.")
    except RuntimeError as error:
        _logger.warning("OpenVINO cannot run the model here; using ONNX Runtime. %s", error)
    return onnx_encoder(cache)


def agrees(encoder: Encoder, reference: Encoder) -> bool:
    """Return whether both give nearly the same vectors for some texts and their sentences, short and long."""
    inputs = [PassageInput(text, [(0, len(text) // 2), (len(text) // 2, len(text))]) for text in _CHECKS]
    pairs = zip(
        PooledEmbedder(encoder).embed_passages(inputs), PooledEmbedder(reference).embed_passages(inputs), strict=True
    )
    return all(
        ours.vector @ theirs.vector > LEAST_COSINE
        and bool(np.all((ours.sentences * theirs.sentences).sum(axis=1) > LEAST_COSINE))
        for ours, theirs in pairs
    )


def _processor() -> str:
    """Return a short hash of what this processor is and can do."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        described = "\n".join(
            dict.fromkeys(line for line in lines if line.startswith(("model name", "flags", "Features")))
        )
    except OSError:
        described = platform.processor()
    return hashlib.sha256(f"{platform.machine()}\n{described}".encode()).hexdigest()[:8]
