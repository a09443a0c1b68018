"""The theme picture: a Lotus Blossom of three by three blocks.

The middle block holds the commonest themes, and each block around it one of these with its strongest companions.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import log
from typing import NamedTuple

from ui.components.picking import pick_value, ticked
from ui.texts import Texts

PETALS = 8
_LEAST_TOGETHER = 2
_LONG_WORD = re.compile(r"\w{12,}")
_BREAK = re.compile(r"(?<=\w{3}[aeiouyäöáéíóú])(?=[^\W\daeiouyäöáéíóú][aeiouyäöáéíóú]\w{2})", re.IGNORECASE)


class Companion(NamedTuple):
    """A theme that occurs with another more often than chance would have it, and in how many documents."""

    theme: str
    together: int


class Blossom(NamedTuple):
    """A theme, how many documents have it, and its strongest companions, strongest first."""

    theme: str
    documents: int
    companions: tuple[Companion, ...]


def blossoms(counts: Mapping[str, int], pairs: Mapping[tuple[str, str], int], documents: int) -> tuple[Blossom, ...]:
    """Return the commonest themes with their companions.

    `counts` says how many documents have each theme, `pairs` how many have two, `documents` how many there are. How
    strongly two themes belong together is the log-likelihood ratio of Dunning (1993): unlike a mere ratio to chance,
    it does not prefer what is rare.
    """
    common = sorted((theme for theme in counts if counts[theme]), key=lambda theme: (-counts[theme], theme))[:PETALS]
    return tuple(Blossom(theme, counts[theme], _companions(theme, counts, pairs, documents)) for theme in common)


def _companions(
    theme: str, counts: Mapping[str, int], pairs: Mapping[tuple[str, str], int], documents: int
) -> tuple[Companion, ...]:
    strengths = {
        other: strength(together, counts[theme], counts.get(other, 0), documents)
        for (first, other), together in pairs.items()
        if first == theme and together >= _LEAST_TOGETHER
    }
    strong = sorted((other for other in strengths if strengths[other] > 0), key=lambda each: (-strengths[each], each))
    return tuple(Companion(other, pairs[theme, other]) for other in strong[:PETALS])


def strength(together: int, first: int, second: int, documents: int) -> float:
    """Return the log-likelihood ratio of two themes; 0 where they occur together no more often than chance has it."""
    if documents <= 0 or together * documents <= first * second:
        return 0.0
    observed = (together, first - together, second - together, documents - first - second + together)
    rows, columns = (first, documents - first), (second, documents - second)
    expected = (
        rows[0] * columns[0], rows[0] * columns[1], rows[1] * columns[0], rows[1] * columns[1],
    )  # fmt: skip
    return 2 * sum(
        seen * log(seen * documents / chance)
        for seen, chance in zip((observed[0], observed[1], observed[2], observed[3]), expected, strict=True)
        if seen > 0 and chance > 0
    )


def lotus_html(
    shown: Sequence[Blossom], documents: int, chosen: Sequence[str], name: Callable[[str], str], say: Texts
) -> str:
    """Return the picture, every theme a button that `name` gives its words; without companions, its middle alone."""

    def petal(place: str, theme: str, count: int, beside: str = "") -> str:
        counted = say.counted("documents", count)
        words = ticked(soften(name(theme)), theme in chosen)
        unseen = say("lotus_with", documents=counted, theme=beside) if beside else counted
        return (
            f'<button type="button" class="vet-petal" id="lotus-{place}" data-pick="{escape(pick_value(theme=theme))}"'
            f' aria-pressed="{str(theme in chosen).lower()}"><span>{words}</span>'
            f'<b aria-hidden="true">{count}</b><span class="vet-unseen">, {escape(unseen)}</span></button>'
        )

    heart = f"<span>{escape(say('lotus_middle'))}</span> <b>{escape(say.counted('documents', documents))}</b>"
    themes = [petal(f"0-{number}", each.theme, each.documents) for number, each in enumerate(shown, 1)]
    blocks = [_block(0, heart, themes)]
    for number, each in enumerate(shown, 1) if any(each.companions for each in shown) else ():
        companions = [
            petal(f"{number}-{place}", companion.theme, companion.together, name(each.theme))
            for place, companion in enumerate(each.companions, 1)
        ]
        blocks.append(_block(number, petal(f"{number}-0", each.theme, each.documents), companions))
    return f'<div class="vet-lotus"><div class="vet-blocks">{"".join(blocks)}</div></div>'


def soften(words: str) -> str:
    """Return words with soft hyphens in the long ones, after a vowel before one consonant: cells are narrow.

    Browsers hyphenate by themselves only in some languages, and some browsers in none.
    """
    return _LONG_WORD.sub(lambda word: _BREAK.sub("\u00ad", word.group()), words)


def _block(number: int, heart: str, petals: Sequence[str]) -> str:
    listed = f"<ul>{''.join(f'<li>{petal}</li>' for petal in petals)}</ul>" if petals else ""
    empty = '<div class="vet-petal vet-none"></div>' * (PETALS - len(petals))
    return f'<section class="vet-block vet-block-{number}"><h3 class="vet-heart">{heart}</h3>{listed}{empty}</section>'
