"""Finds a title that a person would give: in the text, or else made from the file's name."""

import re
from collections.abc import Sequence
from pathlib import Path

from indexer.readers.cleaning import clean_line, shorten, shows_something
from indexer.readers.failures import display_name

LONGEST = 200
_TITLE_LENGTH = 160
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mei|maart|okt|mai|mär|dez|tammi|helmi|maalis|huhti|touko|kesä|"
    "heinä|elo|syys|loka|marras|joulu|ene|abr|ago|dic|janv|févr|fév|avr|juin|juil|août|déc|gen|mag|giu|lug|set|ott|"
    "fev|out|urt|ots|api|eka|uzt|abu|ira|urr|aza|abe|saus|vas|kov|bal|geg|birž|liep|rugp|rugs|spal|lapkr|gruod|jaan|"
    "veeb|märts|juun|juul|okt|det|janv|jūn|jūl|maj"
)
_WEEKDAY = (
    r"\w{2,10}(?:day|dag|tag|tai|tain?a|dienis|diena|päev|feira|eguna)|mittwoch|sonnabend|keskiviik\w+|\w{2,7}di|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|\w{3,6}dì|sabato|domenica|aste\w+|os\w{4,6}|lar\w{5,6}|igand\w+"
)
_DATE_LINE = re.compile(
    rf"(?:\w{{2,14}},\s+|(?:{_WEEKDAY})\.?\s+)?(?:\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:de\s+)?(?:{_MONTHS})\w*\.?,?\s+(?:de\s+)?\d{{4}}"
    rf"|(?:{_MONTHS})\w*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r" (?:and|en|und|et|y|e|ja|eta|ir|un|of|or) (?!.* (?:and|en|und|et|y|e|ja|eta|ir|un|of|or) )")
_NOT_A_TITLE = re.compile(
    r"download|read more|lees meer|©|copyright|https?:|www\.|subscribe|share|contact|tel\b|e-?mail|page \d"
    r"|[•*\-–]|\d+[.)]",
    re.IGNORECASE,
)
_HASH = re.compile(r"\b(?=\w*\d)[0-9a-f]{8,}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
# What programs and hurried people call files.
_MACHINE_WORDS = frozenset(
    "untitled document doc text txt file new copy scan page export download final draft version print output notes "
    "utf ascii win latin iso odd sample test".split()
)
_LEADING_DATE = re.compile(r"^\d{4}[-_.]\d{2}[-_.]\d{2}[-_. ]+")


def is_date_line(line: str) -> bool:
    """Return whether the line is a date and nothing else, in any of our languages."""
    return len(line) <= 40 and _DATE_LINE.fullmatch(line.strip(" .")) is not None


def looks_like_title(line: str) -> bool:
    """Return whether a line that stands alone reads as a title: short, and not a sentence, a list item or a link."""
    if not 3 <= len(line) <= _TITLE_LENGTH or not shows_something(line) or _NOT_A_TITLE.match(line):
        return False
    return not line.endswith((".", ",", ";", ":")) or line.endswith("...")


def title_of(paragraphs: Sequence[str], path: Path) -> str:
    """Return the title of a text that states none.

    That is its first line if it reads as one, the name that somebody gave the file, a last line that reads as a title,
    or the first sentence shortened.
    """
    lines = [paragraph for paragraph in paragraphs if shows_something(paragraph)]
    if not lines:
        return title_from_name(path)
    first = lines[0].split("\n")[0]
    if looks_like_title(first):
        return first
    name = title_from_name(path)
    if _tells_something(name):
        return name
    last = lines[-1]
    words = last.count(" ") + 1
    if len(lines) > 2 and words >= 4 and last[0].isupper() and looks_like_title(last) and last[-1] not in ".!?:":
        return last
    return _first_sentence(clean_line(lines[0]))


def _tells_something(name: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{3,}", name) if word.lower() not in _MACHINE_WORDS]
    return sum(map(len, words)) >= 6


def title_from_name(path: Path) -> str:
    """Return the file's name made readable: no extension, date, hash, underscores or hyphens."""
    stem = clean_line(display_name(path.with_suffix("") if path.suffix != path.name else path))
    bare = _LEADING_DATE.sub("", stem)
    words = clean_line(re.sub(r"[_+]+|(?<=\w)-+(?=\w)|%20", " ", bare))
    words = clean_line(_HASH.sub(" ", words))
    if not any(character.isalpha() for character in words):
        return f"Untitled document ({stem})" if stem else "Untitled document"
    return shorten(words[0].upper() + words[1:], LONGEST)


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=[\w)’'”\"][.!?])\s+(?=[^\Wa-z])", text[:2000], maxsplit=1)[0]
    if len(sentence) <= 120:
        return sentence.rstrip(".")
    head = shorten(sentence, 120)
    cut = max(head.rfind(mark, 50) for mark in (", ", "; ", ": ", " – "))
    if cut < 0 and (conjunction := _CONJUNCTION.search(head, 60)):
        cut = conjunction.start()
    return head[:cut] + "…" if cut > 0 else head
