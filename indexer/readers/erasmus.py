"""Reads the Erasmus+ results platform's export of projects: one project a row, up to hundreds of thousands of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.errors import ReadingError
from corpus.facets import Kind
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line, shorten
from indexer.readers.composing import Composer
from indexer.readers.failures import failure
from indexer.readers.spreadsheets import Row, first_row, open_sheets
from indexer.readers.titles import LONGEST

_COLUMNS: Mapping[str, str] = {
    "programme": "programme",
    "key action": "key_action",
    "action type": "action_type",
    "call year": "year",
    "funding year": "year",
    "project identifier": "project_number",
    "project number": "project_number",
    "project reference": "project_number",
    "project title": "title",
    "title": "title",
    "topics": "topics",
    "project summary": "summary",
    "summary": "summary",
    "project status": "status",
    "project or accreditation status": "status",
    "project/accreditation status": "status",
    "is good practice": "good_practice",
    "good practice": "good_practice",
    "is success story": "success_story",
    "success story": "success_story",
    "project website": "website",
    "results available": "results_available",
    "results platform project card": "card",
    "project card": "card",
    "participating countries": "countries",
    "coordinating organisation name": "coordinator",
    "coordinating organisation type": "coordinator_type",
    "coordinator's address": "coordinator_address",
    "coordinator's region": "coordinator_region",
    "coordinator's country": "coordinator_country",
    "coordinator's website": "coordinator_website",
}
_PARTNER = re.compile(r"partner (\d{1,4}) (name|organisation type|address|region|country|website)")
_CARD = "https://erasmus-plus.ec.europa.eu/projects/search/details/"
_PROJECT_NUMBER = re.compile(r"[\w.-]{6,60}")
_AMOUNT = re.compile(r"[\d.,\s\xa0']*\d")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?")
_YES = {"yes", "true", "1", "y"}


def is_export(path: Path) -> bool:
    """Return whether a CSV file or workbook is such an export, by its first row."""
    try:
        return is_export_header(first_row(path))
    except ReadingError:
        return False


def is_export_header(header: Sequence[str]) -> bool:
    """Return whether a row names the columns of an export: the project's title and at least four others.

    Where only "Title" is said, as many tables do, it takes more of them.
    """
    names = set(_names(header))
    enough = 5 if any(clean_line(cell).casefold() == "project title" for cell in header) else 8
    known = len(names - {""})
    return "title" in names and known >= enough and bool(names & {"project_number", "coordinator", "action_type"})


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return one draft a project; raises `ReadingError`."""
    return tuple(stream(path, limits))


def stream(path: Path, limits: ReadingLimits) -> Iterator[Draft]:
    """Yield one draft a project, without ever holding more than one row; raises `ReadingError`."""
    found = False
    with open_sheets(path, limits) as sheets:
        for sheet in sheets:
            names: list[str] = []
            for number, row in enumerate(sheet.rows):
                if not names:
                    names = _names(row) if is_export_header(row) else []
                    if number > 50:
                        break
                    continue
                project, partners = _project(names, row)
                if project.get("title") or project.get("summary"):
                    if len(project.get("summary", "")) > limits.characters:
                        raise failure(path, "too_large", f"the summary in row {number + 1} is longer than the limit.")
                    found = True
                    yield _draft(project, partners)
    if not found:
        raise failure(path, "no_text", "this export holds no project. Export the projects again.")


def amount_in_euros(text: str) -> str | None:
    """Return a grant such as '50000.00', '240000.0 EUR' or '1.234,56' as 'EUR 50,000'; None where there is none."""
    match = _AMOUNT.search(text)
    if match is None:
        return None
    digits = re.sub(r"[\s\xa0']", "", match.group())
    cents = re.search(r"[.,](\d{1,2})$", digits)
    whole = re.sub(r"\D", "", digits[: cents.start()] if cents else digits)
    if not whole or len(whole) > 15 or not int(whole):
        return None
    fraction = f".{cents.group(1):0<2}" if cents and cents.group(1).strip("0") else ""
    return f"EUR {int(whole):,}{fraction}"


def _names(header: Sequence[str]) -> list[str]:
    names = []
    for cell in header:
        label = clean_line(cell).casefold().replace("’", "'")
        partner = _PARTNER.fullmatch(label)
        if partner:
            names.append(f"partner {partner.group(1)} {partner.group(2)}")
        elif label.startswith("eu grant award"):
            names.append("grant")
        else:
            names.append(_COLUMNS.get(label, ""))
    return names


def _project(names: Sequence[str], row: Row) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """Return what a row says by column name, and its partners by number; cells without content vanish."""
    project: dict[str, str] = {}
    partners: dict[int, dict[str, str]] = {}
    for name, cell in zip(names, row, strict=False):
        if not name or not cell or cell.isspace():
            continue
        value = clean(cell)
        partner = _PARTNER.fullmatch(name)
        if partner and value:
            partners.setdefault(int(partner.group(1)), {})[partner.group(2)] = value
        elif value:
            project.setdefault(name, value)
    return project, {number: partner for number, partner in partners.items() if partner.get("name")}


def _draft(project: Mapping[str, str], partners: Mapping[int, Mapping[str, str]]) -> Draft:
    action = ", ".join(project[name] for name in ("key_action", "action_type") if name in project)
    grant = amount_in_euros(project.get("grant", ""))
    partner_lines = [_organisation(partner["name"], partner) for partner in partners.values()]
    coordinator = _organisation(
        project.get("coordinator", ""),
        {
            name: project.get(f"coordinator_{name.split()[-1]}", "")
            for name in ("organisation type", "region", "country")
        },
    )
    website = _first_address(project.get("website", "")) or _first_address(project.get("coordinator_website", ""))
    topics = _items(project.get("topics", ""))
    composer = Composer()
    _add(composer, "Summary", "summary", project.get("summary", ""))
    _add(composer, "Programme and action", "action", _action_text(project, action))
    _add(composer, "Coordinator", "coordinator", coordinator)
    _add(composer, "Partners", "partners", "\n".join(partner_lines))
    _add(composer, "Grant", "grant", f"{grant} awarded by the European Union" if grant else "")
    _add(composer, "Status", "status", _status_text(project))
    _add(composer, "Topics", None, "; ".join(topics))
    _add(composer, "Website", None, website)
    url = _card(project)
    fields = {
        "programme": project.get("programme", ""),
        "action": action,
        "project_number": project.get("project_number", ""),
        "coordinator": project.get("coordinator", ""),
        "partners": "\n".join(partner_lines),
        "grant": grant or "",
        "status": project.get("status", ""),
        "summary": project.get("summary", ""),
        "year_start": project.get("year", ""),
        "source_url": url,
        "source_title": "Erasmus+ Project Results Platform",
    }
    declared = {
        "country": _countries(project, partners),
        "theme": topics,
        "year_start": tuple(re.findall(r"\b(?:19|20)\d{2}\b", project.get("year", "")))[:1],
    }
    return Draft(
        title=shorten(clean_line(project.get("title") or project.get("summary", "")), LONGEST),
        text=composer.text(),
        kind=Kind.PROJECT_REPORT,
        url=url or None,
        declared={name: values for name, values in declared.items() if values},
        fields={name: value for name, value in fields.items() if value},
        sections=composer.sections(),
    )


def _add(composer: Composer, label: str, field: str | None, text: str) -> None:
    if text:
        composer.heading(label, field=field)
        composer.block(text)


def _organisation(name: str, details: Mapping[str, str]) -> str:
    extra = [clean_line(details[key]) for key in ("organisation type", "region", "country") if details.get(key)]
    name = clean_line(name)
    return f"{name} ({', '.join(extra)})" if name and extra else name


def _action_text(project: Mapping[str, str], action: str) -> str:
    parts = [": ".join(part for part in (project.get("programme", ""), action) if part)]
    parts += [f"Call year: {project['year']}"] if "year" in project else []
    parts += [f"Project number: {project['project_number']}"] if "project_number" in project else []
    return "\n".join(part for part in parts if part)


def _status_text(project: Mapping[str, str]) -> str:
    marks = [
        label
        for name, label in (("good_practice", "Good practice"), ("success_story", "Success story"))
        if project.get(name, "").casefold() in _YES
    ]
    return "\n".join(part for part in (project.get("status", ""), *marks) if part)


def _countries(project: Mapping[str, str], partners: Mapping[int, Mapping[str, str]]) -> tuple[str, ...]:
    stated = _items(project.get("countries", "").replace(",", ";"))
    others = (project.get("coordinator_country", ""), *(partner.get("country", "") for partner in partners.values()))
    return stated or tuple(dict.fromkeys(country for country in others if country))


def _items(text: str) -> tuple[str, ...]:
    # Topics hold commas of their own; the export puts semicolons, a newer one vertical bars, between them.
    return tuple(dict.fromkeys(item for part in re.split(r"[;|\n]", text) if (item := clean_line(part))))


def _first_address(text: str) -> str:
    match = _ADDRESS.search(text)
    return match.group() if match else ""


def _card(project: Mapping[str, str]) -> str:
    stated = project.get("card", "")
    if re.fullmatch(r"https?://\S+", stated):
        return stated
    number = project.get("project_number", "")
    return _CARD + number if _PROJECT_NUMBER.fullmatch(number) else ""
