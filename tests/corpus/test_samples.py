"""The sample corpus is what a newcomer sees first: varied, complete in its metadata, every document with its source."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import corpus
from corpus.facets import Kind
from corpus.vocabulary import Vocabulary, load_vocabulary

SAMPLES = Path(corpus.__file__).parent / "samples"
SIDECAR = ".meta.yaml"
SUFFIXES = {".pdf", ".docx", ".html", ".csv", ".xlsx", ".md", ".txt"}


class Sample(NamedTuple):
    """One document of the sample corpus: the file that holds it and what is declared about it."""

    path: Path
    declared: Mapping[str, Any]

    def values(self, key: str) -> list[str]:
        """Return what is declared under a key as a list, empty if nothing is."""
        value = self.declared.get(key) or []
        return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def declarations(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what a file's sidecar or front matter declares, or what each row of a table of records does."""
    sidecar = path.with_name(path.name + SIDECAR)
    if sidecar.exists():
        yield yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                several = {key: row[key].split("; ") for key in ("country", "theme", "region") if row.get(key)}
                yield {**row, **several}
    else:
        opening, head, _ = path.read_text(encoding="utf-8").split("---\n", 2)
        assert opening == "", f"{path.name} has neither front matter nor a sidecar"
        yield yaml.safe_load(head)


def find_samples() -> list[Sample]:
    files = (path for path in sorted(SAMPLES.rglob("*")) if path.is_file() and not path.name.endswith(SIDECAR))
    return [Sample(path, declared) for path in files for declared in declarations(path)]


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return find_samples()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def test_there_is_enough_to_ask_about_and_not_too_much_to_read(samples: list[Sample]) -> None:
    assert 50 <= len(samples) <= 80
    languages = {sample.declared["language"] for sample in samples}
    countries = {country for sample in samples for country in sample.values("country")} - {"EU"}
    assert len(languages) >= 8, languages
    assert len(countries) >= 10, countries
    assert sum(sample.declared["language"] != "en" for sample in samples) > len(samples) / 2


def test_there_is_enough_to_compare(samples: list[Sample]) -> None:
    kinds = Counter(sample.declared["kind"] for sample in samples)
    assert kinds["good_practice"] >= 20
    surveys = [s for s in samples if s.declared["kind"] == "survey_summary" and s.declared.get("results")]
    assert len(surveys) >= 6
    practised_in = {c for s in samples if s.declared["kind"] == "good_practice" for c in s.values("country")}
    assert len(practised_in) >= 10, practised_in


def test_every_format_that_can_be_read_is_shown(samples: list[Sample]) -> None:
    suffixes = Counter(path.suffix for path in {sample.path for sample in samples})
    assert set(suffixes) == SUFFIXES
    assert suffixes[".pdf"] >= 6


def test_every_sidecar_stands_beside_its_file() -> None:
    sidecars = list(SAMPLES.rglob(f"*{SIDECAR}"))
    lonely = [path.name for path in sidecars if not path.with_name(path.name.removesuffix(SIDECAR)).exists()]
    assert sidecars
    assert not lonely


def test_every_document_names_its_source(samples: list[Sample]) -> None:
    without = [s.path.name for s in samples if not (s.declared.get("title") and s.declared.get("source_title"))]
    assert not without
    assert not [
        s.path.name for s in samples if not str(s.declared.get("source_url")).startswith(("https://", "http://"))
    ]


def test_no_two_documents_share_a_title(samples: list[Sample]) -> None:
    counts = Counter(str(sample.declared["title"]).casefold() for sample in samples)
    assert not [title for title, count in counts.items() if count > 1]


def test_everything_declared_is_known(samples: list[Sample], vocabulary: Vocabulary) -> None:
    unknown = [
        (sample.path.name, key, value)
        for sample in samples
        for key, known in (
            ("theme", vocabulary.themes),
            ("education_level", vocabulary.levels),
            ("kind", [str(kind) for kind in Kind]),
        )
        for value in sample.values(key)
        if value not in known
    ]
    places = [(s.path.name, code) for s in samples for key in ("country", "region") for code in s.values(key)]
    unknown += [(name, "place", code) for name, code in places if code != "EU" and vocabulary.place_code(code) != code]
    assert not unknown


def test_every_document_has_a_kind_a_country_a_theme_and_a_language(samples: list[Sample]) -> None:
    keys = ("kind", "country", "theme", "language")
    assert not [(s.path.name, key) for s in samples for key in keys if not s.values(key)]


def test_regions_lie_in_the_countries_declared(samples: list[Sample]) -> None:
    astray = [
        (sample.path.name, region)
        for sample in samples
        for region in sample.values("region")
        if region.split("-")[0] not in sample.values("country")
    ]
    assert not astray


def test_years_run_forwards(samples: list[Sample]) -> None:
    for sample in samples:
        start, end = sample.declared.get("year_start"), sample.declared.get("year_end")
        assert not (start and end) or int(start) <= int(end), sample.path.name


def test_survey_figures_have_a_statement_and_a_known_country(samples: list[Sample], vocabulary: Vocabulary) -> None:
    results = [(s, r) for s in samples if s.declared["kind"] == "survey_summary" for r in s.declared.get("results", [])]
    assert results
    for sample, result in results:
        assert result["statement"], sample.path.name
        country = result.get("country")
        assert country is None or vocabulary.country_of(country) or country == "EU", (sample.path.name, country)
    assert any("rank" in result for _, result in results)
    assert any("value" in result for _, result in results)
