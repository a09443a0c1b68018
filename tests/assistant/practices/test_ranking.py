"""Ranking: who does such a thing, in whatever language, elsewhere first; on a small real library."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from assistant.citations import cite, verify
from assistant.practices.keeping import FILE_NAME, PracticeFile
from assistant.practices.likeness import DIFFERENT_TO, DIMENSIONS, ELSEWHERE_BONUS, SHARED_FROM
from assistant.practices.own import OwnPractice, own_practice
from assistant.practices.ranking import Practices
from assistant.practices.shapes import Cell, Dimension, Practice
from assistant.practices.table import PracticeTable
from assistant.practices.traits import TOLD, Described, Traits
from assistant.settings import Settings, load_settings
from assistant.wiring import Assistant, index_sources
from corpus.documents import Document, document_id
from corpus.errors import DocumentNotFound, UsageError
from corpus.facets import Facets, Filters, Kind
from corpus.vocabulary import Vocabulary

Describe = Callable[[Document, Vocabulary], Practice]

FIELDS = {
    Dimension.TARGET_GROUP: "target_group",
    Dimension.ACTIVITIES: "activities",
    Dimension.FUNDING: "budget",
    Dimension.RESULTS: "impact",
}
PRACTICES = {
    "peer.md": """---
title: Colleges look at each other
kind: good_practice
country: GB
theme: quality-assurance
year_start: 2016
language: en
---
## Activities

Teachers of five colleges visit each other for two days. They do a peer review of the quality of teaching, and the
college that was visited writes a plan for improvement.

## Target group

Teachers and quality managers of colleges.
""",
    "copy.md": """---
title: Peer review, as told elsewhere
kind: good_practice
country: IE
language: en
---
## Activities

Teachers of five colleges visit each other for two days. They do a peer review of the quality of teaching, and the
college that was visited writes a plan for improvement.

## Target group

Teachers and quality managers of colleges.
""",
    "vertais.md": """---
title: Vertaisarviointi oppilaitosten välillä
kind: good_practice
country: FI
theme: quality-assurance
year_start: 2019
language: fi
---
## Toiminta

Vertaisarvioinnissa opettajat vierailevat toisessa oppilaitoksessa. He arvioivat koulutuksen laatua ja antavat
palautetta. Oppilaitos tekee itsearvioinnin ennen vierailua.

## Kohderyhmä

Opettajat ja laatupäälliköt.
""",
    "visitatie.md": """---
title: Collegiale visitatie
kind: good_practice
country: NL
theme: quality-assurance
year_start: 1998
language: nl
---
## Activiteiten

Docenten van vier scholen bezoeken elkaar en beoordelen de kwaliteit van het onderwijs. Na de zelfevaluatie volgt een
visitatie door collega's, en daarna een plan voor verbetering.

## Doelgroep

Docenten en kwaliteitsmedewerkers.
""",
    "bakkers.md": """---
title: Bakkers leren in het bedrijf
kind: good_practice
country: NL
theme: work-based-learning
year_start: 2018
language: nl
---
## Activiteiten

Leerlingen bakken drie dagen per week brood in een leerbedrijf. Een praktijkopleider van de bakkerij begeleidt hen.

## Doelgroep

Leerlingen van de bakkersopleiding.
""",
    "leipurit.md": """---
title: Leipurit oppivat työpaikalla
kind: good_practice
country: FI
theme: work-based-learning
year_start: 2021
language: fi
---
## Toiminta

Opiskelijat leipovat leipää yrityksessä kolme päivää viikossa. Työpaikkaohjaaja opastaa heitä.

## Kohderyhmä

Leipurialan opiskelijat.
""",
    "guide.md": """---
title: A guide to peer review in colleges
kind: publication
country: DE
theme: quality-assurance
language: en
---
This guide tells how teachers do a peer review of the quality of teaching in another college.
""",
}


def practice_of(document: Document, vocabulary: Vocabulary) -> Practice:
    """A stand-in for what finds cells: fields and facets as they are."""
    facets, codes = document.facets, dict[Dimension, tuple[str, ...]]()
    codes[Dimension.THEME] = facets.themes
    codes[Dimension.PERIOD] = tuple(str(year) for year in (facets.year_from, facets.year_to) if year)
    cells = {}
    for dimension in Dimension:
        sections = [each for each in document.sections if each.field and each.field == FIELDS.get(dimension)]
        citations = tuple(cite(document, each.start, each.end, 1) for each in sections)
        cells[dimension] = Cell(dimension=dimension, citations=citations, codes=codes.get(dimension, ()))
    return Practice(
        document_id=document.id, title=document.title, source=document.source, countries=facets.countries,
        language=facets.language, cells=cells,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practices")
    for name, text in PRACTICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = load_settings({}, tmp_path_factory.mktemp("practices-home"))
    index_sources(settings, [folder])
    return settings


@pytest.fixture(scope="module")
def opened(settings: Settings) -> Iterator[Assistant]:
    with Assistant.open(settings) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def practices(opened: Assistant) -> Practices:
    return make(opened)


def make(opened: Assistant, file: Path | None = None, describe: Describe = practice_of, **named) -> Practices:
    record = opened.generation()
    return Practices(
        opened.library, record, opened.embedder, opened.vocabulary, file, practice_of=describe, **named
    )  # fmt: skip


def ids(opened: Assistant) -> dict[str, str]:
    return {Path(card.source).stem: card.id for card in opened.documents()}


def names(opened: Assistant, practices: Practices, to: str | OwnPractice, **named) -> list[str]:
    by_id = {identifier: name for name, identifier in ids(opened).items()}
    return [by_id[match.document_id] for match in practices.comparable(to, **named)]


def test_practices_on_the_same_thing_meet_whatever_their_languages(opened: Assistant, practices: Practices) -> None:
    by_name = ids(opened)
    assert set(names(opened, practices, by_name["vertais"])[:2]) <= {"peer", "copy", "visitatie"}
    assert names(opened, practices, by_name["leipurit"])[0] == "bakkers"
    assert names(opened, practices, by_name["bakkers"])[0] == "leipurit"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Nauczyciele odwiedzają inną szkołę, robią wzajemną ocenę i samoocenę jakości.",
            {"peer", "copy", "vertais", "visitatie"},
        ),
        ("Ikasleek praktikak egiten dituzte okindegian, enpresako tutore batekin.", {"bakkers", "leipurit"}),
    ],
)
def test_a_sentence_in_a_language_that_is_read_poorly_meets_those_that_do_the_same(
    opened: Assistant, practices: Practices, text: str, first: set[str]
) -> None:
    assert set(names(opened, practices, own_practice(text, opened.vocabulary), limit=2)) <= first


def test_only_what_both_practices_state_is_shown_as_alike_or_different(opened: Assistant, practices: Practices) -> None:
    bakkers = ids(opened)["bakkers"]
    for match in practices.comparable(bakkers):
        for dimension in {*match.shared, *match.different} - {Dimension.THEME}:
            assert practices.practice(bakkers).cells[dimension].stated
            assert practices.practice(match.document_id).cells[dimension].stated
    assert any(Dimension.ACTIVITIES in match.shared for match in practices.comparable(bakkers))


def test_neither_the_practice_itself_nor_its_copies_are_comparable(opened: Assistant, practices: Practices) -> None:
    found = names(opened, practices, ids(opened)["peer"], limit=100)
    assert set(found) == {"vertais", "visitatie", "bakkers", "leipurit"}


def test_other_countries_are_preferred_by_a_little(opened: Assistant, practices: Practices) -> None:
    visitatie = ids(opened)["visitatie"]
    with_them = {match.document_id: match.score for match in practices.comparable(visitatie)}
    without = {match.document_id: match.score for match in practices.comparable(visitatie, prefer_elsewhere=False)}
    gained = {name: with_them[each] - without[each] for name, each in ids(opened).items() if each in without}
    assert gained["bakkers"] == 0
    assert gained["vertais"] == pytest.approx(ELSEWHERE_BONUS, abs=1e-3)


def test_filters_narrow_what_is_compared(opened: Assistant, practices: Practices) -> None:
    vertais = ids(opened)["vertais"]
    assert set(names(opened, practices, vertais, filters=Filters(countries=("NL",)))) == {"visitatie", "bakkers"}
    assert names(opened, practices, vertais, filters=Filters(countries=("MT",))) == []
    assert len(names(opened, practices, vertais, limit=2)) == 2


def test_other_weights_rank_otherwise_without_comparing_again(
    opened: Assistant, practices: Practices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bakkers = ids(opened)["bakkers"]
    assert names(opened, practices, bakkers)[0] == "leipurit"
    monkeypatch.setattr(practices.table, "likeness", lambda _: pytest.fail("it was compared again"))
    only_years = dict.fromkeys(Dimension, 0.0) | {Dimension.PERIOD: 1.0}
    assert names(opened, practices, bakkers, weights=only_years)[0] in ("vertais", "peer")
    with pytest.raises(UsageError, match="period"):
        practices.comparable(bakkers, {Dimension.PERIOD: -1})


def test_a_match_says_in_what_it_is_alike_and_quotes_why(opened: Assistant, practices: Practices) -> None:
    by_name = ids(opened)
    match = next(each for each in practices.comparable(by_name["vertais"]) if each.document_id == by_name["visitatie"])
    assert Dimension.THEME in match.shared
    assert Dimension.PERIOD in match.different
    assert Dimension.FUNDING not in match.likeness
    assert all(match.likeness[each] >= SHARED_FROM for each in match.shared)
    assert all(match.likeness[each] <= DIFFERENT_TO for each in match.different)
    assert 0 < match.score <= 1
    assert verify(match.why, opened.document(match.document_id))
    assert "kwaliteit" in match.why.quote or "visitatie" in match.why.quote
    assert practices.likeness(by_name["vertais"], by_name["visitatie"])[Dimension.THEME] == pytest.approx(
        match.likeness[Dimension.THEME], abs=1e-3
    )


def test_what_is_no_practice_can_be_compared_with_practices_but_is_not_one(
    opened: Assistant, practices: Practices
) -> None:
    guide = ids(opened)["guide"]
    assert guide not in practices
    assert set(names(opened, practices, guide)[:3]) <= {"peer", "copy", "vertais", "visitatie"}
    assert guide in make(opened, kinds=[Kind.PUBLICATION])


def test_ones_own_practice_is_compared_and_kept_nowhere(opened: Assistant, settings: Settings) -> None:
    text = "Our teachers visit two other colleges and review the quality of their lessons. Zyxwvut is what we call it."
    document = Document(
        id=document_id("Ours", text), title="Ours", text=text, source="",
        facets=Facets(kind=Kind.GOOD_PRACTICE, language="en", themes=("quality-assurance",), countries=("NL",)),
    )  # fmt: skip
    before = len(opened.documents())
    file = settings.home / "own.sqlite"
    ranking = make(opened, file)
    own = OwnPractice(practice_of(document, opened.vocabulary), document)
    assert set(names(opened, ranking, own)[:2]) <= {"peer", "copy", "vertais", "visitatie"}
    assert len(opened.documents()) == before
    kept = [each for each in settings.home.rglob("*") if each.is_file() and b"Zyxwvut" in each.read_bytes()]
    assert kept == []


def test_a_document_that_is_not_there_is_told(practices: Practices) -> None:
    with pytest.raises(DocumentNotFound):
        practices.comparable("0" * 16)
    with pytest.raises(DocumentNotFound):
        practices.practice("'; drop table documents")


# What is kept


def test_what_was_worked_out_once_is_read_from_the_file(opened: Assistant, tmp_path: Path) -> None:
    file, seen = tmp_path / "index" / FILE_NAME, []

    def counted(document: Document, vocabulary: Vocabulary) -> Practice:
        seen.append(document.id)
        return practice_of(document, vocabulary)

    peer = ids(opened)["peer"]
    progress: list[tuple[int, int]] = []
    first = make(opened, file, counted, progress=lambda *done: progress.append(done))
    found = first.comparable(peer)
    assert len(seen) == len(first) == 6
    assert progress[-1] == (6, 6)
    second = make(opened, file, counted)
    assert second.comparable(peer) == found
    assert second.practice(peer) == first.practice(peer)
    assert len(seen) == 6


@pytest.mark.parametrize("content", [b"", b"junk" * 5000], ids=["empty", "junk"])
def test_a_damaged_file_is_made_anew(opened: Assistant, practices: Practices, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    peer = ids(opened)["peer"]
    assert make(opened, file).comparable(peer) == practices.comparable(peer)
    assert PracticeFile(file).practice("unknown") is None
    make(opened, file, lambda *_: pytest.fail("it was worked out again"))


def test_where_nothing_can_be_written_memory_will_do(opened: Assistant, practices: Practices, tmp_path: Path) -> None:
    blocked = tmp_path / "a file, no folder"
    blocked.write_text("", "utf-8")
    peer = ids(opened)["peer"]
    assert make(opened, blocked / FILE_NAME).comparable(peer) == practices.comparable(peer)


def test_after_a_change_of_the_library_only_what_is_new_is_worked_out(folder: Path, tmp_path: Path) -> None:
    documents = Path(shutil.copytree(folder, tmp_path / "documents"))
    settings = load_settings({}, tmp_path / "home")
    index_sources(settings, [documents])
    seen: list[str] = []

    def counted(document: Document, vocabulary: Vocabulary) -> Practice:
        seen.append(Path(document.source).stem)
        return practice_of(document, vocabulary)

    with Assistant.open(settings) as opened:
        make(opened, tmp_path / FILE_NAME, counted)
        seen.clear()
        ready = opened.practices()
        assert opened.practices() is ready
        assert (settings.index_folder / FILE_NAME).exists()
        (documents / "copy.md").unlink()
        (documents / "new.md").write_text(PRACTICES["peer.md"].replace("five", "six").replace("GB", "DK"), "utf-8")
        index_sources(settings)
        changed = make(opened, tmp_path / FILE_NAME, counted)
        assert seen == ["new"]
        assert len(changed) == 6
        assert opened.practices().record == opened.generation() != ready.record


def test_a_library_without_practices_has_none(opened: Assistant) -> None:
    practices = make(opened, kinds=[Kind.NEWS])
    assert len(practices) == 0
    assert practices.comparable(ids(opened)["peer"]) == []


def test_thousands_are_compared_at_once() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((50, len(TOLD), 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    traits = [
        Traits(
            document_id=str(number), language="en", countries=("NL",), told=TOLD, years=(2000 + number % 20, 2021),
            codes={Dimension.THEME: ("mobility", "inclusion")[: 1 + number % 2]},
            concepts={each: {str(concept): 1 for concept in rng.integers(0, 400, 15)} for each in TOLD},
        )
        for number in range(3_000)
    ]  # fmt: skip
    table = PracticeTable(traits, [vectors[number % 50] for number in range(3_000)], {})
    asked = Described(Practice(document_id="7", title="", source="", cells={}), traits[7], vectors[7])
    started = perf_counter()
    likeness = table.likeness(asked)
    assert perf_counter() - started < 0.3
    assert likeness.shape == (3_000, len(DIMENSIONS))
    assert likeness[7, DIMENSIONS.index(Dimension.THEME)] == pytest.approx(1, abs=0.01)
