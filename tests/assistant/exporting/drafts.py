"""Proposals for the tests of exports: one that is usual, one in which everything that comes from outside is hostile."""

from typing import Any

from assistant.exporting.proposal import Drafted
from assistant.following import State
from assistant.proposals.shapes import CheckedSentence, GuidingQuestion, Template, TemplateSection
from corpus.documents import Locator
from corpus.facets import Kind
from corpus.proposals import Brief, KeptSource, Proposal, SectionDraft
from tests.assistant.exporting.answers import BASE, HOSTILE

QUOTE, OTHER = "Bedrijven betalen\nde helft.", "Elk jaar gaan veertig docenten."
TEMPLATE = Template(
    id="form",
    title={"en": "A form", "es": "Un formulario"},
    sections=(
        TemplateSection(id="need", title={"en": "Need", "es": "Necesidad"}, points=25, limit=300),
        TemplateSection(id="plan", title={"en": "Plan"}, points=30),
    ),
)
NEED = (
    "Half is paid by companies [@circles]. So it goes elsewhere [@hall; @yards]. Nobody knows more.\n\n"
    "Forty teachers go each year. [@circles-2] [@hall]\nAnd so on [@circles], it is said."
)


def source(
    key: str, quote: str = QUOTE, document: str = "0", title: str = "Welding circles", **more: object
) -> KeptSource:
    reference = {"author": [{"literal": "ROC Zuid"}], "issued": {"date-parts": [[2021, 5]]}}
    made = {
        "key": key, "document_id": document * 16, "title": title, "kind": Kind.GOOD_PRACTICE, "countries": ("NL",),
        "language": "nl", "year_from": 2014, "year_to": 2019, "source": f"practices/{document}.md",
        "url": f"https://x.example/{document}", "quote": quote, "reference": reference,
        "locator": Locator(start=10, end=10 + len(quote), page=3), "link": f"document?d={document * 16}&n=2",
    }  # fmt: skip
    return KeptSource.model_validate({**made, **more})


SOURCES = (
    source("circles"),
    source("circles-2", OTHER),
    source("hall", "One hall serves three schools.", "1", "A hall & a half", language="en", url=None),
    source("yards", "Yards pay a third.", "2", "Yards of Turku", reference={}, countries=("FI", "EE")),
    source("unused", "Never cited.", "3", "Not cited"),
)


def usual(need: str = NEED, *, language: str = "en", title: str = "Teachers in companies", **more: Any) -> Drafted:
    brief = Brief(title=title, countries=("NL", "FI"), partners=("ROC Zuid", "Halli Oy"), language=language)
    sections = (SectionDraft(section="plan", text="We will try."), SectionDraft(section="need", text=need))
    states: dict[str, State] = {"circles": "same", "hall": "gone"}
    drafted = Drafted(Proposal(brief=brief, sections=sections, sources=SOURCES), TEMPLATE, states=states, base=BASE)
    return drafted._replace(**more)


def asked() -> Drafted:
    """One whose form has a field for each question; the limit of the second is a guess."""
    questions = (
        GuidingQuestion(id="why", text={"en": "Why?", "es": "¿Por qué?"}, limit=100),
        GuidingQuestion(id="who", text={"en": "For whom?"}, limit=40, limit_assumed=True),
    )
    section = TEMPLATE.sections[0].model_copy(update={"questions": questions})
    drafted = usual("First of all.\n\nWhy?\n\nHalf is paid [@circles].\n\nNo more.\n\nFor whom?\n\nYards [@yards].")
    return drafted._replace(template=TEMPLATE.model_copy(update={"sections": (section, TEMPLATE.sections[1])}))


def checked() -> dict[str, tuple[CheckedSentence, ...]]:
    """What was found of the usual one: one sentence differs, one lacks a source, one is as it should be."""
    first, second, third = "Half is paid by companies [@circles].", "Nobody knows more.", "So it goes"
    return {
        "need": (
            CheckedSentence(start=0, end=len(first), standing="differs", keys=("circles",)),
            CheckedSentence(start=NEED.index(third), end=NEED.index(second) - 1, standing="supported", keys=("hall",)),
            CheckedSentence(start=NEED.index(second), end=NEED.index(second) + len(second), standing="needs_evidence"),
        )
    }


def hostile() -> Drafted:
    title = "<b>T</b> [x](http://evil.example) \x00\x1b[31m \u202e \ud800 {a} \\ % & _ # $ ~ ^ | " + "long " * 500
    reference = {
        "author": [{"literal": title}, 5], "issued": "x", "title": ["x"], "evil": {}, "publisher": title[:150],
    }  # fmt: skip
    bad = source(
        "bad", HOSTILE + "\x07", "4", title, source="a\u202e<i>.md", url="javascript:alert(1)",
        link="javascript:alert(1)", locator=Locator(start=0, end=9, heading="# <h>\x0b*x*"), countries=("XX",),
        reference=reference,
    )  # fmt: skip
    worse = source("worse", "Plain.", "5", "**B**", url="https://x.example/a b<c>\"'`)]>(\n?q={1}#é")
    more = "# No heading [@nobody]\n\n- no list [^9]: none\n\n1. none\n\x00\x0b{x}"
    text = f"{HOSTILE} [@bad; @worse; @nobody].\n\n{more}"
    proposal = Proposal(
        brief=Brief(title=title, partners=(title, "=1+1"), priorities=("*p*",)),
        sections=(SectionDraft(section="need", text=text), SectionDraft(section="<odd>\n# id", text="Odd [@bad].")),
        sources=(bad, worse),
    )
    return Drafted(proposal, TEMPLATE, base=BASE, states={"bad": "altered"})
