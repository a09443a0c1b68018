"""Takes out of a web page what is not its own text: navigation, banners, forms, hidden parts, comments."""

import re

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

_UNREAD = ["script", "style", "noscript", "template", "title", "button", "select", "input", "textarea", "iframe",
           "object", "embed", "svg", "canvas", "audio", "video", "dialog", "nav", "aside", "math", "map"]  # fmt: skip
_FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"}
_FURNITURE = re.compile(
    r"cookie|(?:^|[\s_-])(?:cc-window|consent|gdpr|breadcrumbs?|navbar|nav|menu|sidebar|"
    r"social|share|sharing|newsletter|subscribe|skip-link|skip|advert|ads|popup|modal|pagination|pager|related|related-posts|"
    r"screen-reader-text|visually-hidden|sr-only|site-header|site-branding|site-footer|footer|topbar)(?:$|[\s_-])|"
    r"(?:^|\s)widget(?:-area|_\w+)?(?:$|\s)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)


def remove_furniture(soup: BeautifulSoup) -> None:
    """Remove from a page what belongs to the site or its workings, or does not show."""
    whole = len(soup.get_text())
    for unread in soup([*_UNREAD, "form"]):
        # Some systems put the whole page into one form.
        if not unread.decomposed and (unread.name != "form" or len(unread.get_text()) < 0.5 * whole):
            unread.decompose()
    # Comments, declarations and the like are strings to the parser, but not to a reader.
    for string in [string for string in soup.descendants if isinstance(string, PreformattedString)]:
        string.extract()
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "main", "article"):
            continue
        if _is_hidden(tag) or (_is_furniture(tag) and not _holds_the_page(tag, soup, whole)):
            tag.decompose()


def _holds_the_page(tag: Tag, soup: BeautifulSoup, whole: int) -> bool:
    """Whether an element holds the page's own heading and text: words such as 'menu' also name such elements."""
    if soup.find("h1") is not None and tag.find("h1") is None:
        return False
    return len(tag.get_text()) > 0.4 * whole


def _is_hidden(tag: Tag) -> bool:
    attributes = tag.attrs
    hidden = "hidden" in attributes or str(attributes.get("aria-hidden", "")).casefold() == "true"
    return hidden or bool(_HIDDEN_STYLE.search(str(attributes.get("style", ""))))


def _is_furniture(tag: Tag) -> bool:
    attributes = tag.attrs
    if str(attributes.get("role", "")).casefold() in _FURNITURE_ROLES:
        return True
    if tag.name in ("header", "footer"):
        # An article's own header holds its title; the site's header and footer lie outside of any article.
        return tag.find_parent(["article", "main"]) is None
    classes = attributes.get("class", "")
    names = f"{' '.join(classes) if isinstance(classes, list) else classes} {attributes.get('id', '')}"
    return (
        tag.name in ("div", "section", "ul", "span", "p", "a") and len(names) < 400 and bool(_FURNITURE.search(names))
    )
