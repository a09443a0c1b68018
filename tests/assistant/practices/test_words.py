"""The words of practices: texts that share names and rare words are alike, in whatever forms and language."""

import numpy as np
import pytest

from assistant.practices.columns import WordColumns
from assistant.practices.concepts import beginnings_in
from assistant.practices.traits import Traits

OTHERS = (
    "A college teaches carpenters to build boats of wood for the lakes of the north.",
    "Nurses practise with a doll that breathes before they go to the ward of a hospital.",
    "Bakers deliver bread by bicycle to houses along the canal before sunrise.",
)


def practice(text: str, language: str = "en") -> Traits:
    return Traits(document_id=text[:16], language=language, words=beginnings_in(text, language))


def test_the_forms_of_a_word_begin_alike_whatever_the_language_and_its_accents() -> None:
    finnish = beginnings_in("Ravintolassa, ravintolat ja ravintoloista", "fi")
    assert list(finnish.values()) == [3]
    assert set(beginnings_in("prisión", "es")) == set(beginnings_in("prisão", "pt")) == {"pris"}
    assert not beginnings_in("the of and 2024", "en")


def test_texts_that_share_what_few_say_are_alike_across_languages() -> None:
    table = WordColumns(
        [practice("Proiektu honek ISCAPOP aplikazioa sortu du.", "eu"), *(practice(each) for each in OTHERS)]
    )
    shared, *others = table.alike(practice("Schools give furniture away with the ISCAPOP application."))
    assert shared > 0.3
    assert max(others) < 0.1


def test_the_same_text_is_as_alike_as_can_be_and_another_not_at_all() -> None:
    same, *others = WordColumns([practice(each) for each in OTHERS]).alike(practice(OTHERS[0]))
    assert same == pytest.approx(1)
    assert max(others) < 0.5


def test_one_word_in_common_does_not_make_a_short_text_the_same() -> None:
    table = WordColumns([practice("Boats."), *(practice(each) for each in OTHERS)])
    short, long, *_ = table.alike(practice(OTHERS[0]))
    assert short < long


def test_where_either_says_nothing_nothing_is_known() -> None:
    table = WordColumns([practice("Boats and bread."), Traits(document_id="silent")])
    told, silent = table.alike(practice("Boats and bread."))
    assert told == pytest.approx(1)
    assert np.isnan(silent)
    assert np.isnan(table.alike(Traits(document_id="asked"))).all()
    assert not len(WordColumns([]).alike(practice("Boats.")))
