"""A thread as a Word document: quotes with numbered marks that lead to the list of sources under each answer.

The numbers are those that the page shows, and begin anew with each question; footnotes of Word would count through.
"""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

from babel.dates import format_date

from assistant.exporting.thread import (
    Quote,
    Says,
    Turn,
    asked,
    fit,
    line_of,
    preface,
    references,
    sources_shown,
    status_of,
    time_of,
    written,
)
from assistant.exporting.word import WordWriter, lines, set_page, speak
from corpus.vocabulary import Vocabulary


def thread_docx(turns: Sequence[Turn], names: Vocabulary, say: Says, base: str = "") -> bytes:
    """Return a thread as the bytes of a DOCX file: per question a heading, the quotes by document, the sources.

    `say` gives our own words in the reader's language (`ui.texts.Texts`). `base` is the address of the page, such as
    `http://127.0.0.1:8501`, and makes lasting links; without it there are none. The file says nothing of who made it.
    """
    return _Writer(names, say, base).file(turns)


class _Writer(WordWriter):
    def __init__(self, names: Vocabulary, say: Says, base: str) -> None:
        super().__init__(say)
        self.names, self.base = names, base

    def file(self, turns: Sequence[Turn]) -> bytes:
        self._set_properties(turns)
        self.paragraph(self.say("export_title"), "Title")
        if turns:
            self.paragraph(format_date(turns[-1].when, "long", locale=self.say.language), "Vet Facts")
        self.paragraph(self.say("export_exact"), "Vet Facts")
        for number, turn in enumerate(turns, start=1):
            self._turn(turn, f"question_{number}")
        set_page(self.document)
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _set_properties(self, turns: Sequence[Turn]) -> None:
        kept = self.document.core_properties
        kept.author = kept.last_modified_by = kept.comments = ""
        kept.title = line_of(turns[0].answer.question, 200) if turns else self.say("export_title")
        kept.language = self.say.language
        if turns:
            kept.created = kept.modified = turns[-1].when.astimezone(UTC).replace(tzinfo=None)

    def _turn(self, turn: Turn, anchor: str) -> None:
        answer = turn.answer
        heading = self.paragraph(asked(answer), "Heading 1")
        speak(heading.runs, answer.language)
        self.paragraph(time_of(turn, self.say), "Vet Facts")
        for line in preface(answer, self.names, self.say):
            self.paragraph(line, "Vet Facts")
        word, found = status_of(answer, self.say)
        status = self.document.add_paragraph()
        status.add_run(f"{word}: ").bold = True
        status.add_run(found)
        for sentence in written(answer):
            self.marks(self.paragraph(fit(sentence.text)), sentence.citations, anchor)
        for source in sources_shown(answer, self.names, self.say):
            speak(self.paragraph(source.title, "Heading 2").runs, source.language)
            self.paragraph(source.facts, "Vet Facts").paragraph_format.keep_with_next = True
            for quote in source.quotes:
                self._quote(quote, source.language, anchor)
        if answer.nearest:
            self.paragraph(self.say("perhaps_of_use"))
            for each in answer.nearest:
                self.paragraph(f"{line_of(each.title)} ({line_of(each.source)})", "List Bullet")
        entries = references(answer, self.names, self.say, self.base)
        if entries:
            self.paragraph(self.say("sources"), "Heading 2")
        for entry in entries:
            self.entry(entry, anchor)

    def _quote(self, quote: Quote, language: str | None, anchor: str) -> None:
        paragraph = self.paragraph("", "Quote")
        speak([paragraph.add_run(lines(quote.citation.quote))], language)
        self.marks(paragraph, [quote.citation.number], anchor)
        if quote.same:
            others = "; ".join(f"{line_of(other.title)} [{other.number}]" for other in quote.same)
            self.paragraph(self.say("export_same", others=others), "Vet Facts")
