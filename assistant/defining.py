"""Defining: whether a sentence says what something is."""

import re
from functools import lru_cache

_IS = (
    # What stands between a thing and what is said to be its nature.
    r"(?:is|are|was|were|means|mean|refers? to|stands? for|denotes|(?:is|are) (?:defined as|called|known as"
    r"|the name of)"
    r"|is|zijn|was|waren|betekent|staat voor|houdt in|verwijst naar|ist|sind|bedeutet|bezeichnet|steht für|heißt"
    r"|es|son|era|significa|se refiere a|consiste en|est|sont|était|désigne|signifie|consiste à|è|sono|indica"
    r"|consiste in"
    r"|é|são|refere-se a|on|ovat|oli|tarkoittaa|tarkoitetaan|tähendab|yra|reiškia|tai|da|dira|esan nahi du)"
)
_ARTICLE = (
    r"(?:an?|the|one of|een|de|het|eine?|der|die|das|ein|un[ao]?|el|la|los|las|une?|le|les|l['’]|il|lo|gli"
    r"|uma?|os?|as?)"
)
_LONGEST = 500
_STRONG, _FAIR = 6.0, 2.5


def defines(sentence: str, subject: str) -> float:
    """Return by how much the odds rise that a sentence is the answer when it is asked what `subject` is; 1: not.

    Looked for are "X is a …", "X (…) is", "X means", "X: a …", "…, called X" and, for an abbreviation, its words.
    """
    start = sentence[:_LONGEST]
    return next((odds for pattern, odds in _patterns(subject) if pattern.search(start)), 1.0)


@lru_cache(maxsize=64)
def _patterns(subject: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    name = r"\W{1,3}".join(re.escape(word) for word in re.findall(r"\w+", subject))
    if not name:
        return ()
    named = rf"\b{name}(?:s|en|n|e|a|ak|k|t)?\b"
    before = r"^\W*(?:[^\W\d_]+\W{1,2}){0,4}?"
    aside = (
        r"(?:\s*\([^)]{1,80}\)|\s*&\s*[\w@-]+|,[^,.]{1,60},"
        r"|\s+(?!\b(?:is|are|was|were)\b)[\w@-]+){0,3}"
    )
    strong = (
        rf"{before}{named}{aside}\s+{_IS}\s+{_ARTICLE}?\b",
        rf"{before}{named}\b.{{3,120}}\s(?:da|dira|izan zen)\W*$",
        rf"{before}{named}\s*(?::|–|—|, (?:an?|een|eine?|una?|une|uma?)\b)",
    )
    fair = (
        rf"{named}\s*\([^)]{{4,80}}\)|\([^)]{{0,80}}{named}[^)]{{0,80}}\)",
        rf"\b(?:called|named|known as|genaamd|genannt|llamad[oa]s?|denominad[oa]s?|appelé\w*|chiamat[oaie]"
        rf"|nimeltään)\W+(?:\w+\W+)?{named}",
        rf"{named}[^.]{{0,40}}\s{_IS}\s",
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE), odds)
        for patterns, odds in ((strong, _STRONG), (fair, _FAIR))
        for pattern in patterns
    )
