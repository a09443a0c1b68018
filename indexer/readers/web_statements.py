"""What a web page states about itself: titles, language, date, address."""

import json
import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from indexer.readers.cleaning import clean_line

_DATE_NAMES = ("article:published_time", "datepublished", "dcterms.issued", "dcterms.date", "dc.date", "dc.date.issued",
               "date", "pubdate", "publish-date", "citation_publication_date")  # fmt: skip
_SITE_SEPARATOR = re.compile(r"\s+[|»·–—-]\s+")


def meta_of(soup: BeautifulSoup) -> dict[str, str]:
    """Return the page's `meta` elements by name, the first of each."""
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = clean_line(str(tag.get("content") or ""))
        if name and content:
            meta.setdefault(str(name).casefold(), content)
    return meta


def first_of(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first that there is of several `meta` elements."""
    return next((meta[name] for name in names if name in meta), None)


def titles_of(soup: BeautifulSoup, meta: dict[str, str]) -> list[str]:
    """Return the page's titles, best first: what it says to share, its only main heading, its window title."""
    headings = [clean_line(tag.get_text(" ")) for tag in soup.find_all("h1")]
    window = clean_line(soup.title.get_text(" ")) if soup.title else ""
    main = (
        headings[0]
        if len(headings) == 1
        else next((heading for heading in headings if heading and heading in window), "")
    )
    # A window title often ends in the site's name.
    parts = _SITE_SEPARATOR.split(window)
    return [meta.get("og:title", ""), main, max(parts[:1] if len(parts[0]) > 15 else [window], key=len)]


def language_of(soup: BeautifulSoup, meta: dict[str, str]) -> str | None:
    """Return the code of the language that the page states, or None."""
    root = soup.find("html")
    stated = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    stated = stated or meta.get("content-language", "") or meta.get("dc.language", "") or meta.get("og:locale", "")
    match = re.match(r"([a-z]{2,3})(?:[-_]|$)", stated.strip().casefold())
    return match.group(1) if match else None


def date_of(soup: BeautifulSoup, meta: dict[str, str]) -> str | None:
    """Return the date of publication that the page states, or None."""
    stated = first_of(meta, _DATE_NAMES)
    if stated is None:
        for script in soup.find_all("script", type="application/ld+json"):
            match = re.search(r'"datePublished"\s*:\s*("[^"]{4,40}")', script.get_text())
            stated = json.loads(match.group(1)) if match and "\\" not in match.group(1) else stated
    if stated is None:
        times = soup.find_all("time", attrs={"datetime": True})
        stated = str(times[0]["datetime"]) if len(times) == 1 else None
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", stated or "")
    return match.group() if match else clean_line(stated or "") or None


def address_of(soup: BeautifulSoup, meta: dict[str, str]) -> str | None:
    """Return the address that the page states as its own, or None."""
    link = soup.find("link", rel="canonical")
    stated = str(link.get("href") or "") if isinstance(link, Tag) else ""
    return next((url for url in (stated, meta.get("og:url", "")) if re.fullmatch(r"https?://[^\s<>\"]+", url)), None)
