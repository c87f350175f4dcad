// Text as it is compared: without marks, đ as d, quotes and dashes evened out.
const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[đĐðÐ]/g, "d")
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[“”„«»]/g, '"')
    .replace(/\s+/g, " ")
    .toLowerCase();

// Whether a folded text holds all words of what was searched for.
const holds = (folded, query) => fold(query).trim().split(" ").every((word) => folded.includes(word));

const alphabet = new Intl.Collator("vi", { numeric: true });
