"""How the page looks: the colours of its light and dark theme, as options that Streamlit is started with."""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "primaryColor": "#0f6b73",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#eff4f5",
    "textColor": "#1d282e",
    "linkColor": "#0b5c77",
    "borderColor": "#c3ced3",
}
DARK: Mapping[str, str] = {
    "primaryColor": "#1f7f88",
    "backgroundColor": "#14191c",
    "secondaryBackgroundColor": "#20282d",
    "textColor": "#e7edf0",
    "linkColor": "#86cbe0",
    "borderColor": "#45525a",
}

OPTIONS: Mapping[str, str] = {
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    **{f"theme.light.{name}": value for name, value in LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in DARK.items()},
    "theme.baseRadius": "8px",
    "theme.headingFontWeights": "600",
}
"""Command line options of `streamlit run`, without their dashes."""
