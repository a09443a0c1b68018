"""Pages of PDF documents as pictures, the quoted words marked on them; drawn once for all visitors."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st

from corpus.documents import Document
from indexer.picturing import PagePicture, PagePictures
from indexer.placing import Rectangle
from ui.sessions import assistant
from ui.texts import Texts


@st.cache_resource(show_spinner=False)
def pictures() -> PagePictures:
    """Return what draws the pages, which all visitors share."""
    return PagePictures(assistant().settings.reading)


def picture_html(
    picture: PagePicture, document: Document, page: str, say: Texts, current: int | None = None, larger: bool = False
) -> str:
    """Return a page's picture with its quotes marked; `page` is what the page is called.

    `current` is the quote, of those that stand on the page, that the reader came for; None if it is none of them.
    The picture is within the page itself, so that no browser asks anyone for it.
    """
    marks = "".join(
        _mark(place, quote == current, place_number == 0)
        for quote, places in enumerate(picture.quotes)
        for place_number, place in enumerate(places)
    )
    told = say("picture_alt", page=page, title=document.title)
    if any(picture.quotes):
        told = f"{told} {say('picture_alt_marked')}"
    source = f"data:{picture.mime};base64,{b64encode(picture.image).decode()}"
    size = f'width="{picture.width}" height="{picture.height}"'
    widened = " vet-larger" if larger else ""
    label = escape(say("picture_of", page=page))
    return (
        f'<div class="vet-sheet{widened}" role="region" tabindex="0" aria-label="{label}">'
        f'<div class="vet-paper"><img src="{source}" {size} alt="{escape(told)}">{marks}</div></div>'
    )


def number_of(spans: Sequence[tuple[int, int]], wanted: int, start: int, end: int) -> int | None:
    """Return which of the spans that have a part between two offsets is the wanted one; None if it has none there."""
    there = [number for number, (first, last) in enumerate(spans) if max(first, start) < min(last, end)]
    return there.index(wanted) if wanted in there else None


def _mark(place: Rectangle, chosen: bool, first: bool) -> str:
    left, top, right, bottom = (100 * each for each in place)
    here = (" vet-chosen" if chosen else "") + (" vet-here" if chosen and first else "")
    return (
        f'<span class="vet-spot{here}" aria-hidden="true" style="left:{left:.3f}%;top:{top:.3f}%;'
        f'width:{right - left:.3f}%;height:{bottom - top:.3f}%"></span>'
    )
