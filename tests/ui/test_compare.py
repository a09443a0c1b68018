"""The command `compare`: comparable practices for one document, side by side for several."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.citations import Citation, verify
from assistant.settings import load_settings
from assistant.wiring import Assistant
from ui.cli import run

SHIPS = """---
title: Ships and apprentices
kind: good_practice
country: Finland
theme: apprenticeship
---
Impact: Shipyards and schools train apprentices together, and 900 apprentices have taken part since 2015.
Budget: The budget is EUR 1.6 million a year, paid by the region and the shipyards.
"""
ROBOTS = """---
title: Robots in the workshop
kind: good_practice
country: Portugal
theme: apprenticeship
---
Companies and schools train apprentices together in robotics, and 300 apprentices have joined since 2018.
It costs 200 000 euro per year, paid by the companies.
"""
NEWS = """---
title: A minister visits
kind: news
country: Portugal
---
The minister visited a school yesterday and spoke with apprentices about their work.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in {"ships.md": SHIPS, "robots.md": ROBOTS, "news.md": NEWS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    home: Path = tmp_path_factory.mktemp("home")
    assert run(["--home", str(home), "index", str(folder)]) == 0
    return home


@pytest.fixture(scope="module")
def ids(library: Path) -> dict[str, str]:
    with Assistant.open(load_settings({}, library)) as assistant:
        return {card.title: card.id for card in assistant.documents()}


def told(capfd: pytest.CaptureFixture[str], library: Path, *arguments: str) -> Any:
    capfd.readouterr()
    assert run(["--home", str(library), "compare", *arguments, "--json"]) == 0
    return json.loads(capfd.readouterr().out)


def test_one_document_gives_what_is_comparable_with_why(
    capfd: pytest.CaptureFixture[str], library: Path, ids: dict[str, str]
) -> None:
    answer = told(capfd, library, ids["Ships and apprentices"])
    assert answer["practice"]["title"] == "Ships and apprentices"
    (match,) = answer["matches"]
    assert match["document_id"] == ids["Robots in the workshop"], "neither itself nor news"
    assert match["title"] == "Robots in the workshop"
    assert 0 < match["score"] <= 1
    assert "theme" in match["shared"]
    with Assistant.open(load_settings({}, library)) as assistant:
        document = assistant.document(match["document_id"])
    assert verify(Citation.model_validate(match["why"]), document)


def test_several_are_laid_side_by_side_with_numbered_quotes(
    capfd: pytest.CaptureFixture[str], library: Path, ids: dict[str, str]
) -> None:
    pair = [ids["Ships and apprentices"], ids["Robots in the workshop"]]
    answer = told(capfd, library, *pair)
    assert [each["document_id"] for each in answer["practices"]] == pair
    numbers = [each["number"] for each in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    used = {number for row in answer["rows"] for cell in row["cells"] for number in cell["citations"]}
    assert used <= set(numbers)
    with Assistant.open(load_settings({}, library)) as assistant:
        documents = {each: assistant.document(each) for each in pair}
    cited = [Citation.model_validate(each) for each in answer["citations"]]
    assert all(verify(each, documents[each.document_id]) for each in cited)
    funding = next(row for row in answer["rows"] if row["dimension"] == "funding")
    values = [[each["figure"]["value"] for each in cell["figures"]] for cell in funding["cells"]]
    assert values == [[1_600_000], [200_000]]


def test_people_read_the_same(capfd: pytest.CaptureFixture[str], library: Path, ids: dict[str, str]) -> None:
    ships, robots = ids["Ships and apprentices"], ids["Robots in the workshop"]
    assert run(["--home", str(library), "compare", ships]) == 0
    listed = capfd.readouterr().out
    assert f"1. Robots in the workshop  {robots}" in listed
    assert "alike in: Theme" in listed
    assert run(["--home", str(library), "compare", ships, robots]) == 0
    table = capfd.readouterr().out
    assert "A  Ships and apprentices" in table
    assert "EUR 1,600,000 a year" in table.replace("\xa0", " ")
    assert "not stated" in table
    assert "[1]" in table.partition("Sources")[2]


def test_filters_and_a_limit_narrow(capfd: pytest.CaptureFixture[str], library: Path, ids: dict[str, str]) -> None:
    ships = ids["Ships and apprentices"]
    assert told(capfd, library, ships, "--country", "Finland")["matches"] == []
    assert len(told(capfd, library, ships, "--country", "PT", "--limit", "1")["matches"]) == 1


def test_what_cannot_be_is_said(capfd: pytest.CaptureFixture[str], library: Path, ids: dict[str, str]) -> None:
    ships, robots = ids["Ships and apprentices"], ids["Robots in the workshop"]
    for arguments, said in (
        ([ships, "0123456789abcdef"], "holds no document '0123456789abcdef'"),
        (["nothing"], "holds no document 'nothing'"),
        ([ships, robots, "--country", "FI"], "Filters and --limit narrow what is comparable to one document"),
        ([ships, *(f"{number:016x}" for number in range(20))], "21 documents are too many"),
    ):
        assert run(["--home", str(library), "compare", *arguments]) == 2
        output = capfd.readouterr()
        assert said in output.err
        assert not output.out


def test_an_empty_library_says_what_to_do(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["--home", str(tmp_path / "none"), "compare", "0123456789abcdef"]) == 2
    assert "Nothing is indexed yet" in capfd.readouterr().err
