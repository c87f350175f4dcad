"use strict";
(() => {
  const root = document.documentElement;
  const fields = [...document.querySelectorAll(".field")];
  root.classList.add("keys");

  // Both sides of a field show that it is pointed at.
  let shown = [];
  function show(numbers) {
    for (const element of shown) element.classList.remove("on");
    shown = numbers.flatMap((number) => [...document.querySelectorAll(`[data-f~="${number}"]`)]);
    for (const element of shown) element.classList.add("on");
  }

  // In the text fields lie within one another: the last is the innermost.
  const pointed = (target) => {
    const numbers = target.closest?.("[data-f]")?.dataset.f.split(" ");
    return numbers ? numbers.slice(-1) : [];
  };

  // Its box comes into view, but only its own side scrolls.
  function reveal(number) {
    const box = document.getElementById(`b${number}`);
    if (!box) return;
    const side = box.closest(".scan");
    const at = box.getBoundingClientRect();
    const within = side.getBoundingClientRect();
    const away = { top: at.top - within.top - within.height / 3, left: at.left - within.left - 24 };
    if (at.top > within.top + 40 && at.bottom < within.bottom - 40) away.top = 0;
    if (at.left > within.left && at.right < within.right) away.left = 0;
    side.scrollBy(away);
  }

  function go(field) {
    if (!field) return;
    field.closest("details").open = true;
    (field.querySelector("a.name") ?? field).focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest" });
  }

  const here = () => {
    const [number] = pointed(document.activeElement);
    return fields.findIndex((field) => field.dataset.f === number);
  };

  function next(step, wanted) {
    for (let at = here() + step; at >= 0 && at < fields.length; at += step)
      if (wanted(fields[at])) return fields[at];
  }

  const seen = (field) => field.closest("details").open;
  const doubtful = (field) => field.classList.contains("doubt");
  const keys = {
    ArrowDown: () => go(next(1, seen)),
    ArrowUp: () => go(next(-1, seen)),
    n: () => go(next(1, doubtful)),
    p: () => go(next(-1, doubtful)),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const key = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key) return;
    event.preventDefault();
    key();
  });
  // Where nothing is pointed at, the field that has the focus stays marked.
  document.addEventListener("pointerover", ({ target }) => {
    const numbers = pointed(target);
    show(numbers.length ? numbers : pointed(document.activeElement));
  });
  document.addEventListener("focusin", ({ target }) => {
    show(pointed(target));
    if (target.closest(".field")) reveal(target.closest(".field").dataset.f);
  });
  // From a box the way leads to its field's link, so that Enter leads back.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".scan a[data-f]");
    if (!link) return;
    event.preventDefault();
    history.replaceState(null, "", `#f${link.dataset.f}`);
    go(document.getElementById(`f${link.dataset.f}`));
  });
  for (const choice of document.querySelectorAll("[name=lang]"))
    choice.addEventListener("change", () => (root.lang = choice.value));
})();
