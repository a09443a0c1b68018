// What Streamlit leaves out for people who use a keyboard or a screen reader. Runs once, in the page itself.
(() => {
  if (window.vet) return;
  const phone = matchMedia("(max-width: 768px)");
  let told = { page: "", skip: "", names: {} };
  let about = "";
  const renamed = new WeakMap();

  // One polite live region, there from the first paint: screen readers only notice changes of what they have seen.
  const region = document.createElement("div");
  region.id = "vet-announcer";
  region.className = "vet-unseen";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  region.setAttribute("aria-atomic", "true");
  // Open dialogs hide the rest of the page from screen readers, but not what bears this name.
  region.dataset.liveAnnouncer = "true";
  document.body.append(region);

  function announce(text, of, language) {
    if (about === of) return;
    about = of;
    region.lang = language || told.language;
    // Emptied first, so that the same words about another answer are a change too.
    region.textContent = "";
    if (text) setTimeout(() => { if (about === of) region.textContent = text; }, 200);
  }

  function begin(now) {
    if (told.page && told.page !== now.page) region.textContent = "";
    told = now;
    document.documentElement.lang = now.language;
    mend();
  }

  // Streamlit's own link leads to the area that scrolls; what a visitor came for is the question, or the heading.
  function skip(event) {
    if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
    const main = document.querySelector("main");
    const question = main.querySelector("[data-testid=stTextInput] input, [data-testid=stTextArea] textarea, form input");
    const goal = (told.page === "ask" && question) || main.querySelector("h1") || main;
    event.preventDefault();
    event.stopPropagation();
    focus(goal);
  }

  function focus(element) {
    if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  }

  // The closed sidebar is moved out of sight with all that it holds, and takes the focus there. On a phone the open one
  // lies over the page: what is below must not take the focus, and Escape closes it.
  const sidebar = () => document.querySelector("[data-testid=stSidebar]");
  const closer = () => document.querySelector("[data-testid=stSidebarCollapseButton] button");
  let covered = false;
  function cover() {
    const main = document.querySelector("main");
    if (!main || !sidebar()) return;
    const open = sidebar().dataset.collapsed === "false";
    sidebar().inert = !open;
    main.inert = open && phone.matches;
    if (main.inert === covered) return;
    covered = main.inert;
    if (covered) closer()?.focus();
    else document.querySelector("[data-testid=stExpandSidebarButton]")?.focus();
  }
  function escape(event) {
    if (event.key !== "Escape" || !covered || event.defaultPrevented) return;
    if (!event.target.closest?.("[role=dialog], [role=listbox], [role=combobox][aria-expanded=true]")) closer()?.click();
  }
  // Nothing below takes a click now: wherever one lands beside the sidebar, it is meant to close it.
  const beside = (event) => { if (covered && !event.target.closest?.("[data-testid=stSidebar], [role]")) closer()?.click(); };

  // Streamlit says some names in English, whatever the language of the page.
  function mend() {
    for (const each of document.querySelectorAll("#root [aria-label], [role=dialog] [aria-label]")) {
      const [english, ours] = renamed.get(each) ?? [];
      const streamlits = each.ariaLabel === ours ? english : each.ariaLabel;
      const name = told.names[streamlits];
      if (!name || name === each.ariaLabel || each.closest(".vet-pressable")) continue;
      renamed.set(each, [streamlits, name]);
      each.ariaLabel = name;
    }
    const link = document.querySelector("[data-testid=stSkipToContent]");
    if (link && told.skip && link.textContent !== told.skip) link.textContent = told.skip;
    cover();
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mend(); });
  }).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label", "data-collapsed"],
  });
  document.addEventListener("click", skip, true);
  document.addEventListener("keydown", escape);
  document.addEventListener("click", beside);
  phone.addEventListener("change", cover);
  window.vet = { announce, begin };
})();
