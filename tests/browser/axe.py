"""What axe-core finds wrong with a page as it stands in the browser, in lines that a person can act upon."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The rules of WCAG 2.2, levels A and AA."""
BEST_PRACTICE = ("best-practice",)
"""What axe-core holds to be good, though no criterion asks for it."""
CONTRAST = ("color-contrast", "link-in-text-block")
"""The rules whose result depends on the colours."""
GRAVE = ("serious", "critical")

_MOST_ELEMENTS = 4
_RUN = """only => axe.run(document, {
    resultTypes: ["violations"],
    runOnly: only,
    // Of WCAG 2.2, and not asked for by itself.
    rules: only.type === "tag" ? {"target-size": {enabled: true}} : {},
}).then(found => found.violations.map(each => ({
    rule: each.id, impact: each.impact, help: each.help,
    nodes: each.nodes.map(node => [node.target.join(" "), node.html.slice(0, 160), node.failureSummary || ""]),
})))"""


class Finding(NamedTuple):
    """One rule that some elements break: how grave that is, and for each element where it is, its HTML and why."""

    rule: str
    impact: str
    help: str
    elements: tuple[tuple[str, str, str], ...]


def findings(page: Page, tags: Sequence[str] = WCAG, rules: Sequence[str] = ()) -> list[Finding]:
    """Return the rules that a page breaks: among those with one of the tags, or among the named ones alone."""
    if not page.evaluate("() => 'axe' in window"):
        # A script of the browser's own debugger: the page's policy, which forbids others, does not hold for it.
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(
        _RUN, {"type": "rule" if rules else "tag", "values": list(rules or tags)}
    )
    return [Finding(each["rule"], each["impact"], each["help"], tuple(map(tuple, each["nodes"]))) for each in found]


def grave(found: Iterable[Finding]) -> list[Finding]:
    """Return the serious and the critical ones."""
    return [each for each in found if each.impact in GRAVE]


def told(found: Sequence[Finding], where: str = "") -> str:
    """Return findings as text: the rule, then the first elements that break it, and why."""
    lines = []
    for each in found:
        lines.append(f"{where} {each.impact} {each.rule}: {each.help} ({len(each.elements)})".strip())
        for target, html, why in each.elements[:_MOST_ELEMENTS]:
            reason = " ".join(why.split()).removeprefix("Fix any of the following: ")
            lines.append(f"    {target}\n      {html}\n      {reason}")
    return "\n".join(lines)


@cache
def _axe() -> str:
    source = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    return f"() => {{ (0, eval)({json.dumps(source)}); }}"
