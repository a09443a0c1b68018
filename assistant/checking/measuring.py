"""Measuring: units of length and weight, how often and for what time something is, and by what it grew."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.practices.figurewords import NUMBER_WORDS, PER, YEARLY
from assistant.practices.numerals import DIGITS, number_at, number_starters, number_value
from assistant.practices.shapes import Figure
from corpus.mentions import fold, tokens_of

_MEASURES: Mapping[str, str] = {
    "km": "km kilomet* kilometr*",
    "m": "m metre* meter* metr* metri* metro* metrai",
    "cm": "cm centimet* sentti*",
    "mm": "mm millimet*",
    "mile": "mile* mijl* meile* milla* miglia",
    "foot": "foot feet ft pied pieds pies piedi",
    "kg": "kg kilo kilos kilogram* kilogramm* kilogramo* chilogramm* chilo chili kilogramme*",
    "g": "g gram* gramm* gramme*",
    "t": "t tonne* ton tons tonn* tonel* tonnellat* tona*",
    "litre": "l litre* liter* litr* litro* litra*",
    "hectare": "ha hectare* hectarea* hehtaar* ettar*",
    "kwh": "kwh",
    "mwh": "mwh",
    "mw": "mw megawatt*",
    "kw": "kw kilowatt*",
}
_PREFIXES: Mapping[str, tuple[Mapping[str, float], Mapping[str, str]]] = {
    "de": (
        {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
         "zehn": 10, "zwolf": 12, "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5},
        {"jahrig": "year", "jahres": "year", "monatig": "month", "monats": "month", "wochig": "week", "tagig": "day",
         "stundig": "hour"},
    ),
    "nl": (
        {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "tien": 10,
         "anderhalf": 1.5},
        {"jarig": "year", "jaars": "year", "maands": "month", "weeks": "week", "wekelijks": "", "daags": "day",
         "urig": "hour"},
    ),
    "fi": (
        {"yksi": 1, "kaksi": 2, "kolmi": 3, "neli": 4, "viisi": 5, "kuusi": 6, "puolitoista": 1.5},
        {"vuoti": "year", "kuukauti": "month", "viikkoi": "week", "paivai": "day", "tunti": "hour"},
    ),
    "et": (
        {"uhe": 1, "kahe": 2, "kolme": 3, "nelja": 4, "viie": 5, "kuue": 6, "pooleteise": 1.5},
        {"aasta": "year", "kuu": "month", "nadala": "week", "paeva": "day", "tunni": "hour"},
    ),
    "pl": (
        {"jedno": 1, "dwu": 2, "trzy": 3, "cztero": 4, "piecio": 5, "szescio": 6, "siedmio": 7, "osmio": 8,
         "poltora": 1.5},
        {"let": "year", "roczn": "year", "miesieczn": "month", "tygodniow": "week", "dniow": "day",
         "godzinn": "hour"},
    ),
    "cs": (
        {"jedno": 1, "dvou": 2, "tri": 3, "ctyr": 4, "peti": 5, "sesti": 6},
        {"let": "year", "rocn": "year", "mesicn": "month", "tydenn": "week", "denn": "day", "hodinov": "hour"},
    ),
    "sv": (
        {"ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5},
        {"arig": "year", "manaders": "month", "veckors": "week"},
    ),
}  # fmt: skip
_WHOLE: Mapping[str, tuple[float, str]] = {
    word: (value, unit)
    for (value, unit), words in {
        (2.0, "year"): "biennial bienal bienales biennale biennali biennal biennale bisannuel bienio biennio",
        (3.0, "year"): "triennial trienal trienales triennale triennali triennal trienio triennio",
        (5.0, "year"): "quinquennial quinquenal quinquennale quinquennal quinquenio",
        (10.0, "year"): "decade decennium jahrzehnt decennie decada decennio",
        (2.0, "week"): "fortnight quincena quinzaine",
    }.items()
    for word in words.split()
}
_HALVES = re.compile(
    r"\b(?:anderhalf (?P<nl>jaar|maand|uur)|(?P<de>anderthalb|eineinhalb|zweieinhalb|dreieinhalb) (?P<deu>Jahre?n?|"
    r"Monaten?|Stunden?)|(?P<es>año|mes|hora) y medi[oa]|(?P<it>anno|mese|ora) e mezz[oa]|(?P<fr>an|mois|heure) et"
    r" demie?|(?P<pt>ano|mês|hora) e mei[oa]|(?P<fi>puolitoista) (?P<fiu>vuotta|kuukautta)"
    r"|(?P<pl>półtora) (?P<plu>roku)|(?P<en>year|month|hour) and a half)\b",
    re.IGNORECASE,
)
_HALF_OF = re.compile(
    r"\b(?:(?P<hour>half an hour|half-hour|half uur|halve? stunde|halbe[nr]? stunde|demi-heure|media hora|meia hora"
    r"|mezz['’ ]?ora|puoli tuntia|pool tundi|pół godziny|půl hodiny|pusvaland\w+|ordu erdi\w*|halv timme)"
    r"|(?P<year>half a year|half-year|halfjaar|half jaar|halbes jahr|halben jahre?s?|medio año|meio ano|mezzo anno"
    r"|puoli vuotta|pool aastat|pół roku|půl roku|pusmet\w+|urte erdi\w*|halvår))\b",
    re.IGNORECASE,
)
_UNIT_OF_HALF = {
    "jaar": "year", "maand": "month", "uur": "hour", "ano": "year", "mes": "month", "hora": "hour", "anno": "year",
    "mese": "month", "ora": "hour", "an": "year", "mois": "month", "heure": "hour", "vuotta": "year",
    "kuukautta": "month", "roku": "year", "year": "year", "month": "month", "hour": "hour", "jahr": "year",
    "jahre": "year", "jahren": "year", "monate": "month", "monaten": "month", "stunde": "hour", "stunden": "hour",
}  # fmt: skip
_HALF_VALUES = {"zweieinhalb": 2.5, "dreieinhalb": 3.5}

_ADVERBS: Mapping[str, str] = {
    "year": "yearly annual annually jaarlijks* jahrlich* annuel* anual* annual* vuosittai* iga-aasta* kasmet*"
    " metin* roczn* corocz* rocn* urteko urtero arlig*",
    "month": "monthly maandelijks* monatlich* mensuel* mensual* mensil* mensal* kuukausittai* igakuu* menesin* "
    "kasmenes* miesieczn* mesicn* hileko hilero manadsvis",
    "week": "weekly wekelijks* wochentlich* hebdomadair* semanal* settimanal* viikoittai* iganadala* savaitin* "
    "kassavait* tygodniow* cotygodn* tydenn* asteko astero veckovis",
    "day": "daily dagelijks* taglich* quotidien* diari* giornalier* quotidian* paivittai* igapaeva* kasdien*"
    " codzienn* denne kazdodenn* eguneko egunero dagligen",
}
_TIMES = re.compile(
    r"\b(?:(?P<word>once|twice|thrice|eenmaal|tweemaal|driemaal|viermaal|einmal|zweimal|dreimal|viermal|kahdesti|kolmesti)"
    r"|(?P<number>\w+) (?:times|keer|maal|mal|fois|veces|volte|vezes|kertaa|korda|kartus|razy|krát))"
    r"(?! (?:as|more|zo|so|plus|más|más|mehr|meer|che|que))\b",
    re.IGNORECASE,
)
_TIMES_WORDS = {
    "once": 1, "twice": 2, "thrice": 3, "eenmaal": 1, "tweemaal": 2, "driemaal": 3, "viermaal": 4, "einmal": 1,
    "zweimal": 2, "dreimal": 3, "viermal": 4, "kahdesti": 2, "kolmesti": 3,
}  # fmt: skip
_NO_TIMES = frozenset("once einmal".split())
_MULTIPLES: Mapping[float, str] = {
    2.0: "doubl* twofold dubbel* verdubbel* doppelt* verdoppel* doubl* duplic* doble dobr* duplo raddoppi* doppio"
    " kaksinkert* tupla* kahekord* dvigub* padvigub* podwoj* dwukrot* zdvojn* dvojnasob* bikoiz* fordubbl* fordobl*",
    3.0: "tripl* treble* threefold verdrievoudig* drievoudig* dreifach* verdreifach* triplic* kolminkert* kolmekord*"
    " trigub* patrigub* potroj* trzykrot* ztrojn* hirukoiz*",
    4.0: "quadrupl* vierfach* verviervoudig* cuadruplic* quadruplic* nelinkert*",
    0.5: "halv* halbier* puolitt* poolita* pusia*",
}
_NOT_MULTIPLES = frozenset({"doubtful", "halve", "double-check"})


def _starts(words: Mapping[str, str] | Mapping[float, str]) -> dict[str, object]:
    return {word: name for name, listed in words.items() for word in listed.split()}


_TABLES = {"measure": _starts(_MEASURES), "adverb": _starts(_ADVERBS), "multiple": _starts(_MULTIPLES)}


@lru_cache(maxsize=50_000)
def _named(word: str, which: str) -> object | None:
    table = _TABLES[which]
    if word in table:
        return table[word]
    starts = (table.get(f"{word[:length]}*") for length in range(len(word), 1, -1))
    return next((found for found in starts if found is not None), None)


def halved_durations(text: str) -> Iterator[Figure]:
    """Yield durations with a half: "anderhalf jaar", "a year and a half", "half an hour"."""
    for match in _HALF_OF.finditer(text):
        yield _duration(text, 0.5, "hour" if match["hour"] else "year", match.start(), match.end())
    for match in _HALVES.finditer(text):
        unit = next((found for each in match.groups() if each and (found := _UNIT_OF_HALF.get(fold(each)))), None)
        value = next((_HALF_VALUES[fold(each)] for each in match.groups() if each and fold(each) in _HALF_VALUES), 1.5)
        if unit:
            yield _duration(text, value, unit, match.start(), match.end())


def durations_in_words(text: str, language: str | None) -> Iterator[Figure]:
    """Yield durations that a single word gives: "czterotygodniowe", "a decade", "dertig contacturen"."""
    yield from _compound_times(text, language)
    numbers, units = _PREFIXES.get(language or "", ({}, {}))
    for token in tokens_of(text):
        if token.folded in _WHOLE:
            value, unit = _WHOLE[token.folded]
            yield _duration(text, value, unit, token.start, token.end)
            continue
        for stem, unit in units.items():
            at = token.folded.find(stem)
            if at > 0 and unit and (token.folded[:at] in numbers or token.folded[:at].isdigit()):
                if language == "et" and not token.folded[at + len(stem) :].startswith(("ne", "se", "st")):
                    continue
                value = float(numbers.get(token.folded[:at]) or token.folded[:at])
                yield _duration(text, value, unit, token.start, token.end)
                break


_TIME_COMPOUNDS: Mapping[str, Mapping[str, str]] = {
    "nl": {"uren": "hour", "uur": "hour", "dagen": "day", "weken": "week", "maanden": "month"},
    "de": {"stunden": "hour", "tage": "day", "tagen": "day", "wochen": "week", "monate": "month", "monaten": "month"},
}


def _compound_times(text: str, language: str | None) -> Iterator[Figure]:
    """Yield durations whose unit is the end of a compound: "dertig contacturen"."""
    endings = _TIME_COMPOUNDS.get(language or "", {})
    for token in tokens_of(text):
        ending = next((each for each in endings if token.folded.endswith(each) and token.folded != each), None)
        if ending is None:
            continue
        before = re.search(r"(\w+) $", text[max(0, token.start - 25) : token.start])
        start = token.start - 1 - len(before.group(1)) if before else token.start
        number = number_at(text, start, str(language)) if before else None
        if number is not None and number.end == token.start - 1:
            yield _duration(text, number.value, endings[ending], start, token.end)


def _duration(text: str, value: float, unit: str, start: int, end: int) -> Figure:
    return Figure(unit="duration", value=value, of=unit, text=text[start:end], start=start, end=end)


@lru_cache(maxsize=32)
def _starters(language: str) -> frozenset[str]:
    return frozenset(map(fold, number_starters(language)))


def measures_in(text: str, language: str | None) -> Iterator[tuple[float, str, int, int]]:
    """Yield values with their unit of length, weight and the like, and the time of one: "one hour"."""
    known = str(language) if language in NUMBER_WORDS else "en"
    tokens = tokens_of(text)
    for index, token in enumerate(tokens[:-1]):
        behind = tokens[index + 1]
        if not text[token.end : behind.start].isspace():
            continue
        if NUMBER_WORDS[known].get(text[token.start : token.end].lower()) == 1:
            if unit := _TIME_OF_ONE.get(behind.folded):
                yield 1.0, unit, token.start, behind.end
            continue
        if (unit_of := _named(behind.folded, "measure")) is None:
            continue
        if match := DIGITS.search(text, max(0, token.start - 12), token.end):
            last = max(DIGITS.finditer(text, max(0, token.start - 12), token.end), key=lambda each: each.end())
            if last.end() == token.end:
                yield number_value((last or match).group()), str(unit_of), last.start(), behind.end
        elif token.folded in _starters(known):
            number = number_at(text, token.start, known)
            if number is not None:
                yield number.value, str(unit_of), token.start, behind.end


_TIME_OF_ONE: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "hour": "hour uur stunde heure hora ora tunti tund valanda godzina godzine hodina hodinu ordu lesuur timme",
        "day": "day dag tag jour dia giorno paiva paev diena dzien den egun",
        "week": "week woche semaine semana settimana viikko nadal savaite tydzien tyden aste vecka uge",
        "month": "month maand monat mois mes mese kuukausi kuu menuo miesiac mesic hilabete manad maned",
        "year": "year jaar jahr an annee ano anno vuosi aasta metai rok urte",
    }.items()
    for word in words.split()
}


def times_in(text: str, language: str | None) -> Iterator[tuple[float, int, int]]:
    """Yield how often something is: twice, three times."""
    words = NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"])
    for match in _TIMES.finditer(text):
        word = match["word"]
        if word:
            if word.lower() not in _NO_TIMES or _is_rate(text, match.end()):
                yield float(_TIMES_WORDS[word.lower()]), match.start(), match.end()
            continue
        number = match["number"].lower()
        value = float(number) if number.isdecimal() and len(number) < 5 else float(words.get(number, 0))
        if value:
            yield value, match.start(), match.end()


def _is_rate(text: str, end: int) -> bool:
    return bool(re.match(r" (?:a|per|each|every|im|pro|in der|am|per) ", text[end:], re.IGNORECASE))


def periods_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield for what time, or how often in it, something is: monthly, each year."""
    lower = text.lower()
    for phrase, unit in PER.items():
        if unit in _ADVERBS and phrase in lower:
            for match in re.finditer(rf"\b{re.escape(phrase)}\b", lower):
                yield unit, match.start(), match.end()
    for token in tokens_of(text):
        unit_of = _named(token.folded, "adverb")
        if unit_of is not None or token.folded in YEARLY:
            yield str(unit_of or "year"), token.start, token.end


def multiples_in(text: str) -> Iterator[tuple[float, int, int]]:
    """Yield by what something grew: doubled, a third of."""
    for token in tokens_of(text):
        value = _named(token.folded, "multiple")
        if isinstance(value, float) and token.folded not in _NOT_MULTIPLES:
            yield value, token.start, token.end
