"""Cells: what a document says in each dimension of a practice, in exact quotes and figures."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from assistant.citations import cite
from assistant.practices.cues import SECTOR_THEMES
from assistant.practices.sentences import LEVEL, Sentence, sentences_of
from assistant.practices.shapes import Cell, Dimension, Practice, Unit
from assistant.practices.strength import strength_of
from assistant.practices.worth import RULES, TELLING, Rule, stated_years
from corpus.documents import Document
from corpus.facets import FacetName, Kind, Origin
from corpus.vocabulary import Vocabulary

MOST_QUOTES = 3
"""How many quotes a cell holds at most."""


_SHORT = 320
# A level that a text does not declare is taken from so many of its first sentences.
_FIRST = 12
# Themes are looked for in so many characters from the first sentence on.


_OPENING = 800


_STATED = (Origin.DECLARED, Origin.SIDECAR)


_FIELDS: Mapping[Dimension, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        # Fields that say the same, best first: of several groups, the first that the document has.
        Dimension.TARGET_GROUP: (("target_group",),),
        Dimension.SECTOR: (("sector",),),
        Dimension.PARTNERS: (("partners", "coordinator"),),
        Dimension.ACTIVITIES: (("activities",), ("summary", "description"), ("abstract",)),
        Dimension.SCALE: (("reach",),),
        Dimension.FUNDING: (("budget", "grant"),),
        Dimension.RESULTS: (("impact", "results", "quote"),),
        Dimension.EVALUATION: (("evaluation",),),
        Dimension.PERIOD: (("year_start", "year_end", "status", "period"),),
        Dimension.TRANSFERABILITY: (("transferability",),),
    }
)


_COMPARED: Mapping[Dimension, frozenset[Unit]] = MappingProxyType(
    {
        **dict.fromkeys(Dimension, frozenset[Unit]()),
        Dimension.TARGET_GROUP: frozenset({"count"}),
        Dimension.PARTNERS: frozenset({"count"}),
        Dimension.ACTIVITIES: frozenset({"count", "duration"}),
        Dimension.SCALE: frozenset({"count", "percent"}),
        Dimension.FUNDING: frozenset({"money", "percent"}),
        Dimension.RESULTS: frozenset({"count", "percent", "money"}),
        Dimension.EVALUATION: frozenset({"count", "percent"}),
        Dimension.PERIOD: frozenset({"year", "duration"}),
    }
)
"""What kinds of figure are compared in each dimension."""


def practice_of(document: Document, vocabulary: Vocabulary) -> Practice:
    """Return what a document says in every dimension; what it does not say is not stated, never guessed."""
    facets = document.facets
    sentences = sentences_of(document, vocabulary)
    cells = {
        Dimension.THEME: _theme_cell(document, sentences, vocabulary),
        Dimension.EDUCATION_LEVEL: _level_cell(document, sentences),
        **{dimension: _cell(document, dimension, rule, sentences) for dimension, rule in RULES.items()},
        Dimension.EQAVET: _eqavet_cell(document, sentences),
    }
    strength, shown = strength_of(document, sentences, cells[Dimension.RESULTS])
    return Practice(
        document_id=document.id,
        title=document.title,
        source=document.source,
        url=document.url,
        countries=facets.countries,
        regions=facets.regions,
        language=facets.language,
        cells={dimension: cells[dimension] for dimension in Dimension},
        strength=strength,
        strength_citation=shown,
    )


# One cell


def _cell(document: Document, dimension: Dimension, rule: Rule, sentences: Sequence[Sentence]) -> Cell:
    chosen = _from_fields(document, dimension, rule, sentences)
    if not chosen or rule.adds:
        own = {field for group in _FIELDS[dimension] for field in group}
        rest = [
            each
            for each in sentences
            if each.field not in own and each not in chosen and _may_speak(document, dimension, each)
        ]
        room = min(rule.most, MOST_QUOTES - len(chosen))
        chosen += _best(document, rest, lambda each: rule.elsewhere(each, document), room, chosen)
    own_words = not document.sections and document.facets.origins.get("kind") not in _STATED
    if not chosen and dimension is Dimension.ACTIVITIES and own_words:
        chosen = _best(document, sentences, lambda each: 1.0 - each.has("goal", "pointer"), 1, ())
    codes, origin = _codes(document, dimension)
    chosen = [_with_list(document, each, sentences) for each in chosen]
    return _made(document, dimension, chosen, codes, origin)


def _may_speak(document: Document, dimension: Dimension, sentence: Sentence) -> bool:
    """Return whether a sentence outside a dimension's own fields may be evidence in it."""
    table = document.text.find("\t", sentence.start, sentence.end) >= 0
    if table and dimension not in _IN_TABLES:
        return False
    # What news and publications tell of others is not what their own practice is.
    told = bool(document.sections) and document.facets.kind in _TELL_OF_OTHERS
    if told and sentence.field not in TELLING and dimension in _OWN:
        return False
    return not (document.facets.kind is Kind.SURVEY_SUMMARY and dimension is Dimension.EVALUATION)


_IN_TABLES = frozenset({Dimension.SCALE, Dimension.FUNDING, Dimension.PERIOD})


_OWN = frozenset({Dimension.PARTNERS, Dimension.ACTIVITIES, Dimension.SECTOR, Dimension.RESULTS})


_TELL_OF_OTHERS = frozenset({Kind.PUBLICATION, Kind.NEWS, Kind.SURVEY_SUMMARY})


def _from_fields(document: Document, dimension: Dimension, rule: Rule, sentences: Sequence[Sentence]) -> list[Sentence]:
    for group in _FIELDS[dimension]:
        own = [each for each in sentences if each.field in group]
        if not own:
            continue
        if sum(each.end - each.start for each in own) <= _SHORT and len(own) <= MOST_QUOTES:
            labelled = dimension is not Dimension.ACTIVITIES or group == ("activities",)
            telling = [each for each in own if not each.has("pointer")]
            return telling if labelled else [each for each in telling if rule.worth(each, document) > 0] or telling[:1]
        best = _best(document, own, lambda each: rule.worth(each, document), MOST_QUOTES, ())
        return best or ([] if group == ("abstract",) else own[:1])
    return []


def _best(
    document: Document,
    sentences: Sequence[Sentence],
    worth: Callable[[Sentence], float],
    most: int,
    taken: Iterable[Sentence],
) -> list[Sentence]:
    """Return the sentences worth most, in the order of the text; what says the same as another is left out."""
    ranked = sorted(
        ((worth(each), -index, each) for index, each in enumerate(sentences)), key=lambda item: item[:2], reverse=True
    )
    kept: list[Sentence] = []
    said = [_words(document, each) for each in taken if each.end - each.start > 20]
    for value, _, sentence in ranked:
        if value <= 0 or len(kept) >= most:
            break
        words = _words(document, sentence)
        if any(len(words & other) >= 0.8 * min(len(words), len(other)) for other in said if other):
            continue
        kept.append(sentence)
        said.append(words)
    return sorted(kept, key=lambda each: each.start)


def _with_list(document: Document, sentence: Sentence, sentences: Sequence[Sentence]) -> Sentence:
    """Return a sentence that announces a list with the items that follow it, as many as a short quote holds."""
    if document.text[sentence.end - 1] != ":":
        return sentence
    whole = sentence
    for each in sentences[sentences.index(sentence) + 1 :]:
        item = _ITEM.match(document.text, each.start)
        if item is None or each.end - whole.start > _LONGEST or document.text[whole.end : each.start].strip():
            break
        whole = whole._replace(end=each.end, figures=whole.figures + each.figures)
    return whole


_ITEM = re.compile(r"(?:[-•*–]|\(?\d{1,2}[.)]|[a-z]\))\s")


_LONGEST = 700


def _words(document: Document, sentence: Sentence) -> frozenset[str]:
    return frozenset(document.text[sentence.start : sentence.end].lower().split())


def _made(
    document: Document,
    dimension: Dimension,
    sentences: Sequence[Sentence],
    codes: tuple[str, ...] = (),
    origin: str | None = None,
) -> Cell:
    quotes = _joined(document, sorted(sentences, key=lambda each: each.start))
    return Cell(
        dimension=dimension,
        citations=tuple(cite(document, start, end, number) for number, (start, end) in enumerate(quotes, start=1)),
        figures=tuple(figure for each in sentences for figure in each.figures if figure.unit in _COMPARED[dimension]),
        codes=codes,
        origin=origin,
    )


def _joined(document: Document, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return the places of quotes: sentences that follow each other in one short paragraph are one quote."""
    places: list[tuple[int, int]] = []
    for each in sentences:
        if places and each.end - places[-1][0] <= _SHORT and document.text[places[-1][1] : each.start] == " ":
            places[-1] = places[-1][0], each.end
        else:
            places.append((each.start, each.end))
    return places


# Codes of facets


def _codes(document: Document, dimension: Dimension) -> tuple[tuple[str, ...], str | None]:
    facets = document.facets
    if dimension is Dimension.PERIOD:
        return _with_origin(document, "years", tuple(str(year) for year in sorted(stated_years(document))))
    if dimension is Dimension.SECTOR:
        return _with_origin(document, "themes", tuple(each for each in facets.themes if each in SECTOR_THEMES))
    return (), None


def _with_origin(document: Document, facet: FacetName, codes: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    origin = document.facets.origins.get(facet)
    return (codes, str(origin)) if codes and origin in _STATED else ((), None)


def _theme_cell(document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary) -> Cell:
    themes = document.facets.themes
    if not themes:
        return Cell(dimension=Dimension.THEME)
    opening = [each for each in sentences if each.end <= sentences[0].start + _OPENING] if sentences else []
    mentions = vocabulary.find_themes(
        document.text[: max((each.end for each in opening), default=0)], document.facets.language
    )
    rank = {theme: index for index, theme in enumerate(themes)}

    def worth(sentence: Sentence) -> float:
        inside = {each.id for each in mentions if sentence.start <= each.start < sentence.end and each.id in rank}
        worth = sum(1 / (1 + rank[each]) for each in inside)
        return worth if worth >= 0.5 else 0  # only a theme far down the list: not what the document is about

    chosen = _best(document, opening, worth, 1, ())
    origin = document.facets.origins.get("themes")
    return _made(document, Dimension.THEME, chosen, themes, str(origin) if origin else None)


def _level_cell(document: Document, sentences: Sequence[Sentence]) -> Cell:
    opening = sentences[:_FIRST]

    def worth(sentence: Sentence) -> float:
        named = {cue for cue in sentence.cues if cue.startswith(LEVEL)}
        telling = sentence.field in TELLING or (sentence.field is None and sentence in opening)
        if not telling and not document.facets.education_levels:
            return 0
        if sentence.has("outside", "evaluation") or "\t" in document.text[sentence.start : sentence.end]:
            return 0
        wanted = {f"{LEVEL}:{level}" for level in document.facets.education_levels}
        return bool(named) + 2 * len(named & wanted) + 2 * (sentence.field in TELLING) * bool(named)

    chosen = _best(document, sentences, worth, 1, ())
    codes, origin = document.facets.education_levels, document.facets.origins.get("education_levels")
    return _made(document, Dimension.EDUCATION_LEVEL, chosen, codes, str(origin) if codes and origin else None)


def _eqavet_cell(document: Document, sentences: Sequence[Sentence]) -> Cell:
    chosen = _best(document, sentences, lambda each: each.has("eqavet") + 0.0, 2, ())
    codes, origin = document.facets.eqavet_phases, document.facets.origins.get("eqavet_phases")
    return _made(document, Dimension.EQAVET, chosen, codes, str(origin) if codes and origin else None)
