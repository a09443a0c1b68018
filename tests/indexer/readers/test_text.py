"""Plain text and Markdown are read as a person reads them."""

import json
import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadingError
from corpus.facets import Kind
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line
from indexer.readers.text import read


def draft_of(folder: Path, content: str | bytes, name: str = "file.txt") -> Draft:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (draft,) = read(path, ReadingLimits())
    return draft


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Één coöperatie voor geïnteresseerde leerlingen in de regio.", "latin-1"),
        ("Die Schüler prüfen „größere“ Aufträge – für 20 €.", "cp1252"),
        ("Szkoły zawodowe współpracują z przedsiębiorstwami w całej Polsce.", "cp1250"),
        (
            "Mokiniai atlieka praktiką įmonėse, o mokytojai kelia kvalifikaciją ir žengia pirmyn šiuolaikiškai.",
            "cp1257",
        ),
        ("Η επαγγελματική εκπαίδευση στην Ελλάδα συνεργάζεται με επιχειρήσεις.", "cp1253"),
        ("Žáci chodí na praxi do podniků.", "utf-8-sig"),
        ("Žáci chodí na praxi do podniků.", "utf-16"),
        ("Žáci chodí na praxi do podniků.", "utf-32"),
        ("Learners go to companies and learn there what no school can teach them.", "utf-16-le"),
    ],
)
def test_any_usual_encoding_is_read(tmp_path, text, encoding):
    assert draft_of(tmp_path, text.encode(encoding)).text == text


def test_bytes_of_another_encoding_within_utf8_are_repaired_and_noted(tmp_path):
    draft = draft_of(
        tmp_path, "Größe und Qualität.\n\n".encode() + "Für Schüler ".encode("cp1252") + "ÄÖÜäöüß".encode()
    )
    assert draft.text == "Größe und Qualität.\n\nFür Schüler ÄÖÜäöüß"
    assert draft.notes


def test_lines_wrapped_at_a_width_are_joined_and_lists_kept(tmp_path):
    draft = draft_of(
        tmp_path,
        "Work-based learning\n\nLearners spend two days a week in a firm, where a trained\n"
        "mentor guides them; the school and the company agree on what\nthey learn there.\n\n"
        "- first a trial week, in which the learner sees what the work\n  is like\n- then a contract\n",
    )
    assert (
        "where a trained mentor guides them; the school and the company agree on what they learn there." in draft.text
    )
    assert "- first a trial week, in which the learner sees what the work is like\n- then a contract" in draft.text


def test_lines_that_a_person_broke_stay_lines(tmp_path):
    assert (
        draft_of(tmp_path, "Contact\n\nA school\nMain street 1\nVilnius").text
        == "Contact\n\nA school\nMain street 1\nVilnius"
    )


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Learners in companies\n\nThey learn a lot.", "Learners in companies"),
        ("NEWS\n\nMeeting in Riga. The partners plan ahead\n\nThey met.", "Meeting in Riga. The partners plan ahead"),
        ("3 maart 2021\n\nWie doet er mee?\n\nVeel scholen.", "Wie doet er mee?"),
        (
            "The network compares schools, learns from it, and improves; it met four times in four countries.\n\n"
            "More follows.\n\nThe Riga Network: schools that learn from each other",
            "The Riga Network: schools that learn from each other",
        ),
        (
            "School leaders would like to work together across borders on themes that they share. More.",
            "School leaders would",
        ),
    ],
)
def test_a_text_gets_the_title_a_person_would_give(tmp_path, content, title):
    assert draft_of(tmp_path, content).title.startswith(title)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2016-09-18-project-launch.md", "Project launch"),
        ("annual_report__2019.md", "Annual report 2019"),
        ("000_e7b6193792510c1d.md", "Untitled document (000_e7b6193792510c1d)"),
    ],
)
def test_a_file_name_is_made_readable_where_there_is_no_other_title(tmp_path, name, title):
    assert draft_of(tmp_path, "---\nkind: news\n---\n", name).title == title


@pytest.mark.parametrize(
    "line", ["15 april 2019", "3. maaliskuuta 2020", "12 de mayo de 2021", "May 3, 2022", "2020-04-01"]
)
def test_a_date_above_the_title_is_declared_and_makes_it_news(tmp_path, line):
    draft = draft_of(tmp_path, f"{line}\n\nSchools on the map\n\nThe map is online.")
    assert draft.declared["date"] == (line,)
    assert draft.kind is Kind.NEWS
    assert draft.title == "Schools on the map"


def test_front_matter_declares_facets_and_fields(tmp_path):
    draft = draft_of(
        tmp_path,
        "---\ntitle: 'Survey: what leaders want'\nkind: survey summary\ncountry: [Finland, Spain]\ndate: 2020-04-01\n"
        "region: Basque Country\norganisation: A network\nsource_url: https://example.org/a\nresults:\n"
        "  - {statement: Digital skills, country: Finland, rank: 1, value: 45.5, unit: '%'}\n---\n# Results\n\nText.",
        "survey.md",
    )
    assert (draft.title, draft.kind, draft.url) == (
        "Survey: what leaders want", Kind.SURVEY_SUMMARY, "https://example.org/a",
    )  # fmt: skip
    assert draft.declared["country"] == ("Finland", "Spain")
    assert draft.declared["date"] == ("2020-04-01",)
    assert draft.fields["organisation"] == "A network"
    assert json.loads(draft.fields["results"])[0]["rank"] == 1
    assert "Digital skills" not in draft.text


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: a\ncountry: b: c", "line 3"),
        ("title: [never closed", "line"),
        ("a: &a [x, x]\nb: [*a, *a]", "line 3"),
        ("title: " + "[" * 5000 + "]" * 5000, "line 2"),
        ("title: !!python/object/apply:os.system [echo]", "line 2"),
        ("kind: survey\nresults:\n  - {country: Spain}", "'statement'"),
    ],
)
def test_bad_front_matter_is_refused_with_its_line(tmp_path, yaml, line):
    with pytest.raises(ReadingError) as caught:
        draft_of(tmp_path, f"---\n{yaml}\n---\nText.", "bad.md")
    assert caught.value.reason == "bad_metadata"
    assert line in str(caught.value)


def test_markdown_gives_text_without_markup_and_sections_with_fields(tmp_path):
    draft = draft_of(
        tmp_path,
        "# A practice\n\nRead [the *guide*](http://x.example) and ![a photo](p.jpg).<script>evil()</script>\n\n"
        "## Impact\n\n| Group | Learners |\n| --- | --- |\n| Young | 20 |\n| Adults | 5 |\n\n"
        "### For companies\n\n1. More **skilled** staff\n2. Less turnover\n\n"
        "Budget\n------\nEUR 5&nbsp;000<br>a year\n",
        "practice.md",
    )
    assert draft.title == "A practice"
    assert "Read the guide and a photo." in draft.text
    assert "Group: Young; Learners: 20.\nGroup: Adults; Learners: 5." in draft.text
    assert "1. More skilled staff\n2. Less turnover" in draft.text
    sections = {section.title: section for section in draft.sections}
    impact = sections["Impact"]
    assert impact.field == "impact"
    assert "Less turnover" in draft.text[impact.start : impact.end]
    assert draft.text[sections["Budget"].start : sections["Budget"].end] == "EUR 5 000\na year"
    assert draft.fields["budget"] == "EUR 5 000\na year"


def test_a_section_named_source_gives_its_title_and_address(tmp_path):
    draft = draft_of(tmp_path, "# A\n\nText.\n\n## Source\n\nA network, its page: https://a.example/p\n", "p.md")
    assert draft.fields["source_title"] == "A network, its page"
    assert draft.fields["source_url"] == "https://a.example/p"


def test_a_heading_that_repeats_the_title_opens_no_section(tmp_path):
    same = draft_of(tmp_path, "---\ntitle: A practice\n---\n# A practice\n\nText.", "same.md")
    assert same.sections == ()
    other = draft_of(tmp_path, "---\ntitle: A practice\n---\n# Impact\n\nText.", "other.md")
    assert [section.field for section in other.sections] == ["impact"]


def test_a_post_is_news_of_the_day_in_its_name(tmp_path):
    draft = draft_of(tmp_path, "---\ntitle: Launch\n---\nWe started.", "2016-09-18-launch.md")
    assert draft.declared["date"] == ("2016-09-18",)
    assert draft.kind is Kind.NEWS


def test_invisible_and_misleading_characters_disappear():
    assert clean("e\u0301 a\u200bb\u202ec\u00adn\ufeff \U000e0041x\ud800") == "é abcn x"
    assert clean("a\u00a0\u2003b \r\n\r\n\r\n\r\n c\u2028d") == "a b\n\nc\nd"
    assert clean_line(" a\n\tb  c ") == "a b c"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_cleaning_is_stable_and_gives_what_can_be_stored(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()


def test_a_million_characters_without_a_space_and_stacked_marks_take_bounded_time(tmp_path):
    started = time.monotonic()
    assert len(draft_of(tmp_path, "x" * 1_000_000).text) == 1_000_000
    draft_of(tmp_path, "Z" + "\u0301\u0316" * 200_000)
    assert time.monotonic() - started < 10


def test_a_mail_has_its_subject_as_title_and_its_lines_joined(tmp_path):
    message = (
        "The college works with forty companies in the harbour, and its teachers spend a week a year there, in pairs."
    )
    draft = draft_of(
        tmp_path,
        "From: Ane <ane@school.example>\nTo: Jan\nSubject: Visit to Rotterdam\nDate: Mon, 3 Apr 2023 10:00:00 +0200\n\n"
        f"Dear Jan,\n\n{textwrap.fill(message, 52)}\n\nRegards,\nAne\nA school\nVitoria-Gasteiz\n",
    )
    assert draft.title == "Visit to Rotterdam"
    assert message in draft.text
    assert draft.text.endswith("Regards,\nAne\nA school\nVitoria-Gasteiz")
    assert draft.declared == {"date": ("Mon, 3 Apr 2023 10:00:00 +0200",)}


def test_a_table_at_the_beginning_declares_nothing(tmp_path):
    draft = draft_of(tmp_path, "| Year | Learners |\n|---|---|\n| 2020 | 120 |\n| 2021 | 140 |\n", "figures.md")
    assert draft.text == "Year: 2020; Learners: 120.\nYear: 2021; Learners: 140."
    assert draft.declared == {}


def test_norway_in_front_matter_is_no_refusal(tmp_path):
    assert draft_of(tmp_path, "---\ncountry: NO\n---\nA text.", "note.md").declared["country"] == ("no",)


def test_ligatures_become_the_letters_that_people_search_for(tmp_path):
    assert draft_of(tmp_path, "De \ufb01nanciering is e\ufb03ci\u00ebnt.").text == "De financiering is effici\u00ebnt."


def test_headings_that_are_underlined_stand_alone(tmp_path):
    draft = draft_of(
        tmp_path, "Mentors\n=======\n\nThey help.\n\nResults\n-------\nFewer learners leave the school early."
    )
    assert draft.title == "Mentors"
    assert draft.text == "Mentors\n\nThey help.\n\nResults\n\nFewer learners leave the school early."


@pytest.mark.parametrize("first", ["Agenda 12 mei 2023", "Notulen 3 juni 2021"])
def test_minutes_are_called_what_they_are(tmp_path, first):
    draft = draft_of(tmp_path, f"{first}\n\nDe stage in de haven. Jan begint daarmee.")
    assert (draft.title, draft.kind) == (first, None)


def test_what_note_programs_add_to_markdown_is_plain(tmp_path):
    draft = draft_of(
        tmp_path,
        "# Visit to [[Harbour]]\n\nWith [[People/Ane|Ane]], ==at last==.[^1]\n\n"
        "> [!note] Mind\n> Ten weeks.\n\n![[a.png]]\n\n[^1]: In May.\n",
        "visit.md",
    )
    assert draft.title == "Visit to Harbour"
    assert draft.text == "Visit to Harbour\n\nWith Ane, at last.[1]\n\nMind Ten weeks.\n\n[1] In May."
