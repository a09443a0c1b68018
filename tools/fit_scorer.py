"""Learns the coefficients of assistant/scorer.json from labelled questions, and measures them on documents held back.

Each folder holds `documents/` and `questions.jsonl` (see `assistant.evaluating.labelled`), or is given as
FOLDER:QUESTIONS. Of questions with a `split` only those of `dev` are learned from. Homes are kept under --homes:

    python -m tools.fit_scorer FOLDER [FOLDER:QUESTIONS...] --homes HOMES

Sentences are ranked by a conditional logit: the probability that it is one of the right sentences among all of a
question is made as large as can be (Hunter, "MM algorithms for generalized Bradley-Terry models", 2004, for the model);
then a line through these log-odds makes them probabilities of single sentences (Platt, 1999). One vector of
coefficients is learned for all pairings of languages, and what each differs by, held to be small.
"""

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.asking import Reader
from assistant.candidates import Candidate, Importance, Sought, find_candidates
from assistant.conversation import Resolved
from assistant.evaluating.labelled import LabelledQuestion, chosen, read_labelled
from assistant.evaluating.matching import folded, holds, is_named, overlaps, spans_of
from assistant.evaluating.metrics import area_under_curve
from assistant.evidence import SEEN, what_is_seen
from assistant.retrieval import LOOKED_INTO, Found, passage_of
from assistant.scoring import FILE, PAIRINGS, pairing
from assistant.settings import load_settings
from assistant.signals import COLUMNS, sentence_signals
from assistant.wiring import index_sources, open_assistant
from corpus.facets import Filters

_FOLDS = 5
# Fewer questions of a pairing than this teach nothing of it alone.
_FEWEST = 60
# Held-out likelihood is flat between a tenth and ten times these.
_SHRINK, _SHRINK_APART, _SHRINK_ANSWERS = 0.003, 0.01, 0.1


class Example(NamedTuple):
    """A question: its candidates, the signals of their quotable sentences, and which of them answer."""

    folder: str
    group: str
    cluster: str
    cross: bool
    answerable: bool
    language: str
    candidates: list[Candidate]
    signals: list[NDArray[np.float32]]
    rows: NDArray[np.float32]
    passage: NDArray[np.int64]
    hits: NDArray[np.bool_]
    passage_hits: NDArray[np.bool_]
    pairings: NDArray[np.int64]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--homes", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--dry", action="store_true", help="measure only, and write nothing")
    arguments = parser.parse_args()
    data: dict[str, Any] = {"sentences": {}, "answers": {}, "seen": SEEN}
    examples: dict[str, list[Example]] = {"tokens": [], "texts": []}
    for folder in arguments.folders:
        for compared, gathered in gather(folder, arguments).items():
            examples[compared] += gathered
    for compared, gathered in examples.items():
        print(f"-- {compared}: {len(gathered)} questions")
        held_back = cross_validated(gathered)
        report(gathered, held_back)
        data["answers"][compared] = fit_answers(gathered, held_back)
        data["sentences"][compared] = named(fit_sentences(gathered), COLUMNS)
    if not arguments.dry:
        FILE.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    return 0


# Gathering


def gather(folder: str, arguments: argparse.Namespace) -> dict[str, list[Example]]:
    """Return what is seen of each question of a folder, and once more without the documents that answer it.

    Of both with "tokens", and as it is for a model that gives "texts" alone.
    """
    path, _, questions = folder.partition(":")
    documents = Path(path) if questions else Path(path) / "documents"
    settings = load_settings({}, arguments.homes / (Path(path).name + str(zlib.crc32(path.encode()))))
    index_sources(settings, [documents])
    labelled = read_labelled(Path(questions) if questions else Path(path) / "questions.jsonl").questions
    labelled = tuple(each for each in labelled if each.split in (None, "dev") and not each.previous)
    labelled = tuple(each for each in labelled if not each.filters)
    examples: dict[str, list[Example]] = {"tokens": [], "texts": []}
    with open_assistant(settings) as assistant:
        reader = assistant._current()
        for question in chosen(labelled, limit=arguments.limit):
            sought, candidates = candidates_of(reader, question)
            others = [each for each in candidates if not _labelled(each, question)]
            for compared, own in examples.items():
                for some, answerable in ((candidates, question.answerable), (others, False)):
                    if some is candidates or question.answerable:
                        seen = [each if compared == "tokens" else without_tokens(each) for each in some]
                        own.append(example(reader, path, question, sought, seen[:LOOKED_INTO], answerable))
    return {compared: [each for each in own if len(each.rows)] for compared, own in examples.items()}


def candidates_of(reader: Reader, question: LabelledQuestion) -> tuple[Sought, list[Candidate]]:
    asked = reader._understand(Resolved(text=question.question, asked=question.question), Filters(), None)
    sought = asked.sought
    return sought, find_candidates(reader._shelf, reader.index, sought, Filters(), 40)


def without_tokens(candidate: Candidate) -> Candidate:
    """Return a candidate as it is seen with a model that gives no tokens."""
    cosines = np.concatenate([[candidate.cosine], candidate.cosines])
    return candidate._replace(
        matched=cosines[:, None].astype(np.float32),
        importance=Importance.of(np.ones(1, dtype=np.float32)),
        tokened=False,
    )


def example(
    reader: Reader,
    folder: str,
    question: LabelledQuestion,
    sought: Sought,
    candidates: list[Candidate],
    answerable: bool,
) -> Example:
    signals = sentence_signals(candidates, sought)
    rows, passage, hits, pairings = [], [], [], []
    passage_hits = np.zeros(len(candidates), dtype=bool)
    for number, candidate in enumerate(candidates):
        spans = answer_spans(reader, candidate, question) if answerable and _labelled(candidate, question) else None
        written = candidate.read.card.facets.language
        passage_hits[number] = spans is not None and _answers(
            candidate.read.passage.text, (0, len(candidate.read.passage.text)), question, spans
        )
        for place, (start, end) in enumerate(candidate.read.passage.sentences):
            if candidate.read.quotable[place]:
                rows.append(signals[number][place])
                passage.append(number)
                pairings.append(PAIRINGS.index(pairing(sought.language, written)))
                text = candidate.read.passage.text[start:end]
                hits.append(spans is not None and _answers(text, (start, end), question, spans))
    group = "answerable" if answerable else "without" if question.answerable else "near" if question.near else "absent"
    return Example(
        folder=Path(folder).name,
        group=group,
        cluster=question.cluster or question.id,
        cross=bool(question.cross),
        answerable=answerable,
        language=sought.language,
        candidates=candidates,
        signals=signals,
        rows=np.array(rows, dtype=np.float32).reshape(-1, len(COLUMNS)),
        passage=np.array(passage, dtype=np.int64),
        hits=np.array(hits, dtype=bool),
        passage_hits=passage_hits,
        pairings=np.array(pairings, dtype=np.int64),
    )


def _labelled(candidate: Candidate, question: LabelledQuestion) -> bool:
    card = candidate.read.card
    if question.title is not None and folded(card.title) != folded(question.title):
        return False
    return any(is_named(card.source, name) for name in (*question.documents, *question.also))


def answer_spans(reader: Reader, candidate: Candidate, question: LabelledQuestion) -> list[tuple[int, int]]:
    """Return where the labelled evidence stands, counted from the passage's start."""
    offset = candidate.read.passage.locator.start
    text = reader.document(candidate.read.card.id).text if question.evidence else ""
    return [(start - offset, end - offset) for each in question.evidence for start, end in spans_of(text, each)]


def _answers(text: str, span: tuple[int, int], question: LabelledQuestion, spans: list[tuple[int, int]]) -> bool:
    return (bool(question.answers) and holds(text, question.answers)) or overlaps(span, spans)


# Sentences


def fit_sentences(examples: Sequence[Example]) -> dict[str, tuple[NDArray[np.float64], float]]:
    """Return coefficients and constant for each pairing."""
    ranked = [each for each in examples if each.hits.any()]
    together = np.concatenate([each.rows for each in ranked])
    mean, scale = together.mean(axis=0), together.std(axis=0) + 1e-3
    together = (together - mean) / scale
    count, width = len(PAIRINGS), len(COLUMNS)
    kinds = np.concatenate([each.pairings for each in ranked])
    of_kind = [(places, together[places]) for places in (np.flatnonzero(kinds == kind) for kind in range(count))]
    hits = np.concatenate([each.hits for each in ranked])
    lengths = [len(each.rows) for each in ranked]
    counted = shares(ranked, 0.5)
    starts, question = np.cumsum([0, *lengths])[:-1], np.repeat(np.arange(len(ranked)), lengths)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        shared, apart = flat[:width], flat[width:].reshape(count, width)
        scores = np.zeros(len(together))
        for kind, (places, own) in enumerate(of_kind):
            scores[places] = own @ (shared + apart[kind]).astype(np.float32)
        weights = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        total = np.add.reduceat(weights, starts)
        right = np.add.reduceat(weights * hits, starts)
        value = float(counted @ (np.log(total) - np.log(right)))
        slope = (weights / total[question] - weights * hits / right[question]) * counted[question]
        slopes = [own.T @ slope[places].astype(np.float32) for places, own in of_kind]
        shrink = np.concatenate([np.full(width, _SHRINK), np.full(count * width, _SHRINK_APART)])
        gradient = np.concatenate([np.sum(slopes, axis=0), *slopes]) + 2 * shrink * flat
        return value + float(shrink @ flat**2), gradient

    found = minimize(
        loss, np.zeros((count + 1) * width), jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-6}
    ).x
    coefficients = (found[:width] + found[width:].reshape(count, width)) / scale
    fitted: dict[str, tuple[NDArray[np.float64], float]] = {}
    for number, name in enumerate(PAIRINGS):
        own = [each for each in examples if each.answerable and (each.pairings == number).any()]
        if not own:  # learned from the other pairings alone
            own = [each for each in examples if each.answerable]
        chosen_rows = [(each.pairings == number) | ~(each.pairings == number).any() for each in own]
        raw = [each.rows[rows] @ coefficients[number] for each, rows in zip(own, chosen_rows, strict=True)]
        labels = [each.hits[rows] for each, rows in zip(own, chosen_rows, strict=True)]
        slope, constant = platt(np.concatenate(raw), np.concatenate(labels))
        fitted[name] = coefficients[number] * slope, constant
    return fitted


def shares(examples: Sequence[Example], evenness: float) -> NDArray[np.float64]:
    """Return what each question counts for, in all 1: with evenness 0 all the same, with 1 each set as much as another.

    A small set of the field is not to be drowned by a large one of other subjects.
    """
    sizes = Counter(each.folder for each in examples)
    counted = np.array([sizes[each.folder] ** -evenness for each in examples])
    return np.asarray(counted / counted.sum())


def platt(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and constant of the line that makes log-odds of scores."""
    weights = logistic(scores[:, None], labels.astype(float), np.ones(len(scores)), 1e-6)
    return float(weights[0]), float(weights[1])


def logistic(
    rows: NDArray[Any], labels: NDArray[np.float64], importance: NDArray[np.float64], shrink: float
) -> NDArray[np.float64]:
    """Return the coefficients of a logistic regression, the constant last."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    padded = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        told = padded @ weights
        value = float((importance * (np.logaddexp(0, told) - labels * told)).sum() / importance.sum())
        slope = importance * (1 / (1 + np.exp(-told)) - labels) / importance.sum()
        penalty = shrink * np.append(weights[:-1], 0.0)
        return value + float(penalty @ weights), padded.T @ slope + 2 * penalty

    found = minimize(loss, np.zeros(padded.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return np.append(found[:-1] / scale, found[-1] - float((found[:-1] * mean / scale).sum()))


def looked_into(each: Example, fitted: dict[str, tuple[NDArray[np.float64], float]]) -> list[Found]:
    """Return an example's passages as they are found with the coefficients, likeliest first."""
    found = []
    for candidate, signals in zip(each.candidates, each.signals, strict=True):
        coefficients, constant = fitted[pairing(each.language, candidate.read.card.facets.language)]
        found.append(passage_of(candidate, signals, (signals @ coefficients + constant).astype(np.float32)))
    return sorted(found, key=lambda one: -one.score)


# Whether the library answers


def fit_answers(examples: Sequence[Example], held_back: Sequence[list[Found]]) -> dict[str, dict[str, float]]:
    """Return coefficients by name for each pairing; unanswerable questions weigh as much as answerable ones."""
    fitted: dict[str, tuple[NDArray[np.float64], float]] = {}
    for name in PAIRINGS:
        rows, labels, groups, counted = answer_rows(examples, held_back, name)
        if len(rows) < _FEWEST:
            rows, labels, groups, counted = answer_rows(examples, held_back, None)
        fitted[name] = _fit_answers(rows, labels, groups, counted)
    return named(fitted, SEEN)


def _fit_answers(
    rows: NDArray[np.float64], labels: NDArray[np.float64], groups: NDArray[np.str_], counted: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    importance = counted / counted.sum()
    share = {"near": 0.25, "absent": 0.25, "without": 0.5}
    there = {group: part for group, part in share.items() if (groups == group).any()}
    for group, part in {
        "answerable": 1.0,
        **{group: part / sum(there.values()) for group, part in there.items()},
    }.items():
        importance[groups == group] *= part / importance[groups == group].sum()
    weights = logistic(rows, labels, importance, _SHRINK_ANSWERS)
    return weights[:-1], float(weights[-1])


def pairing_of(each: Example, found: Sequence[Found]) -> str:
    """Return how the language of a question stands to that of the likeliest sentence."""
    best = max(found, key=lambda one: float(one.odds.max(initial=-np.inf)))
    return pairing(each.language, best.card.facets.language)


def answer_rows(
    examples: Sequence[Example], found: Sequence[list[Found]], name: str | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.str_], NDArray[np.float64]]:
    rows, labels, groups, counted = [], [], [], []
    for each, passages, share in zip(examples, found, shares(examples, 1.0), strict=True):
        if name in (None, pairing_of(each, passages)):
            rows.append(what_is_seen(passages))
            labels.append(float(each.answerable))
            groups.append(each.group)
            counted.append(share)
    return np.array(rows), np.array(labels), np.array(groups), np.array(counted)


# Measuring


def cross_validated(examples: Sequence[Example]) -> list[list[Found]]:
    """Return what is found for each question with coefficients that were learned without its document."""
    folds = [zlib.crc32(each.cluster.encode()) % _FOLDS for each in examples]
    found: list[list[Found]] = [[] for _ in examples]
    for fold in range(_FOLDS):
        fitted = fit_sentences([each for each, own in zip(examples, folds, strict=True) if own != fold])
        for number, each in enumerate(examples):
            if folds[number] == fold:
                found[number] = looked_into(each, fitted)
    return found


def report(examples: Sequence[Example], found: Sequence[list[Found]]) -> None:
    """Print how well passages and sentences were ranked, and answerable questions told, by folder."""
    chances = _held_back_answers(examples, found)
    for folder, cross in dict.fromkeys((each.folder, each.cross) for each in examples):
        own = [n for n, each in enumerate(examples) if (each.folder, each.cross) == (folder, cross)]
        right = [n for n in own if examples[n].answerable]
        passages = [_passage_rank(examples[n], found[n]) for n in right]
        sentences = [_sentence_rank(examples[n], found[n]) for n in right]
        print(f"{folder}{' across languages' if cross else ''} ({len(right)}):", end=" ")
        print("passage", *(f"@{k} {_within(passages, k):.3f}" for k in (1, 5, 10)), end="; ")
        print("sentence", *(f"@{k} {_within(sentences, k):.3f}" for k in (1, 3, 5)), end="; ")
        for group in ("absent", "near", "without"):
            wrong = [chances[n] for n in own if not examples[n].answerable and examples[n].group == group]
            if wrong:
                print(f"AUROC {group} {area_under_curve([chances[n] for n in right], wrong):.3f}", end=" ")
        print()


def _held_back_answers(examples: Sequence[Example], found: Sequence[list[Found]]) -> list[float]:
    folds = [zlib.crc32(each.cluster.encode()) % _FOLDS for each in examples]
    chances = [0.0] * len(examples)
    for name in PAIRINGS:
        numbers = [n for n, each in enumerate(examples) if pairing_of(each, found[n]) == name]
        rows, labels, groups, counted = answer_rows(examples, found, name)
        if len(rows) < _FEWEST:
            continue
        for fold in range(_FOLDS):
            kept = np.array([folds[n] != fold for n in numbers], dtype=bool)
            if not kept.any() or kept.all():
                continue
            fitted = _fit_answers(rows[kept], labels[kept], groups[kept], counted[kept])
            for n, row, keep in zip(numbers, rows, kept, strict=True):
                if not keep:
                    chances[n] = float(row @ fitted[0] + fitted[1])
    return chances


def _within(ranks: Sequence[int], depth: int) -> float:
    return sum(rank <= depth for rank in ranks) / max(len(ranks), 1)


def _passage_rank(each: Example, found: list[Found]) -> int:
    right = {each.candidates[n].read.passage.id for n in np.flatnonzero(each.passage_hits)}
    return next((rank for rank, one in enumerate(found, start=1) if one.passage.id in right), 999)


def _sentence_rank(each: Example, found: list[Found]) -> int:
    odds = {one.passage.id: one.odds for one in found}
    told: list[float] = []
    seen: Counter[int] = Counter()
    for number in each.passage:
        candidate = each.candidates[number]
        quotable = [place for place, may in enumerate(candidate.read.quotable) if may]
        told.append(float(odds[candidate.read.passage.id][quotable[seen[int(number)]]]))
        seen[int(number)] += 1
    order = np.argsort(-np.array(told), kind="stable")
    return next((rank for rank, row in enumerate(order, start=1) if each.hits[row]), 999)


def named(fitted: dict[str, tuple[NDArray[np.float64], float]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return coefficients by name, in four digits that count."""
    return {
        pair: {
            "constant": float(f"{constant:.4g}"),
            **{name: float(f"{value:.4g}") for name, value in zip(names, coefficients, strict=True)},
        }
        for pair, (coefficients, constant) in fitted.items()
    }


if __name__ == "__main__":
    sys.exit(main())
