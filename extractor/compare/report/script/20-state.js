// What is shown, kept in the address: `#ledger?lang=en&list=then&ledger.mode=assigned`.
const root = document.documentElement;
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const messages = data("said");
const sections = [...document.querySelectorAll("section.view")];
const state = { view: sections[0].id, options: new URLSearchParams() };

// A message in the language that is chosen, `{n}` and the like filled in.
const say = (key, values = {}) =>
  messages[key][root.lang === "en" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? values[name].toLocaleString(root.lang) : values[name],
  );

// An address without options, like those in the navigation, leaves the options as they are.
function readAddress() {
  const [view, options] = location.hash.slice(1).split("?");
  if (sections.some((section) => section.id === view)) state.view = view;
  if (options !== undefined) state.options = new URLSearchParams(options);
}

function writeAddress() {
  const options = state.options.toString();
  history.replaceState(null, "", "#" + state.view + (options ? "?" + options : ""));
}

function setOption(key, value) {
  if (value) state.options.set(key, value);
  else state.options.delete(key);
  writeAddress();
}
