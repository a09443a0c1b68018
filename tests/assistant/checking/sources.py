"""Invented documents whose passages statements cite."""

from typing import Any

from assistant.checking.shapes import Source
from corpus.documents import Document, document_id
from corpus.facets import Facets


def source(text: str, title: str = "A report on schools", language: str = "en", **facets: Any) -> Source:
    document = Document(
        id=document_id(title, text),
        title=title,
        text=text,
        source="report.md",
        facets=Facets(language=language, **facets),
    )
    return Source(document, 0, len(text))
