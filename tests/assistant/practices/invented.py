"""Invented practices, cited from texts of their own."""

from collections.abc import Mapping, Sequence

from assistant.citations import Citation, cite
from assistant.practices.shapes import Cell, Dimension, Figure, Practice, Strength
from corpus.documents import Document
from corpus.facets import Facets, Kind

HOSTILE = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> <img src=x onerror=alert(2)>\u202e'


def source(identifier: str, title: str, text: str, **facets) -> Document:
    return Document(
        id=identifier, title=title, text=text, source=f"{identifier[:4]}.md", url="https://practice.example/one",
        facets=Facets(**{"kind": Kind.GOOD_PRACTICE, "language": "en", **facets}),
    )  # fmt: skip


def quoted(document: Document, words: str) -> Citation:
    start = document.text.index(words)
    return cite(document, start, start + len(words), 1)


def figure(document: Document, words: str, unit: str, value: float, **more) -> Figure:
    start = document.text.index(words)
    return Figure(unit=unit, value=value, text=words, start=start, end=start + len(words), **more)


def cell(
    document: Document,
    dimension: Dimension,
    *quotes: str,
    figures: Sequence[Figure] = (),
    codes: Sequence[str] = (),
    origin: str | None = None,
) -> Cell:
    citations = tuple(quoted(document, each) for each in quotes)
    return Cell(dimension=dimension, citations=citations, figures=tuple(figures), codes=tuple(codes), origin=origin)


def practice(
    document: Document, *cells: Cell, strength: Strength = "none", strength_quote: str = "", countries=()
) -> Practice:
    by_dimension: Mapping[Dimension, Cell] = {each.dimension: each for each in cells}
    return Practice(
        document_id=document.id, title=document.title, source=document.source, url=document.url,
        countries=countries or document.facets.countries, language=document.facets.language, cells=by_dimension,
        strength=strength, strength_citation=quoted(document, strength_quote) if strength_quote else None,
    )  # fmt: skip


SHIPS = source(
    "1" * 16,
    "Ships and apprentices",
    "Shipyards train apprentices. The budget is EUR 1.6 million a year. 900 apprentices took part. It is paid by the"
    " region. An outside bureau evaluated it. It plans every year anew.",
    countries=("FI",),
)
ROBOTS = source(
    "2" * 16,
    "Robots in class",
    "Teachers learn robotics. It cost 200 000 euro per year. 300 apprentices joined. Nobody has evaluated it yet.",
    countries=("PT",),
)
HOSTILE_SOURCE = source("3" * 16, HOSTILE, f"{HOSTILE} and no more.", countries=("NL",))


def ships() -> Practice:
    return practice(
        SHIPS,
        cell(SHIPS, Dimension.THEME, codes=["apprenticeship", "company-cooperation"], origin="declared"),
        cell(
            SHIPS,
            Dimension.FUNDING,
            "The budget is EUR 1.6 million a year.",
            "It is paid by the region.",
            figures=[figure(SHIPS, "EUR 1.6 million a year", "money", 1_600_000, of="EUR", per="year")],
        ),
        cell(
            SHIPS,
            Dimension.SCALE,
            "900 apprentices took part.",
            figures=[figure(SHIPS, "900 apprentices", "count", 900, of="apprentices")],
        ),
        cell(SHIPS, Dimension.PERIOD, codes=["2015", "2019"]),
        cell(SHIPS, Dimension.EVALUATION, "An outside bureau evaluated it."),
        cell(SHIPS, Dimension.EQAVET, "It plans every year anew.", codes=["planning"], origin="declared"),
        strength="external_evaluation",
        strength_quote="An outside bureau evaluated it.",
    )


def robots() -> Practice:
    return practice(
        ROBOTS,
        cell(ROBOTS, Dimension.THEME, codes=["teachers-and-trainers", "company-cooperation"], origin="inferred"),
        cell(
            ROBOTS,
            Dimension.FUNDING,
            "It cost 200 000 euro per year.",
            figures=[figure(ROBOTS, "200 000 euro per year", "money", 200_000, of="EUR", per="year")],
        ),
        cell(
            ROBOTS,
            Dimension.SCALE,
            "300 apprentices joined.",
            figures=[figure(ROBOTS, "300 apprentices", "count", 300, of="apprentices")],
        ),
        cell(ROBOTS, Dimension.PERIOD, codes=["2018"]),
        cell(ROBOTS, Dimension.EQAVET, codes=["planning"], origin="inferred"),
    )


def hostile() -> Practice:
    return practice(HOSTILE_SOURCE, cell(HOSTILE_SOURCE, Dimension.ACTIVITIES, HOSTILE))
