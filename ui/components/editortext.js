// What the editor knows of text: marks of citations, how forms count, what changed between two texts, and where a mark
// belongs. Places are in UTF-16 units, as everywhere in a browser.
const MARK = /\[@[a-z][a-z0-9-]{0,39}(?:; ?@[a-z][a-z0-9-]{0,39})*\]/g;
const ONLY_MARKS = new RegExp(`^(?:\\s*${MARK.source})+\\s*$`);
const KEY = /@([a-z][a-z0-9-]*)/g;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const ENDED = /[.!?…:]\P{L}*$/u;

// As `FormWording.text` of proposal_text.py writes it: what stands for each mark in a field of a form, by key.
function formText(text, labels) {
  const marks = [];
  for (const mark of text.matchAll(MARK)) {
    const last = marks.at(-1), end = mark.index + mark[0].length;
    const between = last ? text.slice(last.end, mark.index) : "x";
    if (last && !between.trim() && !between.includes("\n")) Object.assign(last, { end, keys: [...last.keys, ...keysOf(mark[0])] });
    else marks.push({ start: mark.index, end, keys: keysOf(mark[0]) });
  }
  let written = "", start = 0;
  for (const mark of marks) {
    const shown = [...new Set(mark.keys.map((key) => (Object.hasOwn(labels, key) ? labels[key] : `[@${key}]`)))];
    const joined = shown.filter(Boolean).join("; ").replaceAll("); (", "; ").replaceAll("]; [", ", ");
    const before = text.slice(start, mark.start);
    written += (joined ? before : before.replace(/[ \t]+$/, "")) + joined;
    start = mark.end;
  }
  return (written + text.slice(start)).trim();
}

// The one stretch in which two texts differ: [start, end) of the one became [start, now) of the other.
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  // Two emoji may have their first halves in common, or their second: neither is ever cut.
  if (start && /[\uD800-\uDBFF]/.test(before[start - 1])) start -= 1;
  if (same && /[\uDC00-\uDFFF]/.test(before[before.length - same])) same -= 1;
  return { start, end: before.length - same, now: after.length - same };
}

// Where a place is after a change; one within what changed comes to stand at its end.
function moved(place, { start, end, now }) {
  if (place <= start) return place;
  return place >= end ? place + now - end : now;
}

// The sentences after a change; one that was touched is stale until it reads again as it was checked.
function carried(sentences, change, after) {
  const { start, end, now } = change;
  const delta = now - end;
  return sentences.flatMap((each) => {
    let next = each;
    if (each.start >= end) {
      next = { ...each, start: each.start + delta, end: each.end + delta };
    } else if (each.end > start || (each.end === start && !ENDED.test(each.text))) {
      next = { ...each, start: Math.min(each.start, start), end: Math.max(each.end + delta, now) };
    }
    if (next.end <= next.start) return [];
    const stale = after.slice(next.start, next.end) !== each.text;
    return next === each && stale === each.stale ? [each] : [{ ...next, stale }];
  });
}

// The keys that the marks of a text cite, each once.
function keysOf(text) {
  const keys = [...text.matchAll(MARK)].flatMap((mark) => [...mark[0].matchAll(KEY)].map((key) => key[1]));
  return [...new Set(keys)];
}

// Where a text goes, and what goes there. A mark never lands within a word or another mark; it stands before the full
// stop of the sentence that it comes after, a blank before it.
function placed(value, cursor, text) {
  if (!ONLY_MARKS.test(text)) return { at: cursor, text };
  let at = cursor;
  for (const mark of value.matchAll(MARK)) {
    if (mark.index < at && at < mark.index + mark[0].length) at = mark.index + mark[0].length;
  }
  if (at && WORD.test(value[at - 1])) while (at < value.length && WORD.test(value[at])) at += 1;
  const stop = /[.!?…]+[ \t]*$/.exec(value.slice(Math.max(0, at - 100), at));
  if (stop && stop[0].length < at) at -= stop[0].length;
  const before = at && !/[\s(]/.test(value[at - 1]) ? " " : "";
  const behind = at < value.length && WORD.test(value[at]) ? " " : "";
  return { at, text: before + text.trim() + behind };
}

// The runs of one line, [from, to) of the text: [words, class of a sentence, class of a mark].
function runsOf(value, from, to, sentences, here, known) {
  const runs = [];
  const marks = (start, end, sentence) => {
    let at = start;
    for (const mark of value.slice(start, end).matchAll(MARK)) {
      const first = start + mark.index;
      if (first > at) runs.push([value.slice(at, first), sentence, ""]);
      at = first + mark[0].length;
      runs.push([mark[0], sentence, keysOf(mark[0]).every((key) => Object.hasOwn(known, key)) ? "vet-key" : "vet-key vet-key-unknown"]);
    }
    if (at < end) runs.push([value.slice(at, end), sentence, ""]);
  };
  let at = from;
  for (const each of sentences) {
    const start = Math.max(each.start, at), end = Math.min(each.end, to);
    if (end <= start) continue;
    marks(at, start, "");
    marks(start, end, `vet-said vet-said-${each.standing}${each.stale ? " vet-stale" : ""}${each === here ? " vet-here-now" : ""}`);
    at = end;
  }
  marks(at, to, "");
  return runs;
}
