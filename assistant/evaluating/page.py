"""The report as one HTML page that needs nothing else: no script, no network; every word from outside is escaped."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.evaluating.charts import bars, histogram, reliability_diagram
from assistant.evaluating.evaluation import FIGURES, MEANINGS, MISSES, Evaluation, Group, Miss
from assistant.evaluating.metrics import Estimate
from assistant.evaluating.parts import Part, PartMiss
from assistant.evaluating.report import GROUPINGS, miss_of, parts_of
from assistant.evaluating.running import Outcome, Shown
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

_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --ink: #1d282e; --muted: #4c5b63; --line: #c3ced3; --soft: #eff4f5;
  --first: #0f6b73; --second: #a8480f; --good: #17653a; --bad: #a32020; }
@media (prefers-color-scheme: dark) { :root { --ground: #14191c; --ink: #e7edf0; --muted: #aab8bf; --line: #45525a;
  --soft: #20282d; --first: #4fb3bd; --second: #f0a06a; --good: #7fd3a1; --bad: #ff9c94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 80rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2.2rem 0 .6rem; }
h1 { margin-top: 0; } h4 { margin: 0 0 .2rem; font-size: 1rem; }
p, ul { max-width: 50rem; } .muted, small { color: var(--muted); } a { color: inherit; }
.wide { overflow-x: auto; } .wide:focus-visible { outline: 2px solid var(--first); }
table { border-collapse: collapse; margin: .5rem 0 1rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; } td.number, th.number { text-align: right; white-space: nowrap; }
th.number { white-space: normal; }
th, td { overflow-wrap: break-word; } td:last-child:not(.number) { min-width: 15rem; } td small { display: block; }
th[scope=row] { min-width: 9rem; }
article { padding: .8rem 0; border-top: 1px solid var(--line); }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .15rem 1rem; margin: .4rem 0 0; }
dt { color: var(--muted); } dd { margin: 0; min-width: 0; } ol { margin: 0; padding-left: 1.4rem; }
q { quotes: none; } blockquote { margin: 0; } li + li { margin-top: .3rem; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
figure { margin: 1rem 0; overflow-x: auto; } .side { display: flex; flex-wrap: wrap; gap: 0 2rem; }
svg { max-width: 100%; min-width: 24rem; height: auto; font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
svg text { fill: var(--ink); } .end { text-anchor: end; } .middle { text-anchor: middle; }
.first { fill: var(--first); } .second { fill: url(#hatch); stroke: var(--second); } .grid { stroke: var(--line); }
svg .key { fill: var(--first); } svg .second-key { fill: var(--second); }
.hatch-ground { fill: var(--ground); } .hatch-line { stroke: var(--second); stroke-width: 3; }
.axis { stroke: var(--muted); fill: none; } .diagonal { stroke: var(--muted); stroke-dasharray: 4 4; }
.line { stroke: var(--first); stroke-width: 1.5; fill: none; } .whisker { stroke: var(--ink); stroke-width: 1.5; }
@media print { article { break-inside: avoid; } }
"""

_CODE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})?")
_CHARTED = ("recall_at_1", "recall_at_5", "recall_at_10", "evidence_at_1", "evidence_at_3", "citation_precision",
            "citation_recall", "wrongly_refused", "refused")  # fmt: skip


def html_report(evaluation: Evaluation) -> str:
    """Return the page."""
    sections = (
        _figures(evaluation),
        _refusal(evaluation),
        _time(evaluation),
        _groups(evaluation),
        *map(_part, parts_of(evaluation)),
        _misses(evaluation),
        _labels(evaluation),
        _method(evaluation),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>How well the library answers</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>How well the library answers</h1><p>{escape(summary_of(evaluation))}</p>"
        f"{''.join(sections)}</main></body></html>\n"
    )


def _figures(evaluation: Evaluation) -> str:
    figures = evaluation.figures
    charted = [(FIGURES[name], figures[name]) for name in _CHARTED if name in figures]
    about = "Bars: " + "; ".join(f"{label} {value_of(figure)}" for label, figure in charted)
    rows = [
        (escape(label), *_measured(figures[name]), str(figures[name].count), escape(MEANINGS[name]))
        for name, label in FIGURES.items()
        if name in figures
    ]
    exact = evaluation.exact_quotes
    rows.append(("Quotes word for word", *_measured(exact), str(exact.count), "quotes that stand so at their place"))
    table = _table("All figures", ("figure", "value", "95 % interval", "items", "meaning"), rows, numbers=(1, 2, 3))
    return f"<h2>Finding and quoting</h2><figure>{bars(charted, about)}</figure>{table}"


def _refusal(evaluation: Evaluation) -> str:
    scored = [each for each in evaluation.outcomes if each.score is not None]
    yes = [each.score for each in scored if each.question.answerable and each.score is not None]
    no = [each.score for each in scored if each.question.abstain and each.score is not None]
    rows = [
        (escape(shown(each.name)), str(each.questions), *_measured(each.auroc), *_measured(each.refused),
         escape(_counts(each.statuses)))
        for each in evaluation.refusal
    ]  # fmt: skip
    rows.append(
        ("answerable", str(evaluation.answerable), "", "", *_measured(evaluation.figures.get("wrongly_refused")),
         escape(_counts(evaluation.statuses)))
    )  # fmt: skip
    heads = ("questions that are", "questions", "AUROC", "95 % interval", "refused", "95 % interval", "statuses")
    calibration = evaluation.calibration
    bins = [
        (f"{each.low:.1f}–{each.high:.1f}", str(each.count),
         _number(each.mean_score), _number(each.share))
        for each in calibration.bins
    ]  # fmt: skip
    spread = histogram(yes, no, ("answerable", "unanswerable"), "Histogram: how scores are spread")
    diagram = reliability_diagram(calibration.bins, "Reliability diagram; the table beside it has its numbers")
    return (
        "<h2>Refusal, and what the score is worth</h2>"
        f"{_table('Refusal', heads, rows, numbers=(1, 2, 3, 4, 5))}"
        "<p>AUROC: how often an answerable question has a higher score than one of that set, ties counting half."
        f" Brier score {_said(calibration.brier)}, expected calibration error {_said(calibration.error)}:"
        f" 0 is best, and both depend on how many of the questions are answerable, here"
        f" {(calibration.answerable or 0):.0%}.</p>"
        f'<figure>{spread}</figure><div class="side"><figure>{diagram}</figure>'
        f"{_table('Scores', ('score', 'questions', 'mean score', 'answerable'), bins, numbers=(1, 2, 3))}</div>"
    )


def _time(evaluation: Evaluation) -> str:
    latency = evaluation.latency
    named = (
        ("ask, median", latency.ask_median), ("ask, 95th percentile", latency.ask_p95),
        ("search, median", latency.search_median), ("search, 95th percentile", latency.search_p95),
    )  # fmt: skip
    rows = [(name, value_of(figure, 1000, 0), interval_of(figure, 1000, 0)) for name, figure in named]
    return "<h2>Time</h2>" + _table("Milliseconds", ("time", "ms", "95 % interval"), rows, numbers=(1, 2))


def _groups(evaluation: Evaluation) -> str:
    parts = ["<h2>By language, document and question</h2>"]
    for by, (heading, _) in GROUPINGS.items():
        members = [group for group in evaluation.groups if group.by == by]
        if members:
            names = [name for name in FIGURES if any(name in group.figures for group in members)]
            rows = [_group(group, names) for group in members]
            heads = ("group", "questions", *(FIGURES[name] for name in names))
            table = _table(heading, heads, rows, numbers=range(1, len(heads)))
            parts.append(f"<h3>{escape(heading)}</h3>{table}")
    return "".join(parts)


def _group(group: Group, names: Sequence[str]) -> tuple[str, ...]:
    figures = (group.figures.get(name) for name in names)
    cells = (f"{value_of(figure)}<small>{interval_of(figure)}</small>" if figure else "–" for figure in figures)
    return escape(shown(group.name)), str(group.questions), *cells


def _part(part: Part) -> str:
    tables = "".join(
        _table(heads[0], heads, ([escape(shown(cell)) for cell in row] for row in rows), numbers=range(1, len(heads)))
        for heads, rows in part.tables
    )
    method = "".join(f"<p>{escape(each)}</p>" for each in part.method)
    misses = "".join(
        f"<h3>{escape(heading)} ({len(each)})</h3>{''.join(map(_part_miss, each))}" for heading, each in part.misses
    )
    return f"<h2>{escape(part.heading)}</h2><p>{escape(part.summary)}</p>{tables}{method}{misses}"


def _part_miss(miss: PartMiss) -> str:
    facts = "".join(f'<dt>{escape(name)}</dt><dd dir="auto">{escape(shown(text))}</dd>' for name, text in miss.facts)
    return f"<article><h4>{escape(shown(miss.title))}</h4><dl>{facts}</dl></article>"


def _misses(evaluation: Evaluation) -> str:
    by_miss: dict[Miss, list[Outcome]] = {}
    for outcome in evaluation.outcomes:
        if (miss := miss_of(outcome)) is not None:
            by_miss.setdefault(miss, []).append(outcome)
    kinds = [miss for miss in MISSES if miss in by_miss]
    links = "".join(f'<li><a href="#{miss}">{escape(MISSES[miss])}</a>: {len(by_miss[miss])}</li>' for miss in kinds)
    parts = [f"<h2>Every miss</h2><ul>{links}</ul>" if kinds else "<h2>Every miss</h2><p>There is none.</p>"]
    for miss in kinds:
        parts.append(f'<h3 id="{miss}">{escape(MISSES[miss])} ({len(by_miss[miss])})</h3>')
        parts += [_miss(outcome) for outcome in by_miss[miss]]
    return "".join(parts)


def _miss(outcome: Outcome) -> str:
    quotes = "".join(f"<li>{_quote(each)}</li>" for each in outcome.quotes)
    nearest = "; ".join(shown(title) for title in outcome.nearest)
    rows = [("Expected", escape(expected_of(outcome))), ("Found", escape(found_of(outcome)))]
    if quotes:
        rows.append(("Quoted", f"<ol>{quotes}</ol>"))
    elif nearest:
        rows.append(("Offered", escape(nearest)))
    if outcome.understood_as:
        rows.insert(0, ("Read as", escape(shown(outcome.understood_as))))
    rows += [("Label", escape(shown(doubt))) for doubt in outcome.doubts]
    listed = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows)
    earlier = "".join(f'<p class="muted" dir="auto">{escape(shown(each))}</p>' for each in outcome.question.previous)
    return (
        f'<article>{earlier}<h4 dir="auto"{_language(outcome.question.language or outcome.language)}>'
        f"{escape(shown(outcome.question.question))}</h4>"
        f'<p class="muted">{escape(facts_of(outcome))}</p><dl>{listed}</dl></article>'
    )


def _quote(each: Shown) -> str:
    mark = '<span class="good">✓ answers</span>' if each.answers else '<span class="bad">✗ not as labelled</span>'
    mark += "" if each.exact else ' <span class="bad">not word for word</span>'
    quote = f'<blockquote dir="auto"{_language(each.language)}>{escape(shown(each.quote or ""))}</blockquote>'
    return f'{quote}{mark} <span class="muted">{escape(place_of(each))}</span>'


def _labels(evaluation: Evaluation) -> str:
    doubtful = [each for each in evaluation.outcomes if each.doubts]
    if not doubtful:
        return ""
    rows = [(escape(shown(each.question.id)), escape(shown(" ".join(each.doubts)))) for each in doubtful]
    return "<h2>Labels that do not fit the library</h2>" + _table("Labels", ("question", "what is wrong"), rows)


def _method(evaluation: Evaluation) -> str:
    library = evaluation.library
    unused = f" Fields of the file that were not used: {shown(', '.join(evaluation.unused_fields))}."
    made = (
        f"Made with the embedding model {shown(library.model)}, generation {library.generation}, settings"
        f" {library.settings}.{unused if evaluation.unused_fields else ''}"
    )
    return "<h2>How it is measured</h2>" + "".join(f"<p>{escape(each)}</p>" for each in (*METHOD, made))


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """Return a table; the cells of `rows` are HTML, everything else is text. The first cell of a row names it."""
    right = frozenset(numbers)
    classes = ['class="number"' if index in right else "" for index in range(len(heads))]
    head = "".join(f'<th scope="col" {style}>{escape(text)}</th>' for text, style in zip(heads, classes, strict=True))
    body = "".join(
        f'<tr><th scope="row">{cells[0]}</th>'
        + "".join(f"<td {style}>{cell}</td>" for cell, style in zip(cells[1:], classes[1:], strict=True))
        + "</tr>"
        for cells in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _measured(figure: Estimate | None) -> tuple[str, str]:
    return value_of(figure), interval_of(figure)


def _said(figure: Estimate) -> str:
    return f"{value_of(figure)} ({interval_of(figure)})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _counts(statuses: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {status}" for status, count in statuses.items())


def _language(code: str | None) -> str:
    return f' lang="{code}"' if code and _CODE.fullmatch(code) else ""
