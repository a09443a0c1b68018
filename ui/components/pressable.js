// Shows HTML that the page made, and tells the page which of its elements was pressed.
//   data-pick="VALUE"    pressing it hands VALUE to the page (a link opens as usual in another tab when asked to)
//   data-search          an input that hides every [data-words] of its [data-searchable] that does not hold its words
//   details[data-keep]   stays open, or closed, as the visitor left it
//   data-copy="ID"       pressing it copies the text of that element, and says its data-done
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
  const text = source.value ?? source.textContent;
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
  const label = button.querySelector("[data-label]") ?? button;
  label.textContent = button.dataset.done;
}

function handleOf(element) {
  return element?.id || element?.dataset?.pick || element?.dataset?.search;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".vet-pressable");
  if (root.shown !== data.html) {
    const active = root.contains(document.activeElement) ? handleOf(document.activeElement) : null;
    const left = new Map([...root.querySelectorAll("details[data-keep]")].map((each) => [each.dataset.keep, each.open]));
    const typed = new Map([...root.querySelectorAll("[data-search]")].map((each) => [each.dataset.search, each.value]));
    root.innerHTML = root.shown = data.html;
    for (const each of root.querySelectorAll("details[data-keep]")) each.open = left.get(each.dataset.keep) ?? each.open;
    for (const each of root.querySelectorAll("[data-search]")) {
      each.value = typed.get(each.dataset.search) ?? "";
      if (each.value) filterWords(each);
    }
    if (active) [...root.querySelectorAll("*")].find((each) => handleOf(each) === active)?.focus();
  }
  root.onclick = (event) => {
    const copying = event.target.closest("[data-copy]");
    if (copying) return void copyFrom(copying);
    const pressed = event.target.closest("[data-pick]");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(pressed instanceof HTMLInputElement)) event.preventDefault();
    setTriggerValue("picked", pressed.dataset.pick);
  };
  root.oninput = (event) => {
    if (event.target.matches("[data-search]")) filterWords(event.target);
  };
}
