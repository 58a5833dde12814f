// The page's words in two languages, and the names that the evidence has for what it shows.

let WORDS = {};
let language = "en";

/** A phrase in the chosen language, its {names} filled in. */
function t(key, values) {
  const [section, name] = key.split(".");
  const pair = WORDS.phrases[section]?.[name];
  if (!pair) throw new Error(`no phrase ${key}`);
  const text = pair[language === "zh" ? 1 : 0];
  return values ? text.replace(HOLE, (whole, word) => values[word] ?? whole) : text;
}

const HOLE = /\{(\w+)\}/g;
const THOUSANDS = new Intl.NumberFormat("en-US"); // both languages write 10,989
const number = (value) => (value < 1000 ? String(value) : THOUSANDS.format(value));
const key = (word) => word.replaceAll(" ", "_");
const wordOf = (word) => t(`word.${key(word)}`);
const shapeOf = (word) => WORDS.shapes[word] ?? "";
const title = (item) => (language === "zh" && item.zh) || item.question;

/** A sign and its word, told apart without colour. */
const sign = (word, long) =>
  el("span", { class: `sign ${key(word)}` }, el("span", { class: "shape", "aria-hidden": "true" }, shapeOf(word)), " ",
    t(`word.${key(word)}${long ? "_long" : ""}`));

/** A text in which what stands between backticks is code. */
const ticked = (text) => text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? el("code", {}, part) : part));

/** A verdict such as `right until 1.13.1`, in the chosen language. */
function verdictText(word) {
  if (word.startsWith("depends: ")) {
    const parts = word.slice(9).split(/, (?=.* in \d+ of \d+ rows)/);
    return t("word.depends", { a: language === "zh" ? parts.map(partText).join("；") : word.slice(9) });
  }
  for (const [start, name] of [["right until ", "right_until"], ["right from ", "right_from"], ["right in ", "right_in"]])
    if (word.startsWith(start)) return t(`word.${name}`, { a: word.slice(start.length) });
  return ["right", "wrong", "unknown"].includes(word) ? t(`word.${word}`) : word;
}

function partText(part) {
  const found = /^(.*) in (\d+) of (\d+) rows$/.exec(part);
  return found ? `${found[3]} 行中 ${found[2]} 行${verdictText(found[1])}` : part;
}

const verdictKind = (word) => (word === "right" || word === "wrong" || word === "unknown" ? word : "part");

function labelStatic() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  document.title = t("page.title");
}
