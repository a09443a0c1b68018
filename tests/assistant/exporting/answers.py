"""Answers for the tests of exports: one that is usual, one in which everything that comes from outside is hostile."""

from datetime import datetime, timedelta, timezone

from assistant.answers import Answer, AppliedFilters, NearestDocument, Statement
from assistant.citations import Citation
from assistant.exporting.thread import Turn
from assistant.messages import Message
from corpus.documents import Locator
from corpus.facets import Kind

BASE = "http://127.0.0.1:8501"
WHEN = datetime(2026, 3, 9, 14, 5, tzinfo=timezone(timedelta(hours=1)))

QUOTE = "Het programma heeft drie doelen:\n\n- werkplaatsen delen;\n- docenten  bijscholen."
TWIN = "Werkplaatsen worden gedeeld en docenten bijgeschoold."
HOSTILE = (
    "![x](http://evil.example/p.png) <script>alert(1)</script> [a](javascript:alert(1)) www.evil.example\n"
    "    # no code, no heading\n1. none\n> none\n\n***\n`$x$` :smile: {{a}} &amp; &#32; \\ | a | b | ]]> <w:br/>  \n"
    "\u05e9\u05dc\u05d5\u05dd \u202etxet\u202c e\u0301 \U0001f642 https://evil.example/?a=1 <a@evil.example>"
)


def citation(number: int, quote: str, **more: object) -> Citation:
    made = {
        "document_id": "0123456789abcdef", "title": "Welding circles", "kind": Kind.GOOD_PRACTICE, "countries": ["NL"],
        "language": "nl", "year_from": 2014, "year_to": 2019, "source": "practices/welding.md",
        "url": "https://welding.example/circles", "locator": Locator(start=10, end=10 + len(quote), heading="Doelen"),
    }  # fmt: skip
    return Citation.model_validate({"number": number, "quote": quote, **made, **more})


def answer(*citations: Citation, same: tuple[int, ...] = (), **more: object) -> Answer:
    """Make an answer of quotes; those numbered in `same` say the same as the first."""
    first, *others = [each.number for each in citations if each.number not in same] or [0]
    statements = [Statement(text="…", citations=(first, *same)), *(Statement(text="…", citations=(n,)) for n in others)]
    made = {
        "question": "What are the aims of the welding circles?", "language": "en", "status": "answered",
        "message": Message(key="answered_one", text="This document answers the question."), "answer": "…",
        "statements": statements if citations else (), "citations": citations, "score": 0.9, "seconds": 0.1,
        "generation": 3, "settings": "abc",
    }  # fmt: skip
    return Answer.model_validate({**made, **more})


def usual() -> Answer:
    twin = citation(
        3, TWIN, document_id="fedcba9876543210", title="Circles elsewhere", source="reports/circles.pdf", url=None,
        locator=Locator(start=5, end=5 + len(TWIN), page=4, page_label="ii"),
    )  # fmt: skip
    return answer(
        citation(1, QUOTE), citation(2, "Bedrijven betalen de helft."), twin, same=(3,),
        filters=AppliedFilters(countries=("NL",), inferred=("countries",)), understood_as="What are their aims?",
    )  # fmt: skip


def hostile() -> Answer:
    title = "<b>T</b> [x](http://evil.example) \x00\x1b[31m \u202e \ud800 " + "long " * 2000
    return answer(
        citation(1, HOSTILE + "\x07", title=title, source="a\u202e<i>.md", url="javascript:alert(1)",
                 locator=Locator(start=0, end=9, heading="# <h>\x0b*x*")),
        citation(2, "Plain.", document_id="b" * 16, title="**B**", url="https://x.example/a b<c>\"'`)]>(\n?q=1#é"),
        question="# <img src=x onerror=alert(1)> [q](http://evil.example)\x00\n\n# " + "word " * 150,
        understood_as="*u* <u>", message=Message(key="partial", text="![m](http://evil.example)"),
        nearest=(NearestDocument(document_id="c" * 16, title="- [n](http://evil.example)", source="`s`"),),
    )  # fmt: skip


def refused() -> Answer:
    near = NearestDocument(document_id="c" * 16, title="Sauna", source="sauna.md")
    said = Message(key="no_evidence", text="The library holds no answer to this question.")
    return answer(status="no_evidence", message=said, nearest=(near,))


def turns(*answers: Answer) -> list[Turn]:
    return [Turn(each, WHEN) for each in answers]
