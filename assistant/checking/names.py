"""Names: whether the people, organisations, programmes and places of a statement stand in what it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checking.reading import Found, Term, alike, terms_of
from assistant.checking.shapes import Difference
from assistant.words import FUNCTION_WORDS
from corpus.documents import Document
from corpus.mentions import fold, tokens_of
from corpus.terms import PlaceMention
from corpus.vocabulary import EUROPE, Vocabulary

_WORD = re.compile(r"[^\W_](?:[^\W_]|[.&@'’+-](?=[^\W_]))*\+?")
_OPENING = re.compile(r"(?:^|[.!?:]\s+|[\n\t])[\s\"'“”„«»‘’(\[*_•–-]*$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|de|er|º|ª)|\d+%?|[IVXLC]+")
_MOST_FOUND = 4
_LONGEST_FIELD = 200
_GENERAL = frozenset(
    "vet ivet cvet tvet eu eur euro euros i ii iii iv ok covid mr mrs ms dr prof nr no erasmus+ erasmus".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december spring summer autumn winter christmas easter".split()
)
_LINKING = frozenset("of de van der den des du la le el los las for the and und en et y e della di do da dos del".split())


class Known(NamedTuple):
    """What names can be found in: the words of a source or of what is known of its document, and its places.

    `places` are codes; `initials` the first letters of runs of its words, for abbreviations.
    """

    words: Found
    initials: str
    places: frozenset[str]
    languages: frozenset[str]
    names: tuple[str, ...]


class Name(NamedTuple):
    """A name in a statement: its words, and where it stands."""

    words: tuple[Term, ...]
    start: int
    end: int


@lru_cache(maxsize=2_048)
def known_of(text: str, language: str | None, vocabulary: Vocabulary) -> Known:
    """Return what names can be found in, of a text."""
    terms = terms_of(text, language)
    return Known(
        words=Found.of(terms),
        initials="".join(term.folded[0] for term in terms),
        places=frozenset(mention.code for mention in vocabulary.find_places(text, language)),
        languages=frozenset(
            code for term in terms if len(term.folded) > 4 and (code := _language(term.folded, vocabulary))
        ),
        names=tuple(text[name.start : name.end] for name in names_in(text, language)),
    )


@lru_cache(maxsize=5_000)
def _language(word: str, vocabulary: Vocabulary) -> str | None:
    return vocabulary.language_code(word)


def names_in(text: str, language: str | None) -> list[Name]:
    """Return the names in a text, as far as its letters show them; places are among them."""
    terms = {term.start: term for term in terms_of(text, language)}
    small = FUNCTION_WORDS.get(language or "en", frozenset()) | FUNCTION_WORDS["en"]
    runs: list[list[re.Match[str]]] = []
    last = -1
    for match in _WORD.finditer(text):
        if not _is_name(match, text, language, small, after_name=bool(runs) and last == match.start() - 1):
            continue
        if runs and text[runs[-1][-1].end() : match.start()] in (" ", "-", "\xa0"):
            runs[-1].append(match)
        else:
            runs.append([match])
        last = match.end()
    names: list[Name] = []
    for run in runs:
        run = _without_opening(run, text, language)
        words = tuple(term for match in run for start, term in terms.items() if match.start() <= start < match.end())
        if words:
            names.append(Name(words, run[0].start(), run[-1].end()))
    return names


def _without_opening(run: list[re.Match[str]], text: str, language: str | None) -> list[re.Match[str]]:
    """Leave out a word that has its capital from beginning a sentence, where it stands alone."""
    first = run[0]
    if not _OPENING.search(text[max(0, first.start() - 12) : first.start()]) or _marked(first.group()):
        return run
    return run[1:] if len(run) == 1 or fold(first.group()) in _LINKING else run


def _is_name(match: re.Match[str], text: str, language: str | None, small: frozenset[str], after_name: bool) -> bool:
    word = match.group()
    if word.lower() in small and not (len(word) > 1 and word.isupper() and not text.isupper()):
        return False
    if _ORDINAL.fullmatch(word) or text.isupper():
        return False
    if _marked(word):
        return True
    if not word[0].isupper() or len(word) < 2 or fold(word) in _DAYS:
        return False
    if language == "de":
        if re.match(r"[^\W\d_]{3,}er [^\W\d_a-zäöü]", text[match.start() : match.end() + 2]):
            return bool(text[: match.start()].strip())  # "die Bayreuther Schule"
        before = text[: match.start()].rstrip()
        previous = re.search(r"([^\W\d_]+)$", before)
        return (
            after_name
            or (previous is not None and previous.group(1)[0].isupper() and len(previous.group(1)) > 3)
        ) and not word.lower().endswith(("ung", "heit", "keit", "schaft", "tion", "ungen", "en", "er", "e", "s"))
    return True


def _marked(word: str) -> bool:
    """Whether a word shows without its place that it is a name: capitals or digits inside."""
    inside = word[1:]
    return bool(
        (any(char.isupper() for char in inside) and any(char.isalpha() for char in word))
        or (any(char.isdigit() for char in word) and any(char.isupper() for char in word))
        or "@" in word
    )


def name_differences(
    statement: str,
    names: Sequence[Name],
    known: Sequence[Known],
    carrying: Sequence[Known],
    places: Sequence[PlaceMention],
    language: str | None,
    *,
    same_language: bool,
    vocabulary: Vocabulary,
) -> Iterator[Difference]:
    """Yield the names of a statement that neither its sources nor what is known of their documents has.

    `places` are those that the statement names, which are looked at by `place_differences`.
    """
    others = tuple(dict.fromkeys(name for each in carrying for name in each.names))
    own = frozenset(term.folded for name in names for term in name.words)
    others = tuple(name for name in others if not own & {token.folded for token in tokens_of(name)})[:_MOST_FOUND]
    for name in names:
        missing = [
            term
            for term in name.words
            if not any(place.start <= term.start < place.end for place in places)
            and not _is_known(term, statement, known, language, vocabulary)
        ]
        if not missing or (not same_language and _may_be_translated(name, missing, statement, known)):
            continue
        if _abbreviates(name, known):
            continue
        yield Difference(
            reason="name", said=statement[name.start : name.end], start=name.start, end=name.end, found=others
        )


def _is_known(
    term: Term, statement: str, known: Sequence[Known], language: str | None, vocabulary: Vocabulary
) -> bool:
    if term.folded in _GENERAL or term.folded.startswith("europ") or term.small:
        return True
    written = statement[term.start : term.end]
    if any(each.words.holds(term, language) for each in known):
        return True
    if written.isupper() and len(written) > 1:
        if written.endswith("S") or statement[term.end : term.end + 1] == "s":
            written = written.removesuffix("S")
        return any(len(written) > 2 and written.lower() in each.initials for each in known)
    code = _language(term.folded, vocabulary)
    return code is not None and (not any(each.languages for each in known) or any(code in each.languages for each in known))


def _may_be_translated(name: Name, missing: Sequence[Term], statement: str, known: Sequence[Known]) -> bool:
    """Whether a name may be written otherwise in the source's language, as those that are made of common words are."""
    if any(_marked(statement[term.start : term.end]) for term in missing):
        return False
    common = [term for term in missing if any(key.startswith("#") for key in term.keys)]
    if len(common) == len(missing):
        return True
    found = len(name.words) - len(missing)
    return len(name.words) > 1 and found * 2 >= len(name.words)


def _abbreviates(name: Name, known: Sequence[Known]) -> bool:
    """Whether a name of several words stands in a source as its first letters."""
    letters = "".join(term.folded[0] for term in name.words if term.folded not in _LINKING)
    return len(letters) > 2 and any(letters in each.words.folded for each in known)


def place_differences(
    statement: str,
    places: Sequence[PlaceMention],
    stretch: Sequence[Known],
    known: Known,
    documents: Sequence[Document],
    carrying: Sequence[Known],
    language: str | None,
    vocabulary: Vocabulary,
) -> Iterator[Difference]:
    """Yield the places of a statement that its sources do not name.

    A country is named by a region of it. What the document declares counts, unless the sentence that carries the
    statement names other places in its stead.
    """
    there = _codes((each.places for each in stretch), vocabulary)
    declared = {code for each in documents for code in (*each.facets.countries, *each.facets.regions)}
    elsewhere = _codes([known.places, declared], vocabulary)
    spoken = {mention.code for mention in places}
    replaced = {code for each in carrying for code in each.places} - _codes([spoken], vocabulary)
    any_there = any(mention.code in there for mention in places)
    for mention in places:
        if mention.code == EUROPE:
            continue
        city = mention.weak and _is_city(mention, vocabulary)
        found = mention.code in there or (mention.code in elsewhere and (any_there or not replaced))
        if found and city:
            words = frozenset(word for each in (*stretch, known) for word in each.words.folded)
            found = all(alike(token.folded, words, language) for token in tokens_of(mention.surface))
        if not found:
            names = [vocabulary.place_label(code, language or "en") for code in sorted(replaced or there - spoken)]
            yield Difference(
                reason="place",
                said=mention.surface,
                start=mention.start,
                end=mention.end,
                found=tuple(names[:_MOST_FOUND]),
            )


def _codes(places: Iterable[Iterable[str]], vocabulary: Vocabulary) -> set[str]:
    codes = {code for each in places for code in each}
    return codes | {country for code in codes if (country := vocabulary.country_of(code))}


def _is_city(mention: PlaceMention, vocabulary: Vocabulary) -> bool:
    place = vocabulary.places.get(mention.code)
    return place is not None and fold(mention.surface) in _folded_cities(place.cities)


@lru_cache(maxsize=256)
def _folded_cities(cities: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, cities))


def heading_of(document: Document, start: int) -> str:
    """Return a document's title and the headings above a place in it."""
    headings = [section.title for section in document.sections if section.start <= start < max(section.end, start + 1)]
    return "\n".join((document.title, *headings))


def context_of(document: Document, start: int) -> str:
    """Return what is known of a place in a document beside its words: title, headings above it, and stated fields."""
    fields: Mapping[str, str] = document.fields
    stated = [value for name, value in fields.items() if len(value) <= _LONGEST_FIELD and name != "source_url"]
    return "\n".join((heading_of(document, start), *stated))
