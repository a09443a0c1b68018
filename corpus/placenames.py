"""Names of countries in the languages of Europe, and the endings that they take there."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from corpus.mentions import Found, Phrases, Token, Word, fold, joins, tokens_of
from corpus.terms import Place, PlaceMention

READING_LANGUAGES: tuple[str, ...] = ("en", "nl", "fi", "es", "eu", "de", "fr", "pt", "it", "lt", "et", "pl", "sv")
"""The languages whose readers we serve, and in which themes have labels."""

NAMING_LANGUAGES: tuple[str, ...] = (
    *READING_LANGUAGES,
    *("bg", "bs", "ca", "cs", "cy", "da", "el", "ga", "gl", "hr", "hu", "is", "lb", "lv", "mk", "mt", "nb"),
    *("ro", "ru", "sk", "sl", "sq", "sr", "tr", "uk"),
)
"""The languages in which the name of a country is understood."""

# Folded endings after the folded stem. They are many rather than exact: a stem that is a country's name leaves little
# room for another word.
_ENDINGS: Mapping[str, str] = {
    "fi": "n ssa sta lla lta lle a ta an en in on ksi na ssakin n kin ssa ssaan en iden issa ista ihin ita oissa oista"
    " oihin oiden lainen laiset laisen laiset laiset laisia laisten laisessa laisissa laista",
    "et": "s st sse t l le lt ga ks ni na d de des dest i is ist isse iga il ile il a as ast al e es",
    "lt": "a os ai oje on e ei eje es o as is yje io iui u us uose ams ais ui",
    "lv": "a as ai e es ei i s m am em o u us iem",
    "pl": "a y i e o ie ii ji u em ach ami om ej iej ego ym a",
    "eu": "n ko tik ra k ri ren rekin rako an en eko etik era ek ak etan etako etara etatik ekin ar ari",
    "hu": "ban ben bol bol rol ba be n on en i ra re nak nek val vel hoz tol",
    "cs": "a e i o u y ou em om ech ach ami ej ske ska",
    "de": "s n ns",
    "el": "ς σ s",
    "sv": "s",
}
_SHARED = {"sk": "cs", "sl": "cs", "hr": "cs", "bs": "cs", "sr": "cs", "nb": "sv", "da": "sv", "en": "sv", "nl": "sv"}
# Final letters that give way to an ending, longest first.
_DROPPED: Mapping[str, tuple[str, ...]] = {
    "lt": ("ai", "as", "is", "us", "a", "e"),
    "lv": ("a", "e", "s"),
    "pl": ("a", "y", "o", "e"),
    "cs": ("a", "o", "e", "y"),
    "eu": ("ak", "a"),
    "et": ("d",),
    "fi": ("at",),
    "el": ("ς",),
}
# Consonants that weaken in Finnish and Estonian before an ending, as in Islanti, Islannissa.
_WEAKENED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fi": (
        ("nti", "nni"),
        ("kka", "ka"),
        ("kki", "ki"),
        ("lta", "lla"),
        ("maat", "mai"),
        ("nta", "nna"),
        ("kunta", "kunna"),
    ),
    "et": (("riik", "riigi"),),
}


_ARTICLES = frozenset("the de het la le les los las el die der das il i gli l o os as".split())


class _PlaceName(NamedTuple):
    code: str | None
    weak: bool
    capital: bool
    adjective: bool = False


class PlaceFinder:
    """Finds the names of places in texts of any European language, with the endings that they take there.

    `not_places` are phrases that hold a place's name and are not that place; `capital_only` are names that are also
    common words.
    """

    def __init__(self, places: Mapping[str, Place], not_places: Sequence[str], capital_only: Sequence[str]) -> None:
        self._places = places
        self._not_places = tuple(not_places)
        self._capital_only = frozenset(fold(name) for name in capital_only)
        self._phrases: dict[str | None, Phrases[_PlaceName]] = {}

    def find(self, text: str, language: str | None) -> list[PlaceMention]:
        """Return the places that a text names, in the order of the text; without a language, in all of them."""
        tokens = tokens_of(text)
        phrases = self._phrases_in(language if language in NAMING_LANGUAGES else None)
        has_capitals = any(letter.isupper() for letter in text)
        found = phrases.find([(token.folded,) for token in tokens], joins(text))
        mentions: dict[tuple[int, str], PlaceMention] = {}
        languages_until = -1
        for each in found:
            if each.value.adjective and _is_language(tokens, each, text, each.first == languages_until):
                languages_until = each.after
                continue
            mention = _mention(text, tokens, each, has_capitals)
            if mention is not None:
                mentions[mention.start, mention.code] = mention
        return list(mentions.values())

    def names(self) -> Mapping[str, str]:
        """Return the code of every name in every language, folded; adjectives and cities are no names."""
        names: dict[str, str] = {}
        for code, place in self._places.items():
            for _, name, weak in _names(place, NAMING_LANGUAGES):
                if not weak:
                    names.setdefault(folded_name(name), code)
        return names

    def _phrases_in(self, language: str | None) -> Phrases[_PlaceName]:
        if language not in self._phrases:
            phrases: Phrases[_PlaceName] = Phrases()
            languages = NAMING_LANGUAGES if language is None else tuple(dict.fromkeys((language, "en")))
            for code, place in self._places.items():
                for each, name, weak in _names(place, languages):
                    inflected = name.endswith("*") or name.islower()
                    capital = (weak and not inflected) or len(name) < 5 or fold(name) in self._capital_only
                    adjective = weak and name not in place.cities
                    phrases.add(name_words(name, each), _PlaceName(code, weak, capital, adjective))
            for name in self._not_places:
                phrases.add(name_words(name, "any"), _PlaceName(None, False, False))
            self._phrases[language] = phrases
        return self._phrases[language]


def _names(place: Place, languages: Iterable[str]) -> Iterable[tuple[str, str, bool]]:
    """Give a place's names with their language and whether they are weak."""
    for language in (*languages, "any"):
        if place.country is None and place.code in (names := country_names(language)):
            yield language, names[place.code], False
        yield from ((language, name, False) for name in place.names.get(language, ()))
        yield from ((language, name, True) for name in place.adjectives.get(language, ()))
    yield from (("any", city, True) for city in place.cities)


def _is_language(tokens: Sequence[Token], found: Found[_PlaceName], text: str, listed: bool) -> bool:
    """Tell whether an adjective names a language, as in `written in Spanish.` or `German language`.

    `listed` says that the word before it named a language.
    """
    before = tokens[found.first - 1].folded if found.first else ""
    after = tokens[found.after] if found.after < len(tokens) else None
    if after is not None and after.folded in _LANGUAGE_NOUNS:
        return True
    ends = after is None or not text[tokens[found.after - 1].end : after.start].isspace() or after.folded in _AND
    return ends and (listed or before in _IN or before in _AND)


_IN = frozenset("in into from en em auf aus ins pa po na del al au du op".split())
_AND = frozenset("and or & und oder en of ja et y e ou o och eller i und".split())
_LANGUAGE_NOUNS = frozenset(
    "language languages version versions translation only speaking speakers kieli kielinen".split()
)


def _mention(text: str, tokens: Sequence[Token], found: Found[_PlaceName], has_capitals: bool) -> PlaceMention | None:
    start, end = tokens[found.first].start, tokens[found.after - 1].end
    surface = text[start:end]
    if found.value.code is None or (found.value.capital and has_capitals and not surface[0].isupper()):
        return None
    if start and text[start - 1] in ".@/\\":
        return None  # part of an address: gov.uk
    return PlaceMention(found.value.code, start, end, surface, found.value.weak)


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Return the names of all countries, by ISO 3166-1 alpha-2 code, in one language; empty if Babel lacks it."""
    return MappingProxyType(
        {
            code: name
            for code, name in _territories(language).items()
            if len(code) == 2 and code.isalpha() and code != "EU"
        }
    )


def europe_names(language: str) -> tuple[str, ...]:
    """Return the names of Europe and of the European Union in one language."""
    territories = _territories(language)
    return tuple(territories[code] for code in ("150", "EU") if code in territories)


def language_names(language: str) -> Mapping[str, str]:
    """Return the names of languages, by ISO 639-1 code, in one language; empty if Babel lacks it."""
    return _locale_data(language)[1]


def _territories(language: str) -> Mapping[str, str]:
    return _locale_data(language)[0]


@cache
def _locale_data(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the names of territories and of languages in one language; empty if Babel lacks it."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale("no" if language == "nb" else language)
    except UnknownLocaleError:
        return MappingProxyType({}), MappingProxyType({})
    return MappingProxyType(dict(locale.territories)), MappingProxyType(dict(locale.languages))


def name_words(name: str, language: str) -> list[tuple[Word, ...]]:
    """Return the words of a name, each with the forms that it can take in a language; `word*` may end in any way."""
    return [
        (Word(token.folded, None),) if name[token.end : token.end + 1] == "*" else tuple(_forms(token.folded, language))
        for token in tokens_of(name)
    ]


def _forms(word: str, language: str) -> Iterable[Word]:
    kind = _SHARED.get(language, language)
    endings = frozenset({"", *_ENDINGS.get(kind, "").split()})
    yield Word(word, endings if len(word) > 3 else frozenset({""}))
    for final in _DROPPED.get(kind, ()):
        if word.endswith(final) and len(word) - len(final) > 3:
            yield Word(word.removesuffix(final), endings - {""})
            break
    for strong, weak in _WEAKENED.get(kind, ()):
        if word.endswith(strong):
            yield Word(word.removesuffix(strong) + weak, endings - {""})
            break


def folded_name(name: str) -> str:
    """Return a name as it is compared with others: folded, words only, without an article before it."""
    words = [token.folded for token in tokens_of(name.replace("_", " "))]
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
