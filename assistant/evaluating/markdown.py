"""The report as Markdown, with the main figures drawn in characters; every word from outside is escaped."""

from collections.abc import Iterable, Sequence

from assistant.evaluating.evaluation import FIGURES, MISSES, Evaluation
from assistant.evaluating.metrics import Estimate
from assistant.evaluating.parts import Part
from assistant.evaluating.report import GROUPINGS, miss_of, parts_of
from assistant.evaluating.running import Outcome
from assistant.evaluating.wording import (
    METHOD,
    expected_of,
    facts_of,
    found_of,
    interval_of,
    place_of,
    shown,
    summary_of,
    value_of,
)
from assistant.quoting import escaped

_WIDTH = 40


def markdown_report(evaluation: Evaluation) -> str:
    """Return the report."""
    latency, calibration = evaluation.latency, evaluation.calibration
    times = (
        ("ask, median", latency.ask_median), ("ask, 95th percentile", latency.ask_p95),
        ("search, median", latency.search_median), ("search, 95th percentile", latency.search_p95),
    )  # fmt: skip
    figures = {FIGURES[name]: each for name, each in evaluation.figures.items()}
    figures |= {"Quotes word for word": evaluation.exact_quotes, "Brier score": calibration.brier,
                "Expected calibration error": calibration.error}  # fmt: skip
    lines = ["# How well the library answers", "", escaped(summary_of(evaluation)), "", "```text"]
    lines += [_bar(FIGURES[name], each) for name, each in evaluation.figures.items()]
    lines += ["```", "", "## Figures", ""]
    lines += _table(("figure", "value", "95 % interval", "items"), (
        (name, value_of(each), interval_of(each), str(each.count)) for name, each in figures.items()
    ))  # fmt: skip
    lines += ["## Refusal", ""]
    lines += _table(("set", "questions", "AUROC", "95 % interval", "refused", "95 % interval"), (
        (escaped(shown(each.name)), str(each.questions), value_of(each.auroc), interval_of(each.auroc),
         value_of(each.refused), interval_of(each.refused))
        for each in evaluation.refusal
    ))  # fmt: skip
    lines += ["## Time", ""]
    lines += _table(("time", "ms", "95 % interval"), (
        (name, value_of(each, 1000, 0), interval_of(each, 1000, 0)) for name, each in times
    ))  # fmt: skip
    lines += _groups(evaluation)
    for part in parts_of(evaluation):
        lines += _part(part)
    lines += _misses(evaluation)
    lines += ["## How it is measured", ""]
    for paragraph in METHOD:
        lines += [paragraph, ""]
    return "\n".join(lines)


def _bar(label: str, figure: Estimate) -> str:
    filled = round((figure.value or 0) * _WIDTH)
    return f"{label:<28} {'█' * filled}{'░' * (_WIDTH - filled)} {value_of(figure)}  {interval_of(figure)}"


def _groups(evaluation: Evaluation) -> list[str]:
    lines: list[str] = []
    for by, (heading, _) in GROUPINGS.items():
        members = [group for group in evaluation.groups if group.by == by]
        names = [name for name in FIGURES if any(name in group.figures for group in members)]
        if members:
            lines += [f"## {heading}", ""]
            rows = [(group, [value_of(group.figures.get(name)) for name in names]) for group in members]
            lines += _table(
                ("group", "questions", *(FIGURES[name] for name in names)),
                ((escaped(shown(group.name)), str(group.questions), *values) for group, values in rows),
            )
    return lines


def _part(part: Part) -> list[str]:
    lines = [f"## {part.heading}", "", escaped(part.summary), ""]
    for heads, rows in part.tables:
        lines += _table(heads, ([escaped(shown(cell)) for cell in row] for row in rows))
    for paragraph in part.method:
        lines += [escaped(paragraph), ""]
    for heading, misses in part.misses:
        lines += [f"### {heading} ({len(misses)})", ""]
        for title, facts in misses:
            lines.append(f"- **{escaped(shown(title))}**")
            lines += [f"  - {name}: {escaped(shown(text))}" for name, text in facts]
        lines.append("")
    return lines


def _misses(evaluation: Evaluation) -> list[str]:
    lines = ["## Every miss", ""]
    for miss, heading in MISSES.items():
        members = [outcome for outcome in evaluation.outcomes if miss_of(outcome) == miss]
        if members:
            lines += [f"### {heading} ({len(members)})", ""]
            for outcome in members:
                lines += [*_miss(outcome), ""]
    return lines


def _miss(outcome: Outcome) -> list[str]:
    lines = [
        f"- **{escaped(shown(outcome.question.question))}**  ",
        f"  {escaped(facts_of(outcome))}",
        f"  - Expected: {escaped(expected_of(outcome))}",
        f"  - Found: {escaped(found_of(outcome))}",
    ]
    if outcome.understood_as:
        lines.append(f"  - Read as: {escaped(shown(outcome.understood_as))}")
    for each in outcome.quotes:
        mark = "✓" if each.answers else "✗"
        lines.append(f"  - Quoted {mark}: “{escaped(shown(each.quote or ''))}” ({escaped(place_of(each))})")
    lines += [f"  - Label: {escaped(shown(doubt))}" for doubt in outcome.doubts]
    return lines


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    line = "| " + " | ".join(heads) + " |"
    rule = "| --- |" + " ---: |" * (len(heads) - 1)
    return [line, rule, *("| " + " | ".join(cells) + " |" for cells in rows), ""]
