"""Puts a document's text together from headings and blocks, and keeps where each section stands."""

from corpus.documents import Section
from indexer.readers.cleaning import clean, clean_line


class Composer:
    """Collects cleaned headings and blocks; between any two stands an empty line.

    A section reaches until the next heading of its own or a higher level, so a section holds its subsections.
    """

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._open: list[tuple[str, str | None, int, int]] = []
        self._sections: list[Section] = []

    def heading(self, title: str, level: int = 1, field: str | None = None) -> None:
        """Add a heading line and open its section; a heading without text is left out."""
        title = clean_line(title)
        if not title:
            return
        self._close(level)
        self._append(title)
        self._open.append((title, field, level, self.length))

    def block(self, text: str) -> None:
        """Add a paragraph, a list or a table, cleaned; nothing is added for an empty one."""
        text = clean(text)
        if text:
            self._append(text)

    def end_sections(self, level: int) -> None:
        """End the open sections of a level and below: what follows belongs to the one above."""
        self._close(level)

    def text(self) -> str:
        """Return everything so far."""
        return "".join(self._parts)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections in the order of the text; sections without a word are left out."""
        self._close(0)
        return tuple(sorted(self._sections, key=lambda section: (section.start, -section.end)))

    def _append(self, text: str) -> None:
        for part in ("\n\n" if self._parts else "", text):
            self._parts.append(part)
            self.length += len(part)

    def _close(self, level: int) -> None:
        while self._open and self._open[-1][2] >= level:
            title, field, own_level, heading_end = self._open.pop()
            start = heading_end + 2
            if start < self.length:
                self._sections.append(Section(title=title, field=field, level=own_level, start=start, end=self.length))
