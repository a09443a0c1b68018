"""The elements of a Word document: blocks, texts, tables, styles and lists."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


class Style(NamedTuple):
    """What a paragraph style means for reading: a heading of some level, the title, or neither; and its list."""

    level: int | None = None
    is_title: bool = False
    list_key: tuple[str, str] | None = None


def blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order; what a table of contents holds is left out."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt":
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            content = child.find(f"{W}sdtContent")
            if (
                content is not None
                and not _is_unseen(child)
                and (gallery is None or "Contents" not in gallery.get(f"{W}val", ""))
            ):
                yield from blocks(content)
        elif child.tag in (f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}moveTo"):
            yield from blocks(child)


def text_of(element: Any) -> str:
    """Return an element's text as it shows: no deletions, no field codes, no text boxes (blocks of their own)."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{W}tab", f"{W}ptab"):
            parts.append(" " if node.getparent().tag == f"{W}r" else "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif not _is_unseen(node) and node.tag not in (
            f"{W}txbxContent",
            FALLBACK,
            f"{W}del",
            f"{W}moveFrom",
            f"{W}pPr",
            f"{W}rPr",
        ):
            if node.tag == f"{W}p" and node is not element:
                stack.append("\n")
            stack.extend(reversed(node))
    return "".join(parts)


def _is_unseen(element: Any) -> bool:
    """Whether an element is hidden text, or a form's invitation to fill something in, where nobody did."""
    if element.tag == f"{W}sdt":
        return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    vanish = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")


def rows_of(table: Any) -> Iterable[Any]:
    """Return a table's own rows, without those of tables within it."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def cells_of(row: Any) -> Iterable[Any]:
    """Return a row's own cells."""
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def table_texts(table: Any) -> list[list[str]]:
    """Return the texts of a table's cells; one that spans rows counts in each of them."""
    above: dict[int, str] = {}
    rows: list[list[str]] = []
    for row in rows_of(table):
        rows.append([])
        column = 0
        for cell in cells_of(row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            above[column] = text = above.get(column, "") if continues else text_of(cell)
            rows[-1].append(text)
            width = span.get(f"{W}val", "1") if span is not None else "1"
            column += int(width) if width.isdecimal() else 1
    return rows


def list_key(properties: Any) -> tuple[str, str] | None:
    """Return the list that a paragraph's properties name, and the level in it, or None."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    key = number.get(f"{W}val", "0") if number is not None else "0"
    return (key, level.get(f"{W}val", "0") if level is not None else "0") if key != "0" else None


def styles_of(document: Any) -> dict[str, Style]:
    """Return what a document's styles mean, by their ids."""
    styles: dict[str, Style] = {}
    for style in document.styles.element.iter(f"{W}style"):
        name = style.find(f"{W}name")
        label = name.get(f"{W}val", "") if name is not None else ""
        properties = style.find(f"{W}pPr")
        heading = _HEADING.fullmatch(label)
        styles[style.get(f"{W}styleId", "")] = Style(
            level=int(heading.group(1)) if heading else None,
            is_title=label.casefold() == "title",
            list_key=list_key(properties) if properties is not None and not heading else None,
        )
    return styles


def numbered_lists(document: Any) -> set[tuple[str, str]]:
    """Return the lists and levels that count, other than those with bullets."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return set()
    counting: dict[str, set[str]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        levels = {
            level.get(f"{W}ilvl", "0")
            for level in abstract.iter(f"{W}lvl")
            if (kind := level.find(f"{W}numFmt")) is not None and kind.get(f"{W}val") not in ("bullet", "none")
        }
        counting[abstract.get(f"{W}abstractNumId", "")] = levels
    numbered = set()
    for number in root.iter(f"{W}num"):
        reference = number.find(f"{W}abstractNumId")
        for level in counting.get(reference.get(f"{W}val", ""), set()) if reference is not None else ():
            numbered.add((number.get(f"{W}numId", ""), level))
    return numbered
