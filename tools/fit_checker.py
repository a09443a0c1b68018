"""Learns how the checker weighs what it sees of a statement and its source: `assistant/checking/meaning.json`.

    python tools/fit_checker.py --home HOME benchmarks/questions/statements.jsonl [--more FILE]

Of the statements, those of the split `dev` alone are learned from: the faithful ones against those whose meaning is
wrong, and against the same faithful ones with passages that they do not cite. Those that a figure, name or negation
gives away are left out, as the checker marks them anyway. HOME is a home with the documents that the statements cite;
FILE has more statements, each a JSON line with its source: `statement`, `language`, `faithful`, `kind`, and of the
source `title`, `text`, `source_language` and `countries`; those of one `set`, if they name any, are of one kind. Each
set counts the same, so that no large one drowns the others.

The threshold is that at which the fewest are judged wrongly, as seen in documents that were not learned from: of the
faithful ones, of those with a source that they do not cite (they count twice), and of the others (they count less).
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.checker import Checker
from assistant.checking.meaning import FILE, SIGNALS
from assistant.checking.shapes import Source
from assistant.evaluating.claimlabels import read_claim_labels
from assistant.evaluating.claimrunning import Find
from assistant.evaluating.claimrunning import _found_in as found_in
from assistant.scoring import PAIRINGS
from assistant.settings import load_settings
from assistant.wiring import Assistant
from corpus.documents import Document, document_id
from corpus.facets import Facets

MEANING = ("invented", "overstated", "swapped_citation", "added_claim", "added", "swapped", "related", "cause")
_STRENGTH = 0.3
_OTHERS, _OF_LANGUAGE, _BESIDE = 4, 3, 2
_THRESHOLDS = np.arange(0.2, 0.51, 0.02)
_FAITHFUL_COUNTS, _STRANGE_COUNTS = 1.5, 3
_PARTS = 10
_SEED = 7


class Cited(NamedTuple):
    """A statement with its sources."""

    statement: str
    language: str
    kind: str
    faithful: bool
    sources: tuple[Source, ...]

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that it cites."""
        return frozenset(source.document.id for source in self.sources)


class Seen(NamedTuple):
    """What is seen of a statement and a source, of which document, and whether the one says what the other does.

    `told`: a fact gives it away that it does not; `cited`: it is a source that the statement cites; `weight` is what it
    counts for.
    """

    pair: str
    document: str
    signals: NDArray[np.float32]
    told: bool
    faithful: bool
    cited: bool
    weight: float = 1.0


_Weighed = tuple[NDArray[np.float64], NDArray[np.float64]]


def main() -> None:
    """Learn, say what came of it, and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--more", type=Path)
    parser.add_argument("statements", type=Path)
    arguments = parser.parse_args()
    with Assistant.open(load_settings({}, arguments.home)) as assistant:
        groups = [list(_labelled(arguments.statements, found_in(assistant)))]
        if arguments.more:
            groups += _more(arguments.more)
        seen = [each for group in groups for each in _weighed(list(_seen(assistant.checker(), group)))]
    learned = {pair: _learned(pair, [each for each in seen if each.pair == pair]) for pair in PAIRINGS}
    FILE.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


def _labelled(path: Path, find: Find) -> Iterator[Cited]:
    for label in read_claim_labels(path, None).of("dev").statements:
        sources = [source for quote in label.cites if (found := find(quote)) is not None for source in found.sources]
        yield Cited(label.statement, label.language, label.kind, label.faithful, tuple(sources))


def _weighed(seen: Sequence[Seen]) -> list[Seen]:
    """Return what is seen of a set, each counting for less the larger the set is."""
    return [each._replace(weight=1 / len(seen)) for each in seen]


def _more(path: Path) -> list[list[Cited]]:
    documents: dict[str, Document] = {}
    sets: dict[str, list[Cited]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        key = document_id(row["title"], row["text"])
        if key not in documents:
            facets = Facets(language=row["source_language"], countries=tuple(row["countries"]))
            documents[key] = Document(id=key, title=row["title"], text=row["text"], source="more", facets=facets)
        source = Source(documents[key], 0, len(row["text"]))
        sets.setdefault(row.get("set", ""), []).append(
            Cited(row["statement"], row["language"], row["kind"], bool(row["faithful"]), (source,))
        )
    return list(sets.values())


def _seen(checker: Checker, cited: Sequence[Cited]) -> Iterator[Seen]:
    """Yield what is seen of statements with their sources, and of the faithful ones with those of others."""
    chance = random.Random(_SEED)
    faithful = [each for each in cited if each.faithful]
    for each in cited:
        if each.faithful or each.kind in MEANING:
            yield from _signals(checker, each, each.sources, faithful=each.faithful)
    for each in faithful:
        others = [other for other in faithful if each.documents.isdisjoint(other.documents)]
        alike = [other for other in others if _language(other) == _language(each)]
        beside = [other for other in faithful if _apart(each.sources, other.sources)]
        for pool, most in ((others, _OTHERS), (alike, _OF_LANGUAGE), (beside, _BESIDE)):
            for other in chance.sample(pool, min(most, len(pool))):
                yield from _signals(checker, each, other.sources, faithful=False)


def _language(cited: Cited) -> str | None:
    return cited.sources[0].document.facets.language if cited.sources else None


def _apart(one: Sequence[Source], other: Sequence[Source]) -> bool:
    """Whether two statements cite passages of one document that have nothing in common."""
    same = {source.document.id for source in one} == {source.document.id for source in other}
    return same and not any(a.start < b.end and b.start < a.end for a in one for b in other)


def _signals(checker: Checker, cited: Cited, sources: Sequence[Source], *, faithful: bool) -> Iterator[Seen]:
    compared = checker.signals(cited.statement, sources, cited.language)
    if compared is not None:
        document = cited.sources[0].document.id
        own = tuple(sources) == cited.sources
        yield Seen(compared.pair, document, compared.seen.signals, bool(compared.differences), faithful, own)


def _learned(pair: str, seen: Sequence[Seen]) -> dict[str, object]:
    signals = np.array([each.signals for each in seen], dtype=np.float64)
    said = np.array([each.faithful for each in seen])
    told = np.array([each.told for each in seen])
    weights = np.array([each.weight for each in seen])
    learning = said | ~told
    documents = sorted({each.document for each in seen})
    part_of = {document: number % _PARTS for number, document in enumerate(documents)}
    parts = np.array([part_of[each.document] for each in seen])
    likely = np.zeros(len(seen))
    for part in range(_PARTS):
        here, rest = parts == part, (parts != part) & learning
        likely[here] = _likelihoods(signals[here], _regression(signals[rest], said[rest], weights[rest]))
    strange = np.array([not each.cited for each in seen])
    passing = np.where(told, 0.0, likely)
    others = ~said & ~strange
    threshold = _threshold(
        (likely[said], weights[said]), (passing[strange], weights[strange]), (passing[others], weights[others])
    )
    print(
        f"{pair}: {said.sum()} faithful, {(likely[said] < threshold).mean():.1%} marked for their meaning and"
        f" {told[said].mean():.1%} for a fact; taken for said {(passing[strange] >= threshold).mean():.1%} of"
        f" {strange.sum()} with sources that they do not cite, {(passing[others] >= threshold).mean():.1%} of"
        f" {others.sum()} others; threshold {threshold:.2f}"
    )
    coefficients = _regression(signals[learning], said[learning], weights[learning])
    return {
        "threshold": round(threshold, 3),
        "coefficients": {name: round(float(value), 3) for name, value in zip(SIGNALS, coefficients, strict=True)},
    }


def _threshold(faithful: _Weighed, strange: _Weighed, others: _Weighed) -> float:
    """Return the threshold at which the fewest are judged wrongly, of likelihoods with what each counts for."""
    wrong = [
        (
            _FAITHFUL_COUNTS * float(np.average(faithful[0] < each, weights=faithful[1]))
            + _STRANGE_COUNTS * float(np.average(strange[0] >= each, weights=strange[1]))
            + float(np.average(others[0] >= each, weights=others[1])),
            float(each),
        )
        for each in _THRESHOLDS
    ]
    return min(wrong)[1]


def _likelihoods(signals: NDArray[np.float64], coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(signals @ coefficients, -30, 30))))


def _regression(
    signals: NDArray[np.float64], said: NDArray[np.bool_], counting: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression, held small, by Newton's method; both sides weigh the same."""
    weights = np.where(said, counting / counting[said].sum(), counting / counting[~said].sum()) * len(said) / 2
    coefficients = np.zeros(signals.shape[1])
    small = np.full(signals.shape[1], _STRENGTH)
    small[SIGNALS.index("constant")] = 1e-6
    for _ in range(50):
        likely = _likelihoods(signals, coefficients)
        gradient = signals.T @ (weights * (likely - said)) + small * coefficients
        curvature = (signals.T * (weights * likely * (1 - likely))) @ signals + np.diag(small)
        coefficients -= np.linalg.solve(curvature, gradient)
    return coefficients


if __name__ == "__main__":
    main()
