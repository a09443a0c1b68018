"""What an address says, whoever wrote it, and the filters that follow from it."""

import pytest

from corpus.vocabulary import Vocabulary, load_vocabulary
from ui.components.address import LISTS, YEARS, code_of, parsed, year_of

HELD = (2002, 2026)


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return load_vocabulary()


def test_codes_and_names_are_understood_each_once(names: Vocabulary) -> None:
    values = parsed(
        {"q": ["Who?"], "country": ["FI", "finland", "es-pv"], "theme": ["mobility"], "kind": ["news"],
         "language": ["nld"], "level": ["initial-vet", "IVET"], "from_year": ["2010"]}, names, HELD,
    )  # fmt: skip
    assert {key: values[key] for key in ("q", *LISTS, *YEARS)} == {
        "q": "Who?", "country": ["FI", "ES-PV"], "theme": ["mobility"], "kind": ["news"], "language": ["nl"],
        "level": ["initial-vet"], "from_year": 2010, "to_year": None,
    }  # fmt: skip
    assert all(type(kind) is str for kind in values["kind"] or ()), "plain words, that compare with an address"  # type: ignore[union-attr]


def test_what_is_not_known_is_left_out(names: Vocabulary) -> None:
    hostile = ["<script>", "\x00", "../../x", "' OR 1=1", "٢٠١٩", ""]
    values = parsed(dict.fromkeys(("country", "theme", "kind", "language", "level"), hostile), names, HELD)
    assert not any(values.values())


def test_a_long_address_is_cut(names: Vocabulary) -> None:
    values = parsed({"q": ["x" * 5000], "country": ["FI"] + ["nowhere"] * 10_000 + ["PT"]}, names, HELD)
    assert values["q"] == "x" * 1000
    assert values["country"] == ["FI"]


@pytest.mark.parametrize(
    ("written", "year"),
    [("2010", 2010), ("1066", 2002), ("9999", 2026), ("٢٠١٩", None), ("20.5", None), ("-201", None), ("", None)],
)
def test_a_year_is_brought_within_those_of_the_library(written: str, year: int | None) -> None:
    assert year_of(written, HELD) == year
    assert year_of(written, (None, None)) is None


def test_each_facet_knows_its_own_codes(names: Vocabulary) -> None:
    assert code_of("country", "Scotland", names) == "GB-SCT"
    assert code_of("kind", "GB-SCT", names) is None
