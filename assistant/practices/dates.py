"""Dates and spans of years as texts write them: what must not be taken for a figure, and which years they name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MONTHS = (
    "january february march april may june july august september october november december"
    " januari februari maart mei juni juli augustus oktober"
    " januar februar märz mai dezember jänner feber"
    " janvier février mars avril juin juillet août septembre octobre novembre décembre"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " janeiro fevereiro março maio junho julho setembro outubro novembro dezembro"
    " gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
    " tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"
    " jaanuar veebruar märts aprill juuni juuli oktoober detsember"
    " sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"
    " stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
    " styczeń luty marzec kwiecień czerwiec lipiec sierpień wrzesień październik listopad grudzień"
    " styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"
    " ledna února března dubna května června července srpna září října listopadu prosince"
    " urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua"
    " urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren"
    " azaroaren abenduaren"
)
# Finnish and Estonian put a month in cases: lokakuusta, oktoobrist, augustini.
_ENDED = (
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w{0,4}"
    r"|(?:jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|septemb(?:e|r)|oktoob(?:e|r)|novemb(?:e|r)|detsemb(?:e|r))"
    r"\w{0,4}"
)
_MONTH = rf"(?:{'|'.join(sorted(set(_MONTHS.split()), key=len, reverse=True))}|{_ENDED})"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
_OF = r"\s+(?:de\s+|d'|of\s+)?"
_FULL = (
    rf"(?:{_DAY}{_OF}{_MONTH}(?:,?{_OF}{_YEAR})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s+and\s+\d{{1,2}}(?:st|nd|rd|th)?)?(?:,?\s+{_YEAR})?(?!\d)"
    rf"|{_YEAR}(?:\s+m\.|ko)\s+{_MONTH}(?:\s+\d{{1,2}}(?:\s+d\.|an|tik|ra)?)?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)(?!\d)|{_YEAR}-\d\d(?:-\d\d)?(?![\d-])|{_YEAR}/\d\d/\d\d)"
)
_OUR_YEAR = rf"(?:{_MONTH}{_OF})?{_YEAR}(?:\s+(?:roku|r\.|m\.))?"
_WHEN = rf"(?:{_FULL}|{_OUR_YEAR})"
_TO = (
    r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|tot en met|t/m|tot|bis|à|au|jusqu'(?:à|en|au)|a|al|hasta|até|fino al?|"
    r"do|iki|kuni|and|en|und|et|e|y|i|och|till|and until|and ended in|en tot|y hasta|t\.e\.m\.)"
    r"(?:\s+(?:the|le|el|il|o|den|zum|el día))?\s+)"
)
_SPAN = re.compile(rf"(?<![\w/.-])({_WHEN}){_TO}({_WHEN})(?![\w/]|-\d)", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(rf"(?<![\w/-])({_YEAR})/(\d\d)(?![\d/])")
_DATE = re.compile(rf"(?<![\w/.-]){_FULL}(?!\w)", re.IGNORECASE)
_DAYS = re.compile(
    rf"(?<![\w/.-]){_DAY}\s*(?:[-–—]|bis|to|tot|al|et|and|en|y)\s*(?={_DAY}{_OF}{_MONTH})", re.IGNORECASE
)
_YEARS = re.compile(_YEAR)
_DAYS_AT_ALL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_DIGIT = re.compile(r"\d+")
# What a date or span has before and after its digits at most.
_BEFORE, _AFTER = 24, 40


class Years(NamedTuple):
    """A span of years, and where it stands in the text."""

    first: int
    last: int
    start: int
    end: int


def year_spans(text: str) -> list[Years]:
    """Return the spans of years in a text (`2016–2019`, `from November 2016 to April 2019`, `2023/24`), in order."""
    spans = []
    for match in _found(_SPAN, text, _YEARS):
        first, last = (_YEARS.findall(match.group(side)) for side in (1, 2))
        if last and int((first or last)[0]) <= int(last[-1]):
            spans.append(Years(int((first or last)[0]), int(last[-1]), match.start(), match.end()))
    for match in _SCHOOL_YEAR.finditer(text):
        first_year = int(match.group(1))
        if int(match.group(2)) == (first_year + 1) % 100:
            spans.append(Years(first_year, first_year + 1, match.start(), match.end()))
    return sorted(spans, key=lambda span: span.start)


def dates_in(text: str) -> list[tuple[int, int]]:
    """Return where a text has dates: a day of a month, in words or numbers, with its year if it has one."""
    return [match.span() for pattern in (_DATE, _DAYS) for match in _found(pattern, text, _DAYS_AT_ALL)]


def _found(pattern: re.Pattern[str], text: str, sign: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches near digits that hold a sign of one: the names of all months take time to try everywhere."""
    for start, end in _windows(text):
        if sign.search(text, start, end):
            yield from pattern.finditer(text, start, end)


@lru_cache(maxsize=2)
def _windows(text: str) -> tuple[tuple[int, int], ...]:
    windows: list[tuple[int, int]] = []
    for digits in _DIGIT.finditer(text):
        start, end = max(0, digits.start() - _BEFORE), min(len(text), digits.end() + _AFTER)
        while start > digits.start() - 2 * _BEFORE and start and not text[start - 1].isspace():
            start -= 1
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return tuple(windows)
