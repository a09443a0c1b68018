// The field of editor.py: a real textarea over a paper that shows the same text, invisible but for what is painted.
// What was typed stays, whatever the page draws, until the page says that it is kept.
const PAUSE = 800;        // ms without a key before the text is handed over
const AT_LATEST = 6000;   // ms of typing without a pause
const PATIENCE = 3000;    // ms before a visitor is told that something is not kept yet
const STANDINGS = ["supported", "differs", "needs_evidence", "own"];

// What is in a field outlives its element: the page may draw it anew, or show something else meanwhile.
const kept = (window.vetEditors ??= new Map());
let number = 0;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (typeof value === "function") made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const app = () => document.querySelector("[data-testid=stApp]");
const connected = () => (app()?.dataset.testConnectionState ?? "CONNECTED") === "CONNECTED";

class Field {
  constructor(root, data) {
    this.root = root;
    const id = `vet-editor-${(number += 1)}`;
    this.paper = element("div", { class: "vet-editor-paper", "aria-hidden": "true" });
    this.area = element("textarea", {
      spellcheck: "true", autocomplete: "off", "aria-describedby": `${id}-count ${id}-help`, rows: "1",
    });
    this.sheet = element("div", { class: "vet-editor-sheet" }, this.paper, this.area);
    this.box = element("div", { class: "vet-editor-box" }, this.sheet);
    this.count = element("span", { class: "vet-editor-count", id: `${id}-count` });
    this.state = element("span", { class: "vet-editor-state" });
    this.both = element("div", { class: "vet-editor-both" });
    this.here = element("div", { class: "vet-editor-here" });
    this.help = element("p", { class: "vet-editor-help", id: `${id}-help` });
    this.legend = element("ul", { class: "vet-editor-legend" });
    const button = (act) => element("button", { type: "button", class: "vet-button", onclick: act });
    this.checking = button(() => this.send("check"));
    this.going = button(() => this.goOn(1));
    root.replaceChildren(
      this.box,
      element("div", { class: "vet-editor-line" }, this.count, this.state),
      this.both,
      this.here,
      element("div", { class: "vet-editor-line" }, this.checking, this.going),
      this.legend,
      this.help,
    );
    this.lines = [];
    this.listen();
    this.begin(data);
  }

  // What is there at first: what was typed and is not kept yet comes before what the page says.
  begin(data) {
    const left = kept.get(data.key);
    this.held = left?.held ?? { text: data.text, version: data.version };
    this.sent = left?.sent ?? null;
    this.conflict = left?.conflict ?? null;
    this.inserted = left?.inserted ?? null;
    this.replaced = left?.replaced ?? data.replace;
    this.sentences = left?.sentences ?? [];
    this.checked = left?.checked ?? null;
    this.last = this.area.value = left ? left.value : data.text;
    this.cursor = left?.cursor ?? null;
    if (this.cursor !== null) this.area.setSelectionRange(this.cursor, this.cursor);
    this.dirtySince = 0;
  }

  remember() {
    if (!this.data) return;
    const { held, sent, conflict, inserted, replaced, sentences, checked, cursor } = this;
    kept.set(this.data.key, { held, sent, conflict, inserted, replaced, sentences, checked, cursor, value: this.last });
  }

  get dirty() {
    return this.last !== this.held.text;
  }

  // Every run of the page comes by here.
  update(data, hand) {
    const worded = JSON.stringify([data.say, data.label, data.language, data.limit]);
    this.data = data;
    this.hand = hand;
    if (worded !== this.worded) this.word();
    this.worded = worded;
    if (this.sent && data.seen === this.sent.nonce) this.sent.arrived = true;
    this.take(data);
    const checked = JSON.stringify([data.checked, data.of]);
    if (checked !== this.checked || this.checkedText !== (data.of ?? data.text)) this.judge(data);
    this.checked = checked;
    this.checkedText = data.of ?? data.text;
    if (data.insert && data.insert.nonce !== this.inserted) {
      this.inserted = data.insert.nonce;
      this.insert(data.insert.text, data.insert.at === null ? null : moved(data.insert.at, difference(data.text, this.last)));
    }
    this.show();
    if (this.dirty && connected() && !this.due && this.sent?.text !== this.last && !this.conflict) this.wait();
  }

  word() {
    const { say, label, language, most } = this.data;
    Object.assign(this.area, { lang: language, ariaLabel: label, maxLength: most });
    this.paper.lang = language;
    this.checking.textContent = say.check;
    this.going.textContent = say.next;
    this.help.textContent = say.help;
    this.legend.ariaLabel = say.legend;
    this.lines = [];
    this.paper.replaceChildren();
  }

  // Whose text it is: the page's when the writer has added nothing to it, the writer's else.
  take(data) {
    const held = { text: data.text, version: data.version };
    if (data.replace !== this.replaced) {
      this.replaced = data.replace;
      this.hold(held);
      this.write(data.text);
    } else if (data.version === this.held.version) {
      this.conflict = null;
    } else if ([this.held.text, this.last, this.sent?.text].includes(data.text)) {
      this.hold(held);
    } else if (this.sent && !this.sent.arrived) {
      // This run began before the page knew of the last change.
    } else if (!this.dirty) {
      this.hold(held);
      this.write(data.text);
    } else if (this.conflict?.version !== data.version) {
      this.conflict = held;
      window.vet?.announce(data.say.conflict, `${data.key} ${data.version}`);
    }
  }

  hold(held) {
    this.held = held;
    this.conflict = null;
  }

  // What was found of each sentence of a text, carried over to what is written now.
  judge(data) {
    const of = data.of ?? data.text;
    const found = data.checked.map(([start, end, standing, marked]) => (
      { start, end, standing, marked, text: of.slice(start, end), stale: false }
    ));
    this.sentences = of === this.last ? found : carried(found, difference(of, this.last), this.last);
  }

  listen() {
    const { area } = this;
    area.oninput = () => this.changed();
    area.onfocus = () => { this.cursor = area.selectionStart; };
    area.onblur = () => { if (!this.quiet) this.leave(); };
    area.onkeydown = (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (event.ctrlKey || event.metaKey) this.send("check");
      else if (event.altKey) this.goOn(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    this.follow = () => {
      if (this.quiet || document.activeElement !== area || area.selectionStart === this.cursor) return;
      this.cursor = area.selectionStart;
      this.show();
    };
    this.stay = (event) => { if (this.dirty) event.preventDefault(); };
    this.wish = ({ detail }) => {
      if (detail?.key ? detail.key === this.data.key : this.root.isConnected) this.insert(String(detail?.text ?? ""), null);
    };
    document.addEventListener("selectionchange", this.follow);
    window.addEventListener("beforeunload", this.stay);
    window.addEventListener("vet-insert", this.wish);
    this.watch = new MutationObserver(() => this.reconnect());
    if (app()) this.watch.observe(app(), { attributes: true, attributeFilter: ["data-test-connection-state"] });
    this.wasConnected = connected();
    // A press on what stands below must not take the cursor out of the text.
    for (const each of [this.here, this.checking, this.going]) each.onmousedown = (event) => event.preventDefault();
  }

  end() {
    if (this.dirty && this.sent?.text !== this.last && !this.conflict) this.send("blur");
    this.remember();
    clearTimeout(this.due);
    clearTimeout(this.telling);
    this.watch.disconnect();
    document.removeEventListener("selectionchange", this.follow);
    window.removeEventListener("beforeunload", this.stay);
    window.removeEventListener("vet-insert", this.wish);
  }

  changed() {
    const value = this.area.value;
    if (value !== this.last) {
      this.sentences = carried(this.sentences, difference(this.last, value), value);
      this.last = value;
      this.cursor = this.area.selectionStart;
      this.wait();
    }
    this.show();
  }

  wait() {
    clearTimeout(this.due);
    this.waitingSince ||= Date.now();
    const left = Math.max(0, this.waitingSince + AT_LATEST - Date.now());
    this.due = setTimeout(() => this.sendIfNew("typed"), Math.min(PAUSE, left));
  }

  leave() {
    this.cursor = this.area.selectionStart;
    this.sendIfNew("blur");
  }

  sendIfNew(reason) {
    // On its way already, unless the way is gone.
    const under = this.sent && !this.sent.arrived && this.sent.text === this.last && reason !== "reconnected";
    if (this.dirty && !this.conflict && !under) this.send(reason);
    else this.rest();
  }

  rest() {
    clearTimeout(this.due);
    this.due = this.waitingSince = 0;
  }

  send(reason, version = this.held.version) {
    this.rest();
    // The browser tells of a moved cursor a moment after it has moved.
    this.follow();
    if (!connected()) return void this.show();
    // While the page is busy with the last change, this one comes after it: what that one led to is what this is of.
    const after = reason !== "kept" && this.sent && !this.sent.arrived ? this.sent.nonce : "";
    this.sent = { nonce: `${Date.now().toString(36)}.${(number += 1)}`, text: this.last, arrived: false };
    const text = this.last.toWellFormed?.() ?? this.last;
    const cursor = Math.min(this.cursor ?? text.length, text.length);
    this.hand("draft", { text, cursor, reason, version, after, nonce: this.sent.nonce });
    this.show();
  }

  reconnect() {
    const now = connected();
    if (now !== this.wasConnected) {
      this.wasConnected = now;
      if (now) this.sendIfNew("reconnected");
      else if (this.dirty) window.vet?.announce(this.data.say.offline, `${this.data.key} offline`);
    }
    this.show();
  }

  // Puts a text where it belongs; the cursor of a field that nobody was in is at the end of its last paragraph.
  insert(text, at) {
    if (!text) return;
    const cursor = at ?? this.cursor ?? this.last.trimEnd().length;
    const goal = placed(this.last, Math.min(cursor, this.last.length), text);
    const before = this.cursor;
    this.replaceRange(goal.at, goal.at, goal.text);
    if (at === null || before === null) this.cursor = goal.at + goal.text.length;
    this.area.setSelectionRange(this.cursor, this.cursor);
    window.vet?.announce(this.data.say.inserted, `${this.data.key} ${this.inserted} ${this.last.length}`);
    this.send("inserted");
  }

  write(text) {
    const { start, end, now } = difference(this.last, text);
    if (end > start || now > start) this.replaceRange(start, end, text.slice(start, now));
    this.rest();
  }

  // By the browser's own means of writing, so that it can be undone; the cursor and the focus stay where they are.
  replaceRange(start, end, text) {
    const { area, last } = this;
    const expected = last.slice(0, start) + text + last.slice(end);
    const change = { start, end, now: start + text.length };
    const [from, to] = [moved(this.cursor ?? 0, change), moved(Math.max(this.cursor ?? 0, area.selectionEnd), change)];
    const active = document.activeElement;
    const scrolled = this.box.scrollTop;
    this.quiet = true;
    area.focus({ preventScroll: true });
    if (document.activeElement === area) {
      area.setSelectionRange(start, end);
      document.execCommand(text ? "insertText" : "delete", false, text);
    }
    if (area.value !== expected) area.value = expected;
    area.setSelectionRange(from, active === area ? to : from);
    if (active !== area) {
      if (active && active !== document.body && active.isConnected) active.focus({ preventScroll: true });
      else area.blur();
    }
    this.quiet = false;
    this.box.scrollTop = scrolled;
    if (this.cursor !== null) this.cursor = from;
    if (area.value !== this.last) {
      this.sentences = carried(this.sentences, change, area.value);
      this.last = area.value;
    }
  }

  sentenceAt(cursor) {
    return cursor === null ? null : this.sentences.findLast((each) => each.start <= cursor && cursor <= each.end) ?? null;
  }

  goOn(step) {
    const open = this.sentences.filter((each) => each.standing === "differs" || each.standing === "needs_evidence");
    const { say, key } = this.data;
    if (!open.length) return void window.vet?.announce(say.none_left, `${key} none ${Date.now()}`);
    const at = this.sentenceAt(this.cursor)?.start ?? this.cursor ?? -1;
    const next = step > 0
      ? open.find((each) => each.start > at) ?? open[0]
      : open.findLast((each) => each.start < at) ?? open.at(-1);
    this.cursor = next.end;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(next.end, next.end);
    this.show();
    this.paper.querySelector(".vet-here-now")?.scrollIntoView({ block: "nearest" });
    window.vet?.announce(`${say[next.standing]}: ${next.text}`, `${key} ${next.start} ${Date.now()}`, this.data.language);
  }

  show() {
    if (!this.data) return;
    const sentence = this.sentenceAt(this.cursor);
    this.paint(sentence);
    this.showCount();
    this.showState();
    this.showHere(sentence);
    this.showLegend();
    this.remember();
  }

  // Line by line: of a long text only those that changed are drawn anew.
  paint(here) {
    const lines = [];
    let from = 0, first = 0;
    for (const line of this.last.split("\n")) {
      const to = from + line.length;
      while (first < this.sentences.length && this.sentences[first].end <= from) first += 1;
      let behind = first;
      while (behind < this.sentences.length && this.sentences[behind].start < to) behind += 1;
      lines.push(runsOf(this.last, from, to, this.sentences.slice(first, behind), here, this.data.sources));
      from = to + 1;
    }
    const drawn = lines.map((runs) => JSON.stringify(runs));
    let start = 0, same = 0;
    const old = this.lines, most = Math.min(old.length, drawn.length);
    while (start < most && old[start] === drawn[start]) start += 1;
    while (same < most - start && old.at(-1 - same) === drawn.at(-1 - same)) same += 1;
    const goes = [...this.paper.children].slice(start, old.length - same);
    const anchor = this.paper.children[old.length - same] ?? null;
    const fresh = document.createDocumentFragment();
    for (const runs of lines.slice(start, lines.length - same)) fresh.append(this.line(runs));
    for (const each of goes) each.remove();
    this.paper.insertBefore(fresh, anchor);
    this.lines = drawn;
  }

  line(runs) {
    const line = element("div");
    for (const [words, sentence, mark] of runs) {
      line.append(sentence || mark ? element("span", { class: `${sentence} ${mark}`.trim() }, words) : words);
    }
    if (!runs.length) line.append(element("br"));
    return line;
  }

  showCount() {
    const { limit, say, key, page, about, labels, cited } = this.data;
    const count = formText(this.last, labels).length;
    const told = (value) => value.toLocaleString(page);
    const over = limit === null ? 0 : count - limit;
    const counted = limit === null ? say.count_free : about ? say.count_about : say.count;
    const words = filled(counted, { count: told(count), limit: told(limit ?? 0) });
    const parts = [words, over > 0 ? filled(say.over, { over: told(over) }) : "", keysOf(this.last).length ? cited : ""];
    const text = parts.filter(Boolean).join(" · ");
    if (this.count.textContent !== text) this.count.textContent = text;
    this.count.classList.toggle("vet-over", over > 0);
    if (over > 0 && !this.wasOver) window.vet?.announce(filled(say.over_said, { over: told(over) }), `${key} over ${Date.now()}`);
    this.wasOver = over > 0;
  }

  showState() {
    const { say } = this.data;
    const { dirty, conflict } = this;
    if (!dirty) this.dirtySince = 0;
    else this.dirtySince ||= Date.now();
    this.wasDirty ||= dirty;
    clearTimeout(this.telling);
    const late = dirty && Date.now() - this.dirtySince >= PATIENCE;
    if (dirty && !late) this.telling = setTimeout(() => this.showState(), PATIENCE);
    const lost = !connected();
    const words = dirty && lost ? say.offline : conflict ? "" : late ? say.unsaved : !dirty && this.wasDirty ? say.saved : "";
    if (this.state.textContent !== words) this.state.textContent = words;
    this.state.classList.toggle("vet-over", dirty);
    if ((conflict?.version ?? null) === (this.shownConflict ?? null)) return;
    this.shownConflict = conflict?.version ?? null;
    const button = (words, act) => element("button", { type: "button", class: "vet-button", onclick: act }, words);
    this.both.replaceChildren(...(conflict ? [
      element("p", {}, say.conflict),
      button(say.keep, () => {
        const { version } = this.conflict;
        this.hold(this.conflict);
        this.send("kept", version);
        this.area.focus();
      }),
      button(say.take, () => {
        const theirs = this.conflict;
        this.hold(theirs);
        this.write(theirs.text);
        this.show();
        this.area.focus();
      }),
    ] : []));
  }

  // What can be done about the sentence that the cursor is in.
  showHere(sentence) {
    const { say, sources, language } = this.data;
    const words = sentence ? this.last.slice(sentence.start, sentence.end) : "";
    const keys = keysOf(words);
    const drawn = JSON.stringify([sentence?.standing, sentence?.stale, sentence?.marked, keys, keys.map((each) => sources[each]), say.own]);
    if (drawn === this.drawnHere) return;
    this.drawnHere = drawn;
    const button = (text, reason, name) => element(
      "button", { type: "button", class: "vet-button", "aria-label": name, onclick: () => this.send(reason) }, text,
    );
    if (!sentence) return void this.here.replaceChildren(element("span", { class: "vet-editor-quiet" }, say.none_here));
    const parts = [element("span", { class: `vet-editor-standing vet-editor-standing-${sentence.standing}` }, say[sentence.standing])];
    if (sentence.standing === "differs" || sentence.standing === "needs_evidence") parts.push(button(say.details, "details"));
    if (sentence.standing === "needs_evidence") parts.push(button(say.set_own, "own"));
    if (sentence.standing === "own" && sentence.marked) parts.push(button(say.set_not_own, "not-own"));
    for (const key of keys) {
      parts.push(Object.hasOwn(sources, key)
        ? button(filled(say.open, { title: sources[key] }), `open:${key}`)
        : element("span", { class: "vet-over" }, filled(say.unknown, { source: key })));
    }
    this.here.replaceChildren(...parts);
  }

  showLegend() {
    const { say } = this.data;
    const counts = STANDINGS.map((each) => this.sentences.filter(({ standing }) => standing === each).length);
    const drawn = JSON.stringify([counts, say.own]);
    if (drawn === this.drawnLegend) return;
    this.drawnLegend = drawn;
    this.legend.replaceChildren(...STANDINGS.map((each, place) => element(
      "li", {}, element("span", { class: `vet-said vet-said-${each}` }, say[each]), ` ${counts[place].toLocaleString(this.data.page)}`,
    )));
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".vet-editor");
  // The same place in the page may come to show another text.
  if (root.field && root.field.data.key !== data.key) {
    root.field.end();
    root.field = null;
  }
  root.field ??= new Field(root, data);
  root.field.update(data, setStateValue);
  // Called before every update as well as at the end.
  return () => setTimeout(() => {
    if (root.isConnected || !root.field) return;
    root.field.end();
    root.field = null;
  });
}
