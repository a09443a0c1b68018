"""Where sentences begin and end in European languages: rules and abbreviation lists of our own.

Off-the-shelf splitters fail on European abbreviations (`bijv.`, `z. B.`, `n.º`) or are very slow. The rules look at
one stop at a time, with a bounded number of characters on either side, so the time is linear in the text.
"""

import re
from collections.abc import Iterator, Mapping

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Possessive quantifiers: a million dots are one step, not a million tries.
_STOP = re.compile(r"[.!?…。！？]++(?:\s?\[\d{1,3}\])*+[\"'“”„‟’‘»«›‹)\]}*_]*+(?:[ \xa0\u202f]»(?=\s|$))?+")
_NEXT = re.compile(r"\s*+((?:«[ \xa0\u202f]|[\"'“”„‟’‘»«›‹(\[{*_¿¡]){0,6}+)(\w{0,30}+)")
_ELLIPSIS = re.compile(r"\.{2}|…")
_OPENERS = "\"'“”„‟’‘»«›‹([{*_¿¡"
_BRACKETS = ")]}\"”“’'»«*_"
_NO_START = ".,;:!?…)]%&/=+"
_LOOK_BACK = 40

_MARKER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[^\W\d_]|[ivx]{1,5}|[IVX]{1,5})")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,5}[^\W\d_]")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_BRAND = re.compile(r"[a-z]{1,2}-?[A-Z]")

_COMMON_TITLES = "mr mrs ms dr prof st mt messrs hon rev col gen capt lt sgt gov sen rep ir drs mag dipl phil"
_COMMON_BEFORE = "e.g i.e cf ca viz approx vs esp incl excl resp tel fax ed eds al ff ibid op cit loc tf a.k.a ph.d e.a"
_COMMON_NUMBER = "no nos nr nrs p pp vol fig figs art arts ch chap sec par para tab eq ref pt app § min max n"
_COMMON_MONTHS = "jan feb mar apr jun jul aug sep sept oct okt nov dec dez"

NEVER_LAST: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "": f"{_COMMON_TITLES} {_COMMON_BEFORE}",
        "en": "dept univ assoc est gen ass viz adm asst",
        "nl": (
            "bijv bv d.w.z m.b.t o.l.v t.a.v t.o.v m.n i.v.m t.b.v i.s.m m.u.v i.p.v v.w.b o.b.v n.a.v"
            " dhr mevr mw zgn resp vgl jl jongstl div evt incl excl excl max min mln mld tel"
        ),
        "de": (
            "z.b d.h u.a bzw vgl sog evtl ggf inkl exkl zzgl bspw insb insbes gem hrsg lt mind o.ä z.t z.zt i.d.r"
            " i.s.d i.v.m dipl ing frau hr hrn fr tel str mio mrd rd usf geb verh"
        ),
        "fr": "p.ex c.-à-d env m mme mlle mm av chap réf éd dir coord cie ste bd tél j.-c fr",
        "es": (
            "p.ej ej sr sra sres srta dña dn ud uds vd vds ee aprox pág págs núm núms excmo ilmo avda tel dto dpto"
            " cap ed coord admón av ayto"
        ),
        "pt": "p.ex ex sr sra srs dra eng exmo exma aprox pág págs núm séc cap coord tel av arq",
        "it": "p.es es sig sigg sigra dott dott.ssa ing avv arch prof.ssa cfr tel circa ad pag pagg d.lgs lett all cap",
        "fi": "esim ks vrt mm ns nk huom n tri tel puh alk em ao ko v os klo",
        "et": "nt lk vt nn st sh snd nimet tel hr pr jt mrd mln p",
        "lt": "pvz žr plg t.y vad dab doc habil g pr vnt tūkst mln mlrd tel el proc",
        "pl": (
            "np tj tzn tzw m.in ul al pl im inż hab mgr lic św ks zob por pkt poz ust dz tel godz ok woj pow gm tys"
            " mln mld ww prof"
        ),
        "eu": "adib or ik zk hots ikus tel jn and h.d",
    }.items()
}
"""Abbreviations after which a sentence does not end, by language (`""`: any), in lower case without the last stop."""

BEFORE_NUMBER = frozenset(
    (
        f"{_COMMON_NUMBER} {_COMMON_MONTHS} s abs anm kap abb tz ziff rz blz hfst str pkt poz pag pág núm art cap lk"
        " ptk kpl luv zk or orr liv sk"
    ).split()
)
"""Abbreviations that a number follows; before anything else they are words like others ("No. We did not.")."""

STARTERS = frozenset(
    (
        "the a an this that these those it its they we he she you in on at for from with by as if when while after"
        " before since both each all some many most more however but and or so there here our their his her one two"
        " what why how who where which not no yes"
        " de het een deze dit dat die wij zij hij er ook maar en bij met voor door als na om op daarom wie wat"
        " der das ein eine einer dieser diese dieses wir sie er es im am auf für mit nach bei zu zum zur aber und auch"
        " le la les l un une des ce cette ces il elle nous ils elles dans pour avec par sur mais et"
        " el los las una uno este esta estos estas se en con por para su sus pero y no"
        " o os as um uma este esta eles elas nos na em com por para mas e"
        " il lo gli i uno questo questa questi queste nel nella con per ma si"
        " se tämä nämä ne he me hän ja mutta kun jos myös siksi"
        " see need nad me ta ja aga kui ka selle"
        " tai šis ši jie jos mes ir bet kai taip"
        " to ten ta te on oni my w z na do i ale po jest jej ich"
        " hau hori hura eta baina gure ere honek"
    ).split()
)
"""Words that begin sentences so often that, with a capital, they end the sentence before an initial or a number."""

_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december"
        " januar februar märz mai juni juli oktober dezember jänner"
        " januari februari maart mei augustus"
        " tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
        " marraskuuta joulukuuta jahrhundert jahrhunderts jh jhd klasse weltkrieg sajandi sajand vuosisata vuosisadan"
    ).split()
)
_ORDINAL_LANGUAGES = frozenset({"de", "fi", "et", "pl", "cs", "sk", "hu", "da", "nb", "lv", "lt", "eu", "sl", "hr"})
_MAY_END = frozenset(
    (
        "etc enz jr sr inc ltd co corp bros plc llc s.a gmbh e.v o.a e.d e.o usw u.a u.ä u.v.m jne ym yms yhd jms"
        " ecc itd itp etab eta.b kt t.t pan jm jmt st a.m p.m m.m vb uu approx"
    ).split()
)


def sentence_spans(text: str, language: str | None = None) -> list[Span]:
    """Return the sentences of a text as (start, end) character offsets, in order.

    Every character that is not white space is in exactly one span; no span is empty, begins or ends with white space,
    or crosses a line's end. List markers (`1.`, `a)`) stay with their item. `language` (ISO 639-1) makes its
    abbreviations certain; without it, those of all languages hold unless a typical first word follows.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _ends(text, line.start(), line.end(), language):
            _add_stripped(spans, text, start, end)
            start = end
        _add_stripped(spans, text, start, line.end())
    return spans


def _add_stripped(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, start: int, end: int, language: str | None) -> Iterator[int]:
    sentence = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and text[stop.end()].isspace() and _is_end(text, sentence, stop, end, language):
            yield stop.end()
            sentence = stop.end()


def _is_end(text: str, sentence: int, stop: re.Match[str], line_end: int, language: str | None) -> bool:
    following = _NEXT.match(text, stop.end(), line_end)
    assert following is not None  # every part of it may be empty
    openers, after = following.groups()
    if not after:
        return not openers and text[following.end() : following.end() + 1] not in _NO_START
    if after[0].islower() and "¿" not in openers and not _BRAND.match(after):
        return False
    marks = stop.group()
    if marks[0] != "." or _ELLIPSIS.match(marks) or any(mark in _BRACKETS for mark in marks):
        return True
    word = _word_before(text, sentence, stop.start())
    return not _goes_on(text, sentence, stop.start(), word, after, language)


def _word_before(text: str, sentence: int, stop: int) -> str:
    words = text[max(sentence, stop - _LOOK_BACK) : stop].split()
    return words[-1].lstrip(_OPENERS) if words and not text[stop - 1].isspace() else ""


def _goes_on(text: str, sentence: int, stop: int, word: str, after: str, language: str | None) -> bool:
    """Return whether a single stop after `word`, before a word with a capital or a number, is part of the word."""
    if _is_marker(text, sentence, stop):
        return True
    lower = word.lower()
    starter = after.lower() in STARTERS
    number = after[0].isdigit()
    if word.isdigit() or (len(word) > 1 and _ROMAN.fullmatch(word)):
        return _ordinal_goes_on(word, after, starter, language)
    if lower in BEFORE_NUMBER and (number or _ROMAN.fullmatch(after)):
        return True
    if lower in NEVER_LAST[""] or lower in NEVER_LAST.get(language or "", ()):
        return True
    if lower in _MAY_END:
        return number and lower not in ("etc", "enz", "usw", "jne")
    if any(lower in words for words in NEVER_LAST.values()):
        return not starter
    if len(word) == 1 and word.isalpha():
        return not starter or (word.islower() and lower not in "aeio")
    return bool(_DOTTED.fullmatch(word)) and not starter


def _is_marker(text: str, sentence: int, stop: int) -> bool:
    """Return whether the stop ends a list marker at the sentence's start: `1.`, `2.3.`, `a.`, `IV.`."""
    if stop - sentence > _LOOK_BACK:
        return False
    return _MARKER.fullmatch(text[sentence:stop].lstrip()) is not None


def _ordinal_goes_on(word: str, after: str, starter: bool, language: str | None) -> bool:
    if after.lower() in _MONTHS:
        return True
    return len(word) <= 3 and language in _ORDINAL_LANGUAGES and not starter and not after[0].isdigit()
