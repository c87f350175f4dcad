// Rows of a table or a list: filter, search, sort, pages. Rows that do not fit are `hidden`, those
// of other pages are `off`: off rows are printed.
const FEW = 8;

function items(tools) {
  const id = tools.dataset.items;
  const list = document.getElementById(id);
  const table = list.closest("table");
  const rows = [...list.children];
  const size = Number(list.dataset.size);
  const selects = [...tools.querySelectorAll("select")];
  const search = tools.querySelector("[data-search]");
  const pager = document.querySelector(`.pager[data-items="${id}"]`);
  const clear = tools.querySelector(".clear");
  const [previous, next] = pager.querySelectorAll("button");
  const foldedTexts = new Map();
  let fitting = rows;
  let page = 0;

  // What belongs to the list of provinces that is not chosen is neither found nor filters.
  const otherList = () => (root.dataset.vintage === "then" ? ".now" : ".then");
  const foldedText = (row) => {
    if (!foldedTexts.has(row)) {
      const copy = row.cloneNode(true);
      for (const part of copy.querySelectorAll(otherList())) part.remove();
      foldedTexts.set(row, fold(copy.textContent));
    }
    return foldedTexts.get(row);
  };
  const asked = () => selects.filter((select) => select.value && !select.closest(otherList()));
  const fits = (row, filters, query) =>
    filters.every((select) => row.dataset[select.dataset.filter].split("\n").includes(select.value)) &&
    (!query || holds(foldedText(row), query));

  function count(filters, query) {
    const all = rows.length;
    const n = fitting.length;
    const parts = [say(!n ? "no_rows" : n < all ? "rows_of" : n === 1 ? "one_row" : "rows", { n, all })];
    const what = filters.map((select) => select.selectedOptions[0].textContent);
    if (query) what.push(`“${query}”`);
    if (what.length) parts.push(say("filtered", { what: what.join(", ") }));
    tools.querySelector(".count").textContent = parts.join(" · ");
    clear.hidden = !what.length;
  }

  function turn(to) {
    page = to;
    const from = page * size;
    fitting.forEach((row, place) => row.classList.toggle("off", place < from || place >= from + size));
    pager.hidden = fitting.length <= size;
    previous.disabled = !page;
    next.disabled = from + size >= fitting.length;
    const values = { from: from + 1, to: Math.min(from + size, fitting.length) };
    pager.querySelector(".place").textContent = say("shown", values);
  }

  function apply() {
    const filters = asked();
    const query = search.value.trim();
    fitting = rows.filter((row) => fits(row, filters, query));
    const kept = new Set(fitting);
    for (const row of rows) row.hidden = !kept.has(row);
    count(filters, query);
    turn(0);
  }

  function changed() {
    for (const select of selects) setOption(`${id}.${select.dataset.filter}`, select.value);
    setOption(`${id}.find`, search.value.trim());
    apply();
  }

  // What a row is sorted by: something of its own, or what the cell shows in the language and list
  // that are chosen.
  function keyOf(row, { dataset, cellIndex }) {
    if (dataset.by) return row.dataset[dataset.by === "province" ? root.dataset.vintage : dataset.by];
    const cell = row.cells[cellIndex];
    const shown = cell.querySelector("." + root.dataset.vintage) ?? cell.querySelector("." + root.lang) ?? cell;
    return cell.dataset.key ?? shown.textContent.trim();
  }

  function order() {
    const head = table?.querySelector("th[aria-sort]");
    if (!head) return;
    const down = head.getAttribute("aria-sort") === "descending";
    const compare = head.dataset.sort === "number" ? (a, b) => a - b : alphabet.compare;
    const keyed = rows.map((row) => [keyOf(row, head), row]);
    // What is empty comes last, whichever way.
    keyed.sort(([a], [b]) => !a - !b || (down ? compare(b, a) : compare(a, b)));
    rows.splice(0, rows.length, ...keyed.map(([, row]) => row));
    list.append(...rows);
  }

  function sort(head) {
    const way = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    order();
    apply();
  }

  function restore() {
    for (const select of selects) select.value = state.options.get(`${id}.${select.dataset.filter}`) ?? "";
    search.value = state.options.get(`${id}.find`) ?? "";
    foldedTexts.clear();
    tools.hidden = rows.length < FEW && !selects.length;
    order();
    apply();
  }

  tools.addEventListener("input", changed);
  clear.addEventListener("click", () => {
    for (const field of [...selects, search]) field.value = "";
    changed();
    search.focus();
  });
  previous.addEventListener("click", () => turn(page - 1));
  next.addEventListener("click", () => turn(page + 1));
  table?.addEventListener("click", (event) => {
    const head = event.target.closest("th[data-sort]");
    if (head) sort(head);
  });
  return { restore };
}
