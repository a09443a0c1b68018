"""Quantifying: whether "all", "only", "most" and "biggest" of a statement are borne out by its sources."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from assistant.checking.counting import numbers_of
from assistant.checking.deriving import YEARS_FROM
from assistant.checking.reading import Term
from assistant.checking.shapes import Difference
from assistant.checking.sharing import is_nth
from assistant.checking.turning import Side
from assistant.practices.figurewords import NUMBER_WORDS


def quantifier_differences(
    said: Side, matched: Sequence[tuple[Side, NDArray[np.float32]]], around: Sequence[Side]
) -> Iterator[Difference]:
    """Yield the quantifiers of a statement that its sources do not bear out.

    `matched` are the sentences that carry it, each with how alike its words are to the statement's; `around` are all
    sentences of the sources, where a quantifier may stand.
    """
    carrying = [side for side, _ in matched]
    best = np.zeros(len(said.terms), np.float32)
    for _, alike in matched:
        best = np.maximum(best, alike.max(axis=1, initial=0.0))
    there = {
        name
        for side in around
        for index, name in side.turns.quantifiers
        if name != "only" or not any(abs(index - each) <= _NOT_ALONE for each in side.turns.negations)
    }
    denied = any(name == "only" for side in around for _, name in side.turns.quantifiers) and "only" not in there
    if any(_FEW & {term.folded for term in side.terms} for side in around) and not denied:
        there.add("only")
    if any(_SINGLE & {term.folded for term in side.terms} for side in carrying):
        there.add("only")
    main = [name for _, name in carrying[0].turns.quantifiers] if carrying else []
    weaker = bool(carrying) and any(
        term.folded in SOME or term.folded.isdigit() or _is_number(term, carrying[0]) for term in carrying[0].terms
    )
    weakly = weaker or any(term.folded in SOME for side in carrying for term in side.terms)
    if weaker and "all" not in main and len(carrying[0].terms) > 2:
        there.discard("all")
    by_word: dict[int, list[str]] = {}
    for index, name in said.turns.quantifiers:
        by_word.setdefault(index, []).append(name)
    for index, named in by_word.items():
        term, names = said.terms[index], named
        if (
            names == ["only"]
            and index + 1 < len(said.terms)
            and (said.terms[index + 1].folded.isdigit() or _is_number(said.terms[index + 1], said))
        ):
            continue  # "only 12 %" is a view of a figure
        if "best" in names and any(_CHIEF & {each.folded for each in side.terms} for side in carrying):
            continue
        if "most" in names and any(_has_most(side) for side in carrying):
            continue
        if names == ["first"] or (_is_each(term) and not weakly):
            continue  # the first of what, and each one, are said in too many ways
        if term.folded == "most" and not (index and said.terms[index - 1].folded in ("the", "its", "their")):
            names = ["most"]
        if (
            names == ["most"]
            and all(side.language != said.language for side in carrying)
            and not any(SOME & {each.folded for each in side.terms} for side in carrying)
        ):
            continue
        if _WHOLE.fullmatch(term.folded) and _BEFORE_NAME.match(said.text, term.end):
            continue  # "the whole of Austria" is Austria
        if names[0] in ("all", "only") and not _quantified_there(said, index, best):
            continue
        if (
            there.isdisjoint(names)
            and (denied or not any(term.folded == each.folded for side in around for each in side.terms))
            and not _negated(said, index)
        ):
            yield Difference.at("meaning", said.text, term.start, term.end)


_WHOLE = re.compile(r"whole|entire|ganz|heel|hele|toute|toda|tutta|koko|kogu|visa|cala|cela|osoa")


_BEFORE_NAME = re.compile(r"\s(?:of |the |l'|la |el |il |o |a )*[A-ZÀ-Ž][^\W\d_A-Z]{3,}")


def _is_each(term: Term) -> bool:
    return any(term.folded.startswith(start) for start in _EACH)


def _is_number(term: Term, side: Side) -> bool:
    return term.folded in NUMBER_WORDS.get(side.language or "en", NUMBER_WORDS["en"]) and not term.small


def _quantified_there(said: Side, index: int, best: NDArray[np.float32]) -> bool:
    """Whether the sources speak of what a quantifier is about; elsewhere it is a way of putting it."""
    behind = [each for each in range(index + 1, len(said.terms)) if not said.terms[each].small][:_QUANTIFIED]
    start = said.terms[index].end
    behind = [each for each in behind if not any(mark in said.text[start : said.terms[each].start] for mark in ",;:(")]
    if behind and is_nth(said.terms[behind[0]].folded):
        return False  # "every tenth"
    return not behind or bool(max(best[each] for each in behind) >= _SPOKEN_OF)


def _has_most(side: Side) -> bool:
    """Whether a sentence has a share of more than half: 82 %, 91 of 100."""
    numbers = numbers_of(side.text, side.language)
    if any(each.unit == "percent" and each.value > _MOST for each in numbers.figures):
        return True
    values = [value for value, _, _ in numbers.values]
    return any(other < value < 2 * other for other, value in permutations(values, 2) if value < YEARS_FROM)


_MOST = 50.0


_CHIEF = frozenset(
    "main major chief principal key primary foremost leading top voornaamste belangrijkste grootste hauptsachlich"
    " haupthindernis wichtigste wichtigsten grosste principal principale principales principaux principali"
    " paaasiallinen tarkein keskeisin peamine olulisim pagrindinis pagrindine glowny glowna glowne hlavni nagusi"
    " nagusia".split()
)


_QUANTIFIED, _SPOKEN_OF = 2, 0.5


_SINGLE = frozenset(
    "one single een ein eine einen un une uno una um uma yksi yhden uks viena vienas jeden jedna bat".split()
)


_NOT_ALONE = 6


_EACH = (
    "every", "elk", "ieder", "jede", "chaque", "cada", "ogni", "joka", "iga", "kiekvien", "kazd", "bakoitz",
)  # fmt: skip


_FEW = frozenset(
    "few mere just little alone weinig enkel slechts wenige wenig lediglich peu pocos pocas poco poca pochi poche harva"
    " harvat muutama vahan vahe vahesed mazai nedaug malo niewiele gutxi gutxik".split()
)


SOME = frozenset(
    "some several many most almost nearly part few certain enige enkele sommige veel meeste bijna einige manche viele"
    " meisten fast plusieurs certains certaines beaucoup plupart presque algunos algunas varios varias muchos muchas"
    " mayoria casi alguni alcune molti molte quasi alguns algumas varios muitos jotkut joitakin monet useat useimmat"
    " lahes moni monta mitmed moned paljud enamik kai kurie daug dauguma niektore wiele wiekszosc prawie nekteri mnoho"
    " vetsina batzuk asko gehienak ia".split()
)


def _negated(said: Side, index: int) -> bool:
    return any(index - 2 <= each < index for each in said.turns.negations)
