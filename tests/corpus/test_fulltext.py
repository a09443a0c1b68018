"""Full text: words are stemmed by their language, and the stems of a library can be listed."""

from pathlib import Path

import pytest

from corpus.facets import Facets, Kind
from corpus.fulltext import FullTextEntry, analyse, scope_words
from corpus.library import Library


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "apprentices", "apprentice"),
        ("nl", "opleidingen", "opleiding"),
        ("de", "Auszubildenden", "Auszubildende"),
        ("es", "formaciones", "formación"),
        ("fi", "opettajien", "opettajat"),
        ("et", "õpetajate", "õpetajad"),
        ("lt", "mokyklų", "mokykla"),
        ("eu", "irakasleen", "irakasleak"),
        (None, "École", "ecole"),
        ("lv", "Skolās", "skolas"),
    ],
)
def test_forms_of_a_word_meet(language: str | None, one: str, other: str) -> None:
    assert analyse(one, language) == analyse(other, language)


def test_the_stems_of_a_library_are_its_words_and_not_its_filters(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'library.db'}")
    scope = " ".join(scope_words(Facets(kind=Kind.NEWS, countries=("FI",), language="fi")))
    with library.engine.begin() as connection:
        library.full_text.add(connection, [FullTextEntry(1, "tyo", "scope telak", scope)])
        assert library.full_text.stems(connection) == ["scope", "telak", "tyo"]
    assert library.stem_list().beginning("tel") == ["telak"]
    library.close()
