"""The few styles and the two lines of script that Streamlit does not give; nothing from a document gets in here."""

import streamlit as st

_STYLES = """
<style>
.stMainBlockContainer { padding-top: 3.5rem; padding-bottom: 4rem; max-width: 84rem; }
.stMainBlockContainer [data-testid="stHeading"] h2 { font-size: 1.2rem; padding: 0 0 .4rem; }
.stSidebar h2 { font-size: 1.15rem; padding: 0 0 .4rem; }
.stMainBlockContainer h1 { font-size: 2rem; padding: .25rem 0 .5rem; }
.vet-muted { margin: 0 0 .25rem; font-size: .9rem; opacity: .85; }
.vet-found { margin: .25rem 0 0; }
.vet-status { display: inline-block; padding: .05rem .7rem; border-radius: 1rem; font-weight: 600; font-size: .9rem;
  border: 1px solid currentColor; margin-right: .35rem; white-space: nowrap; }
.vet-answered { background: rgba(20, 125, 70, .15); }
.vet-partial { background: rgba(200, 140, 0, .18); border-style: dashed; }
.vet-no_evidence { background: rgba(128, 128, 128, .18); border-style: dotted; }
.vet-document { margin: 0 0 1.4rem; overflow-wrap: anywhere; }
.vet-document h2, .vet-card h3 { font-size: 1.05rem; line-height: 1.35; margin: 0; padding: 0; }
.vet-document blockquote { margin: .6rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid #2b8f99;
  font-size: 1.02rem; line-height: 1.55; opacity: 1; color: inherit; white-space: pre-line; }
.vet-mark { font-weight: 600; white-space: nowrap; padding: .15rem .2rem; text-decoration: underline;
  text-underline-offset: .2em; }
.vet-card { overflow-wrap: anywhere; }
.vet-source { scroll-margin-top: 5rem; padding: .1rem .5rem; margin: .25rem -.5rem; border-radius: .4rem; }
.vet-source:target { outline: 2px solid #2b8f99; background: rgba(43, 143, 153, .1); }
.vet-source p, .vet-text p { margin: .35rem 0; line-height: 1.55; white-space: pre-line; }
.stHtml a.vet-link, .stHtml a.vet-mark { color: inherit; }
.vet-link { overflow-wrap: anywhere; font-size: .9rem; }
.vet-title { font-size: 1.35rem; line-height: 1.3; padding: 0; margin: 0; overflow-wrap: anywhere; }
.vet-text { overflow-wrap: anywhere; max-width: 46rem; }
.vet-text h3 { font-size: 1.05rem; margin: 1rem 0 .2rem; padding: 0; }
.vet-text .vet-page { font-size: .9rem; font-weight: 600; border-top: 1px solid currentColor; margin-top: 1.2rem;
  padding-top: .2rem; opacity: .85; }
.stMainBlockContainer [data-testid="stHeading"] h3 { font-size: 1.1rem; padding: 0; }
.stHtml dl.vet-details { margin: 0; padding: 0; }
.stHtml dl.vet-details dt, .stHtml dl.vet-details dd { margin: 0; padding: 0; }
.vet-details { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1rem; margin: 0;
  overflow-wrap: anywhere; }
.vet-details dt { font-weight: 600; }
.vet-origin { font-size: .85rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; opacity: .85;
  white-space: nowrap; }
.vet-list { margin: 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
mark.vet-quote { background: #ffe58a; color: #1a1a1a; padding: .05rem .1rem; border-radius: .15rem;
  scroll-margin: 6rem; }
[class*="st-key-near-"] button, [class*="st-key-earlier-"] button, [class*="st-key-try-"] button {
  text-align: left; justify-content: flex-start; min-height: 0; }
@media (max-width: 640px) {
  .vet-details { grid-template-columns: 1fr; gap: 0; } .stHtml dl.vet-details dd { margin-bottom: .5rem; } }
</style>
"""
_SCROLL_TO_QUOTE = """
<script>
requestAnimationFrame(() =>
  document.querySelector('[role="dialog"] mark.vet-quote')?.scrollIntoView({block: "center"}));
</script>
"""


def apply_styles() -> None:
    """Add the styles to the page."""
    st.html(_STYLES)


def say_language(language: str) -> None:
    """Tell the browser, and so a screen reader, which language the page is in: the name of one of our catalogues."""
    _script(f'<script>document.documentElement.lang = "{language}";</script>')


def scroll_to_quote() -> None:
    """Bring the first marked quote of the open dialog into view."""
    _script(_SCROLL_TO_QUOTE)


def _script(constant: str) -> None:
    st.html(constant, unsafe_allow_javascript=True)
