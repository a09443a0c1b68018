"""The State page: when the library was last brought up to date, what it holds, what could not be read, and a check."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import format_date, format_time, format_timedelta

from assistant.health import worst_of_each
from corpus.errors import VetError
from corpus.facets import Filters
from corpus.library import FileRecord, GenerationRecord
from indexer.embedding import MULTILINGUAL, poorly_read
from ui.checking import Checked, latest_check
from ui.components.labels import years_shown
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.state import (
    checks_html,
    failed_files,
    files_html,
    holdings_html,
    noted_files,
    source_names,
    twice_held_files,
)
from ui.sessions import assistant, facet_counts, matching, texts, vocabulary, years

say, names, library = texts(), vocabulary(), assistant().library


def main() -> None:
    """Show the page."""
    st.title(say("state_title"), anchor=False)
    record, files = assistant().generation(), library.files()
    if record is None:
        empty_library(say)
    else:
        _updated(datetime.fromisoformat(record.finished_at))
        st.html(holdings_html([(say("state_holds"), _holdings(record)), (say("state_sources"), _sources(files))]))
    _files(files)
    if record is not None:
        _poorly_read(record)
    _check()


def _updated(when: datetime) -> None:
    local = when.astimezone(_timezone())
    date, time = format_date(local, "long", locale=say.language), format_time(local, "short", locale=say.language)
    ago = format_timedelta(when - datetime.now(UTC), add_direction=True, locale=say.language)
    st.text(say("updated", when=f"{date}, {time} ({ago})"))


def _timezone() -> tzinfo | None:
    """Return the visitor's time zone; None, which is this machine's, when their browser does not say."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ValueError, OSError, KeyError):
        return None


def _holdings(record: GenerationRecord) -> list[str]:
    counts, spell = facet_counts(Filters()), years_shown(*years())
    parts = [
        say.counted("documents", matching(Filters())),
        say.counted("passages", record.passages),
        say.counted("countries", len(countries)) if (countries := counts["countries"].keys() - {"EU"}) else "",
        say.counted("languages", len(counts["language"])) if counts["language"] else "",
        spell,
    ]
    return [" · ".join(filter(None, parts))]


def _sources(files: Sequence[FileRecord]) -> list[str]:
    sources = library.sources()
    called, gone = source_names(sources), say("source_gone")
    held = Counter(source for file in files for source in sources if Path(file.path).is_relative_to(source))
    shown = []
    for source in sources:
        line = f"{called[source]}: {say.counted('files', held[source])}"
        shown.append(line if Path(source).exists() else f"{line} ({gone})")
    return shown


def _files(files: Sequence[FileRecord]) -> None:
    failed, noted, twice = failed_files(files, say), noted_files(files), twice_held_files(files, say)
    parts = [
        files_html(key, say.counted(key, len(listed)), listed, say)
        for key, listed in (("failed", failed), ("noted", noted), ("twice", twice))
    ]
    if any(parts):
        pressable(f'<div class="vet-state">{"".join(parts)}</div>', key="state-files")
    if not failed and files:
        st.text(say("failed_none"))


def _poorly_read(record: GenerationRecord) -> None:
    """Say how many documents the model of the index reads poorly, and how to change that."""
    poorly = poorly_read(record.model, facet_counts(Filters())["language"])
    if poorly:
        with st.expander(say.counted("poorly_read", sum(poorly.values())), icon=":material/translate:"):
            spoken = sorted(names.language_label(language, say.language) for language in poorly)
            st.text(say("poorly_read_text", languages=", ".join(spoken)))
            st.code(f"VET_EMBEDDING_MODEL={MULTILINGUAL}\nvet-assistant index", language=None)


def _check() -> None:
    st.header(say("check_title"), anchor=False)
    st.text(say("check_explained"))
    if st.button(say("check_button"), key="check", icon=":material/health_and_safety:"):
        with st.spinner(say("checking")):
            st.session_state.checked = latest_check()
    checked: Checked | None = st.session_state.get("checked")
    if checked is None:
        return
    time = format_time(checked.at.astimezone(_timezone()), "medium", locale=say.language)
    levels = worst_of_each(checked.lines)
    st.html(f'<div role="status">{checks_html(levels, say)}</div>')
    st.text(say("check_when", time=time))
    if any(level != "ok" for level in levels.values()):
        st.text(say("check_more"))
        st.code("vet-assistant check", language=None)


try:
    main()
except VetError as error:
    problem(error, say)
