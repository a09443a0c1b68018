"""The Practices page: starting, weighing, ticking, the table with its sources, benchmarking; hostile text."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.practices.sidebyside import side_by_side
from assistant.settings import load_settings
from assistant.wiring import Assistant
from corpus.vocabulary import load_vocabulary
from indexer.handed import Handed
from tests.assistant.practices.invented import HOSTILE, hostile, robots, ships
from tests.ui.libraries import make_library
from tests.ui.pages import opened, shown
from tests.ui.practicefiles import PRACTICES
from ui.components.fileinput import MOST_BYTES, chosen_file
from ui.components.matches import ticked_html
from ui.components.sidebyside import comparison_html
from ui.texts import Texts, languages

ENGLISH, NAMES = Texts("en"), load_vocabulary()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("practices"), PRACTICES)


@pytest.fixture(scope="module")
def ids(home: Path) -> dict[str, str]:
    with Assistant.open(load_settings({}, home)) as assistant:
        return {card.title.split()[0]: card.id for card in assistant.documents()}


def visited(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str | list[str]) -> AppTest:
    page = opened(monkeypatch, home, **({"lang": address["lang"]} if "lang" in address else {}))
    for key, value in address.items():
        page.query_params[key] = value
    page.switch_page("views/practices.py").run()
    assert not page.exception
    return page


def html_of(page: AppTest, containing: str) -> str:
    found: list[str] = [json.loads(each.proto.json)["html"] for each in page.get("bidi_component")]
    return next(each for each in found if containing in each)


def order(page: AppTest) -> list[str]:
    return re.findall(r'id="tick-([0-9a-f]{16})"', html_of(page, "vet-matches"))


def test_a_document_leads_to_what_is_comparable_with_quotes_and_evidence(
    monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]
) -> None:
    page = visited(monkeypatch, home, d=ids["Ships"])
    text = shown(page)
    assert "Compared with" in text
    assert set(order(page)) == {ids["Robots"], ids["Bakers"]}
    assert order(page)[0] == ids["Robots"]
    cards = html_of(page, "vet-matches")
    assert "= </span>Theme" in cards.replace('<span aria-hidden="true">=</span> ', "= </span>")
    assert re.search(r"<blockquote>.*<q lang=\"en\">[^<]+</q> <button[^>]*data-pick=\"cite:\d+\"", cards)
    assert "<b>Evidence:</b>" in cards
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in cards
    assert "<script>alert" not in text


def test_weights_change_the_order_and_can_be_put_back(
    monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]
) -> None:
    page = visited(monkeypatch, home, d=ids["Ships"])
    assert page.button(key="weights-reset").disabled
    before = html_of(page, "vet-matches")
    page.select_slider(key="weight-theme").set_value(4).run()
    page.select_slider(key="weight-activities").set_value(0).run()
    assert not page.exception
    assert not page.button(key="weights-reset").disabled
    page.button(key="weights-reset").click().run()
    assert page.select_slider(key="weight-theme").value == 2
    assert html_of(page, "vet-matches") == before


def test_filters_narrow_what_is_comparable(monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]) -> None:
    page = visited(monkeypatch, home, d=ids["Ships"], country="NL")
    page.session_state.country = ["NL"]
    page.run()
    assert order(page) == [ids["Bakers"]]
    page.session_state.country = ["FI"]
    page.run()
    assert page.warning[0].value == ENGLISH("practices_none")


def test_one_may_start_by_searching(monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]) -> None:
    page = visited(monkeypatch, home)
    page.text_input(key="practices-search").set_value("robots").run()
    assert f'data-pick="start:{ids["Robots"]}"' in shown(page)
    page.text_input(key="practices-search").set_value("zeppelin").run()
    assert ENGLISH("start_found_none") in shown(page)


def test_ones_own_words_find_practices_and_are_kept_nowhere(
    monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]
) -> None:
    page = visited(monkeypatch, home)
    page.radio(key="practices-start").set_value("words").run()
    words = (
        "Our school trains apprentices in <b>robotics</b> together with eleven companies."
        " The budget of the <i>project</i> is 150 000 euro per year."
    )
    page.text_area(key="practices-words").set_value(words)
    page.button(key="FormSubmitter:practices-own-Find comparable practices").click().run()
    assert not page.exception
    assert order(page)[0] == ids["Robots"]
    assert ENGLISH("own_practice") in html_of(page, "vet-started")
    assert words not in str(page.query_params)
    with Assistant.open(load_settings({}, home)) as assistant:
        assert len(assistant.documents()) == len(PRACTICES)
    # It can be laid beside another: its words are quoted, and lead nowhere.
    page.query_params["c"] = ["own", ids["Robots"]]
    page.query_params["view"] = "table"
    page.run()
    table = html_of(page, "vet-compared")
    assert "The budget of the &lt;i&gt;project&lt;/i&gt; is 150 000 euro per year." in table
    assert '<span class="vet-mark">[' in table
    assert "document?d=own" not in table


def test_too_few_words_are_said_to_be_too_few(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    page = visited(monkeypatch, home)
    page.radio(key="practices-start").set_value("words").run()
    page.text_area(key="practices-words").set_value("Robots.")
    page.button(key="FormSubmitter:practices-own-Find comparable practices").click().run()
    assert page.warning[0].value == ENGLISH("start_own_short")


def test_a_link_to_practices_shows_them_side_by_side(
    monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]
) -> None:
    page = visited(monkeypatch, home, c=[ids["Ships"], ids["Robots"], ids["Bakers"]])
    table = html_of(page, "vet-compared")
    assert table.count('<th scope="col">') == 4
    assert table.count('<th scope="row">') == 15
    assert "EUR\xa01,600,000 a year" in table
    assert '<span aria-hidden="true">▲</span> highest' in table
    assert '<span class="vet-unstated">not stated</span>' in table
    assert "<script>alert" not in table
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == ["Excel (XLSX)", "Word (DOCX)", "CSV"]


def test_a_link_to_what_is_gone_says_so(monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]) -> None:
    page = visited(monkeypatch, home, c=[ids["Ships"], "0123456789abcdef", "<script>"])
    assert page.warning[0].value == ENGLISH("ticked_gone")
    assert page.info[0].value == ENGLISH("compare_few")
    gone = visited(monkeypatch, home, d="0123456789abcdef")
    assert gone.warning[0].value == ENGLISH("document_gone")


def test_what_is_weak_gets_examples(monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str]) -> None:
    page = visited(monkeypatch, home, view="weak")
    assert page.info[0].value == ENGLISH("weak_none")
    page.radio(key="block-planning").set_value("weak").run()
    page.radio(key="block-review").set_value("weak").run()
    page.radio(key="block-evaluation").set_value("strong").run()
    assert not page.exception
    assert order(page) == [ids["Ships"]]
    examples = html_of(page, "vet-matches")
    assert "works on this phase" in examples
    assert "An independent bureau evaluated the training in 2019" in examples
    assert ENGLISH("weak_nobody") in shown(page), "for review there is none"


@pytest.mark.parametrize("language", languages())
def test_all_views_are_in_every_language(
    monkeypatch: pytest.MonkeyPatch, home: Path, ids: dict[str, str], language: str
) -> None:
    say = Texts(language)
    page = visited(monkeypatch, home, c=[ids["Ships"], ids["Robots"]], lang=language)
    assert page.title[0].value == say("practices_title")
    assert say("dimension_transferability") in html_of(page, "vet-compared")


def test_hostile_words_stay_words_in_the_table() -> None:
    html = comparison_html(side_by_side([hostile(), ships(), robots()]), NAMES, ENGLISH)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "<script" not in ticked_html({"a" * 16: HOSTILE}, ENGLISH, table=False)


@pytest.mark.parametrize(
    "value",
    [None, "x", {}, {"name": "a"}, {"name": 1, "data": ""}, {"name": "a", "data": "no base64!"},
     {"name": "a", "data": "A" * (MOST_BYTES * 2)}],
)  # fmt: skip
def test_what_a_browser_says_is_a_file_but_is_none_is_left_out(value: object) -> None:
    assert chosen_file(value) is None


def test_a_file_is_what_was_chosen() -> None:
    assert chosen_file({"name": "../a.txt", "data": "aGVsbG8="}) == Handed("../a.txt", b"hello")
