"""Measures how well passages and answering sentences are found, on a folder of documents and labelled questions.

The folder holds `documents/` and `questions.jsonl`, each line with `id`, `question`, `language`, `set`, and either
`document` (a file's name) with `any` (answers as they stand there) or `abstain`. Run it from the repository's root:

    python -m benchmarks.answering FOLDER [--home HOME] [--limit N]
"""

import argparse
import json
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from assistant.settings import load_settings
from assistant.wiring import Assistant, index_sources

DEPTHS = (1, 3, 5, 10)


class Outcome(NamedTuple):
    """What came of one question: at which rank its passage and its quote were found (None: not), and the answer."""

    group: str
    answerable: bool
    passage_rank: int | None
    quote_rank: int | None
    status: str
    score: float
    seconds: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, help="keep the library here and use it again")
    parser.add_argument("--limit", type=int, help="ask only every so many-th question, this many in all")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = load_settings({}, arguments.home or Path(temporary))
        started = perf_counter()
        report = index_sources(settings, [arguments.folder / "documents"])
        seconds = perf_counter() - started
        print(f"indexed {report.documents} documents, {report.passages} passages in {seconds:.1f} s", file=sys.stderr)
        with Assistant.open(settings) as assistant:
            outcomes = [measure(assistant, question) for question in questions_of(arguments.folder, arguments.limit)]
    print(summary(outcomes))
    return 0


def questions_of(folder: Path, limit: int | None) -> list[dict[str, Any]]:
    """Return the questions, or as many of them as asked for, spread evenly."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    step = max(len(lines) // limit, 1) if limit else 1
    return [json.loads(line) for line in lines[::step]]


def measure(assistant: Assistant, question: dict[str, Any]) -> Outcome:
    """Ask and search once, and compare with the label."""
    started = perf_counter()
    answer = assistant.ask(question["question"])
    seconds = perf_counter() - started
    cross = ", asked across languages" if question.get("cross") else ""
    passage_rank = quote_rank = None
    if not question.get("abstain"):
        passages = assistant.search(question["question"], limit=max(DEPTHS)).passages
        passage_rank = _rank(question, ((passage.source, passage.text) for passage in passages))
        quote_rank = _rank(question, ((citation.source, citation.quote) for citation in answer.citations))
    group = "near" if question.get("near") else question["set"]
    answerable = not question.get("abstain")
    label = f"{question['language']}{cross}" if answerable else group
    return Outcome(label, answerable, passage_rank, quote_rank, answer.status, answer.score, seconds)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the figures as lines of text."""
    lines = []
    for group in dict.fromkeys(outcome.group for outcome in outcomes if outcome.answerable):
        members = [outcome for outcome in outcomes if outcome.group == group and outcome.answerable]
        recall = ", ".join(f"@{k} {_share(each.passage_rank for each in members)[k]:.3f}" for k in (1, 5, 10))
        evidence = ", ".join(f"@{k} {_share(each.quote_rank for each in members)[k]:.3f}" for k in (1, 3, 5))
        lines += [f"questions in {group} ({len(members)}): passage recall {recall}; evidence {evidence}"]
        lines += [f"  {_statuses(members)}"]
    scores = [outcome.score for outcome in outcomes if outcome.answerable]
    for group in dict.fromkeys(outcome.group for outcome in outcomes if not outcome.answerable):
        members = [outcome for outcome in outcomes if outcome.group == group and not outcome.answerable]
        auroc = area_under_curve(scores, [outcome.score for outcome in members])
        lines += [f"unanswerable, {group} ({len(members)}): AUROC {auroc:.3f}", f"  {_statuses(members)}"]
    seconds = sorted(outcome.seconds for outcome in outcomes)
    slow = seconds[len(seconds) * 95 // 100]
    lines += [f"seconds a question: median {median(seconds):.4f}, 95th percentile {slow:.4f}"]
    return "\n".join(lines)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how often a positive score is above a negative one, ties counting half."""
    if not positive or not negative:
        return float("nan")
    above = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return above / (len(positive) * len(negative))


def folded(text: str) -> str:
    """Return a text as answers are compared: lower case, without punctuation and English articles, spaces folded."""
    words = re.sub(r"[^\w\s]", "", unicodedata.normalize("NFKC", text).lower())
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", words).split())


def _rank(question: dict[str, Any], texts: Iterable[tuple[str, str]]) -> int | None:
    answers = [folded(answer) for answer in question["any"]]
    for rank, (source, text) in enumerate(texts, start=1):
        if Path(source).name == question["document"] and any(answer in folded(text) for answer in answers):
            return rank
    return None


def _share(ranks: Iterable[int | None]) -> dict[int, float]:
    known = list(ranks)
    return {depth: sum(rank is not None and rank <= depth for rank in known) / len(known) for depth in DEPTHS}


def _statuses(outcomes: Sequence[Outcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    return ", ".join(f"{status} {count / len(outcomes):.3f}" for status, count in counts.most_common())


if __name__ == "__main__":
    sys.exit(main())
