"""Citations for other programs: BibTeX, RIS and CSL-JSON, as UTF-8, one entry for each document.

Written here and not by a library: those that there are (bibtexparser, rispy) leave the choice of fields and the
escaping to their callers, and nothing but lines of `name = value` would be left for them. The tests read what is
written with them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.exporting.proposal import item_of
from assistant.exporting.thread import fit
from corpus.proposals import KeptSource

_BIBTEX_TYPES: Mapping[str, str] = {"report": "techreport", "webpage": "misc"}
_RIS_TYPES: Mapping[str, str] = {"report": "RPRT", "webpage": "ELEC"}
# BibTeX counts braces whatever stands before them, so that \{ would leave one open.
_TEX: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Within braces BibTeX keeps capitals as they are; without, styles put titles into small letters.
_BRACED = re.compile(r"[{}\\]")


def bibtex(sources: Sequence[KeptSource]) -> str:
    """Return the documents of sources as BibTeX; each entry has the key of the first source of its document."""
    return "\n".join(_bibtex_entry(key, item) for key, item in _documents(sources))


def ris(sources: Sequence[KeptSource]) -> str:
    """Return the documents of sources in the RIS format, its lines ended as it has them, with CR LF."""
    return "".join(f"{line}\r\n" for _, item in _documents(sources) for line in _ris_lines(item))


def csl_json(sources: Sequence[KeptSource]) -> str:
    """Return the documents of sources as CSL-JSON; the id of each is the key of the first source of its document."""
    items = [{**_fitted(item), "id": key} for key, item in _documents(sources)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _documents(sources: Sequence[KeptSource]) -> list[tuple[str, dict[str, Any]]]:
    """Return each document once, with its key; where its file lies says something to us alone."""
    keys: dict[str, str] = {}
    items: dict[str, dict[str, Any]] = {}
    for source in sources:
        key = keys.setdefault(source.document_id, source.key)
        item = {name: value for name, value in item_of(source).items() if name != "archive_location"}
        items.setdefault(key, item)
    return list(items.items())


def _bibtex_entry(key: str, item: Mapping[str, Any]) -> str:
    kind = _BIBTEX_TYPES[item["type"]]
    publisher = "institution" if kind == "techreport" else "publisher"
    fields = {
        "title": f"{{{_tex(item['title'])}}}",
        "author": " and ".join(_bibtex_name(name) for name in item.get("author", ())),
        publisher: _tex(item.get("publisher", "")),
        "number": _tex(item.get("number", "")),
        **_bibtex_date(item),
        # An address is what it is: a reader takes it to its end, so only braces would break it.
        "url": _BRACED.sub(lambda match: f"%{ord(match.group()):02X}", item.get("URL", "")),
        "urldate": "-".join(f"{part:02d}" for part in _date(item, "accessed")),
        "langid": _tex(item.get("language", "")),
    }
    # An institution is what the standard styles ask of a report; who wrote it stands for it where it is not known.
    if kind == "techreport" and not fields[publisher]:
        fields[publisher] = " and ".join(_tex(_plain_name(name)) for name in item.get("author", ()))
    month = fields.pop("month", "")
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines += [f"  month = {month},"] if month else []
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _bibtex_name(name: Mapping[str, str]) -> str:
    """Return a name: people in parts; an organisation in braces of its own, so that no word of it is a family name."""
    if "literal" in name:
        return f"{{{_tex(name['literal'])}}}"
    # A comma or the word "and" inside a part would be taken for the next one.
    parts = [f"{{{_tex(part)}}}" for part in (name.get("family", ""), name.get("given", "")) if part]
    return ", ".join(parts)


def _bibtex_date(item: Mapping[str, Any]) -> dict[str, str]:
    issued = _date(item, "issued")
    if not issued:
        return {}
    month = {"month": _MONTHS[issued[1] - 1]} if len(issued) > 1 else {}
    return {"year": str(issued[0]), **month}


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in _line(text))


def _ris_lines(item: Mapping[str, Any]) -> list[str]:
    issued, accessed = _date(item, "issued"), _date(item, "accessed")
    language = [("LA", item["language"])] if item.get("language") else []
    fields = [
        ("TY", _RIS_TYPES[item["type"]]),
        *(("AU", _ris_name(name)) for name in item.get("author", ())),
        ("TI", item["title"]),
        ("PB", item.get("publisher", "")),
        ("M1", item.get("number", "")),
        ("PY", str(issued[0]) if issued else ""),
        ("DA", _ris_date(issued)),
        ("UR", item.get("URL", "")),
        ("Y2", _ris_date(accessed)),
        *language,
    ]
    return [*(f"{tag}  - {_line(value)}" for tag, value in fields if value), "ER  - ", ""]


def _ris_name(name: Mapping[str, str]) -> str:
    """Return a name as RIS has it; an organisation keeps its commas as signs that separate nothing."""
    if "literal" in name:
        return name["literal"].replace(", ", " – ").replace(",", " ")
    return ", ".join(filter(None, (name.get("family", ""), name.get("given", ""))))


def _ris_date(parts: Sequence[int]) -> str:
    """Return YYYY/MM/DD/ with what is known, as RIS has it."""
    known = [f"{part:02d}" for part in parts]
    return "/".join([*known, *[""] * (3 - len(known)), ""]) if known else ""


def _plain_name(name: Mapping[str, str]) -> str:
    return name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family"))))


def _date(item: Mapping[str, Any], name: str) -> Sequence[int]:
    dates = item.get(name, {}).get("date-parts")
    return list(dates[0]) if dates else []


def _line(text: str) -> str:
    return " ".join(fit(text).split())


def _fitted(value: Any) -> Any:
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, Mapping):
        return {key: _fitted(each) for key, each in value.items()}
    return [_fitted(each) for each in value] if isinstance(value, list) else value
