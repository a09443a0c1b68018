"""Aspects: what a guiding question asks of a project, and which sentences speak of that."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from assistant.candidates import QuestionWords
from assistant.practices.sentences import Sentence
from assistant.proposals.cues import RUNNING, tells_of
from assistant.proposals.relations import names_event, names_need, names_obstacle
from assistant.proposals.shapes import GuidingQuestion
from corpus.fulltext import analyse
from corpus.vocabulary import Vocabulary, load_vocabulary


class Aspect(NamedTuple):
    """A side of a project: the fields of records that tell of it, and the cues of sentences that do.

    `words` are those of a question by which it asks for this.
    """

    fields: frozenset[str]
    cues: tuple[str, ...]
    words: str


def _aspect(fields: str, cues: str, words: str) -> Aspect:
    return Aspect(frozenset(fields.split()), tuple(cues.split()), words)


ASPECTS: Mapping[str, Aspect] = MappingProxyType(
    {
        "needs": _aspect("", "", "need lack shortage problem challenge"),
        "obstacles": _aspect("", "", "obstacle difficulty barrier risk delay"),
        "objectives": _aspect("objectives", "goal", "objective aim goal purpose"),
        "activities": _aspect("activities", "activity", "method activity training placement workshop"),
        "project": _aspect("summary description objectives activities", "goal activity result", "initiative practice"),
        "target_group": _aspect("target_group", "for_whom", "target audience beneficiary"),
        "partners": _aspect("partners coordinator", "partner", "partner"),
        "results": _aspect("impact results reach", "result reach", "impact effect gained improved outcome"),
        "evaluation": _aspect("evaluation", "evaluation outside", "indicator measure evaluation monitoring"),
        "funding": _aspect("budget grant", "money", "budget grant money cost"),
        "transfer": _aspect("transferability", "transfer", "transfer"),
        "lasting": _aspect("", "", "sustainability continue lasting"),
        "newcomers": _aspect("", "", "newcomer"),
    }
)
"""The sides of a project. A question may also ask for themes of ours."""

_TROUBLE = {"needs", "obstacles"}
# What only a project on the same subject tells of; of the rest, how a project is run, any project may.
_OF_THE_SUBJECT = {"needs", "objectives", "activities", "project", "target_group", "partners", "results"}
_ALSO_BY_WORDS = ("newcomers",)
_IN_FULL = 0.3
_IN_FIELD, _BY_CUE = 0.9, 0.65
_OBSTACLE, _NEED, _SURVEYED = 0.9, 0.8, 0.75
_RUNNING = 0.8
_THEME_NAMED, _THEME_OF_DOCUMENT = 0.8, 0.3
_BY_WORDS, _WITH_WORDS = 0.7, 0.35


class Sought(NamedTuple):
    """What a question asks for: sides of a project, themes, and its words by the language of the texts."""

    aspects: tuple[str, ...]
    themes: frozenset[str]
    words: Mapping[str | None, QuestionWords]

    @property
    def needs(self) -> bool:
        """Whether it looks for needs: what names one serves it."""
        return "needs" in self.aspects

    @property
    def running(self) -> bool:
        """Whether it asks how a project is run, of which one on any subject may tell."""
        return bool(self.aspects or self.themes) and _OF_THE_SUBJECT.isdisjoint(self.aspects)

    def speaks(
        self,
        sentence: Sentence | None,
        text: str,
        language: str | None,
        stems: frozenset[str],
        themes: Iterable[str],
        *,
        survey_result: bool = False,
    ) -> float:
        """Return how much a sentence speaks of what is asked for, from 0 to 1.

        `sentence` is what is known of it, `stems` are those of its words and its heading, `themes` its document's;
        `survey_result` says whether a result of a survey stands in it.
        """
        told = max((_told(name, sentence, text, language, survey_result) for name in self.aspects), default=0.0)
        if any(tells_of(name, text, language) for name in RUNNING if name in self.themes or name in self.aspects):
            told = max(told, _RUNNING)
        if self.themes:
            if self.themes.intersection(_themes_in(text, language)):
                told = max(told, _THEME_NAMED)
            elif self.themes.intersection(themes):
                told = max(told, _THEME_OF_DOCUMENT)
        known = self.words.get(language)
        said = min(known.share(stems) / _IN_FULL, 1.0) if known else 0.0
        if self.aspects and not self.themes and set(self.aspects) <= _TROUBLE:
            # Words such as "problem" and "survey" name no need by themselves.
            said *= told
        return max(_BY_WORDS * said, (1 - _WITH_WORDS) * told + _WITH_WORDS * said)


def _told(name: str, sentence: Sentence | None, text: str, language: str | None, survey_result: bool) -> float:
    """Return how much a sentence tells of one side of a project."""
    if name in _TROUBLE:
        told = _OBSTACLE * names_obstacle(text, language)
        if name == "needs":
            return max(told, _NEED * names_need(text, language), _SURVEYED * survey_result)
        return max(told, _OBSTACLE * names_event(text))
    if sentence is None:
        return 0.0
    aspect = ASPECTS[name]
    measured = _SURVEYED * survey_result if name in ("results", "evaluation") else 0.0
    return max(measured, _IN_FIELD * (sentence.field in aspect.fields), _BY_CUE * sentence.has(*aspect.cues))


def sought_by(question: GuidingQuestion, words: Mapping[str | None, QuestionWords], vocabulary: Vocabulary) -> Sought:
    """Return what a question asks for: what it says that it is about, or else what its English words tell."""
    stems = set(analyse((question.search or question.text).get("en", ""), "en"))
    if question.about:
        named = (each for each in _ALSO_BY_WORDS if stems.intersection(analyse(ASPECTS[each].words, "en")))
        return Sought(
            tuple(dict.fromkeys((*(each for each in question.about if each in ASPECTS), *named))),
            frozenset(each for each in question.about if each not in ASPECTS),
            words,
        )
    texts = question.search or question.text
    told = tuple(name for name, each in ASPECTS.items() if stems.intersection(analyse(each.words, "en")))
    found = {mention.id for language, text in texts.items() for mention in vocabulary.find_themes(text, language)}
    return Sought(told, frozenset(found), words)


@lru_cache(maxsize=8_192)
def _themes_in(text: str, language: str | None) -> frozenset[str]:
    return frozenset(mention.id for mention in load_vocabulary().find_themes(text, language))
