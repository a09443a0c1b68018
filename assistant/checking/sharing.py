"""Sharing: shares in words (a third, two in five, every tenth), dozens and decades, as figures."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.practices.figurewords import NUMBER_WORDS, TIME_UNITS
from assistant.practices.shapes import Figure
from corpus.mentions import Token, fold, tokens_of

FRACTIONS: dict[str, float] = {
    fold(word): value
    for value, words in {
        50.0: "half helft halve hälfte halb moitié mitad metà metade puolet puolta puoli pool poole pusė pusę"
        " połowa połowę połowy polovina polovinu poloviny erdia erdiak erdiek",
        33.3: "third derde drittel tiers tercio terzo terço kolmasosa kolmannes kolmasosaa kolmandik kolmandiku"
        " trečdalis trečdalį jedna-trzecia třetina třetinu herena",
        66.7: "two-thirds tweederde zweidrittel kaksikolmasosaa",
        25.0: "quarter kwart viertel quart cuarto quarto neljännes neljäsosa veerand veerandi ketvirtadalis"
        " ketvirtadalį čtvrtina čtvrtinu laurdena ćwierć",
        75.0: "three-quarters driekwart dreiviertel",
        10.0: "tenth tiende zehntel dixième décima décimo decimo kymmenesosa kymmenesosan kümnendik dešimtadalis"
        " dziesiąta desetina hamarren",
        20.0: "fifth vijfde fünftel cinquième quinto viidesosa viidennes viiendik penktadalis pětina bosten",
    }.items()
    for word in words.split()
}
_UNIT_FRACTIONS = (33.3, 20.0, 10.0)
_TWO = frozenset("two twee zwei deux dos dois duas due kaksi kaks du dwie dva dve bi".split())
_THREE = frozenset("three drie drei trois tres tre kolme kolm trys trzy tri hiru".split())
_FOUR = frozenset("four vier quatre cuatro quatro quattro nelja neli keturi cztery ctyri lau".split())
_ONE = frozenset("a one een ein eine un une uno una um uma ks uks viena jedna bat".split())
_SHARE_OF = frozenset("of van der des de du dei del delle das dos las los ze".split())
_NOT_FRACTIONS = frozenset(
    "year years jaar jahr jahre hour day days time way term uur stunde heure hora ora vuosi vuotta aasta world country"
    " countries place sector education year's century of-the-year person persons school".split()
)
_LOWER = frozenset(
    "over more exceeds above meer ruim mehr uber plus mas piu mais oltre yli ule rohkem enam daugiau ponad wiecej vice"
    " useampi".split()
)
_UPPER = frozenset(
    "less under below fewer minder onder weniger unter moins menos meno sotto alle vahemman alla vahem maziau mniej"
    " ponizej mene gutxiago".split()
)
_LARGEST_WHOLE = 20
_WHOLES = (2, 3, 4, 5, 6, 8, 10, 12, 20, 100)
_ONE_IN = re.compile(
    r"\b(?P<one>\w+) (?:in(?: every)?|out of(?: every)?|op de|van de|von|auf|jede\w*|de cada|sur|su|em cada|z|iš|na)"
    r" (?P<many>\w+)\b",
    re.IGNORECASE,
)
_SOME_IN = re.compile(
    r"\b(?P<one>\w+) (?:[^\W\d_]+ ){1,3}?"
    r"(?:in every|out of(?: every)?|op de|van de|von je|de cada|sur|su|em cada|in(?=(?: \w+)[.,;)]| \w+ (?:is|are|was"
    r"|were|have|has|had|do|does|did|can|would|say|want)\b)) (?P<many>\w+)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?P<one>one) (?!of\b)[^\W\d_]+ in (?P<many>\w+)\b(?! \w+[^s\W]s\b(?<!comes)(?<!does))", re.IGNORECASE
)
_OF_FIVE = re.compile(
    r"\b(?:(?P<one>\w+) (?P<many>\w{4,}st[aä])|(?P<many2>\w+)(?:e?tik) (?P<one2>\w+))\b", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:every|elke?|iedere?|jede[rnsm]?|joka|iga|varje|var|hver|kas|co) (?P<nth>\w+)(?: (?P<next>\w+))?",
    re.IGNORECASE,
)
_NTH: Mapping[str, int] = {
    word: number
    for number, words in {
        2: "second tweede zweite zweiten zweiter toinen teine drugi druga",
        3: "third derde dritte dritten dritter kolmas trecias trzeci trzecia tredje",
        4: "fourth vierde vierte vierten vierter neljas ketvirtas czwarty fjarde",
        5: "fifth vijfde funfte funften funfter viides viies penktas piaty femte",
        6: "sixth zesde sechste sechsten sechster kuudes kuues",
        8: "eighth achtste achte achten achter kahdeksas kaheksas",
        10: "tenth tiende zehnte zehnten zehnter kymmenes kumnes desimtas dziesiaty tionde",
    }.items()
    for word in words.split()
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {"fi": ("sta", "stä"), "eu": ("re", "e", "r")}
_OF_A_YEAR = frozenset({*_NTH, "first", "last", "eerste", "laatste", "erste", "ersten", "premier", "primer"})
_TIME = frozenset(
    "year years jaar jahr jahre vuosi vuotta aasta month months maand monat kuukausi kuu week weeks woche viikko nadal"
    " day days dag tag paiva paev time uur hour rok miesiac".split()
)
_OF_A_MILLION = re.compile(r"\b(half|quarter|three[- ]quarters) (?:of )?an? million( euros?)?\b", re.IGNORECASE)
_HALF_A_DECADE = re.compile(r"\bhalf an? (decade|century)\b", re.IGNORECASE)
_DOZENS: Mapping[str, int] = {
    word: value
    for value, words in {
        10: "tiental dizaine dizaines decena decenas decina decine dezena dezenas",
        12: "dozen dozijn dutzend douzaine douzaines docena docenas dozzina duzia tusina tusinaa tosin tuzin tucet",
        15: "quinzaine quincena vijftiental",
        20: "twintigtal vingtaine ventina veintena",
        30: "dertigtal trentaine trentina treintena",
        40: "veertigtal quarantaine quarantina",
        50: "vijftigtal cinquantaine cinquantina",
        100: "honderdtal centaine centinaio centenar",
    }.items()
    for word in words.split()
}
_HALF = frozenset("half halve halbes demi media mezza meia puoli pool pol".split())


def is_nth(word: str) -> bool:
    """Whether a folded word is an ordinal as in "every tenth"."""
    return word in _NTH


def is_number_word(word: str, language: str | None) -> bool:
    """Whether a folded word is a number that is written out: "seven"."""
    return word in NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"])


def shares_in(text: str, language: str | None) -> Iterator[Figure]:
    """Yield shares in words: a half, two thirds, one in eight, every tenth."""
    taken: list[tuple[int, int]] = []
    for figure in (*_ones_in(text, language), *_every(text), *_fractions(text, language)):
        if not any(start < figure.end and figure.start < end for start, end in taken):
            taken.append((figure.start, figure.end))
            yield figure


def collections_in(text: str, language: str | None) -> Iterator[Figure]:
    """Yield numbers that a noun gives: half a million, two dozen, half a decade."""
    for match in _OF_A_MILLION.finditer(text):
        value = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}[match.group(1).lower().replace("-", " ")] * 10**6
        place = {"about": True, "text": match.group(), "start": match.start(), "end": match.end()}
        yield (
            Figure(unit="money", of="EUR", value=value, **place)
            if match.group(2)
            else Figure(unit="count", value=value, **place)
        )
    for match in _HALF_A_DECADE.finditer(text):
        years = 5.0 if match.group(1).lower() == "decade" else 50.0
        yield Figure(unit="duration", value=years, of="year", text=match.group(), start=match.start(), end=match.end())
    tokens = tokens_of(text)
    for index, token in enumerate(tokens):
        dozen = _DOZENS.get(token.folded) or _DOZENS.get(token.folded.removesuffix("s"))
        if dozen is None:
            continue
        before = [each.folded for each in tokens[max(0, index - 2) : index]]
        halved = next((back for back, each in enumerate(reversed(before), start=1) if each in _HALF), 0)
        times = _small_number(before[-1], language) if before else 0
        first = index - (halved or int(times > 1))
        start = tokens[first].start
        amount = dozen * (0.5 if halved else float(max(times, 1)))
        behind = [each.folded for each in tokens[index + 1 : index + 3] if each.folded not in _SHARE_OF | {"d", "a"}]
        time = TIME_UNITS.get(behind[0]) if behind else None
        yield Figure(
            unit="duration" if time else "count",
            value=amount,
            of=time,
            about=not halved,
            text=text[start : token.end],
            start=start,
            end=token.end,
        )


def _ones_in(text: str, language: str | None) -> Iterator[Figure]:
    patterns = [_ONE_IN, _SOME_IN, _ONE_OF, *([_OF_FIVE] if language in ("fi", "eu") else [])]
    starts = [token.start for token in tokens_of(text)]
    for pattern in patterns:
        for match in filter(None, (pattern.match(text, start) for start in starts)):
            groups = match.groupdict()
            one = _small_number(groups["one"] or groups.get("one2") or "", language)
            many = _small_number(groups["many"] or groups.get("many2") or "", language)
            if 0 < one < many and _is_whole(pattern, one, many):
                yield _share(text, round(100 * one / many, 1), match.start(), match.end())


def _is_whole(pattern: re.Pattern[str], one: int, many: int) -> bool:
    return many <= _LARGEST_WHOLE if pattern is _ONE_IN else many in _WHOLES or one == 1


def _every(text: str) -> Iterator[Figure]:
    for match in _EVERY.finditer(text):
        nth = _NTH.get(fold(match["nth"]))
        if nth and fold(match["next"] or "") not in _TIME:
            yield _share(text, round(100 / nth, 1), match.start(), match.end("nth"))


def _share(text: str, value: float, start: int, end: int) -> Figure:
    bound = set(fold(text[max(0, start - 20) : start]).split()[-3:])
    lower, upper = bool(_LOWER & bound), bool(_UPPER & bound)
    return Figure(
        unit="percent",
        value=value,
        about=not (lower or upper),
        at_least=lower,
        at_most=upper and not lower,
        text=text[start:end],
        start=start,
        end=end,
    )


def _small_number(word: str, language: str | None) -> int:
    if word.isdecimal():
        return int(word) if len(word) < 4 else 0
    words = NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"])
    endings = _ENDINGS.get(language or "", ())
    forms = (word, *(word.removesuffix(ending) for ending in endings if word.endswith(ending)))
    return next((words[form.lower()] for form in forms if form.lower() in words), 0)


def _after_number(tokens: Sequence[Token], index: int, number_words: Mapping[str, int]) -> bool:
    return any(
        token.folded.isdigit() or token.folded in number_words for token in tokens[max(0, index - 3) : index - 1]
    )


def _fractions(text: str, language: str | None = None) -> Iterator[Figure]:
    tokens = tokens_of(text)
    number_words = NUMBER_WORDS.get(language or "en", NUMBER_WORDS["en"])
    for index, token in enumerate(tokens):
        stem = token.folded.removesuffix("s") if token.folded not in FRACTIONS else token.folded
        value = FRACTIONS.get(stem)
        if value == 50.0 and number_words and index and _after_number(tokens, index, number_words):
            continue  # "four and a half thousand"
        following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
        before = tokens[index - 1].folded if index else ""
        if token.folded == "meta" and language != "it":
            continue  # Spanish for a goal
        if value is None or following in _NOT_FRACTIONS or "-" in text[token.end : token.end + 1]:
            continue
        times = next((many for many, words in ((2, _TWO), (3, _THREE), (4, _FOUR)) if before in words), 1)
        if value in _UNIT_FRACTIONS and not (times > 1 or before in _ONE or following in _SHARE_OF):
            continue
        if value == 25.0 and times != 3 and before not in _ONE and (following not in _SHARE_OF or before in _OF_A_YEAR):
            continue
        start = token.start
        if times > 1 and value * times < 100 and value in (*_UNIT_FRACTIONS, 25.0):
            value, start = round(value * times, 1) if value != 33.3 else 66.7, tokens[index - 1].start
        yield _share(text, value, start, token.end)
