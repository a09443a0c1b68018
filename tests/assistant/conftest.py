"""A small real library, indexed once for all tests of the assistant, which only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources
from tests.assistant.situations import write_documents


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = write_documents(tmp_path_factory.mktemp("documents"))
    settings = load_settings({}, tmp_path_factory.mktemp("home"))
    index_sources(settings, [folder])
    return settings


@pytest.fixture(scope="session")
def assistant(indexed: Settings) -> Iterator[Assistant]:
    with Assistant.open(indexed) as opened:
        yield opened


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")
