"""Conversation: a question that leans on the one before it, made to stand on its own."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from assistant.narrowing import places_inside, with_preposition, year_spans
from assistant.questions import LONGEST, READ, detect_language
from assistant.referring import EXPLETIVE, JOINING, ORDINALS, PRONOUNS, QUESTION_WORDS, THE_THING
from assistant.words import FUNCTION_WORDS
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary


class Turn(BaseModel):
    """An earlier question, as asked, and the ids of the documents that its answer showed, in that order.

    `documents` is None when the answer is not known; `language` is the question's (ISO 639-1), found if None.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    documents: tuple[str, ...] | None = None
    language: str | None = None


class Resolved(BaseModel):
    """A question as it is to be read.

    `text` stands on its own; `asked` are the words in it that say what kind of answer is expected. `followed` says
    that it leans on the question before. `refers`: it speaks of what the earlier answer showed, so that `documents`
    come first, or with `only` are meant alone (None when they are not known yet). `repeated`: it is the question
    before, asked of another place or time, which is meant then, or of one document.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    asked: str
    language: str | None = None
    followed: bool = False
    refers: bool = False
    only: bool = False
    repeated: bool = False
    documents: tuple[str, ...] | None = ()


_MOST_WORDS = 4
_MOST_WORDS_AFTER_AND, _MOST_WORDS_WITH_A_PLACE = 4, 1
_MOST_WORDS_OF_A_THING = 2
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ0-9][\w'’@+-]*(?:(?: | & |-)[A-ZÀ-ÖØ-Þ0-9&][\w'’@+-]*)*|\b\w+[A-Z@]\w*\b")
_DEFINING = re.compile(
    r"^(?:what(?:'s| is| are| does)|wat (?:is|zijn|betekent)|was (?:ist|sind|bedeutet)|qué (?:es|son|significa)"
    r"|qu['’]est-ce|cos['’]è|(?:che )?cosa|o que (?:é|são)|mikä on|mitä (?:on|tarkoittaa)|mis on|kas yra|zer da)\b",
    re.IGNORECASE,
)


def resolve(question: str, previous: Sequence[Turn], vocabulary: Vocabulary, otherwise: str = "en") -> Resolved:
    """Return a question with what it leaves out taken from the questions before it, oldest first.

    A question that stands on its own is returned as it is. `otherwise` is the language to lean to.
    """
    standing: Resolved | None = None
    for turn in previous:
        if len(turn.question) > LONGEST or not _WORD.search(turn.question):
            standing = None  # it was never answered
            continue
        read = _read(turn.question, standing, vocabulary, turn.language, otherwise)
        standing = read.model_copy(update={"documents": turn.documents})
    resolved = _read(question, standing, vocabulary, None, otherwise)
    if len(resolved.text) > LONGEST >= len(question):  # with the words of the one before
        return _read(question, None, vocabulary, None, otherwise)
    return resolved


def _read(
    question: str, standing: Resolved | None, vocabulary: Vocabulary, language: str | None, otherwise: str
) -> Resolved:
    text = " ".join(question.split())
    alone = Resolved(text=text, asked=text, language=language)
    if standing is None or not _WORD.search(text):
        return alone
    before = standing.language or detect_language(standing.text, READ, otherwise)
    spoken = language or detect_language(text, READ, before)
    bare = text.lstrip("¿¡\"'“‘«( ")
    joining = JOINING.match(bare)
    rest = bare[joining.end() :].strip() if joining else bare
    places = vocabulary.find_places(rest, spoken)
    if not places and len(rest.split()) <= _MOST_WORDS:
        places = [place for place in vocabulary.find_places(rest) if len(place.surface) > 3]
    places = [place for place in places if not place.weak]
    words = _content(rest, (spoken, before), places)
    if (index := _ordinal(bare, spoken)) is not None and len(words) <= _MOST_WORDS + 2:
        return _of_one_document(text, index, words, standing, spoken)
    if not words and (places or year_spans(rest)):
        return _moved(rest, places, standing, before, spoken, vocabulary)
    if _leans(rest, words, places, spoken, joining):
        whole = _with_topic(text, _topic(standing.text, before, vocabulary)) if words else f"{text} {standing.text}"
        return Resolved(text=whole, asked=text, followed=True, refers=True, documents=standing.documents)
    return alone


def _leans(
    rest: str, words: Sequence[str], places: Sequence[PlaceMention], language: str, joining: re.Match[str] | None
) -> bool:
    """Whether a question cannot be understood without the one before it."""
    named = _names(rest, language, places)
    pointing = _has_pronoun(rest, language) and not EXPLETIVE.search(rest)
    about = joining is not None and joining["about"] is not None
    if named or (_DEFINING.match(rest) and words and not pointing):
        return about and len(words) <= _MOST_WORDS
    if joining and not about and len(words) <= (_MOST_WORDS_WITH_A_PLACE if places else _MOST_WORDS_AFTER_AND):
        return True
    if about or pointing:
        return len(words) <= _MOST_WORDS
    if language in THE_THING and THE_THING[language].search(rest) and len(words) <= _MOST_WORDS_OF_A_THING:
        return True
    asking = any(word.lower() in QUESTION_WORDS for word in _WORD.findall(rest)[:2])
    return asking and (not words or (len(words) == 1 and rest.endswith("?")))


def _has_pronoun(text: str, language: str) -> bool:
    pattern = PRONOUNS.get(language)
    return pattern is not None and pattern.search(text) is not None


def _names(text: str, language: str, places: Sequence[PlaceMention]) -> list[str]:
    """Return the names in a question, other than places: what is written with a capital, but for its first word."""
    first = _WORD.search(text)
    spans = [(place.start, place.end) for place in places]
    found = [
        match.group()
        for match in _NAME.finditer(text)
        if (first is None or match.start() > first.start())
        and not any(start < match.end() and match.start() < end for start, end in spans)
        and match.group().lower() not in QUESTION_WORDS
        and len(match.group()) > 1
    ]
    if language == "de":  # where every noun has a capital
        return [name for name in found if not name.isalpha() or name[1:] != name[1:].lower()]
    return found


def _content(text: str, languages: Sequence[str], places: Sequence[PlaceMention]) -> list[str]:
    """Return the words that say something, other than places and years."""
    small = frozenset[str]().union(*(FUNCTION_WORDS.get(each, frozenset()) for each in languages)) | QUESTION_WORDS
    spans = [*((place.start, place.end) for place in places), *year_spans(text)]
    return [
        match.group()
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
        and match.group().lower().removesuffix("'s") not in small
        and match.group().lower() not in _PREPOSITIONS
    ]


_PREPOSITIONS = frozenset(
    "since before after until between there then here too else exactly sinds vóór nu daar precies seit vor nach dort"
    " ab desde antes después allí depuis avant après là alors lì dopo prima allora depois lá vuodesta jälkeen entä"
    " siellä alates seal nuo ten geroztik binnen within across ez".split()
)


def _ordinal(text: str, language: str) -> int | None:
    """Return which document of those shown a question speaks of, counted from 0; -1 for the last."""
    for index, pattern in enumerate(ORDINALS.get(language, ())):
        if pattern.search(text):
            return index if index < len(ORDINALS[language]) - 1 else -1
    return None


def _of_one_document(text: str, index: int, words: Sequence[str], standing: Resolved, language: str) -> Resolved:
    shown = standing.documents
    document = None if shown is None else shown[index : index + 1 or None]
    ordinal = ORDINALS[language][index].search(text)
    left = _WORD.findall(text[: ordinal.start()] + text[ordinal.end() :]) if ordinal else list(words)
    says = [word for word in left if word in words]
    if document == ():
        return standing.model_copy(update={"followed": True})
    if says:
        return Resolved(text=text, asked=text, followed=True, refers=True, only=True, documents=document)
    return standing.model_copy(
        update={"followed": True, "refers": True, "only": True, "repeated": True, "documents": document}
    )


def _moved(
    rest: str, places: Sequence[PlaceMention], standing: Resolved, before: str, spoken: str, vocabulary: Vocabulary
) -> Resolved:
    """Return the question before, asked of another place or time."""
    text = standing.text
    if places:
        text = _placed(rest, places, text, before, spoken, vocabulary)
    if years := year_spans(rest):
        fragment = rest[years[0][0] : years[-1][1]]
        old = year_spans(text)
        text = text[: old[0][0]] + fragment + text[old[-1][1] :] if old else _appended(text, fragment)
    return standing.model_copy(
        update={
            "text": text,
            "asked": text if standing.asked == standing.text else standing.asked,
            "followed": True,
            "repeated": True,
            "refers": standing.only,
            "documents": standing.documents if standing.only else (),
        }
    )


def _placed(
    rest: str, places: Sequence[PlaceMention], text: str, before: str, spoken: str, vocabulary: Vocabulary
) -> str:
    start, end = with_preposition(rest, places[0].start, spoken), places[-1].end
    said = rest[start:end].strip()
    named = [place for place in vocabulary.find_places(text, before) if not place.weak]
    old = places_inside(text, before, named) or tuple(named[:1] if len(named) == 1 else ())
    if spoken != before:
        said = ", ".join(vocabulary.place_label(place.code, before) for place in places)
        start = places[0].start
    if not old:
        return _appended(text, said)
    first = old[0].start
    if start < places[0].start:
        first = with_preposition(text, first, before)
        if first == old[0].start:
            said = rest[places[0].start : end]
    return text[:first] + said + text[old[-1].end :]


def _appended(text: str, words: str) -> str:
    body = text.rstrip(" ?؟.!")
    return f"{body} {words}{text[len(body) :] or '?'}"


def _topic(text: str, language: str, vocabulary: Vocabulary) -> str:
    """Return what a question is about, in its own words: the names in it, or else the words that say something."""
    places = [place for place in vocabulary.find_places(text, language) if not place.weak]
    names = _names(text, language, places)
    return ", ".join(dict.fromkeys(names)) or " ".join(dict.fromkeys(_content(text, (language,), places)))


def _with_topic(text: str, topic: str) -> str:
    body = text.rstrip(" ?؟.!")
    return f"{body} ({topic}){text[len(body) :] or '?'}" if topic else text
