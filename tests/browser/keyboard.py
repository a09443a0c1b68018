"""A visitor who has a keyboard and nothing else, and who must see at each step where they are."""

from typing import Any

from playwright.sync_api import Page

_LEAST_CONTRAST = 3.0
# What a person sees of the focus: an outline of two pixels or more, on the element or on the frame of its field, in a
# colour that stands out from what is behind it, and the element itself not hidden or out of the window.
_SEEN = """() => {
  const element = document.activeElement;
  const parts = (colour) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => parts(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  let behind = element.parentElement;
  while (behind && parts(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
  const ground = light(behind ? getComputedStyle(behind).backgroundColor : "white");
  let [ring, framed] = [getComputedStyle(element), element];
  for (let step = 0; step < 4 && (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2); step += 1) {
    framed = framed.parentElement ?? framed;
    ring = getComputedStyle(framed);
  }
  const edge = light(ring.outlineColor);
  const box = element.getBoundingClientRect();
  return {
    what: `${element.tagName} ${element.ariaLabel || element.innerText || element.dataset.testid || ""}`.slice(0, 80),
    outlined: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
    contrast: (Math.max(edge, ground) + 0.05) / (Math.min(edge, ground) + 0.05),
    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page: Page, selector: str, most: int = 60, key: str = "Tab") -> None:
    """Press Tab until an element that matches has the focus; at each step on the way the focus must be seen."""
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("() => document.activeElement === document.body"):
            continue
        seen = focus_seen(page)
        passed.append(seen["what"])
        assert not seen["wrong"], seen
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached; passed: {passed}")


def focus_seen(page: Page) -> dict[str, Any]:
    """Return what has the focus, and under `wrong` why a person would not see that."""
    for _ in range(10):
        seen: dict[str, Any] = page.evaluate(_SEEN)
        wrong = [name for name in ("outlined", "inside") if not seen[name]]
        wrong += ["contrast"] if seen["contrast"] < _LEAST_CONTRAST else []
        if not wrong:
            break
        page.wait_for_timeout(50)  # Streamlit lets the colour of its buttons' outline grow.
    return {**seen, "wrong": wrong}
