"""The lists of the filters, and the chips of what is chosen, as HTML."""

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from corpus.facets import FacetName
from corpus.vocabulary import Vocabulary, load_vocabulary
from ui.components.chips import Chip, chips_html, years_said
from ui.components.filters import facet_html, filters_html, options
from ui.texts import Texts, languages

SAY = Texts("en")
HELD: Mapping[FacetName, Mapping[str, int]] = {
    "countries": {"PT": 4, "ES": 3, "FI": 9},
    "regions": {"ES-PV": 2, "GB-SCT": 1},
    "themes": {"mobility": 2},
    "kind": {"news": 1},
    "language": {"nl": 1500},
    "education_levels": {"initial-vet": 2},
}
NONE: Mapping[FacetName, Mapping[str, int]] = {facet: {} for facet in HELD}


class Elements(HTMLParser):
    """The elements of some HTML: (tag, attributes) in order; and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def boxes(self) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if attributes.get("type") == "checkbox"]


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return load_vocabulary()


def test_the_commonest_come_first_and_a_region_follows_its_country(names: Vocabulary) -> None:
    lines = options("country", ["SE"], HELD, {**NONE, "countries": {"PT": 1}}, names, "en")
    # The order is that of the whole library, so that it does not change with the filters.
    assert [line.label for line in lines] == [
        "Finland", "Portugal", "Spain", "Basque Country", "Sweden", "United Kingdom", "Scotland",
    ]  # fmt: skip
    assert [line.documents for line in lines] == [0, 1, 0, 0, 0, 0, 0]
    assert [line.label for line in lines if line.chosen] == ["Sweden"], "chosen, though the library holds none"


def test_a_line_says_its_count_and_is_found_in_two_languages(names: Vocabulary) -> None:
    lines = options("country", (), HELD, HELD, names, "nl")
    (spain,) = [line for line in lines if line.code == "ES"]
    assert {"Spanje", "Spain", "Baskenland"} <= set(spain.words.split())
    html = facet_html("language", options("language", ["nl"], HELD, HELD, names, "en"), SAY)
    (box,) = Elements(html).boxes()
    assert box["aria-label"] == "Dutch, 1,500 documents"
    assert "checked" in box
    assert "1 chosen" in Elements(html).text


def test_a_long_list_has_a_search_and_leaves_out_nothing_that_is_chosen(names: Vocabulary) -> None:
    many = {f"theme-{number:03}": 300 - number for number in range(300)}
    held = {**NONE, "themes": many}
    elements = Elements(facet_html("theme", options("theme", ["theme-250"], held, held, names, "en"), SAY))
    lines = [attributes for tag, attributes in elements.found if tag == "li"]
    assert len(lines) == 300
    shown = [line["data-words"] for line in lines if "vet-more" not in (line["class"] or "").split()]
    assert len(shown) == 9
    assert shown[-1] == "theme-250"
    assert any(attributes.get("type") == "search" for _, attributes in elements.found)
    assert "Show all 300" in elements.text


def test_a_short_list_has_neither_search_nor_more(names: Vocabulary) -> None:
    html = facet_html("country", options("country", (), HELD, HELD, names, "en"), SAY)
    assert "data-search=" not in html
    assert "vet-more" not in html
    assert facet_html("country", [], SAY) == ""


def test_a_hostile_value_is_nothing_but_text(names: Vocabulary) -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    held = {**NONE, "themes": {hostile: 1}}
    html = filters_html({"theme": [hostile], "from_year": 2001}, held, held, (2000, 2020), names, SAY)
    html += chips_html([Chip(f"theme:{hostile}", hostile), Chip("implied:kinds", hostile, implied=True)], SAY)
    elements = Elements(html)
    assert "img" not in {tag for tag, _ in elements.found}
    assert {attributes.get("data-pick") for _, attributes in elements.found} >= {f"theme:{hostile}"}


def test_chips_say_what_they_take_away_and_where_it_came_from() -> None:
    elements = Elements(chips_html([Chip("country:FI", "Finland"), Chip("implied:years", "2019", implied=True)], SAY))
    buttons = [attributes for tag, attributes in elements.found if tag == "button"]
    assert [button.get("aria-label") for button in buttons[:2]] == [
        "Remove filter: Finland",
        "Remove filter: 2019 (from your question)",
    ]
    assert buttons[2]["data-pick"] == "clear"
    assert "from your question" in elements.text
    assert "clear" not in chips_html([Chip("country:FI", "Finland")], SAY), "one chip is its own way to clear all"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(None, None, ""), (2019, None, "from 2019"), (None, 2019, "until 2019"), (2019, 2019, "2019"),
     (2015, 2019, "2015–2019"), (2019, 2015, "2015–2019")],
)  # fmt: skip
def test_years_are_said_as_they_narrow(first: int | None, last: int | None, said: str) -> None:
    assert years_said(first, last, SAY) == said


@pytest.mark.parametrize("language", languages())
def test_filters_speak_every_language(names: Vocabulary, language: str) -> None:
    say = Texts(language)
    ticked: dict[str, list[str] | int] = {"country": ["FI"], "from_year": 2001}
    text = Elements(filters_html(ticked, HELD, HELD, (2000, 2020), names, say)).text
    assert say("filter_level") in text
    assert names.place_label("ES-PV", language) in text
    assert "{" not in text
