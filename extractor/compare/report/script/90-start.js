// Views, language and list of provinces, from the address and back into it.
const tables = [...document.querySelectorAll(".tools")].map(items);
const menu = document.querySelector("nav.views .menu");
const links = [...document.querySelectorAll("nav.views a")];
const title = document.querySelector("title");

function speak() {
  root.lang = state.options.get("lang") === "en" ? "en" : "vi";
  for (const element of document.querySelectorAll("option[data-vi]")) element.textContent = element.dataset[root.lang];
  document.querySelector(`[name=lang][value=${root.lang}]`).checked = true;
}

function chooseList() {
  const chosen = document.querySelector(`[name=list][value="${CSS.escape(state.options.get("list") ?? "")}"]`);
  if (!chosen) return;
  chosen.checked = true;
  root.dataset.vintage = chosen.value;
}

function openMenu(open) {
  menu.setAttribute("aria-expanded", open);
}

function show() {
  for (const section of sections) section.classList.toggle("shown", section.id === state.view);
  for (const link of links) {
    if (link.hash === "#" + state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const name = document.querySelector('nav.views [aria-current] [lang="' + root.lang + '"]').textContent;
  menu.lastElementChild.textContent = name;
  title.textContent = `${name} – ${title.dataset[root.lang]}`;
}

function refresh() {
  speak();
  chooseList();
  show();
  for (const table of tables) table.restore();
}

addEventListener("hashchange", () => {
  const before = state.view;
  readAddress();
  refresh();
  if (!location.hash.startsWith("#main")) document.getElementById(`${state.view}-title`).focus();
  if (state.view !== before) scrollTo(0, 0);
  writeAddress();
  openMenu(false);
});
document.querySelector(".switches").addEventListener("change", ({ target }) => {
  setOption(target.name, target.value);
  refresh();
});
menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));

// Paper shows everything that can be opened.
const opened = [];
addEventListener("beforeprint", () => {
  opened.push(...document.querySelectorAll("details:not([open])"));
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened.splice(0)) part.open = false;
});

readAddress();
refresh();
