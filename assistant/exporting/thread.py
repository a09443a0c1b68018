"""A thread of questions and answers as every export shows it: what is said of each answer, its quotes, its sources."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, Protocol
from urllib.parse import quote as percent_encoded
from urllib.parse import urljoin

from babel.dates import format_date, format_time

from assistant.answers import Answer, Statement
from assistant.citations import Citation
from assistant.following import citation_link
from assistant.naming import filter_names, places_shown, years_shown
from assistant.quoting import plain
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary

_LONGEST_LINE = 300
_LONGEST_NAME = 48
# What XML cannot hold, and what a program that text is pasted into may obey: shown as a sign that something was there.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What turns the direction of writing around has no place in a line of ours; a quote keeps all that it has.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SAFE_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%-._~"


class Says(Protocol):
    """What our own words are in the reader's language, such as `ui.texts.Texts`: `says("key", name=value)`."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return one text with its values."""


class Turn(NamedTuple):
    """One question of a thread with its answer; `when` it was asked, in the time zone to show."""

    answer: Answer
    when: datetime


class Quote(NamedTuple):
    """A quote that an answer shows, and the citations of other documents that say the same."""

    citation: Citation
    same: tuple[Citation, ...]


class Source(NamedTuple):
    """The quotes that an answer shows of one document, with its title and what it is in a line."""

    title: str
    facts: str
    language: str | None
    quotes: tuple[Quote, ...]


class Reference(NamedTuple):
    """One numbered entry of the list of sources.

    `url` is the document's own address on the web, `link` the lasting one of the quote in the library; both are http
    or https, or None. `quote` is the quote where the answer does not show it.
    """

    number: int
    title: str
    facts: str
    language: str | None
    url: str | None
    link: str | None
    quote: str | None


def fit(text: str) -> str:
    """Return a text as any file can hold it: characters that none can show become U+FFFD, all others stay."""
    return _UNFIT.sub("\ufffd", text)


def line_of(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return a text, such as a title, on one line, cut when very long, and unable to turn what follows around."""
    line = plain(_TURNING.sub("", fit(text)))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def asked(answer: Answer) -> str:
    """Return the question on one line."""
    return line_of(answer.question, 1000)


def time_of(turn: Turn, say: Says) -> str:
    """Return when a question was asked, in words."""
    day, time = format_date(turn.when, "long", say.language), format_time(turn.when, "short", locale=say.language)
    return f"{day}, {time}"


def preface(answer: Answer, names: Vocabulary, say: Says) -> list[str]:
    """Return what stands before the quotes: how it was read, the filters, and the notes, each a line."""
    lines = [say("understood_as", question=line_of(answer.understood_as))] if answer.understood_as else []
    narrowed = filter_names(_filters(answer), names, say.language)
    if narrowed:
        lines.append(say("export_filters", filters=line_of(narrowed)))
    return [*lines, *(line_of(note.text, 1000) for note in answer.notes)]


def status_of(answer: Answer, say: Says) -> tuple[str, str]:
    """Return how sure we are, in a word, and what was found."""
    return say(f"status_{answer.shown_status}"), line_of(answer.message.text, 1000)


def sources_shown(answer: Answer, names: Vocabulary, say: Says) -> list[Source]:
    """Return the quotes that an answer consists of, by document; none for one that a model wrote."""
    if answer.mode == "written":
        return []
    cited = {citation.number: citation for citation in answer.citations}
    numbers = [each.citations for each in answer.statements if each.citations]
    quotes = [Quote(cited[first], tuple(cited[other] for other in same)) for first, *same in numbers]
    return [
        Source(line_of(members[0].citation.title), _facts(members[0].citation, names, say),
               members[0].citation.language, tuple(members))
        for members in (list(group) for _, group in groupby(quotes, key=lambda quote: quote.citation.document_id))
    ]  # fmt: skip


def written(answer: Answer) -> Sequence[Statement]:
    """Return the sentences that a model wrote and sources bear out, if in part; none for an answer of quotes."""
    kept = answer.statements if answer.mode == "written" else ()
    return [each for each in kept if each.outcome != "unsupported"]


def references(answer: Answer, names: Vocabulary, say: Says, base: str = "") -> list[Reference]:
    """Return the list of sources by number. `base` is the address of the page, for lasting links; none without it."""
    shown = {quote.citation.number for source in sources_shown(answer, names, say) for quote in source.quotes}
    return [
        reference_of(each, names, say, base, quoted=each.number not in shown)
        for each in sorted(answer.citations, key=lambda citation: citation.number)
    ]


def reference_of(citation: Citation, names: Vocabulary, say: Says, base: str = "", *, quoted: bool = True) -> Reference:
    """Return the entry of one citation; `quoted`: with its quote."""
    return Reference(
        number=citation.number,
        title=line_of(citation.title),
        facts=". ".join(filter(None, [place_shown(citation, say), _facts(citation, names, say), _file(citation, say)])),
        language=citation.language,
        url=web_address(citation.url),
        link=_lasting_link(citation, base),
        quote=citation.quote if quoted else None,
    )


def web_address(url: str | None) -> str | None:
    """Return an address of http or https with nothing in it that could end it early; None for any other."""
    if not url or not url.lower().startswith(("https://", "http://")):
        return None
    return percent_encoded(url.strip(), safe=_SAFE_IN_ADDRESS, errors="replace")


def file_name(turns: Sequence[Turn], extension: str) -> str:
    """Return a short name for the file of a thread, safe everywhere: the day and the first words of the question."""
    day = f"{turns[0].when:%Y-%m-%d}" if turns else ""
    return f"vet-{day}{hyphened('', turns[0].answer.question if turns else '')}".rstrip("-") + f".{extension}"


def hyphened(beginning: str, text: str) -> str:
    """Return the beginning of a file's name with the first words of a text added, in letters that all systems take."""
    kept = beginning
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    for word in re.findall(r"[a-z0-9]+", letters):
        if len(kept) + len(word) > _LONGEST_NAME:
            break
        kept += f"-{word}"
    return kept


def _filters(answer: Answer) -> Filters:
    first, last = answer.filters.years
    return Filters(**answer.filters.model_dump(exclude={"years"}), year_from=first, year_to=last)


def _facts(citation: Citation, names: Vocabulary, say: Says) -> str:
    parts = (
        names.kind_label(citation.kind, say.language),
        places_shown(citation.countries, citation.regions, names, say.language),
        years_shown(citation.year_from, citation.year_to),
    )
    return ", ".join(filter(None, parts))


def place_shown(citation: Citation, say: Says) -> str:
    """Return where in its document a quote stands: its page or heading; nothing where it has neither."""
    locator = citation.locator
    if locator.page is None:
        return f"“{line_of(locator.heading)}”" if locator.heading else ""
    if locator.page_label and locator.page_label != str(locator.page):
        return say("page_labelled", page=locator.page, label=line_of(locator.page_label))
    return say("page", page=locator.page)


def _file(citation: Citation, say: Says) -> str:
    return say("original_file", source=line_of(citation.source))


def _lasting_link(citation: Citation, base: str) -> str | None:
    locator = citation.locator
    relative = citation_link(citation.document_id, citation.source, locator.start, locator.end, citation.quote)
    return web_address(urljoin(base.rstrip("/") + "/", relative)) if base else None
