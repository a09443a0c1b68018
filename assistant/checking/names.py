"""Names: whether the people, organisations, programmes and places of a statement stand in what it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.checking.agreeing import HEDGES
from assistant.checking.counting import is_month
from assistant.checking.reading import Found, Term, alike, terms_of
from assistant.checking.shapes import Difference
from assistant.checking.turning import NO_TURNS, turns_of
from assistant.practices.figurewords import ABOUT, AT_LEAST, AT_MOST, NUMBER_WORDS
from assistant.words import FUNCTION_WORDS
from corpus.documents import Document
from corpus.mentions import fold, tokens_of
from corpus.sentences import STARTERS
from corpus.terms import PlaceMention
from corpus.vocabulary import EUROPE, Vocabulary

_WORD = re.compile(r"[^\W_](?:[^\W_]|[.&@'’+-](?=[^\W_]))*\+?")
_OPENING = re.compile(r"(?:^|[.!?:]\s+|[\n\t])[\s\"'“”„«»‘’(\[*_•–-]*$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|de|er|º|ª)|\d+%?|[IVXLC]+")
_KEY_ACTION = re.compile(r"KA(\d)")
_ACTIONS = frozenset({"accion", "acao", "azione", "avaintoimi", "avaintoimen", "veiksmas", "ekintza"})
_MOST_FOUND = 4
_LONGEST_ENDING = 4
CITIES = Path(__file__).with_name("cities.tsv")
"""Countries with the beginnings of the names of their cities and regions, folded."""
_LONGEST_FIELD = 200
_OPENING_COVERED, _REST, _REST_UNUSUAL = 0.5, 0.75, 0.45
_ENDINGS_OF_WORDS = (
    "s", "ing", "ship", "ness", "ment", "tion", "sion", "ance", "ence", "ity", "er", "or", "ed", "ly", "al", "ive",
    "able", "ism", "ist",
)  # fmt: skip
_SHORTEST_NAME = 4
_GENERAL = frozenset(
    "vet ivet cvet tvet eu eur euro euros i ii iii iv ok covid mr mrs ms dr prof nr no erasmus+ erasmus".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december spring summer autumn winter christmas easter".split()
)
_LINKING = frozenset(
    "of de van der den des du la le el los las for the and und en et y e della di do da dos del".split()
)


_CONNECTING = frozenset(
    "besides meanwhile likewise moreover furthermore nevertheless nonetheless hence thus thereby whereas overall"
    " altogether apart aside beyond alongside amid amidst despite notwithstanding accordingly consequently afterwards"
    " thereafter initially originally ultimately eventually notably specifically having being given following regarding"
    " concerning according thanks owing starting beginning ending including excluding whoever whatever whichever"
    " wherever whenever anyone anybody everyone everybody someone nobody behind beneath beside throughout toward"
    " towards unlike until unless upon via whether within without".split()
)


class Known(NamedTuple):
    """What names can be found in: the words of a source or of what is known of its document, and its places.

    `places` are codes; `initials` the first letters of runs of its words, for abbreviations.
    """

    words: Found
    initials: str
    places: frozenset[str]
    languages: frozenset[str]
    names: tuple[str, ...]
    opening: tuple[str, ...] = ()


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
        places=frozenset(mention.code for mention in vocabulary.find_places(text, language)) | _of_cities(terms),
        languages=frozenset(
            code for term in terms if len(term.folded) > 4 and (code := _language(term.folded, vocabulary))
        ),
        names=tuple(text[name.start : name.end] for name in names_in(text, language)),
    )


def _of_cities(terms: Sequence[Term]) -> frozenset[str]:
    """Return the countries of the well-known cities and regions among words."""
    return frozenset(code for term in terms if (code := _country_of_city(term.folded)))


@lru_cache(maxsize=20_000)
def _country_of_city(word: str) -> str | None:
    for length in range(len(word), 3, -1):
        known = _cities().get(word[:length])
        if known and len(word) - length <= _LONGEST_ENDING:
            return known
    return None


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, str]:
    lines = (line.split("\t") for line in CITIES.read_text("utf-8").splitlines())
    return {stem: code for code, stems in lines for stem in stems.split()}


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
        run = _without_opening(run, text)
        words = tuple(
            term
            for match in run
            for start in range(match.start(), match.end())
            if (term := terms.get(start)) is not None and not _is_common_part(match, text[start : term.end])
        )
        if words:
            names.append(Name(words, run[0].start(), run[-1].end()))
    return names


def _is_common_part(match: re.Match[str], word: str) -> bool:
    """Whether a word is the part of a compound that is no name: the second one of `EQAVET-työ`."""
    first = match.group().split("-")[0]
    return "-" in match.group() and word.islower() and len(first) > 2 and first[0].isupper()


def _without_opening(run: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Leave out a word that has its capital from beginning a sentence, where it stands alone."""
    first = run[0]
    if not _OPENING.search(text[max(0, first.start() - 12) : first.start()]) or _marked(first.group()):
        return run
    if len(run) > 1 and _marked(run[1].group()) and _begins_only(fold(first.group())):
        return run[1:]
    return run[1:] if len(run) == 1 or fold(first.group()) in _LINKING else run


def _begins_only(word: str) -> bool:
    """Whether a word before an abbreviation is no part of a name: "Within", "Using"."""
    return word in _CONNECTING or word in map(fold, STARTERS) or (word.endswith("ing") and len(word) > _SHORTEST_NAME)


def _is_name(match: re.Match[str], text: str, language: str | None, small: frozenset[str], after_name: bool) -> bool:
    word = match.group()
    if word.lower() in small and not (len(word) > 1 and word.isupper() and not text.isupper()):
        return False
    if _ORDINAL.fullmatch(word) or text.isupper():
        return False
    if _marked(word):
        return True
    if not word[0].isupper() or len(word) < 2 or fold(word) in _DAYS or is_month(fold(word), language):
        return False
    if language == "de":
        if _country_of_city(fold(word)):
            return True
        if re.match(r"[^\W\d_]{3,}er [^\W\d_a-zäöü]", text[match.start() : match.end() + 2]):
            return bool(text[: match.start()].strip())  # "die Bayreuther Schule"
        before = text[: match.start()].rstrip()
        previous = re.search(r"([^\W\d_]+)$", before)
        return (
            after_name or (previous is not None and previous.group(1)[0].isupper() and len(previous.group(1)) > 3)
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
        if not missing or (not same_language and _may_be_translated(name, missing, statement)):
            continue
        if _abbreviates(name, known) or (not same_language and _abbreviated_elsewhere(name, statement, known)):
            continue
        yield Difference.at("name", statement, name.start, name.end, others)


def is_general(name: Name) -> bool:
    """Whether a name is none of its own: Europe's, or what the field is called."""
    return all(term.small or term.folded in _GENERAL or term.folded.startswith("europ") for term in name.words)


def _is_known(term: Term, statement: str, known: Sequence[Known], language: str | None, vocabulary: Vocabulary) -> bool:
    if term.folded in _GENERAL or term.folded.startswith("europ") or term.small:
        return True
    written = statement[term.start : term.end]
    if any(each.words.holds(term, language) or _ends_otherwise(term.folded, each.words.folded) for each in known):
        return True
    if len(term.folded) == _SHORTEST_NAME and any(
        name[:3] == term.folded[:3] and len(name) <= _SHORTEST_NAME + 2
        for each in known
        for name in map(fold, each.names)
    ):
        return True
    if (action := _KEY_ACTION.fullmatch(written)) is not None:
        folded = frozenset(word for each in known for word in each.words.folded)
        return action.group(1) in folded and any(
            "akti" in word or "acti" in word or word in _ACTIONS for word in folded
        )
    if written.isupper() and len(written) > 1:
        if written.endswith("S") or statement[term.end : term.end + 1] == "s":
            written = written.removesuffix("S")
        return any(len(written) > 2 and written.lower() in each.initials for each in known)
    code = _language(term.folded, vocabulary)
    return code is not None and (
        not any(each.languages for each in known) or any(code in each.languages for each in known)
    )


def _ends_otherwise(name: str, words: frozenset[str]) -> bool:
    """Whether a name stands there with other endings: `Kaunas`, `Kauno`."""
    stem = name[: max(_SHORTEST_NAME, len(name) - 3)]
    return len(name) > _SHORTEST_NAME and any(word.startswith(stem) and len(word) <= len(stem) + 6 for word in words)


def _may_be_translated(name: Name, missing: Sequence[Term], statement: str) -> bool:
    """Whether a name may be written otherwise in the source's language, as those that are made of common words are."""
    if any(_marked(statement[term.start : term.end]) for term in missing):
        return False
    common = [term for term in missing if any(key.startswith("#") for key in term.keys)]
    if len(common) == len(missing):
        return True
    words = [term for term in name.words if not term.small]
    found = len(words) - len(missing)
    return len(words) > 1 and found * 2 >= len(words)


def _abbreviates(name: Name, known: Sequence[Known]) -> bool:
    """Whether a name of several words stands in a source as its first letters."""
    letters = "".join(term.folded[0] for term in name.words if term.folded not in _LINKING)
    if letters == "ka" and any(re.fullmatch(r"ka\d\w*", word) for each in known for word in each.words.folded):
        return True  # "Key Action"
    if len(letters) == 2:
        return any(letters.upper() in written.split() for each in known for written in each.names)
    return len(letters) > 2 and any(letters in each.words.folded for each in known)


def _abbreviated_elsewhere(name: Name, statement: str, known: Sequence[Known]) -> bool:
    """Whether a name is an abbreviation that another language has but for its last letter: `ODD`, `ODS`."""
    written = statement[name.start : name.end]
    return (
        len(written) == _SHORTEST_NAME - 1
        and written.isupper()
        and written.isalpha()
        and any(
            other[:-1] == written[:-1] and len(other) == len(written) and other.isupper()
            for each in known
            for there in each.names
            for other in there.split()
        )
    )


def opening_difference(
    statement: str,
    terms: Sequence[Term],
    covered: Sequence[float],
    names: Sequence[Name],
    carrying: Sequence[Known],
    language: str | None,
    vocabulary: Vocabulary,
    *,
    unusual: bool,
) -> Iterator[Difference]:
    """Yield the first word of a statement where it stands for a name that the sentence has another one for.

    Every first word has a capital; one counts as a name where the rest of the statement stands in the sentence, it does
    not, and is no term of the field, and the sentence has a name that the statement lacks, or the word is `unusual`:
    the embedding model has no token for it as a whole.
    """
    if not terms or any(name.start <= terms[0].start < name.end for name in names) or language == "de":
        return
    if _begins_plainly(terms[0].folded, language or "en") or vocabulary.find_places(statement[: terms[0].end]):
        return
    first, rest = terms[0], [index for index, term in enumerate(terms) if index and not term.small]
    if first.small or not statement[first.start].isupper() or any(key[0] in "#~" for key in first.keys):
        return
    if (
        len(rest) < 2
        or covered[0] >= _OPENING_COVERED
        or sum(covered[index] for index in rest) < (_REST_UNUSUAL if unusual else _REST) * len(rest)
    ):
        return
    own = frozenset(term.folded for term in terms)
    others = [
        name
        for each in carrying
        for name in (*each.names, *each.opening)
        if not own & {token.folded for token in tokens_of(name)} and not vocabulary.find_places(name)
    ]
    if others or (unusual and not first.folded.endswith(_ENDINGS_OF_WORDS)):
        yield Difference.at("name", statement, first.start, first.end, tuple(dict.fromkeys(others))[:_MOST_FOUND])


@lru_cache(maxsize=5_000)
def _begins_plainly(word: str, language: str) -> bool:
    """Whether a word is one that any sentence may begin with: a number, a bound, a quantifier, a direction."""
    plain = {
        fold(part)
        for table in (ABOUT, AT_LEAST, AT_MOST)
        for phrase in table.get(language, ())
        for part in phrase.split()
    }
    plain |= _CONNECTING
    plain |= {fold(each) for each in NUMBER_WORDS.get(language, ())} | {fold(each) for each in STARTERS}
    return word in plain or word in HEDGES or bool(turns_of(word, terms_of(word, language), language) != NO_TURNS)


def openings(document: Document, text: str, terms: Sequence[Term]) -> tuple[str, ...]:
    """Return the first word of a sentence, where its document writes it with a capital within sentences too."""
    first = next(iter(terms), None)
    if first is None or first.small or len(first.folded) < _SHORTEST_NAME or not text[first.start].isupper():
        return ()
    start = text[first.start : first.end][: max(_SHORTEST_NAME, first.end - first.start - 2)]
    within = re.search(rf"[^\W\d_,;] {re.escape(start)}", document.text)
    return (text[first.start : first.end],) if within and document.facets.language != "de" else ()


def place_differences(
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
        if mention.code == EUROPE or (language == "fi" and mention.surface.lower().endswith("ksi")):
            continue  # "englanniksi" is in English
        city = mention.weak and _is_city(mention, vocabulary)
        found = mention.code in there or (mention.code in elsewhere and (any_there or not replaced))
        if found and city:
            words = frozenset(word for each in (*stretch, known) for word in each.words.folded)
            keys = frozenset(key for each in (*stretch, known) for key in each.words.keys)
            found = all(
                alike(term.folded, words, language) or _ends_otherwise(term.folded, words) or term.keys & keys
                for term in terms_of(mention.surface, language)
            )
        if not found and not _named_otherwise(mention, language, (*stretch, known)):
            names = [vocabulary.place_label(code, language or "en") for code in sorted(replaced or there - spoken)]
            yield Difference(
                reason="place",
                said=mention.surface,
                start=mention.start,
                end=mention.end,
                found=tuple(names[:_MOST_FOUND]),
            )


def _named_otherwise(mention: PlaceMention, language: str | None, known: Sequence[Known]) -> bool:
    """Whether a source names a place in its own language's way, as far as we know it."""
    terms = terms_of(mention.surface, language)
    named = [frozenset(key for key in term.keys if key.startswith("=")) for term in terms if not term.small]
    return bool(named) and all(keys and any(keys & each.words.keys for each in known) for keys in named)


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
