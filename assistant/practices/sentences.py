"""The sentences of a document as evidence: the field each stands in, the cues that it holds, and its figures."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.practices.cues import CUES, SCHOOL_LEVELS
from assistant.practices.figures import figures_in
from assistant.practices.shapes import Figure
from corpus.documents import Document, Section
from corpus.mentions import Phrases, Word, joins, tokens_of
from corpus.sentences import sentence_spans
from corpus.terms import Level
from corpus.termwords import term_words
from corpus.vocabulary import Vocabulary

LEVEL = "level"
"""The cue of a level of education; `level:` and its id where it is one of the vocabulary's."""

_SOURCES = frozenset({"source_title", "source_url"})
# The languages that cues are written in; English ones count in every text.
_LANGUAGES = frozenset(language for each in CUES.values() for language in each)


class Sentence(NamedTuple):
    """A sentence of a document: where it stands, the record field it is in, what it has cues of, and its figures.

    `cues` gives for each cue the offsets in the document's text after its words.
    """

    start: int
    end: int
    field: str | None
    cues: Mapping[str, tuple[int, ...]]
    figures: tuple[Figure, ...]

    def has(self, *cues: str) -> bool:
        """Whether it has any of these cues."""
        return any(cue in self.cues for cue in cues)


def sentences_of(document: Document, vocabulary: Vocabulary) -> list[Sentence]:
    """Return the sentences of a document that say something, in order; titles and its list of sources are left out."""
    text = document.text
    fields = [(section.start, section.end, _field(section, vocabulary)) for section in document.sections]
    figures = figures_in(text, document.facets.language)
    starts = [figure.start for figure in figures]
    mentions = _mentions(text, document.facets.language, vocabulary)
    sentences: list[Sentence] = []
    for start, end in _spans(document):
        inside = [each for each in fields if each[0] <= start < each[1]]
        field = max(inside, key=lambda each: each[0])[2] if inside else None
        label, start = _label(text, start, end, vocabulary)
        if (label or field) in _SOURCES or "http" in text[start:end] or text[end - 1] == "?":
            continue
        cues: dict[str, tuple[int, ...]] = {}
        for _, after, cue in mentions[bisect_left(mentions, (start, 0, "")) : bisect_left(mentions, (end, 0, ""))]:
            cues[cue] = (*cues.get(cue, ()), after)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        own = tuple(figure for figure in figures[first:last] if figure.end <= end)
        sentences.append(Sentence(start, end, label or field, cues, own))
    return sentences


def _spans(document: Document) -> list[tuple[int, int]]:
    headings = {line for section in document.sections for line in (section.title, f"{section.title}:")}
    text, title = document.text, document.title
    return [
        (start, end)
        for start, end in _amounts_whole(text, sentence_spans(text, document.facets.language))
        if (words := text[start:end]) not in headings and words not in title and any(map(str.isalnum, words))
    ]


def _amounts_whole(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what was parted between an abbreviated million and its currency ("1,2 Mio. €")."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and text[start] in "€$£" and text[whole[-1][1] - 1] == "." and "\n" not in text[whole[-1][1] : start]:
            whole[-1] = whole[-1][0], end
        else:
            whole.append((start, end))
    return whole


def _field(section: Section, vocabulary: Vocabulary) -> str | None:
    return section.field or vocabulary.field_name(section.title.rstrip(":"))


def _label(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[str | None, int]:
    """Return the field that a line of a table names in its first cell, and where what it says begins."""
    cell = text.find("\t", start, min(end, start + 40))
    if cell < 0 or "\t" in text[cell + 1 : end]:
        return None, start
    name = vocabulary.field_name(text[start:cell].strip())
    says = sum(character.isalnum() for character in text[cell + 1 : end]) >= 4
    return (name, cell + 1) if name and says else (None, start)


# Cues


def _mentions(text: str, language: str | None, vocabulary: Vocabulary) -> list[tuple[int, int, str]]:
    """Return the cues in a text as (start, end, cue), in its order.

    English ones count only as written: "to improve" is no result, "improved" is one. Those of other languages count
    by the stems of their words.
    """
    known = str(language) if language in _LANGUAGES else "en"
    tokens, joined = tokens_of(text), joins(text)
    whole = [(token.folded,) for token in tokens]
    stems = [
        (token.folded, *(word.start for word in words))
        for token, words in zip(tokens, term_words(text, known), strict=True)
    ]
    found = [
        *_cues(known).find(whole if known == "en" else stems, joined),
        *_levels(vocabulary, known).find(stems, joined),
    ]
    return sorted(
        (tokens[each.first].start, tokens[each.after - 1].end, each.value)
        for each in found
        # What German writes small is a verb: "weiterbilden" is no level of education.
        if known != "de" or not each.value.startswith(LEVEL) or not text[tokens[each.after - 1].start].islower()
    )


@lru_cache(maxsize=32)
def _cues(language: str) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for cue, terms in CUES.items():
        for term in terms["en"]:
            phrases.add([[_whole(term, token.folded, token.end)] for token in tokens_of(term)], cue)
        for term in terms.get(language, ()) if language != "en" else ():
            phrases.add(term_words(term, language), cue)
    return phrases


def _whole(term: str, folded: str, end: int) -> Word:
    return Word(folded, None) if term[end : end + 1] == "*" else Word(folded)


@lru_cache(maxsize=32)
def _levels(vocabulary: Vocabulary, language: str) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for key, level in vocabulary.levels.items():
        for term in _terms(level, language):
            phrases.add(term_words(term, language), f"{LEVEL}:{key}")
    for term in SCHOOL_LEVELS.get(language, ()):
        phrases.add(term_words(term, language), LEVEL)
    return phrases


def _terms(level: Level, language: str) -> Sequence[str]:
    labels = (level.labels[language],) if language in level.labels else ()
    return (*labels, *level.synonyms.get(language, ()))
