"""Briefs: YAML and Markdown files, names of countries in any language, and mistakes with their line."""

from pathlib import Path

import pytest

from assistant.proposals.brief import FIELDS, parse_brief, read_brief
from corpus.errors import FieldError
from corpus.proposals import Brief
from corpus.vocabulary import load_vocabulary

YAML = """title: Back to the shop floor
idea: |
  Teachers lose touch with companies.
  They should work there for a week.
target groups: teachers; school leaders
countries: [NO, Nederland, Suomi, Euskadi]
priorities:
  - Teachers
action: KA210-VET
language: Nederlands
"""


def parsed(text: str, file: str = "brief.yaml") -> Brief:
    return parse_brief(text, file, load_vocabulary())


def mistake(text: str, file: str = "brief.yaml") -> FieldError:
    with pytest.raises(FieldError) as error:
        parsed(text, file)
    return error.value


def test_a_brief_in_yaml_takes_names_in_any_language() -> None:
    assert parsed(YAML) == Brief(
        title="Back to the shop floor",
        idea="Teachers lose touch with companies.\nThey should work there for a week.",
        target_groups=("teachers", "school leaders"),
        countries=("NO", "NL", "FI", "ES-PV"),
        priorities=("Teachers",),
        template="ka210-vet",
        language="nl",
    )


def test_in_markdown_the_text_before_the_first_section_is_the_idea() -> None:
    text = "---\ncountries: Finland, Spain\n---\n# Back to work\n\nTeachers go.\n\nTwice.\n\n## Relevance\nLater.\n"
    brief = parsed(text, "brief.md")
    assert (brief.title, brief.idea) == ("Back to work", "Teachers go.\n\nTwice.")
    assert brief.countries == ("FI", "ES")


def test_markdown_needs_no_fields_and_a_yaml_file_may_begin_with_dashes() -> None:
    assert parsed("Teachers go to companies.", "idea.txt").idea == "Teachers go to companies."
    assert parsed("---\ntitle: A\nidea: B\n").title == "A"


@pytest.mark.parametrize(
    ("text", "file", "line", "field", "said"),
    [
        (YAML.replace("Suomi", "Ruritania"), "b.yaml", 6, "countries[3]", "Ruritania"),
        (YAML.replace("Nederlands\n", "Klingon\n"), "b.yaml", 10, "language", "Klingon"),
        (YAML.replace("priorities:", "prioriteiten:"), "b.yaml", 7, "prioriteiten", "no such field"),
        (YAML + "template: free\n", "b.yaml", 11, "template", "once more"),
        ("countries: [FI]\n", "b.yaml", None, "idea", "a title or an idea"),
        ("", "b.yaml", None, "idea", "a title or an idea"),
        ("a list of words", "b.yaml", 1, "", "named fields"),
        ("---\ntitle: 'never closed\n---\nidea", "b.md", 3, "", "not valid YAML"),
        ("---\ntitle: A\nyear: 3\n---\nidea", "b.md", 3, "year", "no such field"),
        ("title: " + "x" * 400, "b.yaml", 1, "title", "at most 300"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(text: str, file: str, line: int, field: str, said: str) -> None:
    error = mistake(text, file)
    assert (error.file, error.line, error.field) == (file, line, field)
    assert said in error.problem


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match=r"nowhere\.yaml: the file cannot be read"):
        read_brief(tmp_path / "nowhere.yaml", load_vocabulary())


def test_every_field_of_a_brief_is_told() -> None:
    assert set(FIELDS) == set(Brief.model_fields)
