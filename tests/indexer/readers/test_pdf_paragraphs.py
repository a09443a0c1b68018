"""Words that a line's end divided, made whole again."""

import pytest

from indexer.readers.pdf_paragraphs import joined, vocabulary


@pytest.mark.parametrize(
    ("divided", "elsewhere", "whole"),
    [
        ("the edu-\ncation of adults", "", "the education of adults"),
        ("work-\nbased learning", "", "work-based learning"),
        ("work-\nbased learning", "workbased, workbased", "workbased learning"),
        ("a pilot-\ntest of it", "The pilot-test was short.", "a pilot-test of it"),
        ("well-\nknown", "", "well-known"),
        ("peer-to-\npeer visits", "", "peer-to-peer visits"),
        ("the Euro-\nMediterranean area", "", "the Euro-Mediterranean area"),
        ("in 2014-\n2020", "", "in 2014-2020"),
        ("onderwijs-\nprogramma", "", "onderwijsprogramma"),
        ("onderwijs-\nen beroepspraktijk", "", "onderwijs- en beroepspraktijk"),
        ("Aus-\nund Weiterbildung", "", "Aus- und Weiterbildung"),
        ("uusi kir-\nja", "Kirja on uusi.", "uusi kirja"),
        ("ammattikor-\nkeakoulu, linja-\nauto", "", "ammattikorkeakoulu, linja-auto"),
        ("ge\u00adlernt und ge\u00ad\nlernt", "", "gelernt und gelernt"),
        ("a dash -\nnot a hyphen", "", "a dash - not a hyphen"),
        ("see https://example.org/a\n-b/c now", "", "see https://example.org/a-b/c now"),
        ("see https://example.org/a-\nb/c now", "", "see https://example.org/a-b/c now"),
        ("inter-\nna-\ntional", "", "international"),
        ("cell one-\nand\tcell  two\nends", "", "cell one- and\tcell two ends"),
    ],
)
def test_divided_words(divided: str, elsewhere: str, whole: str) -> None:
    assert joined(divided, vocabulary([elsewhere, divided])) == whole
