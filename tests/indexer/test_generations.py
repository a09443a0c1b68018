"""Chroma generations: built aside, verified, made current, healed; the real Chroma, in real child processes."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.documents import Document, Locator, Passage, document_id
from corpus.errors import GenerationError
from corpus.facets import Facets, Filters
from corpus.library import FileRecord, GenerationRecord, Library
from corpus.writing import LibraryWriter, StoredEmbedding, writing
from indexer import exact
from indexer.generations import Generations
from indexer.vectors import COLLECTION, MANIFEST, file_hashes, folder_client, open_index
from tests.processes import STARTED

MODEL, DIMENSION = "a-model", 16


@pytest.fixture
def own_builders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes are built by programs of their own, as people have it."""
    monkeypatch.setattr("indexer.generations._Child", STARTED)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")


@pytest.fixture
def generations(library: Library, tmp_path: Path) -> Generations:
    return Generations(library, tmp_path / "chroma")


def vector(name: str) -> NDArray[np.float32]:
    """Return a unit vector that belongs to a name."""
    values = np.random.default_rng(list(name.encode())).normal(size=DIMENSION).astype(np.float32)
    return values / np.float32(np.linalg.norm(values))


def keep(writer: LibraryWriter, name: str, country: str) -> None:
    """Keep a document of one passage."""
    text = f"This is {name}."
    document = Document(
        id=document_id(name, text), title=name, text=text, source=name, facets=Facets(countries=(country,))
    )
    passage = Passage(
        id=f"passage-{name}-{country}",
        document_id=document.id,
        ordinal=0,
        text=text,
        locator=Locator(start=0, end=len(text)),
    )
    writer.keep(name, document, [(passage, name)], [StoredEmbedding(name, vector(name), vector(name)[None])], MODEL)
    writer.finish_file(FileRecord(path=name, source=name, documents=1), [document.id])


def advance(library: Library, generations: Generations, lock: Path, *names: str) -> GenerationRecord:
    """Publish a generation that has these documents besides those there were."""
    with writing(library, lock) as writer:
        for index, name in enumerate(names):
            keep(writer, name, "NL" if index % 2 else "FI")
        return generations.advance(writer, MODEL, DIMENSION)


def best(library: Library, folder: Path, name: str, filters: Filters = Filters(), url: str | None = None) -> str:
    """Return the passage that a question of this name finds first, and assert that Chroma found it."""
    current = library.current()
    assert current is not None
    index = open_index(library, current, folder, url)
    assert index.degraded is None
    return index.nearest(vector(name), filters, 3)[0][0]


def test_an_index_is_built_extended_and_found(library: Library, generations: Generations, tmp_path: Path) -> None:
    advance(library, generations, tmp_path / "lock", "one", "two", "three")
    assert best(library, generations.folder, "two") == "passage-two-NL"
    advance(library, generations, tmp_path / "lock", "four")
    assert best(library, generations.folder, "four") == "passage-four-FI"
    assert best(library, generations.folder, "one") == "passage-one-FI"
    with writing(library, tmp_path / "lock") as writer:
        writer.remove_file("one")
        generations.advance(writer, MODEL, DIMENSION)
    assert best(library, generations.folder, "one") != "passage-one-FI"
    assert len(list(generations.folder.iterdir())) == 2, "the last two generations are kept, no more"


def test_filters_hold(library: Library, generations: Generations, tmp_path: Path) -> None:
    advance(library, generations, tmp_path / "lock", "one", "two", "three")
    assert best(library, generations.folder, "one", Filters(countries=("NL",))) == "passage-two-NL"
    assert best(library, generations.folder, "two", Filters(countries=("FI", "SE"))) != "passage-two-NL"


def test_filters_hold_in_an_index_without_saved_vectors(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    folder = generations.folder / advance(library, generations, tmp_path / "lock", "one", "two").location
    for name in exact.FILES:
        (folder / name).unlink()
    (folder / MANIFEST).write_text(json.dumps(file_hashes(folder)))
    assert best(library, generations.folder, "one", Filters(countries=("NL",))) == "passage-two-NL"


def test_chroma_looks_far_enough_also_in_an_index_that_grew_out_of_an_older_one(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    record = advance(library, generations, tmp_path / "lock", "one")
    folder = generations.folder / record.location
    folder_client(folder).get_collection(COLLECTION, embedding_function=None).modify(
        configuration={"hnsw": {"ef_search": 10}}
    )
    record = advance(library, generations, tmp_path / "lock", "two")
    collection = folder_client(generations.folder / record.location).get_collection(COLLECTION, embedding_function=None)
    assert collection.configuration_json["hnsw"]["ef_search"] >= 400


def damage_pages(folder: Path) -> None:
    for path in folder.rglob("data_level0.bin"):
        path.write_bytes(b"\x00" * path.stat().st_size)


def damage_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 1000)


def damage_vectors(folder: Path) -> None:
    content = (folder / "vectors.npy").read_bytes()
    (folder / "vectors.npy").write_bytes(content[:-4] + b"\xff\xff\xff\xff")


@pytest.mark.parametrize("damage", [shutil.rmtree, damage_pages, damage_database, damage_vectors])
def test_a_damaged_index_still_answers_and_is_healed_without_embedding(
    library: Library, generations: Generations, tmp_path: Path, damage: object
) -> None:
    record = advance(library, generations, tmp_path / "lock", "one", "two", "three")
    assert callable(damage)
    damage(generations.folder / record.location)
    index = open_index(library, record, generations.folder)
    assert index.degraded
    name, similarity = index.nearest(vector("two"), Filters(), 3)[0]
    assert name == "passage-two-NL"
    assert similarity == pytest.approx(1, abs=1e-5)
    with writing(library, tmp_path / "lock") as writer:
        healed = generations.heal(writer)
    assert healed is not None
    assert healed.number == record.number
    assert best(library, generations.folder, "two") == "passage-two-NL"
    with writing(library, tmp_path / "lock") as writer:
        assert generations.heal(writer) is None


def test_a_damaged_index_is_never_the_base_of_the_next(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    record = advance(library, generations, tmp_path / "lock", "one", "two")
    damage_pages(generations.folder / record.location)
    advance(library, generations, tmp_path / "lock", "three")
    assert best(library, generations.folder, "one") == "passage-one-FI"
    assert best(library, generations.folder, "three") == "passage-three-FI"


def test_what_a_killed_builder_left_is_cleared_away(library: Library, generations: Generations, tmp_path: Path) -> None:
    left = generations.folder / "generation-1-dead.building"
    left.mkdir(parents=True)
    (left / "chroma.sqlite3").write_bytes(b"half")
    advance(library, generations, tmp_path / "lock", "one")
    assert not left.exists()


@pytest.mark.usefixtures("own_builders")
def test_an_index_that_lacks_a_vector_is_not_made_current(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    record = advance(library, generations, tmp_path / "lock", "one")
    with writing(library, tmp_path / "lock") as writer:
        keep(writer, "two", "NL")
        with writer.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM embeddings WHERE key = 'two'")
        with pytest.raises(GenerationError, match="lacks the vectors of 1 passages"):
            generations.advance(writer, MODEL, DIMENSION)
    assert library.current() == record
    assert best(library, generations.folder, "one") == "passage-one-FI"


def test_the_generation_before_can_be_made_current_again(
    library: Library, generations: Generations, tmp_path: Path
) -> None:
    first = advance(library, generations, tmp_path / "lock", "one")
    advance(library, generations, tmp_path / "lock", "two")
    with writing(library, tmp_path / "lock") as writer:
        assert generations.roll_back(writer) == first
    assert [card.title for card in library.documents(first.number)] == ["one"]
    assert best(library, generations.folder, "two") == "passage-one-FI"


@pytest.fixture
def chroma_url(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen([*command, "--path", str(tmp_path / "server")], stdout=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def test_a_chroma_server_holds_generations_as_collections(library: Library, tmp_path: Path, chroma_url: str) -> None:
    with writing(library, tmp_path / "lock") as writer:
        writer.put_setting("library_id", "abc")
    generations = Generations(library, tmp_path / "chroma", chroma_url)
    for name in ("one", "two", "three"):
        advance(library, generations, tmp_path / "lock", name)
    assert best(library, generations.folder, "three", url=chroma_url) == "passage-three-FI"
    assert best(library, generations.folder, "three", Filters(countries=("FI",)), chroma_url) == "passage-three-FI"
    from indexer.vectors import server_client

    names = sorted(collection.name for collection in server_client(chroma_url).list_collections())
    assert len(names) == 2
    assert names[0].startswith("vet-abc-generation-2-")
