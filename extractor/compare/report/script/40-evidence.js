// Sentences behind a cell, a mark or a row: whatever has `data-evidence` opens them. Texts of
// documents only ever become text nodes.
const dialog = document.getElementById("evidence");
let carried;

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

// What the opener is about: its row and column, or its own name.
function about(opener) {
  const cell = opener.closest("td");
  const table = cell?.closest("table.grid");
  if (!table) return [...(opener.querySelector(".name, title, desc")?.childNodes ?? [])].map((node) => node.cloneNode(true));
  const head = table.tHead?.rows[table.tHead.rows.length - 1].cells[cell.cellIndex];
  const parts = [cell.parentElement.querySelector("th"), head].filter(Boolean);
  return parts.flatMap((part, place) => [...(place ? [" · "] : []), ...[...part.childNodes].map((node) => node.cloneNode(true))]);
}

function place([document, pointer, section, page]) {
  const line = element("p", "source");
  const name = carried.documents[document][root.lang === "en" ? 1 : 0];
  const parts = [name, section && say("section", { section }), page && say("page", { page: String(page) })];
  line.append(parts.filter(Boolean).join(" · "), " ", element("code", "", carried.documents[document][2] + pointer));
  return line;
}

function entry(row) {
  const item = element("li");
  const sentence = row[4];
  const quote = element("blockquote", sentence ? "" : "none", sentence || say("no_sentence"));
  if (sentence) quote.lang = "vi";
  item.append(quote, place(row));
  return item;
}

function showEvidence(opener) {
  carried ??= data("sentences");
  const rows = opener.dataset.evidence.split(" ").map((number) => carried.rows[number]);
  const more = Number(opener.dataset.more ?? 0);
  dialog.querySelector(".about").replaceChildren(...about(opener));
  dialog.querySelector("ol").replaceChildren(...rows.map(entry));
  dialog.querySelector(".more").textContent = more ? say("more", { n: more }) : "";
  dialog.showModal();
  dialog.scrollTop = 0;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-evidence]");
  if (opener) showEvidence(opener);
  else if (event.target === dialog || event.target.closest("#evidence .close")) dialog.close();
});
document.addEventListener("keydown", (event) => {
  const opener = event.target.closest?.('[role="button"][data-evidence]');
  if (!opener || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  showEvidence(opener);
});
