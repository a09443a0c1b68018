"""The pictures of the Explore page: what they count, what they choose, and that nothing in them becomes markup."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.vocabulary import load_vocabulary
from ui.components.coverage import MOST_SHOWN, coverage, coverage_html, gaps
from ui.components.lotus import blossoms, lotus_html, soften, strength
from ui.components.picking import pick_value, picks_of
from ui.components.tilemap import country_tiles, grid, places_html, region_codes, shade, strip_tiles, tile_chart
from ui.texts import Texts, languages

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
HOSTILE = "<img src=x onerror=alert(1)>\"'&"
SAY = Texts("en")


def test_every_country_of_europe_has_one_tile() -> None:
    places = [place for place in load_vocabulary().places.values() if not place.country]
    europe = {place.code for place in places if place.group in ("eu", "eea", "candidate", "micro")}
    assert europe | {"GB"} <= grid().keys()
    assert len(set(grid().values())) == len(grid())


def test_the_map_says_counts_and_what_is_chosen_in_words_and_signs() -> None:
    tiles = country_tiles({"FI": 11}, ["FI"], lambda code: load_vocabulary().place_label(code, "fi"))
    spec = tile_chart(tiles, 11, Texts("fi"), turn=3).to_dict()
    rows = {row["code"]: row for row in next(iter(spec["datasets"].values()))}
    assert rows["FI"]["label"] == "✓ FI"
    assert rows["FI"]["tip"].startswith("Suomi: 11 ")
    assert rows["SE"]["documents"] == "0"
    assert rows["SE"]["fill"] != rows["FI"]["fill"]
    assert {row["turn"] for row in rows.values()} == {3}


def test_the_table_says_what_the_map_says_with_regions_below_their_country() -> None:
    names = load_vocabulary()
    counts = {"ES": 2, "ES-PV": 1, "FI": 1}
    tiles = [
        *country_tiles(counts, ["FI"], names.place_label),
        *strip_tiles(region_codes(names), counts, ["FI"], names.place_label),
    ]
    html = places_html(tiles, names, SAY)
    assert re.findall(r'data-pick="country:([\w-]+)" aria-pressed="(\w+)"', html) == [
        ("FI", "true"),
        ("ES", "false"),
        ("ES-PV", "false"),
    ]
    assert "Sweden" in html.split("Without documents:")[1]


def test_shades_follow_the_greatest_count() -> None:
    assert [shade(count, 40) for count in (0, 1, 6, 11, 26, 40)] == [0, 1, 2, 3, 4, 4]
    assert [shade(count, 2) for count in (0, 1, 2)] == [0, 1, 2]
    assert shade(0, 0) == 0


def test_text_on_every_shade_has_enough_contrast_in_light_and_dark() -> None:
    sheet = (files("ui") / "styles" / "explore.css").read_text("utf-8")
    pairs = re.findall(r"--vet-shade-\d: light-dark\((\S+), (\S+)\); --vet-ink-\d: light-dark\((\S+), (\S+)\)", sheet)
    assert len(pairs) == 5
    for light, dark, light_ink, dark_ink in pairs:
        assert contrast(light, light_ink) >= 4.5
        assert contrast(dark, dark_ink) >= 4.5


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_companions_are_themes_that_occur_together_more_often_than_by_chance() -> None:
    counts = {"a": 10, "b": 10, "everywhere": 40, "rare": 1}
    pairs = {("a", "b"): 8, ("b", "a"): 8, ("a", "everywhere"): 10, ("everywhere", "a"): 10, ("a", "rare"): 1}
    shown = {each.theme: each.companions for each in blossoms(counts, pairs, 40)}
    assert blossoms(counts, pairs, 40)[0].theme == "everywhere"
    assert [companion.theme for companion in shown["a"]] == ["b"], "not what is everywhere, not a single document"
    assert shown["a"][0].together == 8
    assert strength(2, 10, 10, 50) == 0
    assert strength(8, 10, 10, 50) > strength(4, 10, 10, 50) > 0


def test_the_lotus_names_its_buttons_and_marks_what_is_chosen() -> None:
    shown = blossoms({"a": 3, "b": 3}, {("a", "b"): 3, ("b", "a"): 3}, 9)
    html = lotus_html(shown, 9, ["b"], {"a": "Apprenticeship", "b": HOSTILE}.__getitem__, SAY)
    assert "<img" not in html
    assert ", 3 documents together with Apprenticeship" in html
    assert html.count('aria-pressed="true"') == 3
    assert html.count("<section") == 3
    alone = lotus_html(blossoms({"a": 1}, {}, 1), 1, [], str, SAY)
    assert alone.count("<section") == 1


def test_long_words_may_break_and_short_ones_not() -> None:
    assert soften("Internationalisation").replace("\u00ad", "") == "Internationalisation"
    assert "\u00ad" in soften("Internationalisation")
    assert soften("Quality assurance") == "Quality assurance"


def test_coverage_names_its_gaps() -> None:
    table = coverage({"common": 10, "none": 0}, {"FI": 10, "NL": 10}, {("FI", "common"): 10}, 20)
    assert table.striking == (("NL", "common"),)
    told = gaps(table, ["FI", "SE"], str, str, SAY)
    assert told == [
        "Striking gaps: common (NL).",
        "Themes without any document: none.",
        "Countries of the European Union without any document: SE.",
    ]
    html = coverage_html(
        table, {"country": ["FI"], "theme": ["common"]}, lambda code: HOSTILE, lambda each: HOSTILE, SAY
    )
    assert "<img" not in html
    assert '<td class="vet-striking">' in html
    assert html.count('aria-pressed="true"') == 3


def test_very_many_themes_and_countries_are_cut() -> None:
    many = {f"c{number}": number + 1 for number in range(300)}
    html = coverage_html(coverage(many, many, {}, 300), {"country": [], "theme": []}, str, str, SAY)
    assert html.count("<tr>") == MOST_SHOWN + 1
    assert len(html) < 300_000


def test_a_pick_says_what_it_chooses_and_nothing_else() -> None:
    assert picks_of(pick_value(country="FI", theme="stem")) == {"country": "FI", "theme": "stem"}
    assert picks_of("q:drop country: nonsense") == {}


def explored(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str) -> AppTest:
    st.cache_resource.clear()
    monkeypatch.setenv("VET_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    page.switch_page("views/explore.py").run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", languages())
def test_the_page_shows_its_pictures_in_every_language(
    monkeypatch: pytest.MonkeyPatch, library: Path, language: str
) -> None:
    page = explored(monkeypatch, library, lang=language)
    assert page.title[0].value == Texts(language)("explore_title")
    assert len(page.get("vega_lite_chart")) + len(page.get("arrow_vega_lite_chart")) >= 2


def test_the_page_bears_filters_that_nothing_matches_and_an_empty_library(
    monkeypatch: pytest.MonkeyPatch, library: Path, tmp_path: Path
) -> None:
    page = explored(monkeypatch, library, country="FI", theme="stem")
    assert page.warning
    page = explored(monkeypatch, tmp_path / "empty")
    assert page.code[0].value == "vet-assistant index FOLDER"
