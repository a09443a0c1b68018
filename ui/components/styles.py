"""The few styles that Streamlit does not give: the same in the light and the dark theme."""

import streamlit as st

_STYLES = """
<style>
.vet-muted { opacity: .8; margin: 0 0 .25rem; }
.vet-status { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-weight: 600; font-size: .875rem;
  border: 1px solid currentColor; margin-right: .5rem; }
.vet-answered { background: rgba(20, 125, 70, .15); }
.vet-partial { background: rgba(200, 140, 0, .18); border-style: dashed; }
.vet-no_evidence { background: rgba(128, 128, 128, .18); border-style: dotted; }
.vet-document { margin: 1.1rem 0 0; }
.vet-document h3 { font-size: 1.05rem; margin: 0; padding: 0; }
.vet-document blockquote { margin: .5rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid #2a78c2;
  font-size: 1.02rem; line-height: 1.55; opacity: 1; color: inherit; white-space: pre-line; }
.vet-document a { text-decoration: none; font-weight: 600; white-space: nowrap; padding: 0 .15rem; }
.vet-document a:hover, .vet-document a:focus { text-decoration: underline; }
.vet-source { scroll-margin-top: 5rem; overflow-wrap: anywhere; }
.vet-source:target { outline: 2px solid #2a78c2; outline-offset: .4rem; border-radius: .25rem; }
.vet-source h4 { font-size: 1rem; margin: 0 0 .25rem; padding: 0; }
.vet-source p, .vet-text p { margin: .35rem 0; line-height: 1.5; white-space: pre-line; }
.vet-text { overflow-wrap: anywhere; max-width: 46rem; }
.vet-text h3 { font-size: 1.05rem; margin: 1rem 0 .2rem; padding: 0; }
.vet-text .vet-page { font-size: .875rem; opacity: .75; border-top: 1px solid currentColor; margin-top: 1rem; }
mark.vet-quote { background: #ffe58a; color: #1a1a1a; padding: .05rem .1rem; border-radius: .15rem; }
</style>
"""


def apply_styles() -> None:
    """Add the styles to the page."""
    st.html(_STYLES)
