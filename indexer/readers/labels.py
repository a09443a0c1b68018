"""Which record field or facet a label such as 'Short summary:' or 'Land' stands for, in any of our languages."""

import re

from corpus.records import FIELDS
from corpus.vocabulary import load_vocabulary

DECLARED = (
    "country", "region", "theme", "kind", "language", "year_start", "year_end", "date", "education_level",
    "eqavet_phase",
)  # fmt: skip
"""The canonical names of what `Draft.declared` may hold."""

UNNAMED = "unnamed"
"""What a label stands for that belongs to a listing's own workings and never reaches a reader."""

_UNNAMED = {
    "logo or photo", "logo", "photo", "picture", "image", "icon", "icon programme", "highlighted yes no",
    "title (dropdown menu)",
}  # fmt: skip
_MACHINE_PREFIX = re.compile(r"^(?:data_page|field|node|page)_(?=\w)", re.IGNORECASE)
_MACHINE_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+", re.IGNORECASE)
_LISTING_WORDS = re.compile(r" data pages?$", re.IGNORECASE)


def field_name(label: str) -> str | None:
    """Return what a label stands for: the name of a field or facet, 'title', `UNNAMED`, or None if it is unknown."""
    plain = _plain(label)
    if plain.casefold() in _UNNAMED:
        return UNNAMED
    return load_vocabulary().field_name(plain)


def record_field(label: str) -> str | None:
    """Return the name of the record field that a label stands for, or None."""
    name = field_name(label)
    return name if name in FIELDS else None


def human_label(label: str) -> str:
    """Return a label as people would write it: no colon, and machine names made into words."""
    plain = _LISTING_WORDS.sub("", _plain(label))
    return plain[:1].upper() + plain[1:]


def _plain(label: str) -> str:
    plain = " ".join(label.split()).strip(" :*#").replace("’", "'")
    if _MACHINE_NAME.fullmatch(plain):
        plain = _MACHINE_PREFIX.sub("", plain).replace("_", " ")
    return plain
