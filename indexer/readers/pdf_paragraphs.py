"""Lines joined into paragraphs, list items and headings, and words that were divided at a line's end made whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from indexer.readers.pdf_characters import SOFT_HYPHEN
from indexer.readers.pdf_layout import Line
from indexer.readers.pdf_rows import MARKER

PAGE_BREAK = "\ue000"
"""Stands where a paragraph goes on on the next page; no page's own text holds this private character."""

Form = Literal["text", "item", "row"]

_ITEM = re.compile(rf"(?:{MARKER.pattern})\s+\S")
_DASH_ITEM = re.compile(r"[–—*·-]\s")
FINISHED = re.compile(r"[.!?:;…]['\"”’»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://|www\.")
_WITHIN_ADDRESS = frozenset("-/?&=_.%#")
_LONGEST_TOKEN = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONJUNCTIONS = _words(
    "and or und oder en of et ou y e o u i ja tai og eller och eta edo ir ar ning või ve a ali și sau és vagy"
)
_COMPOUND_ENDS = _words(
    """based related oriented level wide term specific led making up on off in out centred centered driven
    free friendly sized scale year day month hour making face fit known being assessment esteem depth house
    learning teaching funded financed supported ranging skilled paid quality time economic cultural"""
)
_COMPOUND_STARTS = _words(
    "self non ex cross e well high low long short full part half all work wide multi socio vice mid job"
)


class Paragraph(NamedTuple):
    """A paragraph, an item of a list or a row of a table; line breaks in `text` are line ends, to be joined.

    `opens`: it is the first of a column or page, and so may be the rest of a paragraph before it.
    """

    text: str
    size: float
    bold: bool
    form: Form
    opens: bool = False


def leading(regions: Iterable[Sequence[Line]]) -> float:
    """Return the commonest distance between two lines of a paragraph, in font sizes."""
    counts: Counter[float] = Counter()
    for lines in regions:
        widest = max(line.right - line.left for line in lines)
        for last, line in pairwise(lines):
            if line.row or last.row or abs(line.size - last.size) > 0.5:
                continue
            distance = (line.baseline - last.baseline) / line.size
            if 0.8 < distance < 2.2 and last.right - last.left > 0.7 * widest:
                counts[round(distance * 20) / 20] += 1
    # A few lines alone may all be paragraphs of their own.
    return counts.most_common(1)[0][0] if counts.total() >= 5 else 1.2


def paragraphs(lines: Sequence[Line], usual_leading: float, body_size: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of lines that are read one after the other, `usual_leading` font sizes apart."""
    opens = True
    for block in _blocks(lines, usual_leading):
        if block[0].row:
            found: Iterator[Paragraph] = (Paragraph(line.text, line.size, line.bold, "row") for line in block)
        else:
            found = _paragraphs_of_block(block, max(line.right for line in lines), body_size)
        for paragraph in found:
            yield paragraph._replace(opens=opens)
            opens = False


def _blocks(lines: Sequence[Line], usual_leading: float) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and not _same_block(block[-1], line, usual_leading):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _same_block(last: Line, line: Line, usual_leading: float) -> bool:
    if last.row or line.row:
        return last.row and line.row
    distance = (line.baseline - last.baseline) / max(line.size, last.size)
    alike = abs(line.size - last.size) <= 0.12 * max(line.size, last.size)
    return alike and 0 < distance < max(1.25 * usual_leading, 1.3)


def _paragraphs_of_block(block: Sequence[Line], edge: float, body_size: float) -> Iterator[Paragraph]:
    left = min(line.left for line in block)
    group = [block[0]]
    for index, line in enumerate(block[1:], 1):
        margin = max(near.right for near in block[max(index - 4, 0) : index + 4])
        heading = group[-1].bold and not line.bold and edge - group[-1].right > 0.1 * (edge - left)
        if heading or _starts_anew(group, line, left, margin, body_size):
            yield _paragraph(group, body_size)
            group = [line]
        else:
            group.append(line)
    yield _paragraph(group, body_size)


def _starts_anew(group: Sequence[Line], line: Line, left: float, margin: float, body_size: float) -> bool:
    """Whether a line begins a new paragraph, rather than going on with the one of the lines before it."""
    last, first = group[-1], group[0]
    if last.bold and line.bold and last.size > 1.15 * body_size:
        return False
    finished = bool(FINISHED.search(last.text))
    short = margin - last.right > (len(line.text.split(" ")[0]) * 0.5 + 1.5) * line.size
    item = bool(_ITEM.match(first.text))
    if _ITEM.match(line.text):
        if _DASH_ITEM.match(line.text) and not item:
            return short or finished
        return short or finished or item or line.left > last.left + 0.5 * line.size
    if last.bold != line.bold and (short or finished):
        return True
    if item:
        hanging = len(group) > 1 and group[1].left > first.left + 0.3 * line.size
        outdented = line.left <= first.left + 0.3 * line.size
        return (hanging and outdented) or (short and (finished or outdented) and last is not first and outdented)
    indented = line.left - left > 0.8 * line.size and abs(last.left - left) < 0.5 * line.size
    if indented and finished:
        return True
    return short and line.size <= 1.15 * body_size


def _paragraph(group: Sequence[Line], body_size: float) -> Paragraph:
    text = "\n".join(line.text for line in group)
    bold = all(line.bold for line in group)
    item = not bold and group[0].size <= 1.12 * body_size and _ITEM.match(text) is not None
    return Paragraph(text, group[0].size, bold, "item" if item else "text")


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Count the words of a document, those at a divided line's end and start left out."""
    words: Counter[str] = Counter()
    for text in texts:
        divided = False
        for line in text.split("\n"):
            whole = line.partition(" ")[2] if divided else line
            divided = _is_divided(line)
            whole = whole.rpartition(" ")[0] if divided else whole
            words.update(word.casefold() for word in _WORD.findall(whole))
    return words


def joined(text: str, words: Mapping[str, int]) -> str:
    """Return a paragraph as one line, each word that was divided at a line's end whole again.

    `words` are the document's own words with their counts: a word that also occurs undivided shows how it is written.
    """
    first, *others = text.split("\n")
    parts = [first]
    token = _last_token(first)
    for line in others:
        rest = line.lstrip(PAGE_BREAK)
        page_break = line[: len(line) - len(rest)]
        last = parts[-1]
        stem = token
        if _is_divided(last) and rest and not rest[0].isspace():
            stem = token[:-1]
            link = _link(stem, last[-1], rest.split(None, 1)[0], words)
            parts[-1] = last[:-1]
        elif _ADDRESS.match(token) and rest[:1] in _WITHIN_ADDRESS:
            link = ""
        else:
            link = " "
        parts += [link + page_break, rest]
        is_one_token = not any(character.isspace() for character in link + rest)
        token = (stem + link + rest)[-_LONGEST_TOKEN:] if is_one_token else _last_token(rest)
    whole = "".join(parts).replace(SOFT_HYPHEN, "")
    return "\t".join(" ".join(cell.split()) for cell in whole.split("\t"))


def _is_divided(line: str) -> bool:
    return line[-1:] in ("-", SOFT_HYPHEN) and line[-2:-1].isalnum()


def _last_token(line: str) -> str:
    tokens = line[-_LONGEST_TOKEN:].split()
    return tokens[-1] if tokens else ""


def _link(before: str, hyphen: str, after: str, words: Mapping[str, int]) -> str:
    """Return what stands between two halves: nothing, a hyphen, or a hyphen and a space."""
    if hyphen == SOFT_HYPHEN:
        return ""
    if "://" in before or "www." in before:
        return "-"
    start = re.split(r"[^\w-]", before)[-1].casefold()
    whole = re.match(r"\w*", after)
    end = whole[0].casefold() if whole else ""
    if not end or not after[0].isalpha() or not start or not start[-1].isalpha():
        return "-"
    with_hyphen, without = words.get(f"{start}-{end}", 0), words.get(start + end, 0)
    if with_hyphen != without:
        return "-" if with_hyphen > without else ""
    if end in _CONJUNCTIONS:
        return "- "  # The first of two compounds that share their end: "Aus- und Weiterbildung".
    return "-" if _is_compound(start, end, after, words) else ""


def _is_compound(start: str, end: str, after: str, words: Mapping[str, int]) -> bool:
    """Whether two halves that occur neither joined nor hyphenated elsewhere rather keep their hyphen."""
    if "-" in start or after[0].isupper():
        return True
    if start[-1] == end[0] and end[0] in "aeiouyäöü" and len(start) > 2:
        return True  # Where a vowel meets itself, Finnish, Dutch and others write a hyphen in any case.
    if end in _COMPOUND_ENDS or start in _COMPOUND_STARTS:
        return words.get(start, 0) > 0 or start in _COMPOUND_STARTS or end in _COMPOUND_ENDS - {"on", "in", "up", "out"}
    return False
