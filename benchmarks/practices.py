"""How fast practices are ranked by how comparable they are, in a library of any number of them.

    python -m benchmarks.practices HOME [--practices 10000] [--times 20]

HOME is one whose library holds practices, such as the sample corpus; it is not changed. As many practices as wanted
are made by recombining their sections. Measured are: working all of them out (once for each document), opening them
from the file that this leaves, the first ranking by one of them, by one's own, with a filter, and another weighing.

Wanted with 10,000: a first ranking within 300 ms, another weighing within 100 ms. Measured on 2 cores shared with other
work (load 6 to 11), median and longest: first ranking 73 and 153 ms, by one's own 203 and 281 ms, other weights 19 and
91 ms, a new filter 184 ms (once). At a load of 11 single calls took up to 0.7 s. Working them out took 365 s of such
time (129 s on a quieter machine, before kinds of practice were looked for, which is 17 % more work), opening the file
8 to 14 s (2.4 s when quiet). Comparing with 10,000 practices is 12 ms of processor time.
"""

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from assistant.practices.likeness import DEFAULT_WEIGHTS
from assistant.practices.own import own_practice
from assistant.practices.ranking import PRACTICE_KINDS, Practices
from assistant.practices.shapes import Dimension
from assistant.settings import load_settings
from assistant.wiring import Assistant
from corpus.documents import Document, Locator, Passage, Section
from corpus.errors import DocumentNotFound
from corpus.facets import Facets, Filters
from corpus.library import Library, PassageVectors

_FEWEST = 5
_OWN = (
    "Our students of welding spend two days a week in a company of the region. Thirty companies and two hundred"
    " students take part. Teachers visit them twice a year. The region and the companies pay EUR 120,000 a year."
)


class Piece(NamedTuple):
    """A section of a practice: its field, its heading and text, where the text begins, its passages and vectors."""

    field: str
    text: str
    begins: int
    passages: list[tuple[Passage, PassageVectors]]


class RecombinedLibrary(Library):
    """Stands in for a library of very many practices: each is made, when it is asked for, of sections of others."""

    def __init__(self, base: Library, number: int) -> None:
        super().__init__(base.engine)
        record = base.current()
        assert record
        self._number = number
        self._pieces: dict[str, list[Piece]] = {}
        self._facets: list[Facets] = []
        for identifier in base.document_ids(record.number, Filters(kinds=PRACTICE_KINDS)):
            document = base.document(record.number, identifier)
            passages = base.passages_of(record.number, identifier)
            vectors = base.passage_vectors(record.number, [each.id for each in passages], record.model)
            self._facets.append(document.facets)
            for section in document.sections:
                own = [each for each in passages if section.start < each.locator.end <= section.end]
                if section.field and own:
                    # A passage begins with its heading, a section after it.
                    first = min(own[0].locator.start, section.start)
                    pairs = [(_moved(each, -first), vectors[each.id]) for each in own]
                    piece = Piece(section.field, document.text[first : section.end], section.start - first, pairs)
                    self._pieces.setdefault(section.field, []).append(piece)

    def document_ids(self, _generation: int, filters: Filters = Filters()) -> list[str]:
        chosen = list(range(self._number))
        if filters.countries:
            chosen = [each for each in chosen if set(self._facets_of(each).countries) & set(filters.countries)]
        return [f"{each:016}" for each in chosen]

    def document(self, _generation: int, document_id: str) -> Document:
        if int(document_id) >= self._number:
            raise DocumentNotFound(document_id)
        text, sections = "", []
        for piece in self._chosen(document_id):
            start, end = len(text) + piece.begins, len(text) + len(piece.text)
            sections.append(Section(title=piece.field, field=piece.field, start=start, end=end))
            text += f"{piece.text}\n\n"
        return Document(
            id=document_id, title=f"Practice {document_id}", text=text, source=document_id, sections=tuple(sections),
            facets=self._facets_of(int(document_id)),
        )  # fmt: skip

    def passages_of(self, _generation: int, document_id: str) -> list[Passage]:
        return [passage for passage, _ in self._pairs(document_id)]

    def passage_vectors(self, _generation: int, ids: Sequence[str], _model: str) -> dict[str, PassageVectors]:
        return {passage.id: vectors for passage, vectors in self._pairs(ids[0].split("-")[0])} if ids else {}

    def _pairs(self, document_id: str) -> list[tuple[Passage, PassageVectors]]:
        document = self.document(0, document_id)
        pairs = []
        for section, piece in zip(document.sections, self._chosen(document_id), strict=True):
            for number, (passage, vectors) in enumerate(piece.passages):
                moved = _moved(passage, section.start - piece.begins)
                update = {"id": f"{document_id}-{piece.field}-{number}", "document_id": document_id}
                pairs.append((moved.model_copy(update=update), vectors))
        return pairs

    def _chosen(self, document_id: str) -> list[Piece]:
        chosen = random.Random(int(document_id))
        # As in the samples, some fields are always there and others seldom.
        share = {field: len(pieces) / len(self._facets) for field, pieces in self._pieces.items()}
        return [chosen.choice(each) for field, each in self._pieces.items() if chosen.random() < share[field] + 0.1]

    def _facets_of(self, number: int) -> Facets:
        return random.Random(number).choice(self._facets)


def _moved(passage: Passage, by: int) -> Passage:
    locator = Locator(start=passage.locator.start + by, end=passage.locator.end + by)
    return passage.model_copy(update={"locator": locator})


def milliseconds(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Return how long each call took."""
    taken = []
    for call in calls:
        started = perf_counter()
        call()
        taken.append((perf_counter() - started) * 1000)
    return taken


def said(what: str, taken: Sequence[float]) -> str:
    """Return a line that says how long something took."""
    return f"{what:32} median {median(taken):7.1f} ms   longest {max(taken):7.1f} ms"


def measure(practices: Practices, assistant: Assistant, times: int) -> None:
    """Rank by practices that were never asked for before, then weigh otherwise; print how long each takes."""
    ids = random.Random(5).sample(practices.table.ids, times)
    own = [own_practice(f"{_OWN} {number} girls take part.", assistant.vocabulary) for number in range(times)]
    heavier = [{**DEFAULT_WEIGHTS, each: 5.0} for each in Dimension]
    filters = Filters(countries=("NL", "FI"))
    practices.comparable(ids[0], limit=10)
    practices.comparable(own[0], limit=10)
    print(said("first ranking", milliseconds([partial(practices.comparable, each) for each in ids[1:]])))
    print(said("first ranking by one's own", milliseconds([partial(practices.comparable, each) for each in own[1:]])))
    print(said("other weights", milliseconds([partial(practices.comparable, ids[-1], each) for each in heavier])))
    print(said("a new filter", milliseconds([partial(practices.comparable, ids[-1], filters=filters)])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    with Assistant.open(load_settings({}, arguments.home)) as assistant, tempfile.TemporaryDirectory() as folder:
        record = assistant.generation()
        if record is None or len(assistant.documents(Filters(kinds=PRACTICE_KINDS))) < _FEWEST:
            raise SystemExit(f"The library in {arguments.home} holds fewer than {_FEWEST} practices.")
        library = RecombinedLibrary(assistant.library, arguments.practices)
        file = Path(folder) / "practices.sqlite"
        for what in ("worked out", "opened again"):
            started = perf_counter()
            practices = Practices(library, record, assistant.embedder, assistant.vocabulary, file)
            print(f"{len(practices)} practices {what} in {perf_counter() - started:.1f} s")
        measure(practices, assistant, arguments.times)


if __name__ == "__main__":
    main()
