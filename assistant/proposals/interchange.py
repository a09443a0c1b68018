"""A proposal as one JSON file, out and in again: whatever comes in is checked, bounded, and text alone."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from assistant.exporting.bibliography import sound_item
from assistant.exporting.thread import fit, web_address
from assistant.following import citation_link
from assistant.proposals.citing import keys_cited, ordinal_of
from corpus.errors import ProposalFileError
from corpus.proposals import MOST_BYTES, MOST_SECTIONS, MOST_SOURCES, KeptSource, Proposal

FORMAT, VERSION = "vet-assistant-proposal", 1
"""What the file says it is."""

_LONGEST: Mapping[str, int] = {
    "title": 500, "idea": 20_000, "template": 100, "section": 100, "text": 200_000, "own": 5_000, "pinned": 40,
    "target_groups": 500, "countries": 10, "partners": 500, "priorities": 500, "quote": 50_000, "source": 1_000,
    "url": 2_000, "link": 2_000, "key": 40, "document_id": 16, "language": 8, "heading": 1_000, "page_label": 50,
}  # fmt: skip
_MOST_ITEMS = 1_000
_ID = re.compile(r"[0-9a-f]{16}")
_COUNTRY = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Imported(NamedTuple):
    """What a file holds; `unknown` are the marks that name no source of it: (section, key). They stay as text."""

    proposal: Proposal
    unknown: tuple[tuple[str, str], ...]


def proposal_json(proposal: Proposal) -> str:
    """Return a proposal as one JSON file, whole: brief, sections, and every source with its quote."""
    kept = {"format": FORMAT, "version": VERSION, "proposal": proposal.model_dump(mode="json")}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def read_proposal(data: bytes) -> Imported:
    """Return the proposal that a file holds. Raises ProposalFileError, which names the field and says what is wrong."""
    held = _parsed(data)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise ProposalFileError("format", f'this is no exported proposal: "format" is not "{FORMAT}"')
    if held.get("version") != VERSION:
        raise ProposalFileError(
            "version", f"{_shown(held.get('version'))} is not a version that is known here: {VERSION}"
        )
    content = _bounded(held.get("proposal"), "proposal")
    try:
        proposal = Proposal.model_validate(content, strict=False)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ProposalFileError(".".join(map(str, ("proposal", *first["loc"]))), first["msg"]) from None
    _check(proposal)
    sources = tuple(_sound(each) for each in proposal.sources)
    keys = {each.key for each in sources}
    sections = tuple(
        each.model_copy(update={"pinned": tuple(key for key in dict.fromkeys(each.pinned) if key in keys)})
        for each in proposal.sections
    )
    unknown = tuple((each.section, key) for each in sections for key in keys_cited([each.text]) if key not in keys)
    return Imported(proposal.model_copy(update={"sections": sections, "sources": sources}), unknown)


def _parsed(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise ProposalFileError("file", f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refused)
    except UnicodeDecodeError:
        raise ProposalFileError("file", "it is not text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise ProposalFileError("file", f"it is not JSON: see line {error.lineno}, column {error.colno}") from None
    except (RecursionError, ValueError):
        raise ProposalFileError(
            "file", "it is not JSON that can be read: too deep, or with a number that is none"
        ) from None


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _bounded(value: Any, field: str, depth: int = 0) -> Any:
    """Return a value in which every string is text that any file can hold, and nothing is larger than it may be."""
    if depth > 10:
        raise ProposalFileError(field, "it is too deep")
    if isinstance(value, str):
        name = next((part for part in reversed(field.split(".")) if not part.isdigit()), "")
        most = _LONGEST.get(name, _LONGEST["url"])
        if len(value) > most:
            raise ProposalFileError(field, f"it has {len(value):,} characters; {most:,} is the most")
        return fit(value)
    if isinstance(value, list | dict) and len(value) > _MOST_ITEMS:
        raise ProposalFileError(field, f"it has {len(value):,} items; {_MOST_ITEMS:,} is the most")
    if isinstance(value, list):
        return [_bounded(each, f"{field}.{index}", depth + 1) for index, each in enumerate(value)]
    if isinstance(value, dict):
        return {fit(key)[:100]: _bounded(each, f"{field}.{fit(key)[:100]}", depth + 1) for key, each in value.items()}
    return value


def _check(proposal: Proposal) -> None:
    """Raise ProposalFileError for what the shapes of a proposal allow, and no proposal of ours has."""
    _few(proposal.sections, MOST_SECTIONS, "proposal.sections")
    _few(proposal.sources, MOST_SOURCES, "proposal.sources")
    _once([each.section for each in proposal.sections], "proposal.sections", "section")
    _once([each.key for each in proposal.sources], "proposal.sources", "key")
    _codes(proposal.brief.countries, _COUNTRY, "proposal.brief.countries", "a code of a country")
    for index, each in enumerate(proposal.sources):
        field = f"proposal.sources.{index}"
        _codes([each.document_id], _ID, f"{field}.document_id", "an id of a document: 16 hexadecimal digits")
        _codes(each.countries, _COUNTRY, f"{field}.countries", "a code of a country")
        _codes([each.language or "en"], _LANGUAGE, f"{field}.language", "a code of a language")
        if not each.quote.strip():
            raise ProposalFileError(f"{field}.quote", "it is empty")
        if each.locator.end <= each.locator.start:
            raise ProposalFileError(f"{field}.locator", "it ends before it starts")
        years = [year for year in (each.year_from, each.year_to) if year is not None]
        if years != sorted(years) or any(not 1000 <= year <= 3000 for year in years):
            raise ProposalFileError(f"{field}.year_from", "it is no year, or after the last one")


def _sound(source: KeptSource) -> KeptSource:
    """Return a source whose addresses and reference are what we would have written, whoever wrote them."""
    locator = source.locator
    return source.model_copy(
        update={
            "url": web_address(source.url),
            "link": citation_link(
                source.document_id, source.source, locator.start, locator.end, source.quote, ordinal_of(source)
            ),
            "reference": sound_item(
                source.reference, source.document_id, source.title, source.kind, web_address(source.url)
            ),
        }
    )


def _few(values: Sequence[object], most: int, field: str) -> None:
    if len(values) > most:
        raise ProposalFileError(field, f"it has {len(values):,} items; {most} is the most")


def _once(values: Sequence[str], field: str, name: str) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise ProposalFileError(f"{field}.{index}.{name}", f"{_shown(value)} is there twice")


def _codes(values: Sequence[str], pattern: re.Pattern[str], field: str, what: str) -> None:
    for value in values:
        if not pattern.fullmatch(value):
            raise ProposalFileError(field, f"{_shown(value)} is not {what}")


def _shown(value: object) -> str:
    return repr(value)[:60]
