"""Words that proposals are shown with: texts of templates in a reader's language, and moments of saving."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import format_date, format_time

from assistant.proposals.shapes import Labels
from assistant.proposals.templates import text_in
from ui.texts import Texts


def said(labels: Labels, say: Texts) -> str:
    """Return a text of a template in the reader's language, else in English; nothing if it has none."""
    return text_in(labels, say.language)


def time_shown(when: datetime, say: Texts) -> str:
    """Return a moment as the visitor's clock shows it; of another day with its date."""
    local = when.astimezone(_timezone())
    time = format_time(local, "short", locale=say.language)
    if local.date() == datetime.now(local.tzinfo).date():
        return time
    return f"{format_date(local, 'medium', locale=say.language)}, {time}"


def _timezone() -> tzinfo | None:
    """Return the visitor's time zone; None, which is this machine's, when their browser does not say."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ValueError, KeyError, OSError):
        return None
