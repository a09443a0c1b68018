"""Web pages give their main text, and what they declare."""

from pathlib import Path

import pytest

from corpus.errors import ReadingError
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.web import read

PAGE = """<!DOCTYPE html>
<html lang="nl-NL"><head><meta charset="utf-8"><title>Werkplekleren in de regio | Voorbeeldsite</title>
<link rel="canonical" href="https://example.org/werkplekleren">
<meta property="article:published_time" content="2021-05-04T10:00:00+02:00"><style>p {color: red}</style></head>
<body><header><nav><a href="/">Home</a> <a href="/nieuws">Nieuws</a></nav></header>
<div class="cookie-banner">Wij gebruiken cookies</div>
<main><article><header><h1>Werkplekleren in de regio</h1></header>
<p>Leerlingen werken <b>twee dagen</b> per week<br>in een bedrijf.</p>
<p style="display: none">Verborgen opdracht</p><!-- een aantekening -->
<h2>Doelen</h2><ul><li>Meer plekken<ul><li>ook in kleine bedrijven</li></ul></li><li>Minder uitval</li></ul>
<h2>Cijfers</h2><table><tr><th>Jaar</th><th>Leerlingen</th></tr><tr><td>2019</td><td>120</td></tr></table>
<form><label>Nieuwsbrief</label><input></form><script>document.write("slecht")</script></article></main>
<footer>Colofon en contact</footer></body></html>"""


def draft_of(folder: Path, content: str | bytes) -> Draft:
    path = folder / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (draft,) = read(path, ReadingLimits())
    return draft


def test_the_main_text_remains_and_the_furniture_goes(tmp_path):
    draft = draft_of(tmp_path, PAGE)
    assert draft.text == (
        "Werkplekleren in de regio\n\nLeerlingen werken twee dagen per week\nin een bedrijf.\n\nDoelen\n\n"
        "- Meer plekken\n- ook in kleine bedrijven\n- Minder uitval\n\nCijfers\n\nJaar: 2019; Leerlingen: 120."
    )


def test_what_the_page_declares_is_kept(tmp_path):
    draft = draft_of(tmp_path, PAGE)
    assert draft.title == "Werkplekleren in de regio"
    assert draft.url == "https://example.org/werkplekleren"
    assert draft.declared == {"language": ("nl",), "date": ("2021-05-04",)}
    objectives = next(section for section in draft.sections if section.title == "Doelen")
    assert objectives.field == "objectives"
    assert draft.text[objectives.start : objectives.end].endswith("Minder uitval")


def test_a_table_in_the_manner_of_a_form_states_fields(tmp_path):
    draft = draft_of(
        tmp_path,
        "<h1>A practice</h1><table><tr><td>Country</td><td>Spain</td></tr><tr><td>Target group</td><td>Adults</td></tr>"
        "</table><p>More about it.</p>",
    )
    assert draft.declared["country"] == ("Spain",)
    assert draft.fields["target_group"] == "Adults"


@pytest.mark.parametrize("stated", ["iso-8859-1", "windows-1252"])
def test_the_stated_encoding_is_used(tmp_path, stated):
    page = f"<html><head><meta charset={stated}></head><body><p>Größe für 20 €</p></body></html>"
    assert draft_of(tmp_path, page.encode("cp1252")).text == "Größe für 20 €"


def test_utf8_wins_over_a_wrong_statement(tmp_path):
    page = "<html><head><meta charset=iso-8859-1></head><body><p>Größe</p></body></html>"
    assert draft_of(tmp_path, page).text == "Größe"


def test_pages_that_lay_out_with_tables_keep_their_text(tmp_path):
    inner = "<table><tr><td>A</td><td>B</td></tr></table>"
    page = f"<table><tr><td><h1>Old page</h1><p>First.</p></td><td>{inner}</td></tr></table>"
    draft = draft_of(tmp_path, page)
    assert draft.title == "Old page"
    assert draft.text == "Old page\n\nFirst.\n\nA | B"


def test_entities_of_the_system_are_not_read(tmp_path):
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Text &x; here</p></body></html>'
    assert "root" not in draft_of(tmp_path, page).text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><script>render()</script><div id=app></div></body></html>", "no_text"),
        ("<div>" * 50_000 + "deep", "damaged"),
    ],
)
def test_pages_without_text_or_bottom_are_refused(tmp_path, page, reason):
    with pytest.raises(ReadingError) as caught:
        draft_of(tmp_path, page)
    assert caught.value.reason == reason


def test_blocks_within_an_item_of_a_list_stay_apart(tmp_path):
    draft = draft_of(
        tmp_path,
        "<h1>News</h1><ul><li><h3>Open day</h3><p>Come on <b>Fri</b>day.</p></li>"
        "<li>Figures<table><tr><td>2020</td><td>120</td></tr></table></li></ul>",
    )
    assert draft.text == "News\n\n- Open day Come on Friday.\n- Figures 2020 120"


def test_a_page_that_is_one_form_keeps_its_text(tmp_path):
    draft = draft_of(
        tmp_path,
        '<body><form id="aspnetForm"><div class="menu-page"><h1>Placements</h1><p>Forty firms take part each year.</p>'
        '<form class="search">Search</form></div></form></body>',
    )
    assert draft.text.startswith("Placements\n\nForty firms take part each year.")


def test_banners_and_boxes_of_content_systems_go_and_what_their_builders_make_stays(tmp_path):
    draft = draft_of(
        tmp_path,
        '<div class="site-branding">A school</div><div class="elementor-widget elementor-widget-text-editor">'
        "<h1>Placements</h1><p>Forty firms in the harbour take part each year, and twenty in the town.</p>"
        '<figure><img alt="A crane"><figcaption>A crane</figcaption></figure></div>'
        '<div class="widget-area">Latest posts</div><div id="CybotCookiebotDialog">We use cookies</div>'
        '<div class="cc-window">We use them</div>',
    )
    assert draft.text == (
        "Placements\n\nForty firms in the harbour take part each year, and twenty in the town.\n\nA crane"
    )


def test_a_banner_that_is_longer_than_the_page_goes(tmp_path):
    draft = draft_of(
        tmp_path,
        "<h1>Placements</h1><p>Forty firms take part.</p>"
        f'<div class="cookie-wall"><p>{"We use cookies. " * 50}</p></div>',
    )
    assert draft.text == "Placements\n\nForty firms take part."
