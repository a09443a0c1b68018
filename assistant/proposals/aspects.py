"""Aspects: what a guiding question asks of a project, and which sentences speak of that."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from assistant.candidates import QuestionWords
from assistant.practices.sentences import Sentence
from assistant.proposals.relations import names_trouble
from assistant.proposals.shapes import GuidingQuestion
from corpus.fulltext import analyse
from corpus.vocabulary import Vocabulary


class Aspect(NamedTuple):
    """A side of a project: the fields of records that tell of it, and the cues of sentences that do."""

    fields: frozenset[str]
    cues: tuple[str, ...]


def _aspect(fields: str = "", cues: str = "") -> Aspect:
    return Aspect(frozenset(fields.split()), tuple(cues.split()))


ASPECTS: Mapping[str, Aspect] = MappingProxyType(
    {
        "objectives": _aspect("objectives", "goal"),
        "activities": _aspect("activities method", "activity"),
        "target_group": _aspect("target_group population", "for_whom"),
        "partners": _aspect("partners organisation coordinator", "partner"),
        "results": _aspect("impact results reach", "result reach"),
        "evaluation": _aspect("evaluation method results", "evaluation outside survey"),
        "funding": _aspect("budget grant", "money"),
        "transfer": _aspect("transferability", "transfer"),
        "quality": _aspect("evaluation", "eqavet evaluation"),
        "trouble": _aspect(),
    }
)
"""The sides of a project."""

_OF_WORDS: Mapping[str, str] = {
    "objectives": "objective aim goal purpose",
    "activities": "method activity training placement visit workshop approach",
    "target_group": "target audience beneficiary",
    "partners": "partner organisation consortium coordinator network chamber",
    "results": "impact effect result gained improved outcome",
    "evaluation": "indicator measure evaluation monitoring satisfaction survey baseline",
    "funding": "budget funding grant money cost",
    "transfer": "sustainability continue transfer structural embedded",
    "quality": "quality EQAVET assurance",
    "trouble": "need lack shortage problem challenge obstacle difficulty barrier risk delay",
}
_IN_FULL = 0.3


class Sought(NamedTuple):
    """What a question asks for: its aspects, and its words by the language of the texts."""

    aspects: tuple[str, ...]
    words: Mapping[str | None, QuestionWords]

    @property
    def trouble(self) -> bool:
        """Whether it looks for needs, problems and obstacles."""
        return "trouble" in self.aspects

    def speaks(self, sentence: Sentence | None, text: str, language: str | None, stems: frozenset[str]) -> float:
        """Return how much a sentence speaks of what is asked for, from 0 to 1. `stems` are its own and its heading's."""
        told = 0.0
        for name in self.aspects:
            aspect = ASPECTS[name]
            if name == "trouble":
                told = max(told, 0.8 * names_trouble(text, language))
            elif sentence is not None:
                told = max(told, 0.9 * (sentence.field in aspect.fields), 0.7 * sentence.has(*aspect.cues))
        known = self.words.get(language)
        said = min(known.share(stems) / _IN_FULL, 1.0) if known else 0.0
        return max(told, 0.6 * said, 0.6 * told + 0.4 * said)


def aspects_of(question: GuidingQuestion, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the sides of a project that a question asks for, as its words to search for tell, or else its text."""
    words = question.search or question.text
    stems = {stem for stem in analyse(words.get("en", ""), "en")}
    fields = {vocabulary.field_name(word.strip("?,.;¿")) for text in words.values() for word in text.split()}
    return tuple(
        name
        for name, aspect in ASPECTS.items()
        if stems.intersection(_stems(_OF_WORDS[name])) or aspect.fields.intersection(each for each in fields if each)
    )


def _stems(words: str) -> Iterable[str]:
    return analyse(words, "en")
