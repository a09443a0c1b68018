"""Taking a comparison along as a workbook, a Word document or a table of plain text."""

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from assistant.exporting.comparison import comparison_name, comparison_rows
from assistant.exporting.csv import as_csv
from assistant.practices.sidebyside import Comparison
from corpus.vocabulary import Vocabulary
from ui.texts import Texts

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_comparison_exports(comparison: Comparison, names: Vocabulary, say: Texts, base: str) -> None:
    """Show the buttons that fetch a comparison; a file is written when its button is pressed, and not before."""
    made: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "xlsx": ("Excel (XLSX)", _EXCEL, lambda: _xlsx(comparison, names, say, base)),
        "docx": ("Word (DOCX)", _WORD, lambda: _docx(comparison, names, say, base)),
        "csv": ("CSV", "text/csv", lambda: as_csv(comparison_rows(comparison, names, say, base))),
    }
    titles = [column.title for column in comparison.practices]
    with st.container(horizontal=True, vertical_alignment="center", key="practices-exports"):
        st.text(say("compare_export"), width="content")
        for extension, (label, mime, make) in made.items():
            st.download_button(
                label, make, comparison_name(titles, extension), mime,
                key=f"compare-{extension}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def base_address() -> str:
    """Return the address that links in what is taken along begin with."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}" if parts.netloc else ""


# What writes a file is loaded when one is wanted.


def _xlsx(comparison: Comparison, names: Vocabulary, say: Texts, base: str) -> bytes:
    from assistant.exporting.xlsx import comparison_xlsx

    return comparison_xlsx(comparison, names, say, base)


def _docx(comparison: Comparison, names: Vocabulary, say: Texts, base: str) -> bytes:
    from assistant.exporting.docx_table import comparison_docx

    return comparison_docx(comparison, names, say, base)
