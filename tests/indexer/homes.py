"""A home to index into, made of real parts: a real library, Chroma, readers and the bundled model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.library import Library
from corpus.vocabulary import load_vocabulary
from corpus.writing import writing
from indexer import reading
from indexer.generations import Generations
from indexer.sync import Report, Synchroniser
from tests.models import bundled_model


class Home:
    """A library in a folder, and what a person does with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.library = Library.open(f"sqlite:///{folder / 'library.sqlite'}")
        self.generations = Generations(self.library, folder / "chroma")
        self.lock = folder / "library.lock"

    def index(self, *paths: Path, forget: Sequence[Path] = ()) -> Report:
        """Bring the index up to date."""
        with reading.ReadingPool() as pool:
            synchroniser = Synchroniser(
                self.library, self.generations, bundled_model("index"), load_vocabulary(), pool.read_many, self.lock
            )
            return synchroniser.run(paths, forget)

    def titles(self) -> list[str]:
        """Return the titles of the documents that the current generation holds."""
        current = self.library.current()
        return [card.title for card in self.library.documents(current.number)] if current else []

    def state(self) -> dict[str, Any]:
        """Return all that the current generation holds, to compare it with another home's."""
        current = self.library.current()
        if current is None:
            return {}
        documents = [self.library.document(current.number, card.id) for card in self.library.documents(current.number)]
        passages = sorted(self.library.passage_ids(current.number))
        ids, vectors = self.library.vectors(current.number, passages, current.model)
        return {
            "documents": sorted(document.model_dump_json() for document in documents),
            "passages": passages,
            "vectors": {identifier: vector.round(4).tolist() for identifier, vector in zip(ids, vectors, strict=True)},
            "files": [record.model_dump(exclude={"stamp", "fingerprint"}) for record in self.library.files()],
            "problem": self.generations.problem(current),
        }

    def heal(self) -> bool:
        """Heal the index; says whether it had to be."""
        with writing(self.library, self.lock) as writer:
            return self.generations.heal(writer) is not None
