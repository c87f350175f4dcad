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

  // The form of the value that has the focus, else the first of its field.
  function edit() {
    const panel =
      document.activeElement.closest("dd, .value")?.querySelector(".edit") ??
      fields[here()]?.querySelector(".edit");
    if (!panel) return;
    panel.open = true;
    panel.querySelector("input:not([type=hidden]), select, textarea").focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  // Nothing is sent, and what was typed is gone.
  function leave(panel) {
    for (const form of panel.querySelectorAll("form")) form.reset();
    panel.open = false;
    const field = panel.closest(".field");
    if (field) go(field);
    else panel.querySelector("summary").focus();
  }

  const seen = (field) => field.closest("details").open;
  const doubtful = (field) => field.classList.contains("doubt");
  const keys = {
    ArrowDown: () => go(next(1, seen)),
    ArrowUp: () => go(next(-1, seen)),
    n: () => go(next(1, doubtful)),
    p: () => go(next(-1, doubtful)),
    e: edit,
    F2: edit,
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const panel = target.closest(".edit[open]");
    const sends = key === "Enter" && (event.ctrlKey || event.metaKey || target.matches("select"));
    if (panel && key === "Escape") {
      event.preventDefault();
      leave(panel);
    } else if (panel && sends && target.form) {
      event.preventDefault();
      target.form.requestSubmit();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, textarea, select")) return;
    const does = keys[key.length === 1 ? key.toLowerCase() : key];
    if (!does) return;
    event.preventDefault();
    does();
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

  // The language goes along to other pages in their addresses.
  const choices = [...document.querySelectorAll("[name=lang]")];
  function address(of, language) {
    const url = new URL(of, location);
    if (language === "vi") url.searchParams.delete("lang");
    else url.searchParams.set("lang", language);
    return url.href;
  }
  function speak(language) {
    root.lang = language;
    for (const choice of choices) choice.checked = choice.value === language;
    for (const option of document.querySelectorAll("option[data-vi]"))
      option.textContent = option.dataset[language];
    for (const link of document.querySelectorAll("a[href]:not([href^='#'])"))
      link.href = address(link.href, language);
    for (const form of document.querySelectorAll("form")) form.action = address(form.action, language);
  }
  for (const choice of choices)
    choice.addEventListener("change", () => {
      speak(choice.value);
      history.replaceState(null, "", address(location.href, choice.value));
    });
  const asked = new URLSearchParams(location.search).get("lang");
  if (choices.some((choice) => choice.value === asked)) speak(asked);

  // Who comes back from a correction goes on where they were.
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place?.matches(".field, .name")) go(place.closest(".field"));
})();
