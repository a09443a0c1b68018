"""References: what a document states, in three styles, as text that can be nothing but text."""

import re
import socket
from datetime import date

import pytest

from assistant.exporting.bibliography import (
    STYLES,
    Item,
    Listed,
    Style,
    bibliography,
    csl_item,
    reference,
    references,
    sound_item,
)
from corpus.documents import Document
from corpus.facets import Facets, Kind, Origin

TODAY = date(2026, 11, 23)


def document(
    title: str = "Welding circles", url: str | None = None, facets: Facets = Facets(), **fields: str
) -> Document:
    return Document(id="0" * 16, title=title, text="Text.", source="a.md", url=url, facets=facets, fields=fields)


def texts(one: Document, language: str = "en") -> dict[str, str]:
    return {each.style: each.text for each in references(one, language, TODAY)}


def test_a_document_is_cited_in_three_styles() -> None:
    shown = references(
        document(url="https://kelluva.example/a?b=1&c=2", organisation="Kelluva & Sons", date="2021-05-03"), "en", TODAY
    )
    assert {each.style: each.text for each in shown} == {
        "apa": "Kelluva & Sons. (2021). Welding circles. https://kelluva.example/a?b=1&c=2",
        "chicago": "Kelluva & Sons. 2021. Welding circles. https://kelluva.example/a?b=1&c=2.",
        "iso690": "KELLUVA & SONS, 2021. Welding circles. Online. Available from: https://kelluva.example/a?b=1&c=2"
        " [Accessed 23 November 2026].",
    }
    assert shown[0].html.startswith("Kelluva &amp; Sons. (2021). <i>Welding circles</i>. https://")


def test_what_is_not_known_is_left_out_and_no_title_is_said_twice() -> None:
    assert texts(document()) == {
        "apa": "Welding circles. (n.d.).",
        "chicago": "Welding circles. n.d.",
        "iso690": "Welding circles, [no date].",
    }
    people = document("Who learns?", author="Smith, Jane; Doe, John")
    assert texts(people)["apa"] == "Smith, J., & Doe, J. (n.d.). Who learns?"


def test_only_a_year_that_was_stated_is_a_date() -> None:
    stated = Facets(year_from=2019, year_to=2021, origins={"years": Origin.SIDECAR})
    guessed = Facets(year_from=2019, year_to=2021, origins={"years": Origin.INFERRED})
    assert "(2019–2021)" in texts(document(facets=stated))["apa"]
    assert "issued" not in csl_item(document(facets=guessed), TODAY)
    assert csl_item(document(date="in May 2020", facets=guessed), TODAY)["issued"] == {"date-parts": [[2020]]}


def test_the_reader_s_language_is_spoken_where_the_style_has_words() -> None:
    news = document(url="http://x.example/2021/", facets=Facets(kind=Kind.NEWS, language="nl"), publisher="Bureau")
    assert texts(news, "nl")["apa"] == (
        "Bureau. (z.d.). Welding circles. Geraadpleegd 23 november 2026, van http://x.example/2021/"
    )
    assert "23. marraskuuta 2026" in texts(news, "fi")["chicago"]
    dated = document(url="http://x.example/2021/", facets=Facets(kind=Kind.NEWS), date="2021")
    assert texts(dated, "eu")["apa"].startswith("Welding circles. (2021).")
    assert "http://x.example/2021/" in texts(dated, "eu")["chicago"]
    assert texts(dated, "xx") == texts(dated, "en")


HOSTILE = [
    "<script>alert(1)</script>", "<i>x</i> & <b onmouseover=alert(1)>y",
    "![x](http://evil.example/x.png) *a* {b} $c$ %s \\1",
    "\ue010\ue011\ue012 signs", "“quoted” ‘title’ «x».", "…", "a" * 3_000, "<!--", "&lt;b&gt; &#60;i&#62;",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("language", ["en", "eu"])
def test_hostile_words_are_text_and_nothing_else(words: str, language: str) -> None:
    stated = dict.fromkeys(("organisation", "publisher", "author", "coordinator"), words)
    one = document(words, f"https://x.example/{words}").model_copy(update={"fields": stated})
    for each in references(one, language, TODAY):
        tags = re.findall(r"<[^>]*>", each.html)
        assert set(tags) <= {"<i>", "</i>"}
        assert tags.count("<i>") == tags.count("</i>")
        assert not set("\ue010\ue011\ue012") & set(each.text + each.html)
        title = re.sub("[\ue010-\ue012]", "", words).strip()
        assert title.rstrip(".") in each.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "", None])
def test_only_web_addresses_are_cited(url: str | None) -> None:
    item = csl_item(document(url=url), TODAY)
    assert "URL" not in item
    assert item["archive_location"] == "a.md"


def test_nothing_is_fetched_to_cite(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    for style in STYLES:
        assert reference(csl_item(document(), TODAY), style, "es").text


def test_a_story_in_a_field_is_no_name() -> None:
    assert "author" not in csl_item(document(organisation="It began in a boat shed. " * 20), TODAY)


def item(id: str, title: str, author: str = "", year: int | None = None) -> Item:
    made: dict[str, object] = {"id": id, "type": "report", "title": title}
    if author:
        made["author"] = [{"literal": author}]
    if year:
        made["issued"] = {"date-parts": [[year]]}
    return made


ITEMS = [
    item("z", "Zebra", "Cedefop", 2020), item("a", "Alpha", "Cedefop", 2020), item("old", "Zero", "cedefop", 2019),
    item("e", "Éclair"), item("d", "Dual 2020", "", 2020), item("f", "Farm"), item("o1", "Two", "Ömer"),
    item("o2", "One", "Ömer"), item("p", "Page", "Paul", 2020), item("z", "Zebra", "Cedefop", 2020),
]  # fmt: skip


def listed(style: Style, language: str = "en") -> dict[str, Listed]:
    return {each.id: each for each in bibliography(ITEMS, style, language)}


@pytest.mark.parametrize("style", STYLES)
def test_a_bibliography_is_sorted_as_the_style_does_and_has_each_item_once(style: Style) -> None:
    assert [each.id for each in bibliography(ITEMS, style, "en")] in (
        ["old", "a", "z", "d", "e", "f", "o2", "o1", "p"],
        # ISO 690 leaves open in which order those stand that have the same author and year.
        ["old", "z", "a", "d", "e", "f", "o1", "o2", "p"],
    )
    assert bibliography((), style, "en") == ()


def test_what_would_read_the_same_in_the_text_has_letters() -> None:
    apa, chicago, iso = (listed(style) for style in STYLES)
    assert [apa[key].short for key in ("a", "z", "old", "p")] == [
        "Cedefop, 2020a", "Cedefop, 2020b", "cedefop, 2019", "Paul, 2020",
    ]  # fmt: skip
    assert apa["z"].reference.text == "Cedefop. (2020b). Zebra."
    assert (apa["o2"].short, apa["o2"].reference.text) == ("Ömer, n.d.-a", "Ömer. (n.d.-a). One.")
    assert (chicago["z"].short, chicago["z"].reference.text) == ("Cedefop 2020b", "Cedefop. 2020b. Zebra.")
    assert (iso["a"].short, iso["z"].short) == ("Cedefop 2020b", "Cedefop 2020a")
    assert iso["z"].reference.text == "CEDEFOP, 2020a. Zebra."
    assert iso["o1"].reference.text == "ÖMER, [no date-a]. Two."
    assert apa["d"].reference.text == "Dual 2020. (2020)."


def test_the_letter_of_a_range_stands_behind_its_last_year() -> None:
    years = {"issued": {"date-parts": [[2016], [2019]]}}
    both = [{**item(title, title, "Cedefop"), **years} for title in ("Alpha", "Zebra")]
    assert [each.short for each in bibliography(both, "iso690", "en")] == ["Cedefop 2016–2019a", "Cedefop 2016–2019b"]
    assert [each.short for each in bibliography(both, "apa", "en")] == ["Cedefop, 2016–2019a", "Cedefop, 2016–2019b"]


def test_after_z_comes_aa() -> None:
    many = [item(f"{number:02}", f"Title {number:02}", "Cedefop", 2020) for number in range(28)]
    assert [each.short for each in bibliography(many, "apa", "en")][25:] == [
        "Cedefop, 2020z", "Cedefop, 2020aa", "Cedefop, 2020ab",
    ]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("style", STYLES)
def test_hostile_words_are_text_in_a_bibliography_too(words: str, style: Style) -> None:
    stated = {"author": [{"literal": words}, {"family": words, "given": words}], "publisher": words, "number": words}
    items = [sound_item(stated, str(number), words, Kind.NEWS, "https://x.example/") for number in range(2)]
    for each in bibliography(items, style, "en"):
        assert set(re.findall(r"<[^>]*>", each.reference.html)) <= {"<i>", "</i>"}
        assert not set("\ue010\ue011\ue012") & set(each.reference.text + each.reference.html + each.short)
