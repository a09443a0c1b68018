"""Questions: their language, the words that matter, the kind of answer expected, and the filters that they imply."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.narrowing import narrowed, places_inside
from assistant.words import EXPECTED_WORDS, FUNCTION_WORDS, Expected
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

LONGEST = 4_000
"""How many characters a question may have."""

READ = ("en", "nl", "fi", "es", "eu", "de", "fr", "pt", "it", "lt", "et")
"""The languages in which questions are understood in full; others are found by meaning and by their own words."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SURE = 0.75
_SURE_OF_FEW_WORDS = 0.95
_FEW_WORDS = 4


class Term(BaseModel):
    """A word of the question that matters, and words of other languages that stand for the same."""

    model_config = ConfigDict(frozen=True)

    word: str
    translations: tuple[str, ...] = ()


class UnderstoodQuestion(BaseModel):
    """A question with what we made of it. `filters` holds the explicit ones, and inferred ones named as such."""

    model_config = ConfigDict(frozen=True)

    text: str
    language: str
    filters: Filters
    terms: tuple[Term, ...]
    expected: Expected | None = None


def understand(
    question: str,
    filters: Filters,
    vocabulary: Vocabulary,
    languages: Iterable[str],
    language: str | None = None,
    otherwise: str = "en",
) -> UnderstoodQuestion:
    """Return what a question asks, and of which documents.

    `languages` are those of the library's documents, into which terms of our vocabulary are translated; `language` is
    the question's own if known, `otherwise` the one to lean to when it is too short to tell. Explicit filters win:
    a facet that they narrow is never inferred. Raises UsageError for an empty or far too long question.
    """
    text = cleaned(question)
    languages = tuple(dict.fromkeys(languages))
    spoken = language or detect_language(text, (*READ, *languages), otherwise)
    places = vocabulary.find_places(text, spoken)
    inside = () if filters.countries else places_inside(text, spoken, places)
    return UnderstoodQuestion(
        text=text,
        language=spoken,
        filters=narrowed(text, filters, inside),
        terms=_terms(text, spoken, places, inside, vocabulary, languages),
        expected=expected_answer(text),
    )


def cleaned(question: str) -> str:
    """Return a question on one line, without characters that cannot be shown. Raises UsageError if nothing is left."""
    text = unicodedata.normalize("NFC", question.encode("utf-8", "replace").decode("utf-8"))
    text = " ".join("".join(" " if unicodedata.category(char) in {"Cc", "Co", "Cs"} else char for char in text).split())
    if not _WORD.search(text):
        raise UsageError("The question is empty. Ask in a few words, such as: Which practices involve companies?")
    if len(text) > LONGEST:
        raise UsageError(f"The question has {len(text):,} characters; at most {LONGEST:,} can be read. Shorten it.")
    return text


def detect_language(text: str, languages: Iterable[str], otherwise: str = "en") -> str:
    """Return the likeliest language (ISO 639-1) of a short text; when that is unsure, `otherwise`.

    Function words count most: few languages share `hoeveel` or `combien`. Names and jargon alone say nothing.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    shares = {code: sum(word in known for word in words) for code, known in FUNCTION_WORDS.items()}
    most = max(shares.values())
    best = [code for code, count in shares.items() if count == most]
    if most >= 2 and len(best) == 1:
        return best[0]
    likely = _identified(text, tuple(sorted(set(languages))))
    if most and len(best) == 1 and (len(words) <= _FEW_WORDS or likely[0][0] == best[0]):
        return best[0]
    candidates = best if most else [code for code, _ in likely]
    code, sureness = next(((each, sure) for each, sure in likely if each in candidates), likely[0])
    if most == 0 and sureness < (_SURE_OF_FEW_WORDS if len(words) <= _FEW_WORDS else _SURE):
        return otherwise
    if otherwise in candidates and sureness < _SURE:
        return otherwise
    return code


def expected_answer(text: str) -> Expected | None:
    """Return what kind of thing the answer must hold, or None when the question does not say."""
    lowered = text.lower().lstrip("¿¡\"'“‘«( ")
    return next((kind for kind, patterns in _expected_patterns() if any(p.search(lowered) for p in patterns)), None)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def _terms(
    text: str,
    language: str,
    places: Sequence[PlaceMention],
    inside: Sequence[PlaceMention],
    vocabulary: Vocabulary,
    languages: Sequence[str],
) -> tuple[Term, ...]:
    small = FUNCTION_WORDS.get(language, frozenset())
    others = [code for code in languages if code != language]
    translated = _translations(text, language, places, vocabulary, others) if others else []
    terms: dict[str, set[str]] = {}
    matches = list(_WORD.finditer(text))
    kept = [match for match in matches if match.group().lower().removesuffix("'s") not in small] or matches
    # A place that narrows is told by its facet: few documents about Finland say so in every paragraph.
    kept = [match for match in kept if not any(place.start <= match.start() < place.end for place in inside)] or kept
    for match in kept:
        names = terms.setdefault(match.group().lower(), set())
        for start, end, words in translated:
            if start <= match.start() < end:
                names.update(words)
    return tuple(Term(word=word, translations=tuple(sorted(names))) for word, names in terms.items())


def _translations(
    text: str, language: str, places: Sequence[PlaceMention], vocabulary: Vocabulary, others: Sequence[str]
) -> list[tuple[int, int, set[str]]]:
    found: list[tuple[int, int, set[str]]] = []
    for theme in vocabulary.find_themes(text, language):
        labels = " ".join(vocabulary.theme_label(theme.id, other) for other in others)
        found.append((theme.start, theme.end, _meaningful(labels, others)))
    for place in places:
        labels = " ".join(vocabulary.place_label(place.code, other) for other in others)
        found.append((place.start, place.end, _meaningful(labels, others)))
    return found


def _meaningful(labels: str, languages: Sequence[str]) -> set[str]:
    small = frozenset().union(*(FUNCTION_WORDS.get(language, frozenset()) for language in languages))
    return {word for word in words_of(labels) if word not in small}


@lru_cache(maxsize=1)
def _expected_patterns() -> tuple[tuple[Expected, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, tuple(re.compile(each) for each in patterns)) for kind, patterns in EXPECTED_WORDS.items())


_LANGID_LOCK = threading.Lock()


@lru_cache(maxsize=4_096)
def _identified(text: str, languages: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    with _LANGID_LOCK:
        identifier = _identifier()
        known = set(identifier.labels)
        ranked: Mapping[str, float] = dict(identifier.rank(text))
    likely = {code: ranked[code] for code in languages if code in known and code in ranked}
    total = sum(likely.values()) or 1.0
    return tuple(sorted(((code, value / total) for code, value in likely.items()), key=lambda each: -each[1]))


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
