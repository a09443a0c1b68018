"""One small library for the tests of proposals: a practice, a survey, a report and news, of four countries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import load_settings
from assistant.wiring import Assistant, index_sources
from corpus.proposals import Brief

DOCUMENTS = {
    "bakers.md": """---
title: Teachers in bakeries
kind: good_practice
country: NL
theme: [teachers-and-trainers, company-cooperation]
language: en
year_start: 2018
year_end: 2020
---
# Teachers in bakeries

## Short summary

Teachers of baking spend two weeks a year in a bakery, and bakers give lessons at school.

## Activities

Each teacher is placed in a bakery for two weeks. A baker and the teacher write a lesson together afterwards.

## Impact

Since 2018, 240 teachers were placed in 90 bakeries, and 85 % of them changed their lessons.

## Partners

A college in Deventer, the guild of bakers and a training fund.

## Transferability

A college in Ghent took the placements over in 2020, and pays for them itself now that the grant has ended.
""",
    "kysely.md": """---
title: Opettajien työelämäjaksot
kind: survey_summary
country: FI
theme: [teachers-and-trainers, company-cooperation]
language: fi
year_start: 2022
results:
  - {statement: "Opettajat, jotka eivät ole olleet työelämäjaksolla viiteen vuoteen", country: FI, value: 58, unit: "%"}
---
# Opettajien työelämäjaksot

## Tulokset

58 prosenttia opettajista ei ole ollut työelämäjaksolla viiteen vuoteen. Monelta puuttuu aikaa lähteä yritykseen.
""",
    "placements.md": """---
title: Why teachers stay at school
kind: project_report
country: [NL, PT]
theme: [teachers-and-trainers]
language: en
year_start: 2021
---
# Why teachers stay at school

## The problem

Teachers of vocational schools seldom visit companies. Schools lack substitutes, and companies do not know whom to ask.

## Evaluation

An external evaluation of 2021 found that placements of teachers work where school leaders plan them a year ahead.
""",
    "ships.md": """---
title: Museums of old ships
kind: project_report
country: SE
language: en
---
# Museums of old ships

## How they work together

A steering committee of the five museums met four times a year, and shared out the tasks. Visitors liked the sails.
""",
    "choir.md": """---
title: The choir sings
kind: news
country: EE
language: en
---
The choir of the music school sang in the market hall on Sunday.
""",
}

BRIEF = Brief(
    title="Teachers back to the shop floor",
    idea="Vocational teachers lose touch with companies. We place teachers in companies for two weeks a year.",
    target_groups=("vocational teachers", "companies"),
    countries=("NL", "FI", "LT"),
)


@pytest.fixture(scope="session")
def proposals_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of the small library."""
    documents, home = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("home")
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    assert not index_sources(load_settings({}, home), [documents]).failed
    return home


@pytest.fixture(scope="session")
def assistant(proposals_home: Path) -> Iterator[Assistant]:
    """The assistant of the small library."""
    with Assistant.open(load_settings({}, proposals_home)) as opened:
        yield opened
