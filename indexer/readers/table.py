"""Reads tables (CSV and XLSX): a table of records gives one document a row, any other table is one document."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.facets import Kind
from corpus.records import FIELDS
from corpus.vocabulary import load_vocabulary
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.cleaning import clean, clean_line, shorten, shows_something
from indexer.readers.composing import Composer
from indexer.readers.failures import failure
from indexer.readers.frontmatter import kind_of
from indexer.readers.labels import DECLARED, UNNAMED, field_name, human_label
from indexer.readers.rows import labelled_line, looks_like_header
from indexer.readers.spreadsheets import Row, Sheet, open_sheets
from indexer.readers.stating import items_of
from indexer.readers.titles import LONGEST, title_from_name

_GENERIC_SHEET = re.compile(
    r"(?:sheet|blad|taulukko|hoja|tabelle|feuil|folha|foglio|lapas|leht|arkusz) ?\d*|data", re.IGNORECASE
)
_MOST_ROWS_ABOVE = 15
_COLUMN_ROLES = {
    "statement": "statement|theme|topic|question|item|indicator|challenge|answer|option|stelling|thema|vraag|väite"
    "|teema|kysymys|tema|pregunta|afirmación|gaia|galdera|aussage|frage|thème|affirmation|declaração|pergunta|affermazione"
    "|domanda|teiginys|klausimas|väide|küsimus",
    "country": "country|land|maa|país|herrialdea|pays|paese|šalis|riik|region|network",
    "rank": "rank|ranking|position|place|rang|rangorde|plaats|sija|sijoitus|puesto|posición|postua|platz|rangliste"
    "|posição|posizione|vieta|koht",
    "value": "value|percentage|percent|per cent|%|share|score|result|mean|average|waarde|aandeel|arvo|osuus|valor"
    "|porcentaje|balioa|ehunekoa|wert|anteil|prozent|valeur|pourcentage|percentagem|valore|percentuale|reikšmė"
    "|procentas|väärtus|osakaal|protsent",
    "unit": "unit|eenheid|yksikkö|unidad|unitatea|einheit|unité|unidade|unità|vienetas|ühik",
}  # fmt: skip
_ROLES = {label: role for role, labels in _COLUMN_ROLES.items() for label in labels.split("|")}
_PLACE = "place:"
_FEWEST_PLACES = 2
_RANKED = re.compile(
    r"(?<!\w)(?:rank|rang(?!e)|sija|puesto|postua|positi|posici|posizion|platz|viet[ao]|koht|top \d)", re.IGNORECASE
)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:[.,]\d{3})+")
_NUMBER = re.compile(r"[-−+]?\d[\d\s.,'\xa0]*")


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return one draft a record, or one for each sheet with a table of another sort; raises `ReadingError`."""
    return tuple(stream(path, limits))


def stream(path: Path, limits: ReadingLimits) -> Iterator[Draft]:
    """Yield the drafts of each sheet; raises `ReadingError`."""
    found = False
    with open_sheets(path, limits) as sheets:
        for sheet in sheets:
            rows = iter(sheet.rows)
            above, header = _header(rows)
            names = [field_name(cell) if cell else None for cell in header]
            if "title" in names and any(name in FIELDS or name in DECLARED for name in names):
                drafts = _records(path, header, names, rows, limits)
            else:
                drafts = _tables(path, sheet, above, header, rows, limits)
            for draft in drafts:
                found = True
                yield draft
    if not found:
        raise failure(
            path,
            "no_text",
            "no row holds a value. If they hold formulas, open the file in a spreadsheet program and save it again.",
        )


def _header(rows: Iterator[Row]) -> tuple[list[str], Row]:
    """Return the lines above the header (a title over merged cells), and the header; empty where there is none."""
    above: list[str] = []
    for row in rows:
        cells = [clean_line(cell) for cell in row]
        if looks_like_header(cells):
            return above, cells
        line = " | ".join(dict.fromkeys(cell for cell in cells if cell))
        if line:
            above.append(line)
        if len(above) >= _MOST_ROWS_ABOVE:
            break
    return above, []


def _records(
    path: Path, header: Row, names: Sequence[str | None], rows: Iterable[Row], limits: ReadingLimits
) -> Iterator[Draft]:
    for row in rows:
        cells = [clean(cell[: limits.characters]) for cell in row[: len(header)]]
        if any(shows_something(cell) for cell in cells):
            yield _record(path, header, names, cells)


def _record(path: Path, header: Row, names: Sequence[str | None], cells: Sequence[str]) -> Draft:
    composer = Composer()
    title = ""
    fields: dict[str, str] = {}
    declared: dict[str, tuple[str, ...]] = {}
    for label, name, cell in zip(header, names, cells, strict=False):
        if not shows_something(cell) or name == UNNAMED:
            continue
        if name == "title" and not title:
            title = clean_line(cell)
            continue
        if name in DECLARED:
            declared[name] = items_of(cell)
        # What only serves to filter is shown beside the text, as codes or ids it would be no sentence to quote.
        if name not in DECLARED or name in FIELDS:
            if label:
                composer.heading(human_label(label), field=name if name in FIELDS else None)
            composer.block(cell)
        if name in FIELDS:
            fields.setdefault(name, cell)
    text = composer.text()
    url = fields.get("source_url", "")
    return Draft(
        title=shorten(title or clean_line(text[:LONGEST]), LONGEST) or title_from_name(path),
        text=text or title,
        kind=kind_of(declared["kind"][0]) if "kind" in declared else None,
        url=url if re.fullmatch(r"https?://\S+", url) else None,
        declared=declared,
        fields=fields,
        sections=composer.sections(),
    )


def _tables(
    path: Path, sheet: Sheet, above: Sequence[str], header: Row, rows: Iterable[Row], limits: ReadingLimits
) -> Iterator[Draft]:
    """Yield the sheet as one draft, if it holds anything."""
    if not above and not header:
        return
    name = sheet.name if sheet.name and not _GENERIC_SHEET.fullmatch(sheet.name) else None
    own_title = above[0] if above and header else None
    title = own_title or (f"{title_from_name(path)}: {name}" if name else title_from_name(path))
    lines = [title, *(line for line in above if line != own_title)]
    length = sum(map(len, lines))
    results: list[dict[str, object]] = []
    roles = _roles(header)
    told = " ".join([title, *above])
    notes: tuple[str, ...] = ()
    for number, row in enumerate(rows, start=1):
        cells = [clean_line(cell) for cell in row]
        line = labelled_line(header, cells) if header else " | ".join(cell for cell in cells if cell)
        length += len(line) + 1
        if length > limits.characters:
            notes = (f"Only the first {number - 1:,} rows were read: the table is longer than the limit.",)
            break
        if line:
            lines.append(line)
            results.extend(_survey_results(roles, cells, told))
    is_survey = len(results) >= 2
    countries = dict.fromkeys(str(each["country"]) for each in results if each["country"])
    yield Draft(
        title=shorten(title, LONGEST),
        text="\n\n".join([lines[0], "\n".join(lines[1:])]).strip(),
        kind=Kind.SURVEY_SUMMARY if is_survey else None,
        declared={"country": tuple(countries)} if is_survey and countries else {},
        fields={"results": json.dumps(results, ensure_ascii=False)} if is_survey else {},
        notes=notes,
    )


def _roles(header: Row) -> list[str | None]:
    """Return what each column of survey results holds; `place:FI` is the figures of one of several countries."""
    roles = [_ROLES.get(cell.casefold()) for cell in header]
    places = [
        load_vocabulary().place_code(cell) if cell and not role else None
        for cell, role in zip(header, roles, strict=True)
    ]
    if len(set(filter(None, places))) < _FEWEST_PLACES or "value" in roles or "rank" in roles:
        return roles
    if "statement" not in roles and all(places[1:]):
        roles[0] = "statement"
    return [f"{_PLACE}{place}" if place else role for place, role in zip(places, roles, strict=True)]


def _survey_results(roles: Sequence[str | None], cells: Sequence[str], told: str) -> Iterator[dict[str, object]]:
    """Yield the figures of a row of survey results: one, or one for each country that has a column of its own.

    `told` is what stands above the table, and says whether the figures of countries are ranks or percentages.
    """
    places = {
        number: role.removeprefix(_PLACE) for number, role in enumerate(roles) if role and role.startswith(_PLACE)
    }
    statement = roles.index("statement") if "statement" in roles else len(cells)
    if not places or statement >= len(cells) or not cells[statement]:
        yield from _survey_result(roles, cells)
        return
    ranked = _RANKED.search(told) is not None
    for number, place in places.items():
        cell = cells[number] if number < len(cells) else ""
        figure = _number(cell)
        if figure is not None:
            is_rank = ranked and figure == int(figure) > 0
            yield {
                "statement": cells[statement],
                "country": place,
                "rank": int(figure) if is_rank else None,
                "value": None if is_rank else figure,
                "unit": "%" if not is_rank and ("%" in cell or "%" in told) else None,
            }


def _survey_result(roles: Sequence[str | None], cells: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield the figure that a row of survey results gives, if its columns are a statement and a rank or value."""
    if "statement" not in roles or not ("rank" in roles or "value" in roles):
        return
    row = {role: cell for role, cell in zip(roles, cells, strict=False) if role and cell}
    rank, value = _number(row.get("rank", "")), _number(row.get("value", ""))
    if "statement" not in row or (rank is None and value is None):
        return
    unit = row.get("unit") or ("%" if row.get("value", "").endswith("%") else None)
    yield {
        "statement": row["statement"],
        "country": row.get("country"),
        "rank": int(rank) if rank is not None and rank == int(rank) else None,
        "value": value,
        "unit": unit,
    }


def _number(text: str) -> float | None:
    match = _NUMBER.match(text)
    if match is None or len(match.group()) > 20:
        return None
    digits = re.sub(r"[\s'\xa0]", "", match.group()).replace("−", "-").rstrip(".,")
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        digits = re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    elif _THOUSANDS.fullmatch(digits) and "%" not in text:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None
