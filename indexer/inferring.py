"""Works out facets that nobody stated from a document's heading, title, text and address."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from corpus.facets import Kind
from corpus.placenames import NAMING_LANGUAGES
from corpus.terms import PlaceMention
from corpus.vocabulary import Vocabulary
from indexer.drafts import Draft

FIRST_YEAR, LAST_YEAR = 1985, 2035
"""Years before and after which a number in a text is not taken for the year of a document on VET."""

_MOST_THEMES = 5
_TITLE_WEIGHT = 3.0
_READ = 6_000
"""Characters from which facets are worked out; a longer text has said by then what it is about."""
_SHORT = 1_500

_YEAR = r"(?:19[89]\d|20[0-3]\d)"
_MONTH_AND_DAY = r"(?:[\w.,/ ]{0,24}?[ ./-])?"
_RANGE = re.compile(
    rf"(?<!\d)({_YEAR})(?:[-./]\d\d?){{0,2}}\.?\s?(?:m\.\s)?"
    rf"(?:-|–|—|/|to|until|till|tot(?: en met)?|t/m|bis(?: zum)?|à|au|al?|hasta|até|iki|kuni|do|och|and|en|und|ja|y|e)"
    rf"\s?{_MONTH_AND_DAY}({_YEAR})(?!\d)"
)
_SHORT_RANGE = re.compile(rf"(?<![\d./-])({_YEAR})\s?[-–/]\s?(\d\d)(?![\d-])")
_ANY_YEAR = re.compile(rf"(?<![\d.,/-])({_YEAR})(?![\d]|[.,]\d)|(?<=[./-])({_YEAR})(?!\d)")
_QUANTITY = re.compile(
    r"\b(?:over|about|around|nearly|almost|some|than|dan|ruim|circa|ca|yli|noin|fast|über|rund|etwa|oltre|circa|près|EUR|€)"
    r"[ .]+\Z",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"\b(20\d\d)-\d-([A-Z]{2})\d\d-KA\d{3}|\b\d{6}-EPP-\d-(20\d\d)-\d-([A-Z]{2})-")
_LIST_GAP = re.compile(
    r"\s*(?:[,;/–-]|and|&|en|und|ja|y|e|et|eta|ir|i|oraz|og|och|the|de|het|la|\s)*\s*(?:\([A-Z]{2}\))?\s*"
)
_SPOKEN_IN_ONE_PLACE = MappingProxyType({"eu": "ES-PV", "fi": "FI", "et": "EE", "lt": "LT", "lv": "LV", "pl": "PL"})
_LETTER = re.compile(r"[^\W\d_]")
_NEWS_ADDRESS = re.compile(
    r"/(?:news|nieuws|noticias?|aktuell?e?s?|actualites?|actualit[eé]s|notizie|uutiset|naujienos|uudised|albisteak|aktualnosci|blog)(?:/|$)"
)
_KIND_FIELDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.SURVEY_SUMMARY, frozenset({"population", "sample_size"})),
    (Kind.GOOD_PRACTICE, frozenset({"impact", "reach", "transferability", "quote", "evaluation"})),
    (Kind.PROJECT_REPORT, frozenset({"project_number", "grant", "action", "coordinator"})),
    (Kind.PUBLICATION, frozenset({"abstract", "publisher"})),
)


def language(draft: Draft) -> str | None:
    """Return the language of a draft's text, or None where there is too little of it to tell."""
    return detect_language(f"{draft.title}\n{draft.text[:1_000]}")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language; None for fewer than 20 letters."""
    if sum(1 for _ in _LETTER.finditer(text[:400])) < 20:
        return None
    return str(_identifier().classify(text)[0])


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in NAMING_LANGUAGES if code not in {"bs", "gl", "nb", "sr"}])
    return identifier


def places(draft: Draft, language: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the codes of the countries and regions that a draft is about, those most spoken of first.

    The heading above a record decides; else a place needs to be named often enough next to the others.
    """
    if draft.heading and (above := vocabulary.find_places(draft.heading)):
        strong = [mention.code for mention in above if not mention.weak]
        return tuple(dict.fromkeys(strong or [mention.code for mention in above]))
    text = draft.text[:_READ]
    mentions = vocabulary.find_places(text, language)
    scores: defaultdict[str, float] = defaultdict(float)
    for mention in vocabulary.find_places(draft.title, language):
        scores[mention.code] += _TITLE_WEIGHT / 2 if mention.weak else _TITLE_WEIGHT
    for mention in mentions:
        scores[mention.code] += 0.5 if mention.weak else 1.0
    for code in _listed(text, mentions):
        scores[code] += 1.0
    for code in _coordinators(f"{draft.title}\n{text}", vocabulary):
        scores[code] += 2.0
    # Where a document comes from counts for as much as a text of its length has to say to be about a place.
    for code in {*_of_address(draft.url, vocabulary), *vocabulary.places_by_signs(text), *_of_language(language)}:
        scores[code] += _enough(text)
    return _spoken_of(scores, _enough(text), vocabulary)


def _spoken_of(scores: Mapping[str, float], least: float, vocabulary: Vocabulary) -> tuple[str, ...]:
    if not scores:
        return ()
    # A country counts with what is said of its regions, so that it is not lost beside them.
    total = defaultdict(float, scores)
    for code, score in scores.items():
        country = vocabulary.country_of(code)
        if country is not None and country != code:
            total[country] += score
    top = max(total.values())
    enough = max(least, 0.25 * top)
    return tuple(code for code in _most(scores) if total[code] >= enough)


def _enough(text: str) -> float:
    return 1.0 if len(text) < _SHORT else 2.0


def _most(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda key: -scores[key])


def _listed(text: str, mentions: Sequence[PlaceMention]) -> set[str]:
    """Return the places of enumerations of three or more, such as a list of partner countries."""
    listed: set[str] = set()
    run: list[PlaceMention] = []
    for mention in (*mentions, None):
        if mention is not None and run and _LIST_GAP.fullmatch(text, run[-1].end, mention.start):
            run.append(mention)
            continue
        if len({each.code for each in run}) >= 3:
            listed.update(each.code for each in run)
        run = [mention] if mention is not None else []
    return listed


def _coordinators(text: str, vocabulary: Vocabulary) -> set[str]:
    """Return the countries that Erasmus+ project numbers in a text name."""
    codes = (match[2] or match[4] for match in _PROJECT.finditer(text))
    return {place for code in codes if (place := vocabulary.place_code(code)) in vocabulary.places and place}


def _of_language(language: str | None) -> tuple[str, ...]:
    place = _SPOKEN_IN_ONE_PLACE.get(language or "")
    return (place,) if place else ()


def _of_address(url: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    domain = (urlsplit(url).hostname or "") if url else ""
    code = vocabulary.place_code(domain.rpartition(".")[2]) if re.search(r"\.[a-z]{2}$", domain) else None
    return (code,) if code in vocabulary.places and code else ()


def themes(draft: Draft, language: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the ids of the themes that a draft speaks of most, at most five."""
    text = draft.text[:_READ]
    scores: defaultdict[str, float] = defaultdict(float)
    for mention in vocabulary.find_themes(draft.title, language):
        scores[mention.id] += _TITLE_WEIGHT
    for mention in vocabulary.find_themes(text, language):
        scores[mention.id] += 1
    if not scores:
        return ()
    enough = max(1 if len(text) < _SHORT else 2, 0.2 * max(scores.values()), len(text) / 10_000)
    return tuple(theme for theme in _most(scores)[:_MOST_THEMES] if scores[theme] >= enough)


def years(draft: Draft, kind: Kind) -> tuple[int | None, int | None]:
    """Return the first and the last year that a draft is about, as far as its title or text says so plainly."""
    head = draft.text[:2_000]
    for text in (draft.title, head):
        if (found := _range_in(text)) is not None:
            return found
    if match := _PROJECT.search(f"{draft.title}\n{draft.text[:_READ]}"):
        return int(match[1] or match[3]), None
    in_title = _years_in(draft.title)
    if len(in_title) == 1:
        return in_title[0], in_title[0]
    in_text = _years_in(head)
    dated_at_the_top = _years_in(draft.text[:120])
    if kind in (Kind.NEWS, Kind.SURVEY_SUMMARY) and (dated_at_the_top or in_text):
        year = (dated_at_the_top or in_text)[0]
        return year, year
    if len(in_text) == 1:
        return in_text[0], in_text[0]
    return None, None


def _range_in(text: str) -> tuple[int, int] | None:
    if match := _RANGE.search(text):
        first, last = int(match[1]), int(match[2])
        if FIRST_YEAR <= first <= last <= LAST_YEAR and last - first <= 15:
            return first, last
    if match := _SHORT_RANGE.search(text):
        first, last = int(match[1]), int(match[1][:2] + match[2])
        if FIRST_YEAR <= first < last <= min(LAST_YEAR, first + 8):
            return first, last
    return None


def _years_in(text: str) -> list[int]:
    found = (
        int(match[1] or match[2])
        for match in _ANY_YEAR.finditer(text)
        if not _QUANTITY.search(text, max(match.start() - 12, 0), match.start())
    )
    return list(dict.fromkeys(year for year in found if FIRST_YEAR <= year <= LAST_YEAR))


def kind(draft: Draft, language: str | None, vocabulary: Vocabulary) -> Kind:
    """Return the kind of document that a draft's fields, address and words point to; else a publication."""
    for candidate, names in _KIND_FIELDS:
        if names & draft.fields.keys():
            return candidate
    in_title = vocabulary.kind_words(draft.title, language)
    if in_title:
        return in_title[0]
    if _NEWS_ADDRESS.search(urlsplit(draft.url or "").path.lower()) or draft.text.lstrip()[:5] == "NEWS\n":
        return Kind.NEWS
    head = draft.text[:3_000]
    if len(head) < 2_900 and _years_in(head[:60]) and re.match(r"\s*\W*\d{1,2}\W", head):
        return Kind.NEWS
    if _PROJECT.search(head):
        return Kind.PROJECT_REPORT
    counts = Counter(vocabulary.kind_words(head, language))
    if counts[Kind.SURVEY_SUMMARY] >= (1 if len(head) < _SHORT else 3):
        return Kind.SURVEY_SUMMARY
    (best, count), *_ = counts.most_common(1) or [(Kind.PUBLICATION, 0)]
    return best if count >= 2 else Kind.PUBLICATION


def levels(draft: Draft, language: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the education levels that a draft's title names, or its text more than once."""
    in_title = vocabulary.find_levels(draft.title, language)
    counts = Counter(vocabulary.find_levels(draft.text[:_READ], language))
    often = [level for level, count in counts.most_common() if count >= max(3, len(draft.text[:_READ]) // 5_000)]
    return tuple(dict.fromkeys((*in_title, *often)))[:3]


def phases(draft: Draft, language: str | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the phases of the EQAVET quality cycle that a draft names as such."""
    text = f"{draft.title}\n{draft.text[:_READ]}"
    if "eqavet" not in text.lower():
        return ()
    return vocabulary.find_phases(text, language)
