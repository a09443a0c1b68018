"""Searching: the sentences of the library that bear on a brief, found by everything that the brief says of itself."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, inf, log1p
from typing import NamedTuple

from assistant.asking import Reader
from assistant.practices.dates import dates_in, year_spans
from assistant.proposals.shapes import GuidingQuestion
from assistant.questions import LONGEST, READ, detect_language
from assistant.retrieval import Found
from corpus.facets import Filters
from corpus.library import DocumentCard
from corpus.proposals import Brief
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary

Key = tuple[str, int]
"""A sentence: the id of its passage, and its place among the passage's sentences."""

_WANTED, _WANTED_OF_ONE_COUNTRY, _WANTED_OF_ANY = 40, 10, 40
_MOST_OF_DOCUMENTS, _FIRST_OF_DOCUMENT, _LOOKED_AT_FOR_A_QUESTION = 60, 8, 48
_MOST_SENTENCES, _MOST_COUNTRIES, _MOST_GROUPS = 6, 12, 8
_LONGEST_TEXT = 600
_FEWEST_WORDS = 2

_A_LONG_LINE = 9
_LONGER_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_LONGER_WORDS, _FEWEST_LETTERS, _MANY_LETTERS = 3, 14, 22
_ENDS = (".", "!", "?", "…", ":", ";", ")", "]", "”", "»", "“", '"', "’")
_POINTING = re.compile(
    r"\W*(?:table|figure|fig\.|chart|tabla|tabel|tabelle|figuur|figura|abbildung|tableau|taulukko|kuvio|taula|irudia)"
    r"\s*\d",
    re.IGNORECASE,
)


class Bearing(NamedTuple):
    """A sentence that may bear on a brief: the passage that it is of, its place in it, and the odds (a logarithm)."""

    found: Found
    place: int
    odds: float

    @property
    def key(self) -> Key:
        """What names the sentence."""
        return self.found.passage.id, self.place

    @property
    def card(self) -> DocumentCard:
        """What there is to know of its document."""
        return self.found.card

    @property
    def text(self) -> str:
        """The words of the sentence."""
        start, end = self.found.passage.sentences[self.place]
        return self.found.passage.text[start:end]

    @property
    def start(self) -> int:
        """Where the sentence begins in the document's text."""
        return self.found.passage.locator.start + self.found.passage.sentences[self.place][0]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the words of the sentence."""
        return self.found.read.sentences[self.place]


class Subject(NamedTuple):
    """What a brief is about: its language, themes and texts to look for; `gist` is the shortest that says it all."""

    language: str
    themes: frozenset[str]
    texts: tuple[str, ...]
    gist: str


def text_of(brief: Brief) -> str:
    """Return all that a brief says of its project, in one text."""
    parts = [brief.title, brief.idea, "; ".join(brief.target_groups), "; ".join(brief.priorities)]
    return "\n".join(part.strip() for part in parts if part.strip())


def subject_of(brief: Brief, vocabulary: Vocabulary) -> Subject:
    """Return what a brief is about; it may be written in another language than its proposal."""
    whole = text_of(brief)
    language = detect_language(whole[:LONGEST], READ, brief.language) if whole else brief.language
    idea = [brief.idea[start:end].strip() for start, end in sentence_spans(brief.idea, language)]
    sentences = [each for each in idea if len(each.split()) > _FEWEST_WORDS][:_MOST_SENTENCES]
    groups = "; ".join(brief.target_groups[:_MOST_GROUPS])
    priorities = "; ".join(brief.priorities[:_MOST_GROUPS])
    texts = [brief.title, *sentences, f"{brief.title}. {groups}" if groups else "", priorities]
    shown = [_shortened(text) for text in texts]
    gist = _shortened(" ".join(filter(None, [brief.title, groups, sentences[0] if sentences else ""])))
    return Subject(
        language=language,
        themes=frozenset(mention.id for mention in vocabulary.find_themes(whole, language)),
        texts=tuple(dict.fromkeys(text for text in shown if re.search(r"\w", text))),
        gist=gist,
    )


def bearing_on_brief(
    reader: Reader, subject: Subject, brief: Brief, filters: Filters, documents: Sequence[str]
) -> dict[Key, Bearing]:
    """Return the sentences that bear on what a brief says, each with its odds by all of that together.

    Of each partner country some are looked at, so that what there is on a small one is not crowded out, and the first
    of the `documents` (by their ids) whatever their words are.
    """
    first = [reader.passages_of([each])[:_FIRST_OF_DOCUMENT] for each in dict.fromkeys(documents)]
    also = [passage for passages in first for passage in passages][:_MOST_OF_DOCUMENTS]
    if subject.gist and not filters.countries:
        for country in brief.countries[:_MOST_COUNTRIES]:
            inside = filters.model_copy(update={"countries": (country,)})
            found = reader.look_up(subject.gist, inside, _WANTED_OF_ONE_COUNTRY, subject.language)
            also += [each.passage.id for each in found[:_WANTED_OF_ONE_COUNTRY]]
    return merged(
        [_sentences(reader.look_up(text, filters, _WANTED, subject.language, also)) for text in subject.texts]
    )


def bearing_on_question(
    reader: Reader, question: GuidingQuestion, language: str, passages: Sequence[str]
) -> dict[Key, Bearing]:
    """Return the sentences of passages (by their ids) that bear on a question, put in the language of a brief."""
    put = {**question.text, **question.search}
    spoken = language if language in put else "en"
    text = _shortened(put.get(spoken, ""))
    return _sentences(reader.look_up(text, Filters(), 0, spoken, passages)) if text else {}


def bearing_on_running(
    reader: Reader, question: GuidingQuestion, filters: Filters, language: str
) -> dict[Key, Bearing]:
    """Return the sentences that bear on a question as such, whatever a brief in that language is about."""
    put = {**question.text, **question.search}
    worded = {each: _shortened(put[each]) for each in ("en", language) if each in put}
    return merged(
        [
            _sentences(reader.look_up(text, filters, _WANTED_OF_ANY, spoken))
            for spoken, text in worded.items()
            if text.strip()
        ]
    )


def best_passages(bearings: Mapping[Key, Bearing]) -> list[str]:
    """Return the ids of the passages of sentences, those with the likeliest first, at most as many as are looked at."""
    ordered = sorted(bearings.values(), key=lambda each: -each.odds)
    return list(dict.fromkeys(each.key[0] for each in ordered))[:_LOOKED_AT_FOR_A_QUESTION]


def merged(groups: Sequence[Mapping[Key, Bearing]]) -> dict[Key, Bearing]:
    """Return sentences found several times once, with the odds of being meant by any of them."""
    together: dict[Key, Bearing] = {}
    for group in groups:
        for key, each in group.items():
            before = together.get(key)
            together[key] = each if before is None else before._replace(odds=_either(before.odds, each.odds))
    return together


def _sentences(found: Sequence[Found]) -> dict[Key, Bearing]:
    each_one = (
        Bearing(each, place, float(odds)) for each in found for place, odds in enumerate(each.odds) if odds > -inf
    )
    return {bearing.key: bearing for bearing in each_one if _tells(bearing.text)}


@lru_cache(maxsize=8_192)
def _tells(text: str) -> bool:
    """Whether a sentence says something by itself: no heading or scrap, no date alone, nothing that points to a table.

    One that begins in the middle, with a small letter, is the end of another that a page break cut in two.
    """
    ended = text.rstrip().endswith(_ENDS) or "\t" in text
    if not (ended or len(text.split()) >= _A_LONG_LINE) or _POINTING.match(text) or text.lstrip()[:1].islower():
        return False
    words = _LONGER_WORD.findall(_undated(text))
    letters = sum(map(len, words))
    return letters >= _MANY_LETTERS or (len(words) >= _FEWEST_LONGER_WORDS and letters >= _FEWEST_LETTERS)


def _undated(text: str) -> str:
    """Return a text without its dates and spans of years."""
    spans = sorted([*dates_in(text), *((each.start, each.end) for each in year_spans(text))], reverse=True)
    for start, end in spans:
        text = f"{text[:start]} {text[end:]}"
    return text


def _either(one: float, other: float) -> float:
    larger, smaller = max(one, other), min(one, other)
    return larger + log1p(exp(smaller - larger))


def probability(odds: float) -> float:
    """Return the probability of odds that are given as a logarithm."""
    return 1.0 / (1.0 + exp(-max(min(odds, 50.0), -50.0)))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else line[:_LONGEST_TEXT].rsplit(" ", 1)[0]
