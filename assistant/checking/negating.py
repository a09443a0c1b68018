"""Negating: whether what a statement denies is what the sentence that carries it denies."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.quantifying import SOME
from assistant.checking.shapes import Difference
from assistant.checking.sharing import is_number_word
from assistant.checking.turning import Side, clause_span, denying_words, is_not_all, nearest_clauses, turns

_COVERED, _SURELY, _SAME, _MAYBE = 0.62, 0.95, 0.79, 0.6
_RATHER_NEAR, _BESIDE = 0.25, 0.45
_SAID_BESIDE, _FEWEST_BESIDE = 0.7, 2
_STEM = 6
_GOVERNED = 3
_VERB_BEFORE = frozenset({"nl", "de", "sv", "da"})
_PREPOSITIONS = frozenset("without zonder ohne sans sin sem senza ilman ilma be bez gabe barik utan uden".split())
_BEHIND = frozenset("gabe barik".split())

Carrying = Sequence[tuple[Side, NDArray[np.float32]]]


def negation_differences(said: Side, carrying: Carrying) -> Iterator[Difference]:
    """Yield what a statement denies and its source says, or the other way round.

    `carrying` are the sentences that carry it, each with how alike its words are to the statement's: shape (words of
    the statement, words of the sentence).
    """
    there = [side for side, _ in carrying]
    carrying = [(_unanswered(side, [said]), alike) for side, alike in carrying]
    said = _unanswered(said, there)
    if _tells_a_share(said, there):
        return
    yield from _turned_words(said, carrying)
    yield from _negations(said, carrying)
    yield from _denied(said, carrying)
    yield from _denied_by_word(said, carrying)


def _unanswered(side: Side, others: Sequence[Side]) -> Side:
    """Leave out the negations that the other side has another word for: "not compulsory" is voluntary."""
    told = {(concept, pole) for other in others for _, concept, pole in other.turns.directions}
    some = any(SOME & {term.folded for term in other.terms} for other in others)
    return side._replace(
        turns=side.turns._replace(
            negations=tuple(
                each
                for each in side.turns.negations
                if not any(
                    (concept, pole) in told and turns(side.terms, each, index, side.language)
                    for index, concept, pole in side.turns.directions
                )
                and not (some and is_not_all(side.terms, each))
            )
        )
    )


def _clause(side: Side, index: int) -> tuple[int, int]:
    return next((run for run in side.clauses if run[0] <= index < run[1]), (0, len(side.terms)))


def _governed(side: Side, negation: int) -> tuple[list[int], list[int]]:
    """Return the words that a negation is surely about, and all that it may be about, by their indices."""
    first, after = _clause(side, negation)
    saying = [index for index in range(first, after) if not side.terms[index].small and index != negation]
    behind = [index for index in saying if index > negation]
    before = [index for index in saying if index < negation]
    word = side.terms[negation].folded
    if word in _BEHIND:
        return before[-1:], before[-_GOVERNED:]
    if word in _PREPOSITIONS:
        return behind[:1], behind[:_GOVERNED]
    together = 2 if len(behind) > 1 and behind[1] == behind[0] + 1 else 1
    gap = side.text[side.terms[negation - 1].end : side.terms[negation].start] if negation else ""
    if behind and "," in gap:
        return behind[:together], behind[:_GOVERNED]  # "the school, not the pupil"
    surely = [*behind[:together], *(before[-1:] if side.language in _VERB_BEFORE or not behind else [])]
    return surely, [*behind[:_GOVERNED], *before[-2:]]


def _denies(side: Side, index: int) -> bool:
    return any(index in _governed(side, negation)[1] for negation in side.turns.negations)


def _lacks(side: Side, index: int) -> bool:
    first, after = _clause(side, index)
    return any(first <= each < after for each in side.turns.lacking if each != index)


def _lacking_beside(side: Side, negation: int) -> list[int]:
    """Return the words in the clause of a negation that deny as well, but "only" and the like."""
    first, after = _clause(side, negation)
    quantifying = {index for index, _ in side.turns.quantifiers}
    return [each for each in side.turns.lacking if first <= each < after and each not in quantifying]


def _turned_words(said: Side, carrying: Carrying) -> Iterator[Difference]:
    """Yield the words that one side denies, and the other does not."""
    best = np.maximum.reduce([alike.max(axis=1, initial=0.0) for _, alike in carrying])
    there = [side for side, _ in carrying]
    if not _denied_unsaid(carrying):
        for negation in said.turns.negations:
            if _is_even(said, negation, there) or _denied_beside(said, negation, carrying):
                continue
            surely, _ = _governed(said, negation)
            surely += [each for each in _lacking_beside(said, negation) if each not in surely]  # "nothing is missing"
            found = [
                (index, side, column)
                for index in surely
                for side, alike in carrying
                for column in np.flatnonzero(alike[index] >= max(_SAME, best[index] - 0.1)).tolist()
            ]
            if found and not any(_denies(side, column) or _lacks(side, column) for _, side, column in found):
                _, side, column = found[0]
                term = said.terms[negation]
                yield _turned(said, term.start, term.end, [side.text[clause_span(side, _clause(side, column))]])
                return
    for side, alike in carrying:
        for negation in side.turns.negations:
            if _is_even(side, negation, [said]) or _formed_there(said, side, negation):
                continue
            for column in _governed(side, negation)[0]:
                rows = [int(row) for row in np.flatnonzero(alike[:, column] >= _SAME)]
                if not rows or any(_denies(said, row) or _lacks(said, row) for row in rows):
                    continue
                if any(
                    (other is not side or each != column)
                    and other_alike[row, each] >= _SAME
                    and not _denies(other, int(each))
                    for row in rows
                    for other, other_alike in carrying
                    for each in range(other_alike.shape[1])
                ):
                    continue
                first, after = _clause(side, column)
                if sum(not term.small for term in side.terms[first:after]) <= _GOVERNED:
                    first, after = 0, len(side.terms)  # "but not the pupils"
                own = range(*_clause(said, rows[0]))
                beside = [
                    each
                    for each in range(first, after)
                    if each not in (column, negation)
                    and not side.terms[each].small
                    and alike[own.start : own.stop, each].max(initial=0.0) >= _MAYBE
                ]
                if beside:
                    term = said.terms[rows[0]]
                    yield _turned(said, term.start, term.end, [side.text[clause_span(side, (first, after))]])
                    return


def _denied(said: Side, carrying: Carrying) -> Iterator[Difference]:
    """Yield a noun that the source says there is none of, and the statement that there is: "no budgets"."""
    if said.turns.negations or said.turns.lacking:
        return
    for side, alike in carrying:
        for index in side.turns.negations:
            if side.terms[index].folded not in _NONE_OF or index + 1 >= len(side.terms):
                continue
            columns = [
                column
                for column, term in enumerate(side.terms)
                if term.folded == side.terms[index + 1].folded and column != index + 1
            ]
            rows = np.flatnonzero(alike[:, index + 1] >= _SURELY)
            elsewhere = any(
                alike[row, column] >= _SURELY
                for row in rows
                for other_side, other in carrying
                for column in range(other.shape[1])
                if (other_side is not side or column != index + 1) and column not in columns
            )
            if side.terms[index + 1].small or not len(rows) or elsewhere:
                continue
            term = said.terms[int(rows[0])]
            found = side.text[side.terms[index].start : side.terms[index + 1].end]
            yield _turned(said, term.start, term.end, [found])
            return


def _denied_by_word(said: Side, carrying: Carrying) -> Iterator[Difference]:
    """Yield a word by which a statement denies what its sources, which deny nothing, say: "the sick are excluded"."""
    if said.turns.negations or any(side.turns.negations or side.turns.lacking for side, _ in carrying):
        return
    for index in denying_words(said.terms, said.language):
        best = [max(float(alike[each].max(initial=0.0)) for _, alike in carrying) for each in range(len(said.terms))]
        beside = [each for each in range(*_clause(said, index)) if not said.terms[each].small and each != index]
        if best[index] >= _MAYBE or len(beside) < _FEWEST_BESIDE:
            continue
        if sum(best[each] for each in beside) >= _SAID_BESIDE * len(beside):
            term = said.terms[index]
            yield _turned(said, term.start, term.end, [carrying[0][0].text])


def _negations(said: Side, carrying: Carrying) -> Iterator[Difference]:
    there = [side for side, _ in carrying]
    for first, after in said.clauses:
        own = [index for index in range(first, after) if not said.terms[index].small]
        if not own:
            continue
        hard = [index for index in said.turns.negations if first <= index < after]
        soft = [index for index in said.turns.lacking if first <= index < after]
        near = nearest_clauses(own, carrying)
        if hard:
            if any(_bears_out(side, clause, said, soft) for side, _, clause in near):
                continue
            if any(
                _negates(side, clause, soft=False) for side, _, clause in nearest_clauses(own, carrying, _RATHER_NEAR)
            ):
                continue
            if any(_is_even(said, each, there) or _denied_beside(said, each, carrying) for each in hard):
                continue
            if _may_be_denied(said, hard[0], carrying) or _put_otherwise(said, hard[0], carrying):
                continue
            term = said.terms[hard[0]]
            found = [side.text[clause_span(side, clause)] for side, _, clause in near[:1]]
            yield _turned(said, term.start, term.end, found)
        elif (
            not soft
            and not said.turns.negations
            and near
            and all(_negates(side, clause, soft=False) for side, _, clause in near)
        ):
            side, alike, clause = near[0]
            denied = [index for index in side.turns.negations if clause[0] <= index < clause[1]]
            if any(
                _is_denied(side, index, clause, alike)
                and not _is_even(side, index, [said])
                and not _formed_there(said, side, index)
                for index in denied
            ):
                start, end = said.terms[first].start, said.terms[after - 1].end
                yield _turned(said, start, end, [side.text[clause_span(side, clause)]])


def _is_even(side: Side, negation: int, others: Sequence[Side]) -> bool:
    """Whether a negation denies a word that denies as well, so that nothing is denied: "did not stop", "not without".

    A word that the others have, too, is denied: "nothing is missing".
    """
    surely, _ = _governed(side, negation)
    first, after = _clause(side, negation)
    hard = sum(first <= each < after for each in side.turns.negations)
    if hard % 2 == 0 and side.language not in _CONCORDANT:
        return True
    lacked = {term.folded[:_STEM] for other in others for term in (other.terms[each] for each in other.turns.lacking)}
    return any(each in side.turns.lacking and side.terms[each].folded[:_STEM] not in lacked for each in surely)


def _denied_beside(said: Side, negation: int, carrying: Carrying) -> bool:
    """Whether a clause of the sources denies, too, and has a word of what the statement denies, or of its clause."""
    own = [index for index in range(*_clause(said, negation)) if not said.terms[index].small and index != negation]
    if _lacking_beside(said, negation):
        return False
    if _still_ahead(said, negation, [side for side, _ in carrying]):
        return True
    for side, alike in carrying:
        if any(
            _denied_by_form(term.folded, said.terms[index].folded, side.language)
            for term in side.terms
            for index in own
        ):
            return True
        for each in (*side.turns.negations, *side.turns.lacking):
            if own and each in side.turns.lacking and float(alike[own, each].max()) >= _SAME:
                continue  # what lacks is what the statement denies to lack
            clause = [
                column for column in range(*_clause(side, each)) if not side.terms[column].small and column != each
            ]
            if own and clause and float(alike[np.ix_(own, clause)].max()) >= _SAME:
                return True
    return False


def _formed_there(said: Side, side: Side, negation: int) -> bool:
    """Whether a statement has what a source denies in one word: "cannot be counted", uncountable."""
    words = [side.terms[index].folded for index in range(*_clause(side, negation)) if not side.terms[index].small]
    return any(_denied_by_form(term.folded, word, said.language) for term in said.terms for word in words)


def _denied_by_form(word: str, other: str, language: str | None) -> bool:
    """Whether a word is another one with a prefix or ending that denies it: unpaid, pointless."""
    before, behind = _FORMS.get(language or "en", ((), ()))
    if len(other) < _FORMED or len(word) <= _FORMED:
        return False
    return any(
        word.startswith(prefix) and word[len(prefix) :][:_FORMED] == other[:_FORMED] for prefix in before
    ) or any(word.endswith(suffix) and word[:_FORMED] == other[:_FORMED] != word for suffix in behind)


def _still_ahead(said: Side, negation: int, there: Sequence[Side]) -> bool:
    """Whether a statement says that something is not yet so, and a source that it is to come."""
    own = {said.terms[index].folded for index in range(*_clause(said, negation))}
    return bool(own & _YET) and any(
        term.folded in _AHEAD or any(term.folded.startswith(start) for start in _TO_COME)
        for side in there
        for term in side.terms
    )


def _tells_a_share(said: Side, there: Sequence[Side]) -> bool:
    """Whether a statement tells of a share that the sources have in figures, from which the rest follows."""
    shares = {term.folded for term in said.terms} & _SHARES
    shared = {term.folded for side in there for term in side.terms} & shares
    counted = any(map(str.isdigit, "".join(side.text for side in there[:1]))) or any(
        is_number_word(term.folded, side.language or "en") for side in there[:1] for term in side.terms
    )
    rest = any(is_not_all(said.terms, negation) for negation in said.turns.negations)
    return (rest or (bool(shares) and not shared)) and counted


def _denied_unsaid(carrying: Carrying) -> bool:
    """Whether the sentence that carries a statement denies something that the statement has other words for."""
    for side, alike in carrying[:1]:
        for negation in side.turns.negations:
            surely, _ = _governed(side, negation)
            if surely and all(alike[:, column].max(initial=0.0) < _SAME for column in surely):
                return True
    return False


def _may_be_denied(said: Side, negation: int, carrying: Carrying) -> bool:
    """Whether the sources deny something, and what the statement denies may be that in other words."""
    surely, _ = _governed(said, negation)
    said_there = any(
        alike[index, column] >= _MAYBE and not _denies(side, column)
        for index in surely
        for side, alike in carrying
        for column in range(alike.shape[1])
    )
    return not said_there and any(side.turns.negations or side.turns.lacking for side, _ in carrying)


def _put_otherwise(said: Side, negation: int, carrying: Carrying) -> bool:
    """Whether the sources have few of the words beside a negation: it may be another way of saying what they do."""
    beside = [index for index in range(*_clause(said, negation)) if not said.terms[index].small and index != negation]
    best = [max(float(alike[index].max(initial=0.0)) for _, alike in carrying) for index in beside]
    translated = all(side.language != said.language for side, _ in carrying)
    return bool(best) and not translated and sum(best) < _BESIDE * len(best)


def _bears_out(side: Side, clause: tuple[int, int], said: Side, soft: Sequence[int]) -> bool:
    """Whether a clause of a source denies as a negation does: by one, or by a word that the statement lacks."""
    own = {said.terms[index].folded[:_STEM] for index in soft}
    return _negates(side, clause, soft=False) or any(
        index in range(*clause) and side.terms[index].folded[:_STEM] not in own for index in side.turns.lacking
    )


def _negates(side: Side, clause: tuple[int, int], *, soft: bool) -> bool:
    inside = range(*clause)
    return any(index in inside for index in side.turns.negations) or (
        soft and any(index in inside for index in side.turns.lacking)
    )


def _is_denied(side: Side, negation: int, clause: tuple[int, int], alike: NDArray[np.float32]) -> bool:
    """Whether what a negation of the source denies is what the statement says."""
    word = side.terms[negation].folded
    saying = [index for index in range(*clause) if not side.terms[index].small and index != negation]
    behind = [index for index in saying if index > negation][:2]
    before = [index for index in saying if index < negation][-2:]
    scope = before if word in _BEHIND else behind if word in _PREPOSITIONS else [*behind, *before[-1:]]
    if not scope:
        return False
    best = alike.max(axis=0)
    covered = [float(best[index]) >= _COVERED for index in scope]
    return all(covered[:1]) if word in _PREPOSITIONS else sum(covered) * 2 >= len(covered)


def _turned(said: Side, start: int, end: int, found: Sequence[str]) -> Difference:
    return Difference.at("negation", said.text, start, end, found)


_CONCORDANT = frozenset({"fr", "es", "pt", "it", "lt", "pl", "cs", "eu"})
"""Languages in which two negations of a clause are one: "ne … pas", "no … nada"."""

_FORMED = 4
_FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (("un", "in", "im", "ir", "il", "non", "dis"), ("less",)),
    "nl": (("on", "niet"), ("loos", "loze")),
    "de": (("un", "nicht"), ("los", "lose", "losen", "loser", "loses")),
    "fr": (("in", "im", "ir", "non"), ()),
    "es": (("in", "im", "ir", "des"), ()),
    "pt": (("in", "im", "ir", "des"), ()),
    "it": (("in", "im", "ir", "dis", "s"), ()),
    "fi": (("epa", "ei"), ("ton", "toman", "tomia")),
    "et": (("eba", "mitte"), ("tu", "tud")),
    "lt": (("ne",), ()),
    "pl": (("nie", "bez"), ()),
    "cs": (("ne", "bez"), ()),
    "eu": (("ez",), ("gabe", "gabeko")),
    "sv": (("o", "icke"), ("los", "losa")),
    "da": (("u", "ikke"), ("los", "lose")),
}
"""By language, what stands before and behind a word that is denied by its form."""

_YET = frozenset(
    "yet far present now nog noch bisher bislang encore todavia aun ainda ancora finora viela toistaiseksi veel"
    " seni dar jeszcze dotad jeste zatim oraindik annu endnu".split()
)
_AHEAD = frozenset(
    "will next due soon wird werden soll sollen kunftig zal zullen straks sera seront bientot sera seran pronto"
    " proximo breve presto prossimo pian ensi tuleva varsti jargmine bus netrukus kitais bedzie beda wkrotce bude"
    " budou brzy laster hurrengo".split()
)
_TO_COME = (
    "plan", "hope", "intend", "provided", "geplan", "hoff", "hoop", "prevu", "prevo", "previst", "suunnit", "kavand",
    "kavats", "zamier",
)  # fmt: skip
_SHARES = frozenset(
    "half most majority minority rest remaining everyone quarter third thirds helft meeste meerderheid minderheid rest"
    " halfte mehrheit minderheit meisten moitie plupart majorite minorite reste mitad mayoria minoria resto metade"
    " maioria minoria meta maggioranza minoranza puolet enemmisto vahemmisto loput pool enamik vahemus puse dauguma"
    " mazuma polowa wiekszosc mniejszosc reszta polovina vetsina mensina erdia gehiengo gutxiengo".split()
)
"""Words for a share that a source may give in figures, folded."""

_NONE_OF = frozenset(
    "no geen kein keine keinen keiner keinem keines aucun aucune ningun ninguno ninguna nenhum nenhuma nessun nessuno"
    " nessuna zadny zadna zadne zadnych zaden zadna zadnego zadnej bez".split()
)
