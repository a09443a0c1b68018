"""Templates: the bundled forms, those of an operator, and what is said of a file with a mistake."""

from pathlib import Path

import pytest

from assistant.proposals.templates import load_templates, parse_template, text_in
from corpus.errors import FieldError, UsageError

OWN = """id: regional-fund
title: Regional fund
sections:
  - id: need
    title: {en: Need, nl: Behoefte}
    points: 40
    questions:
      - id: why
        text: Why now?
        limit: 1200
      - id: who
        text: For whom?
        limit: 800
"""
LANGUAGES = {"en", "nl", "fi", "es", "eu"}


def mistake(text: str) -> FieldError:
    with pytest.raises(FieldError) as error:
        parse_template(text, "mine.yaml")
    return error.value


def test_the_points_of_both_erasmus_forms_are_those_of_the_programme_guide() -> None:
    templates = load_templates()
    points = {name: [section.points for section in templates[name].sections] for name in ("ka220-vet", "ka210-vet")}
    assert points == {"ka220-vet": [25, 30, 20, 25], "ka210-vet": [30, 30, 20, 20]}
    assert "free" in templates


def test_every_bundled_text_is_there_in_every_language_of_the_page() -> None:
    for template in load_templates().values():
        assert set(template.title) == LANGUAGES
        for section in template.sections:
            assert set(section.title) == LANGUAGES
            assert set(section.guidance) == LANGUAGES
            assert 2 <= len(section.questions) <= 6
            for question in section.questions:
                assert set(question.text) == set(question.search) == LANGUAGES, question.id
                assert question.about, question.id


def test_a_section_takes_what_the_fields_for_its_questions_take_together() -> None:
    section = parse_template(OWN, "mine.yaml").sections[0]
    assert section.limit == 2_000
    assert load_templates()["ka220-vet"].sections[0].limit == 6 * 3_000


def test_limits_that_nobody_has_seen_in_the_form_say_so() -> None:
    assert not parse_template(OWN, "mine.yaml").sections[0].limit_assumed, "whoever writes a form of their own knows it"
    for name in ("ka220-vet", "ka210-vet"):
        sections = load_templates()[name].sections
        assert all(question.limit_assumed for section in sections for question in section.questions)
        assert all(section.limit_assumed for section in sections)
    known = OWN.replace("limit: 800", "limit: 800\n        limit_assumed: false") + "limits_assumed: true\n"
    section = parse_template(known, "mine.yaml").sections[0]
    assert {question.limit_assumed for question in section.questions} == {True, False}
    assert section.limit_assumed


def test_a_text_without_a_language_is_for_all_and_another_language_falls_back_to_english() -> None:
    section = parse_template(OWN, "mine.yaml").sections[0]
    assert text_in(section.questions[0].text, "fi") == "Why now?"
    assert (text_in(section.title, "nl"), text_in(section.title, "eu")) == ("Behoefte", "Need")


def test_an_operator_adds_and_replaces_templates_by_adding_files(tmp_path: Path) -> None:
    (tmp_path / "fund.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "free.yml").write_text(OWN.replace("regional-fund", "free"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a template", encoding="utf-8")
    templates = load_templates(tmp_path)
    assert text_in(templates["regional-fund"].title, "en") == "Regional fund"
    assert len(templates["free"].sections) == 1
    assert dict(templates.replaced) == {"free": "free.yml"}
    assert not templates.problems


def test_a_bad_file_takes_no_other_away_and_says_its_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(OWN.replace("limit: 800", "limit: many"), encoding="utf-8")
    (tmp_path / "good.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "twice.yaml").write_text(OWN, encoding="utf-8")
    templates = load_templates(tmp_path)
    assert {"ka220-vet", "regional-fund"} <= set(templates)
    bad, twice = templates.problems
    assert (bad.file, bad.line, bad.field) == ("bad.yaml", 13, "sections[1].questions[2].limit")
    assert "whole number" in str(bad)
    assert twice.file == "twice.yaml"
    assert "good.yaml" in twice.problem


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        (OWN.replace("    points: 40", "    pionts: 40"), 6, "sections[1].pionts", "no such field"),
        (OWN.replace("    title: {en: Need, nl: Behoefte}\n", ""), 4, "sections[1].title", "missing"),
        (OWN.replace("{en: Need, nl: Behoefte}", "{nl: Behoefte}"), 5, "sections[1].title", "English"),
        (OWN.replace("{en: Need, nl: Behoefte}", "{english: Need}"), 5, "sections[1].title", "language code"),
        (OWN.replace("id: who", "id: why"), 11, "sections[1].questions[2].id", "already"),
        (OWN.replace("id: need", "id: The Need"), 4, "sections[1].id", "small letters"),
        (OWN.replace("limit: 800", "about: [neds]"), 13, "sections[1].questions[2].about", "did you mean needs"),
        (OWN.replace("limit: 800", "limit: 800\n        limit: 900"), 14, "sections[1].questions[2].limit", "twice"),
        (OWN.replace("title: Regional", " title: Regional"), 2, "", "not valid YAML"),
        ("id: a\ntitle: A\nsections: &all [*all]\n", 3, "", "Write it out"),
        ("id: a\ntitle: A\nsections: " + "[" * 60, 3, "", "nested too deeply"),
        ("id: a\ntitle: A\nsections: none", 3, "sections", "list"),
        ("- id: a", 1, "", "must begin with the fields"),
        ("", None, "id", "missing"),
        ("id: a\n\x00", None, "", "not valid YAML"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(text: str, line: int | None, field: str, said: str) -> None:
    error = mistake(text)
    assert (error.line, error.field) == (line, field)
    assert said in error.problem


def test_a_file_of_no_bounds_or_of_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text("id: a\n" + "# filler\n" * 40_000, encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"id: \xff\xfe\x00")
    problems = load_templates(tmp_path).problems
    assert [problem.file for problem in problems] == ["binary.yaml", "large.yaml"]
    assert "UTF-8" in problems[0].problem
    assert "larger than" in problems[1].problem


def test_a_country_code_is_no_boolean_and_a_tag_runs_nothing() -> None:
    text = OWN.replace("title: Regional fund", "title: {en: Fund, no: Fond}")
    assert parse_template(text, "mine.yaml").title["no"] == "Fond"
    text = OWN.replace("title: Regional fund", "title: !!python/object/apply:os.getcwd []")
    assert mistake(text).line == 2


def test_an_unknown_template_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="ka220-vet"):
        load_templates().named("ka999")
    assert load_templates().named(" KA220-VET ").id == "ka220-vet"
