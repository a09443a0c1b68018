"""The source itself at the place of a quote: a PDF's page as it is printed, or the text; and beyond it page by page."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from assistant.citations import Citation, cite
from assistant.following import citation_link, document_link
from corpus.documents import Document, content_hash
from corpus.errors import DocumentNotFound, OriginalError, ReadingError
from indexer.originals import Original, find_original
from indexer.picturing import PagePicture
from ui.components.labels import label_text
from ui.components.markup import document_html, heading_html, parts_of
from ui.components.pictures import number_of, picture_html, pictures
from ui.sessions import assistant, generation
from ui.texts import Texts

_View = Literal["printed", "text"]
_VIEWS = {"printed": "view_printed", "text": "view_text"}
_TROUBLES = {"gone": "original_gone", "changed": "original_changed", "too_large": "original_too_large"}
_PAGES = "page_previous", "page_number", "page_next"
_PARTS = "part_previous", "part_number", "part_next"
_LARGER = 2.0
_MOST_JUMPS = 12
_SCROLL = """<script>
/* %s */
requestAnimationFrame(() => {
  const marks = document.querySelectorAll("#%s .vet-here, #%s mark.vet-quote");
  (marks[%d] ?? marks[0])?.scrollIntoView({block: "center"});
});
</script>"""


class Sheet(NamedTuple):
    """What is shown at a time: a page, or a part of a text without pages; `start` and `end` are in the text."""

    number: int
    label: str | None
    start: int
    end: int


def open_reader(document: Document, citations: Sequence[Citation], say: Texts) -> None:
    """Open a dialog with the document at the place of the first of its citations, all of them marked."""
    spans = [(citation.locator.start, citation.locator.end) for citation in citations]
    for key in [key for key in st.session_state if str(key).startswith(_name(document, spans, "reading"))]:
        del st.session_state[key]  # Wherever the visitor leafed to the last time, it opens at the quote.

    @st.dialog(say("reading_title"), width="large")
    def reading() -> None:
        st.html(heading_html(document))
        _show(document, spans, say, "reading", [f"[{citation.number}]" for citation in citations], linked=True)

    reading()


def show_source(document: Document, spans: Sequence[tuple[int, int]], say: Texts, key: str) -> None:
    """Show the source itself at the first of the spans of its text, all of them marked; page by page beyond it.

    Spans are (start, end) in `document.text`; none shows the document from its beginning. `key`, letters and hyphens,
    tells apart what one run of the page shows more than once. Where the file is gone or has changed since it was
    indexed, that is said, and the text is shown.
    """
    _show(document, spans, say, key, [str(number) for number in range(1, len(spans) + 1)])


@st.fragment
def _show(
    document: Document,
    spans: Sequence[tuple[int, int]],
    say: Texts,
    key: str,
    marks: Sequence[str],
    linked: bool = False,
) -> None:
    """Show the source; `marks` are what the spans are called, `linked`: with a link to the document's own page."""
    original, trouble = _original(document)
    reader = _Reader(document, spans, say, key, marks)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if linked:
            _link(document, spans, say)
        if original:
            reader.download(original)
    if trouble:
        st.warning(say(_TROUBLES[trouble.reason]), icon=":material/description:")
    reader.show(original)


class _Reader:
    """One document open at a place; what the visitor chose in it is kept in the session under names of its own."""

    def __init__(
        self, document: Document, spans: Sequence[tuple[int, int]], say: Texts, key: str, marks: Sequence[str]
    ) -> None:
        self.document = document
        self.spans = spans
        self.say = say
        self.marks = marks
        self.sheets = sheets_of(document)
        # Another document, or another place in it, begins anew.
        self.name = _name(document, spans, key)
        st.session_state.setdefault(self._key("sheet"), self._sheet_of(0))
        st.session_state.setdefault(self._key("quote"), 0)

    def show(self, original: Original | None) -> None:
        """Show the controls and what they choose."""
        printable = original is not None and original.is_pdf and bool(self.document.pages)
        view = self._controls(printable)
        self._jumps()
        sheet = self.sheets[st.session_state[self._key("sheet")] - 1]
        picture = self._picture(original, sheet) if printable and original and view == "printed" else None
        if picture:
            self._show_picture(picture, sheet)
        else:
            self._show_text(sheet)
        if len(self.sheets) > 1:
            self._turn("below")

    def _controls(self, printable: bool) -> _View:
        view: _View = "text"
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            if len(self.sheets) > 1:
                self._turn("above")
            if printable:
                chosen = st.radio(
                    self.say("view_as"),
                    ("printed", "text"),
                    horizontal=True,
                    label_visibility="collapsed",
                    format_func=lambda each: self.say(_VIEWS[each]),
                    key=self._key("view"),
                    width="content",
                )
                view = "text" if chosen == "text" else "printed"
                if view == "printed":
                    st.toggle(self.say("view_larger"), key=self._key("larger"))
        return view

    def _turn(self, place: str) -> None:
        """Show the buttons to the page before and the page after; above, also where to jump to."""
        key, last = self._key("sheet"), len(self.sheets)
        previous, jump, following = _PAGES if self.document.pages else _PARTS
        number = st.session_state[key]
        with st.container(horizontal=True, vertical_alignment="bottom", width="content", gap="xsmall"):
            st.button(
                self.say(previous),
                key=f"{self.name}-previous-{place}",
                icon=":material/chevron_left:",
                disabled=number <= 1,
                on_click=self._go_to,
                args=(number - 1,),
            )
            st.button(
                self.say(following),
                key=f"{self.name}-next-{place}",
                icon=":material/chevron_right:",
                icon_position="right",
                disabled=number >= last,
                on_click=self._go_to,
                args=(number + 1,),
            )
            if place == "above":
                st.session_state[self._key("number")] = number
                label = self.say(jump, count=last)
                st.number_input(label, 1, last, key=self._key("number"), width=130, on_change=self._jump)

    def _go_to(self, number: int) -> None:
        st.session_state[self._key("sheet")] = min(max(number, 1), len(self.sheets))

    def _jump(self) -> None:
        self._go_to(int(st.session_state.get(self._key("number")) or 1))

    def _go_to_quote(self, quote: int) -> None:
        st.session_state[self._key("quote")] = quote
        self._go_to(self._sheet_of(quote))

    def _jumps(self) -> None:
        """Let the visitor go from quote to quote, where there are several."""
        if len(self.spans) < 2:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.text(self.say("quotes_here"), width="content")
            for quote, mark in enumerate(self.marks[:_MOST_JUMPS]):
                sheet = self.sheets[self._sheet_of(quote) - 1]
                here = quote == st.session_state[self._key("quote")]
                label = f"{mark} {_called(sheet, self.say)}" if self.document.pages else mark
                st.button(
                    label_text(label),
                    key=f"{self.name}-quote-{quote}",
                    on_click=self._go_to_quote,
                    args=(quote,),
                    icon=":material/check:" if here else None,
                )

    def download(self, original: Original) -> None:
        """Show the button that fetches the file; it is read when the button is pressed, and not before."""
        most = assistant().settings.reading.megabytes_file
        st.download_button(
            self.say("download_original"),
            _reading(original, most),
            file_name=_file_name(self.document.source),
            mime="application/octet-stream",
            key=f"{self.name}-download",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )

    def _picture(self, original: Original, sheet: Sheet) -> PagePicture | None:
        zoom = _LARGER if st.session_state.get(self._key("larger")) else 1.0
        try:
            with st.spinner(self.say("picture_drawing"), show_time=False):
                return pictures().picture(original, self.document, sheet.number, self.spans, zoom)
        except OriginalError as error:
            st.warning(self.say(_TROUBLES[error.reason]), icon=":material/description:")
        except ReadingError:
            st.warning(self.say("picture_failed"), icon=":material/description:")
        return None

    def _show_picture(self, picture: PagePicture, sheet: Sheet) -> None:
        here = number_of(self.spans, st.session_state[self._key("quote")], sheet.start, sheet.end)
        if not picture.found:
            st.text(self.say("picture_unmarked"))
        elif picture.quotes:
            st.text(self.say("passage_marked"))
        called = _called(sheet, self.say)
        larger = bool(st.session_state.get(self._key("larger")))
        html = picture_html(picture, self.document, called, self.say, here, larger)
        self._framed(html, 0 if here is not None and picture.quotes[here] else None)

    def _show_text(self, sheet: Sheet) -> None:
        there = [each for each in self.spans if max(each[0], sheet.start) < min(each[1], sheet.end)]
        if there:
            st.text(self.say("passage_marked"))
        if not self.document.text[sheet.start : sheet.end].strip():
            st.text(self.say("page_without_text"))
        citations = [cite(self.document, start, end, 1) for start, end in self.spans]
        html = document_html(self.document, self.say, (sheet.start, sheet.end), citations)
        wanted = self.spans[st.session_state[self._key("quote")]] if self.spans else None
        self._framed(html, self._marks_before(wanted, sheet) if wanted in there else None)

    def _marks_before(self, wanted: tuple[int, int], sheet: Sheet) -> int:
        """Return how many marks of other quotes come before one on a sheet: each has one in every line."""
        before = (
            self.document.text[max(start, sheet.start) : end] for start, end in self.spans if (start, end) < wanted
        )
        return sum(1 for words in before for line in words.split("\n") if line.strip())

    def _framed(self, html: str, mark: int | None) -> None:
        """Show HTML of ours, and bring one of its marks into view, if any is wanted."""
        name = escape(f"vet-at-{self.name}")
        st.html(f'<div id="{name}">{html}</div>')
        if mark is not None:
            # The script runs again when it is another one.
            moment = f"{st.session_state[self._key('sheet')]} {st.session_state[self._key('quote')]}"
            st.html(_SCROLL % (moment, name, name, mark), unsafe_allow_javascript=True)

    def _sheet_of(self, quote: int) -> int:
        """Return on which sheet a quote begins; the first where there is none."""
        if not self.spans:
            return 1
        start = self.spans[quote][0]
        return next((each for each, sheet in enumerate(self.sheets, 1) if sheet.start <= start < sheet.end), 1)

    def _key(self, what: str) -> str:
        return f"{self.name}-{what}"


def sheets_of(document: Document) -> list[Sheet]:
    """Return what a document is shown in: its pages, or parts of a text that has none."""
    if document.pages:
        return [Sheet(page.number, page.label, page.start, page.end) for page in document.pages]
    return [Sheet(number, None, start, end) for number, (start, end) in enumerate(parts_of(document.text), 1)]


def _original(document: Document) -> tuple[Original | None, OriginalError | None]:
    try:
        return find_original(assistant().library, generation(), document.id), None
    except OriginalError as error:
        return None, error
    except DocumentNotFound:
        # The page is still open, and the library has been indexed anew.
        return None, OriginalError("changed", document.source)


def _link(document: Document, spans: Sequence[tuple[int, int]], say: Texts) -> None:
    """Show the link to the document's own page, at the first of the spans if there is one."""
    source, ordinal = document.source, document.ordinal
    if spans:
        (start, end), *_ = spans
        link = citation_link(document.id, source, start, end, document.text[start:end], ordinal)
    else:
        link = document_link(document.id, source, ordinal)
    parameters = parse_qsl(urlsplit(link).query)
    st.page_link("views/document.py", label=say("open_document"), icon=":material/article:", query_params=parameters)


def _reading(original: Original, most: float) -> Callable[[], bytes]:
    """Return what reads a file when its button is pressed, and not before."""
    return lambda: original.read(most)


def _name(document: Document, spans: Sequence[tuple[int, int]], key: str) -> str:
    return f"{key}-{content_hash(document.id, repr(tuple(spans)))[:10]}"


def _called(sheet: Sheet, say: Texts) -> str:
    if sheet.label and sheet.label != str(sheet.number):
        return say("page_labelled", page=sheet.number, label=sheet.label)
    return say("page", page=sheet.number)


def _file_name(source: str) -> str:
    name = PurePosixPath(source.replace("\\", "/")).name
    shown = "".join(each if each.isprintable() and each not in '"/\\:*?<>|' else "_" for each in name)
    return shown or "original"
