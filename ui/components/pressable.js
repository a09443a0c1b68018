// Shows HTML that the page made, and tells the page which of its elements was pressed.
//   data-pick="VALUE"    pressing it hands VALUE to the page (a link opens as usual in another tab when asked to)
//   data-change="WORDS"  a field that hands WORDS and what was written in it to the page, once it was left or Enter pressed
//   data-go              a link to another of our pages, which opens without loading everything anew
//   data-up              together with data-pick: what it leads to is shown from its beginning
//   data-search          an input that hides every [data-words] of its [data-searchable] that does not hold its words
//   details[data-keep]   stays open, or closed, as the visitor left it
//   data-copy="ID"       pressing it copies the text of that element, or the page's address, and says its data-done
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filterWords(input) {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  for (const each of input.closest("[data-searchable]").querySelectorAll("[data-words]")) {
    const held = plain(each.dataset.words);
    each.hidden = !words.every((word) => held.includes(word));
  }
}

async function copyFrom(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = source ? source.textContent : location.href.split("#")[0];
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that is not served from this machine, nor by HTTPS, has no clipboard: select, and copy as of old.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = button.dataset.done;
}

function handleOf(element) {
  return element?.id || element?.dataset?.pick || element?.dataset?.search || element?.dataset?.change;
}

let number = 0;

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".vet-pressable");
  // While the page is busy a newer press takes the place of one that it has not heard of: each brings those along.
  root.waiting = (root.waiting ?? []).slice((root.waiting ?? []).findIndex(([each]) => each === data.heard) + 1);
  const hand = (value) => {
    root.waiting.push([`${Date.now().toString(36)}.${(number += 1)}`, value]);
    setTriggerValue("picked", root.waiting);
  };
  if (root.shown !== data.html) {
    const active = root.contains(document.activeElement) ? handleOf(document.activeElement) : null;
    const left = new Map([...root.querySelectorAll("details[data-keep]")].map((each) => [each.dataset.keep, each.open]));
    const typed = new Map([...root.querySelectorAll("[data-search]")].map((each) => [each.dataset.search, each.value]));
    // What is being written in a field just now is not in the page yet.
    const writing = document.activeElement?.dataset?.change ? document.activeElement : null;
    const written = active && writing?.value !== writing?.defaultValue ? writing?.value : undefined;
    root.innerHTML = root.shown = data.html;
    for (const each of root.querySelectorAll("details[data-keep]")) each.open = left.get(each.dataset.keep) ?? each.open;
    for (const each of root.querySelectorAll("[data-search]")) {
      each.value = typed.get(each.dataset.search) ?? "";
      if (each.value) filterWords(each);
    }
    if (active) {
      const same = [...root.querySelectorAll("*")].find((each) => handleOf(each) === active);
      if (same && written !== undefined) same.value = written;
      // What took itself away leaves the focus to what is there still: a keyboard does not begin at the top again.
      (same ?? root.querySelector("[data-pick]"))?.focus({ preventScroll: root.up });
    }
    if (root.up) root.firstElementChild?.scrollIntoView({ block: "start" });
    root.up = false;
  }
  root.onclick = (event) => {
    const copying = event.target.closest("[data-copy]");
    if (copying) return void copyFrom(copying);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a[data-go]");
    if (link) {
      // As if by the browser's own Back and Forward, so that one step back leads here again.
      event.preventDefault();
      history.pushState(null, "", link.href);
      return void dispatchEvent(new PopStateEvent("popstate", { state: null }));
    }
    const pressed = event.target.closest("[data-pick]");
    if (!pressed) return;
    if (!(pressed instanceof HTMLInputElement)) event.preventDefault();
    root.up = pressed.dataset.up !== undefined;
    hand(pressed.dataset.pick);
  };
  root.onchange = (event) => {
    const field = event.target.closest("[data-change]");
    if (!field) return;
    // Handed over: what the page says of it next is what it shows, even when that is what it said before.
    field.defaultValue = field.value;
    root.shown = null;
    hand(field.dataset.change + field.value);
  };
  root.oninput = (event) => {
    if (event.target.matches("[data-search]")) filterWords(event.target);
  };
}
