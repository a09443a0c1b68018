"""Learns how the checker weighs what it sees of a statement and its source: `assistant/checking/meaning.json`.

    python tools/fit_checker.py --home HOME benchmarks/questions/statements.jsonl

The statements of the split `dev` alone are learned from: the faithful ones against those whose meaning is wrong, and
against the same faithful ones with passages that they do not cite. Those that a figure, name or negation gives away are
left out, as the checker marks them anyway. HOME is a home with the documents that the statements cite.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.checking.checker import Checker
from assistant.checking.meaning import FILE, SIGNALS
from assistant.checking.shapes import Source
from assistant.evaluating.claimlabels import StatementLabel, read_claim_labels
from assistant.evaluating.claimrunning import Find
from assistant.evaluating.claimrunning import _found_in as found_in
from assistant.scoring import PAIRINGS
from assistant.settings import load_settings
from assistant.wiring import Assistant

MEANING = ("invented", "overstated", "swapped_citation")
_STRENGTH = 0.3
_OTHERS = 6
_FAITHFUL_KEPT = 0.975
_LOWEST, _HIGHEST = 0.2, 0.6
_SEED = 7

Seen = tuple[str, NDArray[np.float32], bool]


def main() -> None:
    """Learn, say what came of it, and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("statements", type=Path)
    arguments = parser.parse_args()
    labels = read_claim_labels(arguments.statements, None).of("dev").statements
    with Assistant.open(load_settings({}, arguments.home)) as assistant:
        seen = list(_seen(assistant, labels))
    learned = {pair: _learned(pair, [each for each in seen if each[0] == pair]) for pair in PAIRINGS}
    FILE.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


def _seen(assistant: Assistant, labels: Sequence[StatementLabel]) -> Iterator[Seen]:
    """Yield how each statement and source stand to each other, what is seen, and whether the one says the other."""
    chance = random.Random(_SEED)
    checker, find = assistant.checker(), found_in(assistant)
    cited = {label.id: _sources(label, find) for label in labels}
    faithful = [label for label in labels if label.faithful]
    for label in labels:
        if label.faithful or label.kind in MEANING:
            yield from _signals(checker, label, cited[label.id], faithful=label.faithful)
    for label in faithful:
        own = {source.document.id for source in cited[label.id]}
        others = [each for each in faithful if own.isdisjoint(source.document.id for source in cited[each.id])]
        beside = [each for each in faithful if _apart(cited[label.id], cited[each.id])]
        for other in (*chance.sample(others, _OTHERS), *chance.sample(beside, min(2, len(beside)))):
            yield from _signals(checker, label, cited[other.id], faithful=False)


def _sources(label: StatementLabel, find: Find) -> list[Source]:
    return [source for quote in label.cites if (found := find(quote)) is not None for source in found.sources]


def _apart(one: Sequence[Source], other: Sequence[Source]) -> bool:
    """Whether two statements cite passages of one document that have nothing in common."""
    same = {source.document.id for source in one} == {source.document.id for source in other}
    return same and not any(a.start < b.end and b.start < a.end for a in one for b in other)


def _signals(checker: Checker, label: StatementLabel, sources: Sequence[Source], *, faithful: bool) -> Iterator[Seen]:
    compared = checker.signals(label.statement, sources, label.language)
    if compared is not None and (faithful or not compared.differences):
        yield compared.pair, compared.seen.signals, faithful


def _learned(pair: str, seen: Sequence[Seen]) -> dict[str, object]:
    signals = np.array([each[1] for each in seen], dtype=np.float64)
    said = np.array([each[2] for each in seen])
    weights = np.where(said, 0.5 / max(said.sum(), 1), 0.5 / max((~said).sum(), 1)) * len(said)
    coefficients = _regression(signals, said.astype(np.float64), weights)
    likely = 1.0 / (1.0 + np.exp(-signals @ coefficients))
    threshold = float(np.clip(np.quantile(likely[said], 1 - _FAITHFUL_KEPT), _LOWEST, _HIGHEST))
    print(
        f"{pair}: {said.sum()} faithful, {(likely[said] < threshold).mean():.1%} marked; {(~said).sum()} others that no"
        f" fact gives away, {(likely[~said] >= threshold).mean():.1%} taken for said; threshold {threshold:.2f}"
    )
    return {
        "threshold": round(threshold, 3),
        "coefficients": {name: round(float(value), 3) for name, value in zip(SIGNALS, coefficients, strict=True)},
    }


def _regression(
    signals: NDArray[np.float64], said: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression, held small, by Newton's method."""
    coefficients = np.zeros(signals.shape[1])
    small = np.full(signals.shape[1], _STRENGTH)
    small[SIGNALS.index("constant")] = 1e-6
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-np.clip(signals @ coefficients, -30, 30)))
        gradient = signals.T @ (weights * (likely - said)) + small * coefficients
        curvature = (signals.T * (weights * likely * (1 - likely))) @ signals + np.diag(small)
        coefficients -= np.linalg.solve(curvature, gradient)
    return coefficients


if __name__ == "__main__":
    main()
