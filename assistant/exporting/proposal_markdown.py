"""A proposal as Markdown with footnotes: whatever comes from documents or visitors shows as it is written.

Marks become footnotes (`[^1]`) and not Pandoc's `[@key]`: a footnote shows in every common program, and holds page and
quote; a key shows only after Pandoc has run with the bibliography beside it. Who wants that has the keys in the JSON
file of the proposal, and the bibliography as BibTeX or CSL-JSON.
"""

import re
from collections.abc import Sequence
from html import unescape

from assistant.exporting.bibliography import Reference
from assistant.exporting.proposal import (
    Cited,
    Drafted,
    EvidenceRow,
    Note,
    Notes,
    Piece,
    brief_lines,
    cited_bibliography,
    evidence_of,
    parts_of,
    title_of,
)
from assistant.exporting.thread import Says, fit, web_address
from assistant.quoting import escaped, escaped_signs
from corpus.vocabulary import Vocabulary


def proposal_markdown(drafted: Drafted, names: Vocabulary, say: Says) -> str:
    """Return a proposal as Markdown: a heading for each section, notes, the references, and a table of its evidence."""
    blocks = [f"# {escaped(title_of(drafted, say))}"]
    facts = brief_lines(drafted, names, say)
    if facts:
        blocks.append("\n".join(f"- {escaped(line)}" for line in facts))
    notes, written = Notes(drafted, say), []
    for part in parts_of(drafted):
        points = f" ({say('proposal_export_points', points=part.points)})" if part.points else ""
        blocks.append(f"## {escaped(part.title + points)}")
        for pieces in notes.paragraphs(part, drafted.checked.get(part.id, ())):
            blocks.append(f"### {escaped(pieces[0].text)}" if pieces[0].heading else _paragraph(pieces, say))
            written += [piece.note for piece in pieces if piece.note]
    entries = cited_bibliography(drafted)
    if entries:
        blocks.append(f"## {escaped(say('proposal_export_references'))}")
        urls = {each.document_id: each.url for each in drafted.proposal.sources}
        blocks.append("\n".join(f"- {_reference(each.reference, urls.get(each.id))}" for each in entries))
    rows = evidence_of(drafted, names, say)
    if rows:
        blocks += [f"## {escaped(say('proposal_export_table'))}", _table(rows, say)]
    blocks += [_note(each, say) for each in written]
    return "\n\n".join(blocks) + "\n"


def _paragraph(pieces: Sequence[Piece], say: Says) -> str:
    """Return a paragraph; what was found wanting has a remark in square brackets after it."""
    shown: list[str] = []
    remark = ""
    for index, piece in enumerate(pieces):
        if piece.note:
            shown.append(f"[^{piece.note.number}]")
            continue
        shown += [remark, escaped_signs(piece.text)]
        # A sentence may be cut in pieces: its remark stands after the last of them, and after its note.
        following = next((each.found for each in pieces[index + 1 :] if each.text), None)
        ends = piece.found is not None and piece.found is not following
        remark = f" **[{escaped(say(f'proposal_export_{piece.found.standing}'))}]**" if piece.found and ends else ""
    shown.append(remark)
    lines = "".join(shown).strip().split("\n")
    return "\\\n".join(_started(line.strip()) for line in lines)


def _started(line: str) -> str:
    """Return a line that is no item of a list, whatever number it begins with."""
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", line)


def _note(note: Note, say: Says) -> str:
    return f"[^{note.number}]: " + "\\\n    ".join(_cited(each, say) for each in note.cited)


def _cited(cited: Cited, say: Says) -> str:
    named = _reference(cited.full, None) if cited.full else escaped(cited.short)
    if cited.seen:
        return f"{named}, {escaped(say('proposal_export_see_note', number=cited.seen))}."
    stop = "" if cited.full or cited.short.endswith(".") else "."
    place = f"{escaped(cited.place)}: " if cited.place else ""
    return f"{named}{stop} {place}“{escaped(fit(cited.quote or ''))}”"


def _reference(reference: Reference, url: str | None) -> str:
    """Return a reference with its italics and the address that the source has; all else in it is text."""
    address = web_address(url)
    parts = re.split(r"</?i>", reference.html)
    return "".join(_slanted(part) if index % 2 else _addressed(part, address) for index, part in enumerate(parts))


def _slanted(html: str) -> str:
    text = escaped_signs(unescape(html))
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if core else ""
    return f"{before}*{core}*{after}" if core else text


def _addressed(html: str, address: str | None) -> str:
    text = unescape(html)
    if not address or address not in text:
        return escaped_signs(text)
    before, _, after = text.rpartition(address)
    return f"{escaped_signs(before)}<{address}>{escaped_signs(after)}"


def _table(rows: Sequence[EvidenceRow], say: Says) -> str:
    heads = [say(key) for key in EVIDENCE_HEADS]
    lines = [heads, ["---"] * len(heads)]
    for row in rows:
        link = f"[{escaped(say('export_open'))}](<{row.link}>)" if row.link else ""
        cells = (row.claim, row.title, row.countries, row.years, f"“{row.quote}”", row.place, row.state)
        lines.append([*(escaped(fit(cell)) for cell in cells), link or (f"<{row.url}>" if row.url else "")])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


EVIDENCE_HEADS = (
    "proposal_export_claim", "column_title", "column_countries", "column_years", "quote", "place",
    "proposal_export_state", "lasting_link",
)  # fmt: skip
"""What the columns of the table of evidence are called."""
