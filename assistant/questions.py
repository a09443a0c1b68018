"""Questions: their language, the words that matter, the kind of answer expected, and the filters that they imply."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.words import EXPECTED_WORDS, FUNCTION_WORDS, Expected
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.vocabulary import PlaceMention, Vocabulary

LONGEST = 4_000
"""How many characters a question may have."""

READ = ("en", "nl", "fi", "es", "eu", "de", "fr", "pt", "it", "lt", "et")
"""The languages in which questions are understood in full; others are found by meaning and by their own words."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SURE = 0.75
_SURE_OF_FEW_WORDS = 0.95
_FEW_WORDS = 4

_IN = {
    # What stands before a place that narrows; the endings are for languages that say `in` at the end of the word.
    "en": r"\b(?:in|within|across|throughout)(?: the| all of)?\s*$",
    "nl": r"\b(?:in|binnen)(?: de| het| heel)?\s*$",
    "de": r"\b(?:in|im|innerhalb)(?: der| den| dem| ganz)?\s*$",
    "es": r"\b(?:en)(?: el| la| los| las| toda)?\s*$",
    "fr": r"\b(?:en|au|aux|dans)(?: le| la| les)?\s*$",
    "it": r"\b(?:in|nel|nella|nei|negli|nelle|nell)['’]?(?: tutta la)?\s*$",
    "pt": r"\b(?:em|no|na|nos|nas)\s*$",
}
_IN_ENDING = {
    "fi": r"(?:ssa|ssä|lla|llä)$",
    "et": r"s$",
    "lt": r"(?:je|yje|oje|uose|ose|ėje)$",
    "eu": r"(?:n|an)$",
}
_SUBJECT = re.compile(
    # Questions about places themselves: a filter would hide what is asked for.
    r"\b(?:which|what|how many|name the) (?:\w+ ){0,2}(?:country|countries|region|regions|nations?)\b"
    r"|\bwelke (?:\w+ )?(?:landen|land|regio['’]?s?)\b|\bhoeveel landen\b|\bin welk(?:e)? (?:landen|land|regio)\b"
    r"|\bwelche[mnrs]? (?:\w+ )?(?:länder|ländern|land|regionen)\b|\bqué (?:países|país|regiones)\b"
    r"|\bquel(?:le)?s? (?:pays|régions?)\b|\b(?:quali|quale) (?:paesi|paese|regioni)\b|\b(?:que|quais) países\b"
    r"|\bmissä maissa\b|\bmitkä maat\b|\bmillistes riikides\b|\bkuriose šalyse\b|\bzein herrialde",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d{2})\b"
_SINCE = re.compile(
    rf"\b(?:since|sinds|vanaf|seit|ab|desde|depuis|dal|vuodesta|alates|nuo)(?: the year| het jaar| el año)? {_YEAR}", re.I
)
_AFTER = re.compile(rf"\b(?:after|later than|na|nach|después de|après|dopo il|depois de|pärast|po) {_YEAR}", re.I)
_BEFORE = re.compile(rf"\b(?:before|earlier than|vóór|voor|vor|antes de|avant|prima del|ennen|enne|iki) {_YEAR}", re.I)
_BETWEEN = re.compile(
    rf"\b(?:between|from|tussen|van|zwischen|von|entre|de|tra il|dal)(?: el| les)? {_YEAR}"
    r" (?:and|to|until|en|tot|und|bis|y|et|à|a|e il|al|e) (?P<until>(?:19|20)\d{2})\b",
    re.I,
)


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
    return UnderstoodQuestion(
        text=text,
        language=spoken,
        filters=_inferred(text, spoken, filters, places),
        terms=_terms(text, spoken, places, vocabulary, languages),
        expected=expected_answer(text),
    )


def cleaned(question: str) -> str:
    """Return a question on one line, without characters that cannot be shown. Raises UsageError when nothing is left."""
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
    lowered = text.lower()
    return next((kind for kind, patterns in _expected_patterns() if any(p.search(lowered) for p in patterns)), None)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def _inferred(text: str, language: str, filters: Filters, places: list[PlaceMention]) -> Filters:
    found: dict[str, object] = {}
    names: list[str] = []
    if not filters.countries and (codes := _restricting(text, language, places)):
        found["countries"] = codes
        names.append("countries")
    if filters.year_from is None and filters.year_to is None:
        first, last = _years(text)
        if first or last:
            found |= {"year_from": first, "year_to": last}
            names.append("years")
    return filters.model_copy(update={**found, "inferred": tuple(names)})


def _restricting(text: str, language: str, places: list[PlaceMention]) -> tuple[str, ...]:
    """Return the codes of the places in which something is asked for, none when places are what is asked about."""
    if _SUBJECT.search(text):
        return ()
    named = [place for place in places if not place.weak]
    inside: list[PlaceMention] = []
    for place in named:
        before = text[: place.start]
        follows = bool(inside) and re.fullmatch(
            r"\s*(?:,|and|en|und|y|e|et|or|of|oder|o|ou|ja|ir|eta)\s*(?:the|de|het|in|en|im)?\s*", text[inside[-1].end : place.start], re.I
        )
        if follows or _is_inside(before, place.surface, language):
            inside.append(place)
    return tuple(dict.fromkeys(place.code for place in inside))


def _is_inside(before: str, surface: str, language: str) -> bool:
    if language in _IN_ENDING:
        return re.search(_IN_ENDING[language], surface.lower()) is not None
    pattern = _IN.get(language)
    return pattern is not None and re.search(pattern, before, re.IGNORECASE) is not None


def _years(text: str) -> tuple[int | None, int | None]:
    if match := _BETWEEN.search(text):
        first, last = int(match["year"]), int(match["until"])
        return (first, last) if first <= last else (None, None)
    since, after, before = _SINCE.search(text), _AFTER.search(text), _BEFORE.search(text)
    first_year = int(since["year"]) if since else int(after["year"]) + 1 if after else None
    last_year = int(before["year"]) - 1 if before else None
    if first_year and last_year and first_year > last_year:
        return None, None
    return first_year, last_year


def _terms(
    text: str, language: str, places: list[PlaceMention], vocabulary: Vocabulary, languages: tuple[str, ...]
) -> tuple[Term, ...]:
    small = FUNCTION_WORDS.get(language, frozenset())
    others = [code for code in languages if code != language]
    translated = _translations(text, language, places, vocabulary, others) if others else []
    terms: dict[str, set[str]] = {}
    matches = list(_WORD.finditer(text))
    kept = [match for match in matches if match.group().lower().removesuffix("'s") not in small] or matches
    for match in kept:
        names = terms.setdefault(match.group().lower(), set())
        for start, end, words in translated:
            if start <= match.start() < end:
                names.update(words)
    return tuple(Term(word=word, translations=tuple(sorted(names))) for word, names in terms.items())


def _translations(
    text: str, language: str, places: list[PlaceMention], vocabulary: Vocabulary, others: list[str]
) -> list[tuple[int, int, set[str]]]:
    found: list[tuple[int, int, set[str]]] = []
    for theme in vocabulary.find_themes(text, language):
        labels = " ".join(vocabulary.theme_label(theme.id, other) for other in others)
        found.append((theme.start, theme.end, _meaningful(labels, others)))
    for place in places:
        labels = " ".join(vocabulary.place_label(place.code, other) for other in others)
        found.append((place.start, place.end, _meaningful(labels, others)))
    return found


def _meaningful(labels: str, languages: list[str]) -> set[str]:
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
