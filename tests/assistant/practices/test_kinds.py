"""Kinds of practice: what is done and for whom is known in every language, and makes practices meet."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

import numpy as np
import pytest
import yaml

from assistant.practices.columns import KindColumns
from assistant.practices.kinds import AXES, kinds_in, load_kinds
from assistant.practices.shapes import Dimension
from assistant.practices.traits import Traits

LANGUAGES = {"en", "nl", "de", "fr", "es", "it", "pt", "fi", "et", "lt", "eu", "pl"}
DONE = Dimension.ACTIVITIES


@pytest.fixture(scope="module")
def lists() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    text = (files("corpus.vocabularies") / "kinds.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = yaml.safe_load(text)
    return read


def test_every_kind_has_terms_in_every_language(lists: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> None:
    assert set(lists) == set(AXES)
    for kinds in lists.values():
        for kind, terms in kinds.items():
            assert set(terms) - {"near"} == LANGUAGES, kind
            assert set(terms.get("near", ())) <= set(kinds), kind
            assert all(isinstance(term, str) and term.strip("* ") for each in terms.values() for term in each), kind


def test_every_term_finds_a_kind(lists: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> None:
    for axis, kinds in lists.items():
        for kind, terms in kinds.items():
            for language in LANGUAGES:
                for term in terms[language]:
                    found = set(load_kinds()[axis].find(term.replace("*", ""), language))
                    assert found, f"{axis}: {kind} is not found by its {language} term {term!r}"


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("pl", "Uczniowie trzech szkół wyjechali na praktyki za granicą.", {"work-placement", "stay-abroad"}),
        ("eu", "Ikasleek atzerriko enpresetan egin dituzte praktikak.", {"work-placement", "stay-abroad"}),
        ("et", "Õpilased olid välismaal praktikal.", {"work-placement", "stay-abroad"}),
        ("fi", "Oppilaitokset tekevät itsearvioinnin ja vertaisarvioinnin.", {"self-assessment", "peer-review"}),
        ("lt", "Mokytojai dalyvavo kvalifikacijos tobulinimo kursuose.", {"teacher-training"}),
        ("nl", "Ondernemers geven gastlessen over techniek.", {"guest-lesson", "technology-choice"}),
    ],
)
def test_the_same_is_known_in_every_language(language: str, text: str, kinds: set[str]) -> None:
    assert kinds <= set(kinds_in(text, language)[DONE])


def test_the_last_part_of_a_compound_says_what_it_is() -> None:
    assert "coaching" in kinds_in("Das Berufscoaching hilft.", "de")[DONE]
    assert "network" in kinds_in("Kansallinen laatuverkosto kokoontuu.", "fi")[DONE]
    assert not kinds_in("Der Aufnehmende", "de")[DONE]


def test_for_whom_and_in_which_branch_is_told_apart_from_what_is_done() -> None:
    found = kinds_in("Zorginstellingen begeleiden vluchtelingen naar werk.", "nl")
    assert "migrants" in found[Dimension.TARGET_GROUP]
    assert "care" in found[Dimension.SECTOR]


def test_a_placement_in_another_country_is_one_abroad() -> None:
    text = "Mokiniai atliko praktiką Maltoje ir Italijoje."
    assert "stay-abroad" in kinds_in(text, "lt", home=("LT",))[DONE]
    assert "stay-abroad" not in kinds_in("Mokiniai atliko praktiką Lietuvoje.", "lt", home=("LT",))[DONE]
    assert "stay-abroad" not in kinds_in(text, "lt")[DONE]


def practice(name: str, **kinds: int) -> Traits:
    named = {kind.replace("_", "-"): times for kind, times in kinds.items()}
    return Traits(document_id=name, kinds={DONE: named} if named else {})


def columns(*practices: Traits) -> KindColumns:
    return KindColumns(DONE, practices, load_kinds()["doing"].near)


def test_those_that_do_the_same_are_alike_and_those_that_do_nearly_the_same_somewhat() -> None:
    table = columns(
        practice("same", peer_review=3), practice("near", self_assessment=3), practice("other", simulation=3)
    )
    same, near, other = table.alike(practice("asked", peer_review=2))
    assert same == pytest.approx(1)
    assert same > near > other
    assert other == 0


def test_what_says_nothing_of_it_is_not_known() -> None:
    table = columns(practice("told", coaching=1), practice("silent"))
    assert np.isnan(table.alike(practice("asked", coaching=1))[1])
    assert np.isnan(table.alike(practice("asked"))).all()


def test_what_few_do_makes_practices_more_alike_than_what_all_do() -> None:
    everybody = [practice(f"p{each}", network=2) for each in range(30)]
    table = columns(practice("rare", simulation=2, coaching=2), practice("common", network=2, coaching=2), *everybody)
    rare, common, *_ = table.alike(practice("asked", simulation=2, network=2))
    assert rare > common


def test_one_thing_named_once_is_not_all_that_a_practice_does() -> None:
    rich = [practice(f"p{each}", coaching=4, guide=3, network=3, research=2) for each in range(5)]
    table = columns(practice("poor", grants=1), practice("told", grants=9), *rich)
    poor, told, *_ = table.alike(practice("asked", grants=9))
    assert told > poor
