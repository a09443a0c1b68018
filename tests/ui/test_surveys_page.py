"""The Surveys page: figures with their sources, side by side and not mixed, and no document acts as markup."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.citations import cite
from assistant.surveys.comparing import common_ground, contrasts, only_in
from assistant.surveys.shapes import Fact, Result, Survey
from corpus.documents import Document
from tests.ui.libraries import make_library
from tests.ui.pages import opened, shown
from ui.components.surveycharts import bars_html, heat_html
from ui.components.surveylist import list_html, table_html
from ui.components.surveywords import common_html, contrasts_html, only_html
from ui.texts import Texts, languages

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
SAY = Texts("en")
LEADERS = """---
title: What leaders want
kind: survey_summary
country: [Finland, Netherlands]
year_start: 2020
sample_size: "310"
population: "Leaders of vocational schools"
results:
  - {statement: "Lifelong learning", rank: 1}
  - {statement: "Mobility of students", rank: 2}
  - {statement: "Time for teachers", rank: 3}
---
Asked what comes first, the leaders ranked three topics:

1. Lifelong learning.
2. Mobility of students.
3. More hours.
"""
PUPILS = """---
title: What pupils say
kind: survey_summary
country: [Finland, Netherlands]
year_start: 2022
results:
  - {statement: "Pupils who wish for mobility", country: FI, value: 62, unit: "%"}
  - {statement: "Pupils who wish for mobility", country: NL, value: 31.5, unit: "%"}
---
In Finland 62 % of the pupils wish for mobility, in the Netherlands 31.5 %.
"""
COUNTS = (
    "Statement,Country,Value,Unit\nApplications for mobility,PT,1600,applications\nStaff exchanges,PT,48,exchanges\n"
)
FILES = {"leaders.md": LEADERS, "pupils.md": PUPILS, "counts.csv": COUNTS, "news.md": "# News\n\nA school opened.\n"}


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("surveys"), FILES)


def test_every_figure_is_a_link_to_where_it_stands(monkeypatch: pytest.MonkeyPatch, surveys: Path) -> None:
    html = unescape(shown(opened_surveys(monkeypatch, surveys)))
    figures = re.findall(r'<a class="vet-figure vet-(\w+)-\d" href="([^"]*)" data-go title="([^"]*)"', html)
    assert {scale for scale, _, _ in figures} == {"rank", "percent", "number"}
    assert len(figures) >= 7
    for scale, link, _ in figures:
        assert link.startswith("document?")
        assert "says=" in link or scale == "rank"
    told = {title for _, _, title in figures}
    assert "place 1 of 3 · Lifelong learning · All who were asked, taken together · n = 310" in told
    assert "62\u00a0% · Pupils who wish for mobility · Finland · n not stated" in told
    # Its words do not stand in the text, so it is never passed off as a quote.
    assert any("Time for teachers" in title and "declared, not in the text" in title for title in told)


def test_nothing_is_averaged_and_the_caution_stands_above(monkeypatch: pytest.MonkeyPatch, surveys: Path) -> None:
    html = shown(opened_surveys(monkeypatch, surveys))
    assert html.index("cannot be averaged") < html.index("vet-heat")
    assert "Where n is not stated" in html
    assert "46.75" not in html  # the mean of both countries
    common = html[html.index("vet-common") :]
    assert "place 2 of 3" in common
    assert "62\u00a0%" in common
    assert "31.5\u00a0%" in common


def test_one_survey_can_be_chosen_and_the_address_keeps_it(monkeypatch: pytest.MonkeyPatch, surveys: Path) -> None:
    page = opened_surveys(monkeypatch, surveys)
    picks = re.findall(r'data-pick="survey:(\w+)" aria-label="Show ([^"]*)"', shown(page))
    identifier = next(key for key, title in picks if title == "What pupils say")
    page = opened_surveys(monkeypatch, surveys, surveys=identifier)
    html = shown(page)
    assert f'aria-pressed="true" data-pick="survey:{identifier}"' in html
    heat = html[html.index("vet-heat") : html.index("vet-heat-legend")]
    assert "62\u00a0%" in heat
    assert "#1" not in heat
    assert shown(opened_surveys(monkeypatch, surveys, surveys="nonsense.<b>")).count("vet-bars-rank") == 1


def test_filters_narrow_the_surveys(monkeypatch: pytest.MonkeyPatch, surveys: Path) -> None:
    html = shown(opened_surveys(monkeypatch, surveys, country="PT"))
    assert "1,600\u00a0applications" in html
    assert "What pupils say" not in html
    page = opened_surveys(monkeypatch, surveys, kind="news")
    assert [each.value for each in page.info] == [] or "No survey matches these filters." in page.info[0].value


def test_without_surveys_the_page_says_what_one_would_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path
) -> None:
    empty = opened_surveys(monkeypatch, home)
    assert "Nothing is indexed yet" in empty.info[0].value
    st.cache_resource.clear()
    other = make_library(tmp_path, {"news.md": "# News\n\nA school opened in May.\n"})
    page = opened_surveys(monkeypatch, other)
    assert page.info[0].value == "The library holds no surveys yet."


@pytest.mark.parametrize("language", languages())
def test_the_page_speaks_every_language(monkeypatch: pytest.MonkeyPatch, surveys: Path, language: str) -> None:
    page = opened_surveys(monkeypatch, surveys, lang=language)
    assert page.title[0].value == Texts(language)("surveys_title")
    own, english = Texts(language), Texts("en")
    for key in ("surveys_title", "survey_caution", "survey_rank_of", "survey_declared", "survey_heat_title"):
        values = {"rank": 1, "of": 3}
        assert language == "en" or own(key, **values) != english(key, **values)


def opened_surveys(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str) -> AppTest:
    page = opened(monkeypatch, home, **address)
    page.switch_page("views/surveys.py").run()
    assert not page.exception
    return page


# The pictures as HTML


def hostile() -> list[Survey]:
    document = Document(id="0" * 16, title=HOSTILE, text=f"{HOSTILE} 62 %", source=HOSTILE)
    quote = cite(document, 0, len(document.text), 1)
    result = Result(statement=HOSTILE, themes=("mobility",), country="FI", value=62, unit=HOSTILE, citation=quote)
    one = Survey(
        document_id="0" * 16,
        title=HOSTILE,
        source=HOSTILE,
        language='"><script>',
        countries=(HOSTILE,),
        population=Fact(text=HOSTILE, citation=quote),
        method=Fact(text=HOSTILE),
        results=(
            result.model_copy(update={"asked": quote}),
            result.model_copy(update={"value": 5.0, "country": HOSTILE}),
            Result(statement=HOSTILE, themes=("stem",)),
        ),
    )
    return [one, one.model_copy(update={"document_id": "1" * 16, "year_from": 2001})]


def test_hostile_text_stays_text() -> None:
    both = hostile()

    def name(code: str) -> str:
        return f"{code}{HOSTILE}"

    html = "".join(
        [
            list_html(both, [both[0].document_id], name, SAY),
            heat_html(both, name, name, SAY),
            *(bars_html(each, name, SAY) for each in both),
            common_html(common_ground(both), name, name, SAY),
            contrasts_html(contrasts(both), name, SAY),
            only_html(only_in([*both, both[0].model_copy(update={"document_id": "2" * 16, "results": ()})]), name, SAY),
            only_html([(both[0], ("stem",))], name, SAY),
            table_html(both, name, name, SAY),
        ]
    )
    seen = _Elements()
    seen.feed(html)
    assert "img" not in seen.tags
    assert "script" not in seen.tags
    assert not any(each.startswith("on") for each in seen.attributes)
    assert all(link.startswith("document?") for link in seen.links)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.extend(value or "" for name, value in attrs if name == "href")


def test_bars_of_each_scale_stand_apart_and_show_no_more_than_they_may() -> None:
    results = (
        Result(statement="First", rank=1, of=4),
        Result(statement="Fourth", rank=4, of=4),
        Result(statement="Half", value=50, unit="%"),
        Result(statement="Most", value=1600, unit="pupils"),
        Result(statement="Few", value=400, unit="pupils"),
        Result(statement="Told"),
    )
    html = bars_html(Survey(document_id="0" * 16, title="One", source="one.md", results=results), str, SAY)
    assert re.findall(r"vet-bars-(rank|percent|number|none)\"", html) == ["rank", "percent", "number", "none"]
    assert re.findall(r"width:([\d.]+)%", html) == ["100.0", "25.0", "50.0", "100.0", "25.0"]
    assert html.count("declared, not in the text") == len(results)
    assert "n not stated" in html


def test_shades_of_ranks_and_shares_are_different_ones() -> None:
    results = (
        Result(statement="First", themes=("mobility",), rank=1, of=5),
        Result(statement="Second", themes=("mobility",), rank=2, of=5),
        Result(statement="Fifth", themes=("stem",), rank=5, of=5),
        Result(statement="Most", themes=("inclusion",), value=100, unit="%"),
        Result(statement="Few", themes=("inclusion",), value=3, unit="%"),
        Result(statement="Count", themes=("inclusion",), value=99, unit="pupils"),
    )
    html = heat_html([Survey(document_id="0" * 16, title="One", source="one.md", results=results)], str, str, SAY)
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r"vet-figure (vet-\w+-\d)", body) == [
        "vet-percent-4", "vet-number-0", "vet-percent-1", "vet-rank-4", "vet-rank-3", "vet-rank-1",
    ]  # fmt: skip
