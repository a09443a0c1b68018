// A field for one file, which is read in the browser and handed to the page as {name, data} (base64), unless too large.
const CHUNK = 0x8000;

function encoded(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  const note = parentElement.querySelector(".vet-file-note");
  parentElement.querySelector(".vet-file-label").textContent = data.label;
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    note.textContent = file.size > data.most ? data.large : "";
    if (file.size > data.most) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    setTriggerValue("chosen", { name: file.name, data: encoded(bytes) });
  };
}
