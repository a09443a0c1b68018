"""Questions: their language, the words that matter, the kind of answer expected, and the filters that they imply."""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.elsewhere import countries_elsewhere
from assistant.intents import Intent, defined_subject, focused, intent_of
from assistant.kindwords import without_kinds
from assistant.narrowing import narrowed, places_inside, places_listed
from assistant.widening import Term, widened_terms
from assistant.words import EXPECTED_WORDS, FUNCTION_WORDS, WORD, Expected
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary

LONGEST = 4_000
"""How many characters a question may have."""

READ = ("en", "nl", "fi", "es", "eu", "de", "fr", "pt", "it", "lt", "et")
"""The languages in which questions are understood in full; others are found by meaning and by their own words."""

_SURE = 0.75
_SURE_OF_FEW_WORDS = 0.95
_FEW_WORDS = 4
_MOST_SIDES = 4


class UnderstoodQuestion(BaseModel):
    """A question with what we made of it. `filters` holds the explicit ones, and inferred ones named as such.

    `focus` is what it is about, without the words that only say what is wanted ("What do we know about"); it is what is
    searched for. `themes` are those that it speaks of. `subject` is the thing whose meaning is asked for; `sides` are
    the codes of the places that are each to be answered for, when there are several: those compared, or those that it
    is asked in.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    language: str
    filters: Filters
    terms: tuple[Term, ...]
    expected: Expected | None = None
    intent: Intent = Intent.FACT
    focus: str = ""
    themes: tuple[str, ...] = ()
    subject: str | None = None
    sides: tuple[str, ...] = ()

    @property
    def asks_for_places(self) -> bool:
        """Whether places are what is asked for."""
        return self.intent is Intent.LIST and self.expected is Expected.PLACE


def understand(
    question: str,
    filters: Filters,
    vocabulary: Vocabulary,
    languages: Iterable[str],
    language: str | None = None,
    otherwise: str = "en",
    asked: str | None = None,
    keep_wide: Collection[str] = (),
) -> UnderstoodQuestion:
    """Return what a question asks, and of which documents.

    `languages` are those of the library's documents, into which terms of our vocabulary are translated; `language` is
    the question's own if known, `otherwise` the one to lean to when it is too short to tell. `asked` are the words that
    say what kind of answer is expected, if not all of them. Explicit filters win: a facet that they narrow is never
    inferred, nor one named in `keep_wide`. Raises UsageError for an empty or far too long question.
    """
    text = cleaned(question)
    languages = tuple(dict.fromkeys(languages))
    spoken = language or detect_language(text, (*READ, *languages), otherwise)
    wanted = asked or text
    expected = expected_answer(wanted)
    intent = intent_of(wanted, expected)
    elsewhere = countries_elsewhere(text, spoken, vocabulary)
    places = sorted([*vocabulary.find_places(text, spoken), *elsewhere], key=lambda place: place.start)
    inside = () if filters.countries or "countries" in keep_wide else _inside(text, spoken, places, intent)
    codes = tuple(dict.fromkeys(place.code for place in inside))
    narrow = narrowed(text, filters, inside, intent.gathers, keep_wide)
    focus = focused(without_kinds(text) if "kinds" in narrow.inferred else text, intent)
    return UnderstoodQuestion(
        text=text,
        language=spoken,
        filters=narrow,
        focus=" ".join(focus.split()),
        themes=tuple(dict.fromkeys(theme.id for theme in vocabulary.find_themes(text, spoken))),
        terms=widened_terms(focus, spoken, places, inside, vocabulary, languages),
        expected=expected,
        intent=intent,
        subject=defined_subject(wanted) if intent is Intent.DEFINITION else None,
        sides=codes if 2 <= len(codes) <= _MOST_SIDES else (),
    )


def _inside(text: str, language: str, places: Sequence[PlaceMention], intent: Intent) -> tuple[PlaceMention, ...]:
    if intent is Intent.COMPARISON:
        compared = tuple(place for place in places if not place.weak) or tuple(places)
        if len({place.code for place in compared}) > 1:
            return compared
    # Of `How do Finland and Scotland …?` each is to be answered, or said to be missing.
    return places_inside(text, language, places) or places_listed(text, places)


def cleaned(question: str) -> str:
    """Return a question on one line, without characters that cannot be shown. Raises UsageError if nothing is left."""
    text = unicodedata.normalize("NFC", question.encode("utf-8", "replace").decode("utf-8"))
    text = " ".join("".join(" " if unicodedata.category(char) in {"Cc", "Co", "Cs"} else char for char in text).split())
    if not WORD.search(text):
        raise UsageError("The question is empty. Ask in a few words, such as: Which practices involve companies?")
    if len(text) > LONGEST:
        raise UsageError(f"The question has {len(text):,} characters; at most {LONGEST:,} can be read. Shorten it.")
    return text


def detect_language(text: str, languages: Iterable[str], otherwise: str = "en") -> str:
    """Return the likeliest language (ISO 639-1) of a short text; when that is unsure, `otherwise`.

    Function words count most: few languages share `hoeveel` or `combien`. Names and jargon alone say nothing.
    """
    words = [word.lower() for word in WORD.findall(text)]
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
