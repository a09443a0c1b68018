"""What was found in a draft, as a Word document: each sentence, what differs, and quotes that may help."""

from io import BytesIO
from urllib.parse import urljoin

from docx.shared import Pt

from assistant.citations import Citation
from assistant.exporting.thread import Says, fit, line_of
from assistant.exporting.word import QUIET, WordWriter, lines, set_page, speak
from assistant.following import citation_link
from assistant.naming import places_shown, years_shown
from assistant.proposals.shapes import CheckedSentence, Standing
from assistant.proposals.uploaded import DraftReport
from corpus.vocabulary import Vocabulary

_ORDER: tuple[Standing, ...] = ("differs", "needs_evidence", "supported", "own")


def draft_docx(report: DraftReport, names: Vocabulary, say: Says, base: str = "") -> bytes:
    """Return a report on a draft as the bytes of a DOCX file. `base` is the page's address, and makes lasting links."""
    return _Writer(names, say, base).file(report)


class _Writer(WordWriter):
    def __init__(self, names: Vocabulary, say: Says, base: str) -> None:
        super().__init__(say)
        self.names, self.base = names, base

    def file(self, report: DraftReport) -> bytes:
        title = self.say("draft_report_title", name=line_of(report.name))
        kept = self.document.core_properties
        kept.author = kept.last_modified_by = kept.comments = ""
        kept.title, kept.language = title, self.say.language
        set_page(self.document)
        self.paragraph(title, "Title")
        for each in _ORDER:
            self.paragraph(f"{self.say(f'standing_{each}')}: {report.counts[each]}", "List Bullet")
        for note in report.notes:
            self.paragraph(self.say(f"draft_note_{note}"), "Vet Facts")
        for section in report.sections:
            if section.heading:
                speak(self.paragraph(line_of(section.heading), "Heading 1").runs, report.language)
            for sentence in section.sentences:
                self._sentence(section.text[sentence.start : sentence.end], sentence, report.language)
        if report.sources:
            self.paragraph(self.say("draft_report_sources"), "Heading 1")
        for source in report.sources:
            known = line_of(source.title) if source.title else self.say("draft_report_not_found")
            self.paragraph(f"{line_of(source.named)} → {known}", "List Bullet")
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _sentence(self, words: str, sentence: CheckedSentence, language: str) -> None:
        paragraph = self.paragraph("")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(9)
        paragraph.add_run(f"{self.say(f'standing_{sentence.standing}')}: ").bold = True
        speak([paragraph.add_run(lines(words))], language)
        for each in sentence.differences:
            # That the whole sentence means something else, its quote below it tells.
            if each.reason in ("meaning", "nothing_cited"):
                continue
            found = " / ".join(map(fit, each.found)) or self.say("difference_nothing")
            told = self.paragraph(f"{self.say(f'difference_{each.reason}')}: ", "List Bullet")
            told.add_run(fit(each.said)).font.strike = True
            told.add_run(" → ")
            told.add_run(found).bold = True
        if sentence.citation:
            self._quote(sentence.citation)
        for candidate in sentence.candidates if sentence.standing == "needs_evidence" else ():
            self._quote(candidate)

    def _quote(self, citation: Citation) -> None:
        paragraph = self.paragraph("", "Quote")
        speak([paragraph.add_run(lines(citation.quote))], citation.language)
        facts = [
            line_of(citation.title),
            places_shown(citation.countries, citation.regions, self.names, self.say.language),
            years_shown(citation.year_from, citation.year_to),
        ]
        told = self.paragraph("", "Vet Facts")
        told.add_run(" · ".join(filter(None, facts))).font.color.rgb = QUIET
        if self.base:
            place = citation.locator
            link = citation_link(citation.document_id, citation.source, place.start, place.end, citation.quote)
            told.add_run(" · ")
            self.web_link(told, self.say("export_open"), urljoin(self.base.rstrip("/") + "/", link))
