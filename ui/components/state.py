"""HTML of the library's state: what it holds, files that there is something to say about, and what a check found."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from pathlib import PurePath
from typing import NamedTuple

from assistant.health import Level
from corpus.library import FileRecord
from ui.texts import Texts

# Beside the words of `corpus`, what each reason of `indexer.drafts.REASONS` is called in the catalogues.
_REASONS = {
    "empty": "reason_empty",
    "no_text": "reason_no_text",
    "encrypted": "reason_encrypted",
    "damaged": "reason_damaged",
    "unsupported": "reason_unsupported",
    "too_large": "reason_too_large",
    "too_many_pages": "reason_too_many_pages",
    "too_slow": "reason_too_slow",
    "too_much_memory": "reason_too_much_memory",
    "not_readable": "reason_not_readable",
    "bad_metadata": "reason_bad_metadata",
    "crashed": "reason_crashed",
}
_CHECKS = {
    "home": "check_home",
    "library": "check_library",
    "sources": "check_sources",
    "files": "check_files",
    "model": "check_model",
    "index": "check_index",
    "answers": "check_answers",
    "entailment_model": "check_entailment",
}
_LEVELS: Mapping[Level, tuple[str, str]] = {
    "ok": ("✓", "check_ok"),
    "warning": ("!", "check_warning"),
    "error": ("✕", "check_error"),
}
_SEARCHED_FROM = 10
_MOST = 1000


class Noted(NamedTuple):
    """A file as people know it, and what there is to say about it."""

    source: str
    says: tuple[str, ...]


def failed_files(files: Sequence[FileRecord], say: Texts) -> list[Noted]:
    """Return the files that could not be read, each with why and what to do."""
    return [Noted(file.source, (say(_REASONS.get(file.reason, "reason_other")),)) for file in files if file.reason]


def noted_files(files: Sequence[FileRecord]) -> list[Noted]:
    """Return the files that were read and that their reader remarked something about."""
    # Of a file that holds what another holds, indexing remarks that last.
    notes = [(file.source, file.notes[:-1] if file.shadowed else file.notes) for file in files if not file.reason]
    return [Noted(source, said) for source, said in notes if said]


def twice_held_files(files: Sequence[FileRecord], say: Texts) -> list[Noted]:
    """Return the files whose documents another file holds, too, each with those files."""
    sources = {file.path: file.source for file in files}
    found = []
    for file in files:
        owners = sorted({sources.get(path, PurePath(path).name) for path in file.shadowed.values()})
        if owners:
            found.append(Noted(file.source, (say("also_in", files=", ".join(owners)),)))
    return found


def source_names(paths: Collection[str]) -> dict[str, str]:
    """Return by path what to call it without saying where on this machine it lies: its last name, or its last two."""
    names = {path: PurePath(path).name or "/" for path in paths}
    once = [*names.values()]
    return {
        path: name if once.count(name) == 1 else "/".join(PurePath(path).parts[-2:]) for path, name in names.items()
    }


def holdings_html(rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return labels, each with its lines."""
    shown = "".join(
        f"<dt>{escape(label)}</dt><dd>{'<br>'.join(map(escape, lines))}</dd>" for label, lines in rows if lines
    )
    return f'<dl class="vet-details">{shown}</dl>'


def files_html(key: str, heading: str, files: Sequence[Noted], say: Texts) -> str:
    """Return a list of files that opens, with a field to search it where it is long; nothing when it is empty."""
    if not files:
        return ""
    search = ""
    if len(files) > _SEARCHED_FROM:
        search = (
            f'<label>{escape(say("find_in_list"))}<input type="search" data-search="{key}" autocomplete="off"></label>'
        )
    items = "".join(
        f'<li data-words="{escape(" ".join((file.source, *file.says)))}">{escape(file.source)}'
        + "".join(f"<span>{escape(said)}</span>" for said in file.says)
        + "</li>"
        for file in files[:_MOST]
    )
    left = len(files) - _MOST
    said = say("more_in_list", number=say.number(left))
    more = f"<p>{escape(said)}</p>" if left > 0 else ""
    return (
        f'<details data-keep="{key}" data-searchable><summary>{escape(heading)}</summary>'
        f'{search}<ul class="vet-list">{items}</ul>{more}</details>'
    )


def checks_html(levels: Mapping[str, Level], say: Texts) -> str:
    """Return each thing that was checked and how it is, in words and a sign."""
    items = "".join(
        f'<li><span>{escape(say(_CHECKS[name]))}</span><span class="vet-level vet-level-{level}">'
        f'<span aria-hidden="true">{_LEVELS[level][0]}</span> {escape(say(_LEVELS[level][1]))}</span></li>'
        for name, level in levels.items()
        if name in _CHECKS
    )
    return f'<ul class="vet-checks">{items}</ul>'
