"""What is made of documents for the browser: nothing of theirs acts as markup, and quotes are marked."""

import re
from pathlib import Path

import pytest
import yaml

from assistant.citations import cite
from corpus.documents import Document, Page, Section
from corpus.facets import Facets
from corpus.vocabulary import load_vocabulary
from ui.components.labels import label_text, places_shown
from ui.components.markup import document_html, parts_of, web_link
from ui.components.theme import DARK, LIGHT
from ui.texts import Texts, languages, own_name

ENGLISH = Texts("en")
NAMES = load_vocabulary()
HOSTILE = '<img src=x onerror=alert(1)> "quoted" & <script>alert(2)</script>'


def document(text: str, title: str = "A title", **more: object) -> Document:
    return Document.model_validate({"id": title, "title": title, "text": text, "source": "a.md", **more})


def test_words_of_documents_are_text_everywhere() -> None:
    evil = document(f"{HOSTILE}\n{HOSTILE}", HOSTILE, source=HOSTILE, facets=Facets(language='"><script>'),
                    sections=[Section(title=HOSTILE, start=0, end=10)])  # fmt: skip
    whole = "".join(
        [
            document_html(evil, ENGLISH, (0, len(evil.text)), [cite(evil, 0, len(HOSTILE), 1)]),
            web_link("https://a.example/\"onmouseover='alert(3)'"),
        ]
    )
    assert "<script" not in whole
    assert "<img" not in whole
    assert "&lt;img src=x onerror=alert(1)&gt;" in whole
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', whole))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", "", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_link(url) == ""


def test_a_quote_over_two_lines_is_marked_on_both_and_pages_are_shown() -> None:
    text = "one\ntwo three\nfour"
    whole = document(
        text, pages=[Page(number=1, start=0, end=4), Page(number=2, label="ii", start=4, end=18)]
    )  # fmt: skip
    html = document_html(whole, ENGLISH, (0, len(text)), [cite(whole, 8, 18, 1)])
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html) == ["three", "four"]
    assert html.index("page 2 (ii)") < html.index("two")


def test_a_page_that_begins_within_a_line_is_shown_too() -> None:
    whole = document("a word that goes on", pages=[Page(number=1, start=0, end=7), Page(number=2, start=7, end=19)])
    assert "page 2" in document_html(whole, ENGLISH, (0, 19))


def test_a_long_text_is_cut_into_parts_that_make_it_up() -> None:
    text = "".join(f"line {number} of a long report\n" for number in range(10_000)) + "x" * 200_000
    parts = parts_of(text)
    assert "".join(text[start:end] for start, end in parts) == text
    assert max(end - start for start, end in parts) <= 60_000


def test_a_region_replaces_only_its_own_country() -> None:
    shown = places_shown(("FI", "NL", "GB", "ES"), ("GB-SCT", "GB-NIR", "ES-PV"), NAMES, "en")
    assert shown == "Finland, Netherlands, Scotland, Northern Ireland, Basque Country"


def test_labels_cannot_act_as_markdown() -> None:
    label = label_text("[a](http://x.example) ![i](y) :smile: $x$ **b** <b> `c` www.x.example a@b.example")
    assert "](" not in label
    assert not re.search(r"(?<!\\)[*`$\[<]", label)
    assert not re.search(r":\w+:|://|www\.\w|@\w", label.replace("\\", ""))


def test_every_catalogue_says_everything() -> None:
    folder = Path(__file__).parents[2] / "ui"
    catalogues = {
        each: yaml.safe_load((folder / f"translations/{each}.yaml").read_text("utf-8")) for each in languages()
    }
    assert {"en", "nl", "fi", "es", "eu"} <= catalogues.keys()
    speaking = [folder.parent / "assistant" / each for each in ("exporting", "practices", "proposals")]
    sources = [each for place in (folder, *speaking) for each in place.rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in sources).replace("'", '"')
    said = re.findall(r'\bsay\("([a-z_]+)"', code)
    assert said
    assert set(said) <= catalogues["en"].keys()
    made = ["_one", "_other", "declared", "sidecar", "inferred", "from_year", "to_year"]
    made += re.findall(r'f"([a-z_]+_)\{', code)
    for key, sentence in catalogues["en"].items():
        assert f'"{key}"' in code or any(part in key for part in made), f"nothing says {key}"
        for language, catalogue in catalogues.items():
            assert catalogue.keys() == catalogues["en"].keys(), language
            assert set(re.findall(r"{\w+}", catalogue[key])) == set(re.findall(r"{\w+}", sentence)), (language, key)


def test_languages_call_themselves_by_their_own_name() -> None:
    assert [own_name(each) for each in ("en", "eu", "fi")] == ["English", "Euskara", "Suomi"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_colours_of_the_themes_can_be_read(theme: dict[str, str]) -> None:
    for background in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], background) >= 7
        assert contrast(theme["linkColor"], background) >= 4.5
        assert contrast(theme["primaryColor"], background) >= 3
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
