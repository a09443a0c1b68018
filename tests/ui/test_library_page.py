"""The list of documents: what is found in it and in which order, what is shown of it, and what goes into a file."""

import csv
import io
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.facets import Facets, Kind, Origin
from corpus.library import DocumentCard
from corpus.vocabulary import load_vocabulary
from tests.ui.libraries import make_library
from tests.ui.pages import opened, shown
from ui.components.listing import Line, Order, as_csv, found_in, line_of, page_of, sorted_by
from ui.components.table import table_html
from ui.texts import Texts

ENGLISH = Texts("en")
BY_TITLE = Order("title")
NAMES = load_vocabulary()
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


def line(title: str, organisation: str = "", source: str = "a.md", url: str | None = None, **facets: object) -> Line:
    card = DocumentCard(id=title, title=title, source=source, url=url, facets=Facets.model_validate(facets), passages=1)
    return line_of(card, organisation, NAMES, "en")


def titles(lines: list[Line]) -> list[str]:
    return [each.title for each in lines]


def table(*lines: Line, order: Order = BY_TITLE, size: int = 50, page: int = 1, total: int | None = None) -> str:
    return table_html(lines, order, page_of(total or len(lines), page, size), size, ENGLISH)


@pytest.mark.parametrize(
    "search", ["ecole", "ÉCOLE metiers", "école", "porto maritime", "espana", "Basque", "2019", "practice", "k.md", ""]
)
def test_a_search_finds_words_of_everything_the_list_says(search: str) -> None:
    it = line(
        "École des métiers", "Porto Maritime España", "practices/k.md", kind="good_practice", countries=["ES"],
        regions=["ES-PV"], year_from=2019, year_to=2021,
    )  # fmt: skip
    assert found_in([it], search) == [it]
    assert found_in([it], f"{search} quibbleford") == []


def test_titles_are_in_the_order_of_a_shelf_whatever_their_accents_capitals_signs_and_numbers() -> None:
    shelf = [line(each) for each in ("zebra", "Éa", "eb", "“Ea” quoted", "Report 10", "Report 9", "Ärzte", "beta")]
    in_order = ["Ärzte", "beta", "Éa", "“Ea” quoted", "eb", "Report 9", "Report 10", "zebra"]
    assert titles(sorted_by(shelf, Order("title"))) == in_order
    assert titles(sorted_by(shelf, Order("title", backwards=True))) == in_order[::-1]


@pytest.mark.parametrize("backwards", [False, True])
def test_what_has_no_value_is_last_either_way(backwards: bool) -> None:
    lines = [line("none"), line("old", year_from=2004, year_to=2005), line("new", year_from=2020, year_to=2025)]
    in_order = titles(sorted_by(lines, Order("years", backwards)))
    assert in_order == (["new", "old", "none"] if backwards else ["old", "new", "none"])
    lines = [line("none"), line("spanish", language="es"), line("dutch", language="nl")]
    in_order = titles(sorted_by(lines, Order("language", backwards)))
    assert in_order == (["spanish", "dutch", "none"] if backwards else ["dutch", "spanish", "none"])


def test_those_that_a_search_finds_by_their_title_are_first_unless_another_order_is_chosen() -> None:
    lines = [line("A report", organisation="Welding College"), line("Welding circles")]
    assert titles(sorted_by(lines, Order(), "welding")) == ["Welding circles", "A report"]
    assert titles(sorted_by(lines, Order("title"), "welding")) == ["A report", "Welding circles"]


def test_numbers_that_nobody_can_read_do_not_stop_the_page() -> None:
    digits = "9" * 20_000
    assert len(sorted_by([line(f"x{digits}"), line("x²"), line("x٣"), line("!!!")], Order("title"))) == 4


def test_pages_are_counted_and_one_that_is_not_there_is_the_nearest() -> None:
    assert page_of(212, 1, 50) == (1, 5, 1, 50, 212)
    assert page_of(212, 5, 50) == (5, 5, 201, 212, 212)
    assert page_of(212, 99, 50) == page_of(212, 5, 50)
    assert page_of(0, 0, 50) == (1, 1, 0, 0, 0)


def test_the_table_says_how_it_is_sorted_and_which_page_it_shows() -> None:
    html = table(line("One", year_from=2019), order=Order("years", backwards=True), page=2, total=1212)
    assert re.search(r'aria-sort="descending"[^>]*><button[^>]*data-pick="sort:years">Years', html)
    assert html.count('aria-sort="none"') == 5
    assert "51–100 of 1,212" in html
    assert re.search(r'data-pick="page:2" [^>]*aria-current="page"', html)
    assert 'data-pick="page:25"' in html
    assert "<nav" not in table(line("One"))


def test_values_that_were_worked_out_are_marked_and_the_mark_is_explained() -> None:
    stated = table(line("One", countries=["FI"], origins={"countries": Origin.DECLARED}))
    inferred = table(line("One", countries=["FI"], origins={"countries": Origin.INFERRED}))
    assert "*" not in stated
    assert re.search(r"Finland<span[^>]*>\*</span>", inferred)
    assert "* worked out from the text" in inferred


def test_titles_organisations_and_codes_are_nothing_but_text() -> None:
    html = table(line(HOSTILE, HOSTILE, HOSTILE, language=HOSTILE, countries=[HOSTILE], themes=[HOSTILE]))
    assert "<img" not in html
    assert "<script" not in html
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))
    assert 'href="document?d=%22%3E%3Cimg' in html


def test_three_hundred_countries_leave_a_table() -> None:
    codes = [f"{one}{other}" for one in "ABCDEFGHIJKL" for other in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
    it = line("Everywhere", countries=codes)
    assert it.countries.endswith("+241")
    assert found_in([it], "Finland") == ([it] if "FI" in codes else [])
    assert len(table(it)) < 8_000


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "  ="])
def test_no_cell_of_the_file_is_a_formula(sign: str) -> None:
    data = as_csv([line(f'{sign}HYPERLINK("http://x.example")', f"{sign}1", countries=["FI", "NL"])], ENGLISH)
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head[:3] == ["Title", "Kind", "Country"]
    assert row[0] == f'\'{sign}HYPERLINK("http://x.example")'
    assert row[2] == "Finland, Netherlands"
    assert row[6] == f"'{sign}1"


# The page itself


def library_page(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str | list[str]) -> AppTest:
    page = opened(monkeypatch, home, **address)
    page.switch_page("views/library.py").run()
    assert not page.exception
    return page


def listed(page: AppTest) -> list[str]:
    return re.findall(r'<a href="document[^>]*>([^<]*)</a>', shown(page))


def test_every_document_is_listed_by_title_with_a_link(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = library_page(monkeypatch, library)
    assert listed(page) == ["Enquête bij leermeesters", "Kelluva Maritime Academy", "Mentors for apprentice welders"]
    assert re.search(r'<a href="document\?d=[0-9a-f]{16}"', shown(page))
    assert "Finland, Netherlands, Basque Country" in shown(page)
    assert "1–3 of 3" in shown(page)


def test_the_address_says_what_is_searched_and_how_it_is_sorted(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = library_page(monkeypatch, library, sort="-years")
    assert listed(page)[0] == "Enquête bij leermeesters"
    page.text_input(key="find").set_value("APPRENTICES  quibbleford").run()
    assert not listed(page)
    page.button(key="clear-search").click().run()
    assert len(listed(page)) == 3
    page.text_input(key="find").set_value("enquete").run()
    assert listed(page) == ["Enquête bij leermeesters"]
    assert page.query_params["find"] == "enquete"
    assert "sort" not in page.query_params


@pytest.mark.parametrize("wrong", [{"sort": "<script>", "rows": "9", "p": "x"}, {"sort": "-", "rows": "-1", "p": "-2"},
                                   {"p": "9" * 400, "rows": "50" * 90}, {"find": ["\x00", "b"], "p": "٣"}])  # fmt: skip
def test_an_address_that_makes_no_sense_shows_the_list(
    monkeypatch: pytest.MonkeyPatch, library: Path, wrong: dict[str, str | list[str]]
) -> None:
    assert library_page(monkeypatch, library, **wrong).title


def test_filters_hold_and_one_that_leaves_nothing_is_said(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    assert listed(library_page(monkeypatch, library, country="FI")) == ["Kelluva Maritime Academy"]
    page = library_page(monkeypatch, library, country="FI", kind="news")
    assert page.warning[0].value == "No document matches these filters."


def test_who_comes_back_finds_the_list_as_they_left_it(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = library_page(monkeypatch, library, sort="-title")
    page.switch_page("views/state.py").run()
    for key in list(page.query_params):
        del page.query_params[key]
    page.switch_page("views/library.py").run()
    assert listed(page)[0] == "Mentors for apprentice welders"


def test_hostile_titles_are_shown_as_they_are_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = make_library(tmp_path, {"evil.txt": "Some text.", "evil.txt.meta.yaml": f"title: '{HOSTILE}'\nkind: news\n"})
    text = shown(library_page(monkeypatch, home))
    assert "&lt;script&gt;alert(2)" in text
    assert "<script>alert" not in text


def test_an_empty_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    page = library_page(monkeypatch, home)
    assert page.code[0].value == "vet-assistant index FOLDER"
    assert not page.text_input


def test_kinds_are_sorted_by_their_name_in_the_language_of_the_page() -> None:
    news, report = line("a", kind=Kind.NEWS), line("b", kind=Kind.GOOD_PRACTICE)
    assert titles(sorted_by([news, report], Order("kind"))) == ["b", "a"]
