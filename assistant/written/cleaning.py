"""Cleaning: what is not plain words taken out of what a model says, and its marks of sources made alike.

Every pattern is bounded: whatever a model repeats, it must not take long to read.
"""

import html
import re

_THOUGHT = r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad)"
THINKING = re.compile(rf"<({_THOUGHT})>.*?</\1>", re.IGNORECASE | re.DOTALL)
"""What a model thinks before or between what it says."""

STILL_THINKING = re.compile(rf"<{_THOUGHT}>(.*)\Z", re.IGNORECASE | re.DOTALL)
"""A thought that has no end yet."""

THOUGHT = re.compile(rf"\A.*</{_THOUGHT}>", re.IGNORECASE | re.DOTALL)
"""A thought whose beginning the server kept to itself."""

_KEYS = r"S\d{1,3}(?:(?:\s*[,;&/–-]\s*|\s+[a-z]{1,3}\s+|\s+)S?\d{1,3})*"
_LOOSE_MARK = re.compile(rf"\[\s*({_KEYS})\s*\]|\(\s*({_KEYS})\s*\)|【\s*({_KEYS})[^】\n]{{0,20}}】", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"(?<=[\[(【])\s*sources?\s+S?(?=\d)", re.IGNORECASE)
_RANGE = re.compile(r"S(\d{1,3})\s*[–-]\s*S?(\d{1,3})")
_LONGEST_RANGE = 20
_STUCK = re.compile(r"(?<=[.!?…])(?=\[\s*S\d)")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" ?\n[ \n]*")
_OWN_LINE = re.compile(r"\n(?=(?:\[S\d{1,3}(?:, S\d{1,3})*\][\s.]*)+(?:\n|\Z))")

_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|h[1-6]|tr|t[dh]|table|section|article|answer|sentence|sources?)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(script|style)\b[^<]{0,4000}</\1\s{0,9}>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,500}\])?")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)")
_ADDRESS = re.compile(
    r"<?\b(?:(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|javascript:|data:)\S*|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[/!]?[a-z][^<>]{0,2000}>|<!--.{0,2000}?-->|<[/!]?[a-z][^<>]*\Z", re.IGNORECASE | re.DOTALL)
_LEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*•+]\s+|\d{1,2}[.)]\s+|\|)+")
_TRAILING = re.compile(r"\s*\|\s*$")
_MARKUP = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_FORMULA = re.compile(r"\$(?=\S)([^$\n]*\S)\$(?!\d)")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*[a-zA-Z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Signs without width, and those that turn the direction of what follows.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)


def tidied(text: str) -> str:
    """Return what a model said with a line for each paragraph, and marks of sources as it was told to write them."""
    text = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _BLOCK.sub("\n", _HIDDEN.sub(" ", text))
    text = _LOOSE_MARK.sub(_mark, _WRITTEN_OUT.sub("S", text))
    text = _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text))
    return _OWN_LINE.sub(" ", _STUCK.sub(" ", text))


def plain_line(text: str) -> str:
    """Return what a model wrote as words on one line: without images, addresses, tags and markup."""
    text = THINKING.sub(" ", _UNSEEN.sub("", html.unescape(text)))
    text = _HIDDEN.sub(" ", text)
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", _CONTROL.sub(" ", _ESCAPE.sub("", text)))
    text = _ADDRESS.sub(" ", text)
    text = _MARKUP.sub("", _TRAILING.sub("", _LEADING.sub("", text)))
    return " ".join(_FORMULA.sub(r"\1", text).split())


def _mark(match: "re.Match[str]") -> str:
    said = next(filter(None, match.groups())).upper()
    keys: list[int] = []
    for part in re.split(r"[,;&/]|\s+[A-Z]{1,3}\s+", said):
        between = _RANGE.search(part)
        if between and 0 <= int(between[2]) - int(between[1]) < _LONGEST_RANGE:
            keys += range(int(between[1]), int(between[2]) + 1)
        else:
            keys += map(int, re.findall(r"\d+", part))
    return f"[{', '.join(f'S{key}' for key in dict.fromkeys(keys))}]"
