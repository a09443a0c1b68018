"""Defining: whether a sentence says what something is."""

import re
from functools import lru_cache

_IS = {
    # What stands between a thing and what is said to be its nature, by language: Spanish `es` is no German `es`.
    "en": r"is|are|was|were|means|mean|refers? to|stands? for|denotes"
    r"|(?:is|are) (?:defined as|called|known as|the name of)",
    "nl": r"is|zijn|was|waren|betekent|staat voor|houdt in|verwijst naar",
    "de": r"ist|sind|war|waren|bedeutet|bezeichnet|steht für|heißt",
    "es": r"es|son|era|significa|se refiere a|consiste en",
    "fr": r"est|sont|était|désigne|signifie|consiste à",
    "it": r"è|sono|indica|consiste in",
    "pt": r"é|são|refere-se a",
    "fi": r"on|ovat|oli|tarkoittaa|tarkoitetaan",
    "et": r"on|oli|tähendab",
    "lt": r"yra|reiškia|tai",
    "eu": r"da|dira|esan nahi du",
}
_ARTICLE = (
    r"(?:an?|the|one of|een|de|het|eine?|der|die|das|ein|un[ao]?|el|la|los|las|une?|le|les|l['’]|il|lo|gli"
    r"|uma?|os?|as?)"
)
_LONGEST = 500
_STRONG, _FAIR = 6.0, 2.5


def defines(sentence: str, subject: str, language: str | None = None) -> float:
    """Return by how much the odds rise that a sentence is the answer when it is asked what `subject` is; 1: not.

    Looked for are "X is a …", "X (…) is", "X means", "X: a …", "…, called X" and, for an abbreviation, its words,
    in the sentence's `language` if that is known.
    """
    start = sentence[:_LONGEST]
    return next((odds for pattern, odds in _patterns(subject, language) if pattern.search(start)), 1.0)


@lru_cache(maxsize=64)
def _patterns(subject: str, language: str | None) -> tuple[tuple[re.Pattern[str], float], ...]:
    name = r"\W{1,3}".join(re.escape(word) for word in re.findall(r"\w+", subject))
    if not name:
        return ()
    is_ = f"(?:{_IS[language]})" if language in _IS else f"(?:{'|'.join(_IS.values())})"
    named = rf"\b{name}(?:s|en|n|e|a|ak|k|t)?\b"
    before = r"^\W*(?:[^\W\d_]+\W{1,2}){0,4}?"
    aside = (
        r"(?:\s*\([^)]{1,80}\)|\s*&\s*[\w@-]+|,[^,.]{1,60},"
        r"|\s+(?!\b(?:is|are|was|were)\b)[\w@-]+){0,3}"
    )
    strong = (
        rf"{before}{named}{aside}\s+{is_}\s+{_ARTICLE}?\b",
        rf"{before}{named}\b.{{3,120}}\s(?:da|dira|izan zen)\W*$",
        rf"{before}{named}\s*(?::|–|—|, (?:an?|een|eine?|una?|une|uma?)\b)",
    )
    fair = (
        rf"{named}\s*\([^)]{{4,80}}\)|\([^)]{{0,80}}{named}[^)]{{0,80}}\)",
        rf"\b(?:called|named|known as|genaamd|genannt|llamad[oa]s?|denominad[oa]s?|appelé\w*|chiamat[oaie]"
        rf"|nimeltään)\W+(?:\w+\W+)?{named}",
        rf"{named}[^.]{{0,40}}\s{is_}\s",
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE), odds)
        for patterns, odds in ((strong, _STRONG), (fair, _FAIR))
        for pattern in patterns
    )
