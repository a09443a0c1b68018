"""What every test shares: an empty home of its own, no settings from outside, and what is slow to load loaded once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assistant import wiring
from indexer import generations, reading
from indexer.models import encoders
from tests.models import shared_model
from tests.processes import KeptReaders, SplitOff

os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is ever fetched, whatever a test asks for

# How quickly examples are made up says how busy the machine is, nothing more.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


SLOWEST_FIRST = ("browser", "indexer")
"""The folders whose files take longest: begun last, one of them keeps one process busy while the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)

    items.sort(key=place)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty VET home, which `VET_HOME` names; no other setting of the person who runs the tests gets in."""
    for name in [name for name in os.environ if name.startswith("VET_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "vet-home"
    monkeypatch.setenv("VET_HOME", str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def one_model() -> Iterator[None]:
    """The bundled model is loaded once for questions and once for indexing, however many assistants are opened.

    That each loads it, and makes its file, is what `tests.indexer.test_embedding` and the browser's tests are about.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "load_embedder", shared_model)
        if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
            # Each process that runs tests has a core of its own: threads that wait for each other would take two.
            patch.setattr(encoders, "cores", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def processes_ready_to_work() -> Iterator[None]:
    """Files are read, and indexes built, by processes that have loaded what they need: see `tests.processes`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "_Child", SplitOff)
        patch.setattr(reading, "ReadingPool", KeptReaders)
        yield
    SplitOff.builders.close()
    KeptReaders.end()
