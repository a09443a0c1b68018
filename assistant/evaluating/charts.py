"""Charts as SVG: drawn from numbers alone, coloured by the page's own styles, each with its text alternative."""

from collections.abc import Sequence
from html import escape

from assistant.evaluating.metrics import Bin, Estimate

_BINS = 20


def bars(figures: Sequence[tuple[str, Estimate]], about: str) -> str:
    """Return horizontal bars from 0 to 1, each with its value and the whisker of its interval."""
    left, width, row, top = 210, 400, 28, 8
    bottom = top + row * len(figures)
    parts = [_grid(left, width, top, bottom)]
    for index, (label, figure) in enumerate(figures):
        middle = top + row * index + row / 2
        parts.append(f'<text x="{left - 10}" y="{middle + 4}" class="end">{escape(label)}</text>')
        if figure.value is None:
            continue
        parts.append(
            f'<rect class="first" x="{left}" y="{middle - 8}" width="{figure.value * width:.1f}" height="16"/>'
        )
        if figure.low is not None and figure.high is not None:
            low, high = (left + end * width for end in (figure.low, figure.high))
            parts.append(
                f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}v10M{high:.1f}'
                f' {middle - 5}v10"/>'
            )
        parts.append(f'<text x="{left + width + 16}" y="{middle + 4}">{figure.value:.3f}</text>')
    return _svg(680, bottom + 26, about, parts)


def histogram(first: Sequence[float], second: Sequence[float], names: tuple[str, str], about: str) -> str:
    """Return how two sets of scores from 0 to 1 are spread, each as shares of its own number."""
    left, width, top, height = 56, 560, 34, 200
    shares = [_shares(first), _shares(second)]
    most = max(max(each) for each in shares) or 1
    bottom, step = top + height, width / _BINS
    parts = [
        f'<text x="{left}" y="20"><tspan class="key">■</tspan> {escape(names[0])} ({len(first)})'
        f'<tspan dx="18" class="second-key">▨</tspan> {escape(names[1])} ({len(second)})</text>',
        f'<path class="axis" d="M{left} {top}V{bottom}H{left + width}"/>',
        f'<text x="{left - 8}" y="{top + 10}" class="end">{most:.0%}</text>',
        f'<text x="{left - 8}" y="{bottom}" class="end">0</text>',
    ]
    for side, (style, values) in enumerate(zip(("first", "second"), shares, strict=True)):
        for index, share in enumerate(values):
            tall = share / most * height
            x = left + index * step + 2 + side * (step - 4) / 2
            if share:
                parts.append(
                    f'<rect class="{style}" x="{x:.1f}" y="{bottom - tall:.1f}" width="{(step - 4) / 2:.1f}"'
                    f' height="{tall:.1f}"/>'
                )
    parts += _ticks(left, width, bottom)
    parts.append(f'<text x="{left + width / 2}" y="{bottom + 38}" class="middle">score</text>')
    return _svg(680, bottom + 46, about, parts)


def reliability_diagram(bins: Sequence[Bin], about: str) -> str:
    """Return for each bin of scores which share was so; the dashed line is a score that is a probability."""
    left, size, top = 56, 300, 12
    bottom = top + size
    most = max((each.count for each in bins), default=1) or 1
    points = [
        (left + each.mean_score * size, bottom - each.share * size, each.count)
        for each in bins
        if each.mean_score is not None and each.share is not None
    ]
    parts = [
        f'<path class="axis" d="M{left} {top}V{bottom}H{left + size}"/>',
        f'<path class="diagonal" d="M{left} {bottom}L{left + size} {top}"/>',
        *(
            f'<text x="{left - 8}" y="{bottom - tick * size + 4:.1f}" class="end">{tick:g}</text>'
            for tick in (0, 0.25, 0.5, 0.75, 1)
        ),
        *_ticks(left, size, bottom),
    ]
    if points:
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in points)
        parts.append(f'<path class="line" d="M{line}"/>')
    for x, y, count in points:
        radius = 3 + 6 * (count / most) ** 0.5
        parts.append(f'<circle class="first" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    parts.append(f'<text x="{left + size / 2}" y="{bottom + 38}" class="middle">score</text>')
    parts.append(
        f'<text transform="translate(14 {top + size / 2}) rotate(-90)" class="middle">share that is answerable</text>'
    )
    return _svg(380, bottom + 46, about, parts)


def _shares(scores: Sequence[float]) -> list[float]:
    counts = [0] * _BINS
    for score in scores:
        counts[min(max(int(score * _BINS), 0), _BINS - 1)] += 1
    return [count / len(scores) if scores else 0.0 for count in counts]


def _grid(left: float, width: float, top: float, bottom: float) -> str:
    lines = "".join(f"M{left + tick * width} {top}V{bottom}" for tick in (0, 0.25, 0.5, 0.75, 1))
    return f'<path class="grid" d="{lines}"/>' + "".join(_ticks(left, width, bottom))


def _ticks(left: float, width: float, bottom: float) -> list[str]:
    ticks = (0, 0.25, 0.5, 0.75, 1)
    return [f'<text x="{left + tick * width}" y="{bottom + 18}" class="middle">{tick:g}</text>' for tick in ticks]


def _svg(width: float, height: float, about: str, parts: Sequence[str]) -> str:
    hatch = (
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="hatch-ground" width="5" height="5"/><path class="hatch-line" d="M0 0V5"/></pattern></defs>'
    )
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img"'
        f' aria-label="{escape(about)}">{hatch if "second" in "".join(parts) else ""}{"".join(parts)}</svg>'
    )
