"""The stems of a library are found by how they begin and end."""

from corpus.stemlist import StemList

GERMAN = StemList(
    ["olkris", "kris", "krisenmanag", "wirtschaftskris", "wirtschaft", "manag", "weltkrieg", "krieg", "welt"]
)


def test_stems_are_found_by_their_beginning_and_end() -> None:
    assert set(GERMAN.beginning("kris")) == {"kris", "krisenmanag"}
    assert set(GERMAN.ending("kris")) == {"kris", "olkris", "wirtschaftskris"}
    assert "krieg" in GERMAN
    assert "kri" not in GERMAN
    assert StemList([]).beginning("a") == []


def test_compounds_that_a_word_is_part_of() -> None:
    assert GERMAN.compounds("krieg") == ["weltkrieg"]
    assert GERMAN.compounds("wirtschaft") == ["wirtschaftskris"]
    assert GERMAN.compounds("kris") == []  # too short to be sure


def test_the_last_part_of_a_compound_is_a_word_of_its_own() -> None:
    assert GERMAN.last_parts("wirtschaftskris") == ["kris"]
    assert GERMAN.last_parts("weltkrieg") == ["krieg"]
    assert GERMAN.last_parts("wirtschaft") == []


def test_other_forms_differ_in_their_last_letters() -> None:
    finnish = StemList(["yritys", "yrityks", "yrityst", "yrittaj", "koulutus", "koulutu", "koulutuks"])
    assert set(finnish.other_forms("yritys")) == {"yrityks", "yrityst"}
    assert set(finnish.other_forms("koulutus")) == {"koulutu", "koulutuks"}
