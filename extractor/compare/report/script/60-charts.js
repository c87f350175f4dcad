// The map: shades the tiles as a column of a table in this page does, or by the number of plans.
function chart(map) {
  const [measure, item] = map.querySelectorAll("select");
  const tiles = [...map.querySelectorAll(".tiles li")];
  const first = tiles.map((tile) => shown(tile));

  function shown(tile) {
    const button = tile.querySelector("button");
    return { shade: shadeOf(tile), text: button?.querySelector(".value").textContent, rows: { ...button?.dataset } };
  }

  function show(tile, { shade, text, rows }) {
    tile.classList.remove(shadeOf(tile));
    tile.classList.add(shade);
    const button = tile.querySelector("button");
    if (!button) return;
    button.querySelector(".value").textContent = text;
    for (const name of ["evidence", "more"]) {
      if (rows[name]) button.dataset[name] = rows[name];
      else delete button.dataset[name];
    }
    button.disabled = !rows.evidence;
  }

  // What the table says of a province: of the row of any of its units.
  function said(tile, table, column) {
    const units = tile.dataset.units.split(" ");
    const row = [...table.tBodies[0].rows].find(({ dataset }) => units.includes(dataset.row));
    const cell = row?.cells[column];
    const button = cell?.querySelector("button");
    return {
      shade: cell ? cell.className : "no_plan",
      text: button ? button.firstChild.textContent : (cell?.textContent ?? "–"),
      rows: { ...button?.dataset },
    };
  }

  function list() {
    const table = document.getElementById(measure.value);
    item.parentElement.hidden = !table;
    const heads = table ? [...table.tHead.rows[0].cells].slice(1) : [];
    item.replaceChildren(
      ...heads.map((head, place) => {
        const option = new Option("", place + 1);
        const texts = ["vi", "en"].map((lang) => head.querySelector(`.${lang}`)?.textContent ?? head.textContent);
        [option.dataset.vi, option.dataset.en] = texts.map((text) => text.trim());
        option.textContent = option.dataset[root.lang];
        return option;
      }),
    );
  }

  function shade() {
    const table = document.getElementById(measure.value);
    for (const legend of map.querySelectorAll("[data-legend]")) legend.hidden = (legend.dataset.legend === "share") !== !!table;
    tiles.forEach((tile, place) => show(tile, table ? said(tile, table, Number(item.value)) : first[place]));
  }

  measure.addEventListener("change", () => (list(), shade()));
  item.addEventListener("change", shade);
}

const SHADES = ["h1", "h2", "h3", "h4", "h5", "absent", "unsure", "no_plan"];
const shadeOf = (tile) => SHADES.find((shade) => tile.classList.contains(shade));
for (const map of document.querySelectorAll("[data-map]")) if (map.querySelector("select")) chart(map);

// The graph: what is pointed at or in focus, its lines and their other ends.
function light(net, node) {
  for (const lit of net.querySelectorAll(".on")) lit.classList.remove("on");
  net.classList.toggle("lit", !!node);
  if (!node) return;
  node.classList.add("on");
  for (const edge of net.querySelectorAll(`[data-ends~="${node.dataset.node}"]`)) {
    edge.classList.add("on");
    for (const end of edge.dataset.ends.split(" ")) net.querySelector(`[data-node="${end}"]`).classList.add("on");
  }
}

for (const net of document.querySelectorAll("svg.net")) {
  const at = (target) => target.closest?.("[data-node]") ?? null;
  net.addEventListener("mouseover", ({ target }) => light(net, at(target)));
  net.addEventListener("mouseleave", () => light(net, null));
  net.addEventListener("focusin", ({ target }) => light(net, at(target)));
  net.addEventListener("focusout", () => light(net, null));
}
