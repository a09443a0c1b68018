"""Quotes are found among the letters of a page, though the text was cleaned since."""

import pytest

from indexer.placing import find, letters_of, pieces


def found(page: str, text: str, quote: str) -> str:
    letters = letters_of(page)
    start = text.index(quote)
    return " ".join(
        page[letters.places[first] : letters.places[last] + 1]
        for first, last in find(text, start, start + len(quote), letters).runs
    )


@pytest.mark.parametrize(
    ("page", "quote"),
    [
        ("Schools and ship\u00ad\nyards work together", "Schools and shipyards work together"),
        ("The e\ufb03cient work\ufb02ow", "The efficient workflow"),
        ("Se non e\u0300 vero", "Se non è vero"),
        ("A note\u00b9 at the foot", "A note1 at the foot"),
        ("Spaced   out\n\n text", "Spaced out text"),
    ],
)
def test_what_page_and_text_write_differently_is_the_same(page: str, quote: str) -> None:
    assert found(page, quote, quote) == page


def test_what_stands_between_two_columns_is_not_part_of_a_quote() -> None:
    page = "Apprentices learn at the company RUNNING HEAD and at the school alike."
    text = "Apprentices learn at the company and at the school alike."
    assert found(page, text, text) == "Apprentices learn at the company and at the school alike"


def test_columns_in_another_order_are_found() -> None:
    page = "second half of the whole sentence. The first half and the"
    text = "The first half and the second half of the whole sentence."
    assert found(page, text, text) == "The first half and the second half of the whole sentence"


def test_the_cells_of_a_row_are_found_where_they_stand() -> None:
    page = "year name Porto 2019 wage Turku 2020"
    text = "Turku\t2020\twage"
    assert found(page, text, text) == "Turku 2020 wage"


def test_what_is_around_decides_between_the_same_words() -> None:
    page = "In 2019: ten schools. In 2020: ten schools. In 2021: ten schools."
    letters = letters_of(page)
    start = page.index("ten schools", 30)
    ((first, last),) = find(page, start, start + 11, letters).runs
    assert (letters.places[first], letters.places[last] + 1) == (start, start + 11)


@pytest.mark.parametrize("quote", ["Nothing of this stands there at all.", "...", "—"])
def test_other_words_are_not_found(quote: str) -> None:
    result = find(quote, 0, len(quote), letters_of("Apprentices spend four days a week at sea."))
    assert result.runs == ()
    assert result.share == 0


def test_a_span_is_cut_at_the_ends_of_a_page() -> None:
    assert pieces([(5, 25), (0, 3), (22, 24)], 10, 20) == ((0, 10),)
