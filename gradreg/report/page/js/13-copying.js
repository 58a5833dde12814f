// What can be copied: a guard that tells the behaviours of a row apart, and a script that shows one cell of it.

const GUARDS = 4, FRAMES = 5, METADATA = 6, ARGUMENTS = 7;

/** The guards of a row: ranges, conditions and marks, as `gradreg guard` proved them. */
function guardsOf(item, row) {
  const mine = T.cases[item.id][GUARDS].find(([device, rows]) => device === place() && rows.includes(row.index));
  if (!mine) return null;
  const [, rows, guards, proof, around] = mine, text = guardText(guards);
  return el("section", { class: "copying" },
    el("div", { class: "code-head" }, el("h2", {}, t("case.guard")), copyButton(() => text)),
    el("pre", { class: "code-box", tabindex: "0", role: "region", "aria-label": t("case.guard") }, el("code", {}, text)),
    el("p", { class: "quiet" }, guards.map(([ranges]) => ranges).join(" · ")),
    rows.length > 1 && el("p", { class: "quiet" }, t("case.guard_rows", { n: rows.length })),
    el("p", { class: "quiet" }, proof), around.filter(([, proven]) => proven).map(workaround));
}

function guardText(guards) {
  const conditions = guards.map(([, condition, , shown]) => `if ${condition}:\n    ...  # ${shown}`);
  const marks = guards.map(([, , mark]) => `${mark}\ndef test_it(): ...`);
  return [["import torch", ...WORDS.setup].join("\n"), ...conditions, "import pytest", ...marks].join("\n\n");
}

const workaround = ([name, , code]) => el("details", {}, el("summary", {}, t("case.workaround"), " ", el("code", {}, name)),
  el("pre", { class: "code-box", tabindex: "0", role: "region", "aria-label": name }, el("code", {}, code)));

/** A script for a release of the reader's choice: what `gradreg repro` prints. */
function scriptOf(item, row) {
  const frame = T.cases[item.id][FRAMES][place()];
  const known = frame ? D.releases.filter((release, at) => { const id = behaviourAt(row, place(), at); return id >= 0 && isBehaviour(id) && frame[1][release]; }) : [];
  if (!known.length) return null;
  const choice = el("select", { "aria-label": t("case.repro_release") }, [...known].reverse().map((release) => el("option", { value: release }, release)));
  const shown = el("code", {}), text = () => script(item, row, choice.value);
  const box = el("details", {}, el("summary", {}, t("case.repro_show")), el("pre", { class: "code-box", tabindex: "0", role: "region", "aria-label": t("case.repro") }, shown));
  const refresh = () => { if (box.open) shown.textContent = text(); };
  box.addEventListener("toggle", refresh);
  choice.addEventListener("change", refresh);
  return el("section", { class: "copying" }, el("div", { class: "code-head" }, el("h2", {}, t("case.repro")), choice, copyButton(text)),
    el("p", { class: "quiet" }, t("case.repro_how"), " ", el("code", {}, "uv run FILE")), box);
}

/** The frame of a case with its holes filled. */
function script(item, row, release) {
  const [, , code, , , frames, metadata, rows] = T.cases[item.id], [number, measured] = frames[place()];
  const [torch, python] = measured[release], pins = (T.pins[release] ?? []).map((pin) => `, ${JSON.stringify(pin)}`).join("");
  const [, minor, patch] = /^(.*)\.([^.]*)$/.exec(python);
  const given = rows[row.index], holes = WORDS.holes;
  const filled = { question: quoted(item.question), row: quoted(row.label ? `${item.name}[${row.label}]` : item.name), release, torch, patch, pins, python: minor,
    code: observing(code, metadata), recorded: recorded(behaviourAt(row, place(), D.at.get(release))), arguments: given };
  const names = Object.keys(holes), pattern = new RegExp(names.map((name) => escaped(holes[name]) + (name === "arguments" && !given ? "(?:, )?" : "")).join("|"), "g");
  return T.frames[number].replace(pattern, (hole) => filled[names.find((name) => hole.startsWith(holes[name]))]);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const quoted = (text) => text.replaceAll("\\", "\\\\").replaceAll('"""', "'''");

/** The code without PARAMS and its like. */
function observing(code, metadata) {
  const lines = code.map((line) => line.filter((_, at) => at % 2).join(""));
  for (const [first, last] of metadata) lines.fill("", first - 1, last);
  return lines.join("\n").replace(/\n{4,}/g, "\n\n\n").replace(/^\n+|\n+$/g, "");
}

/** A behaviour as Python writes what was recorded. */
function recorded(id) {
  const [, facts, raises, , , warned] = D.behaviours[id], kinds = warned.filter((_, at) => at % 2 === 0).map((kind) => D.texts[kind]);
  const pairs = Array.from({ length: facts.length / 2 }, (_, at) => [JSON.stringify(D.texts[facts[2 * at]]), literal(facts[2 * at + 1])]);
  if (raises) pairs.push(['"raises"', JSON.stringify(D.texts[raises])]);
  pairs.push(['"warns"', JSON.stringify([...new Set(kinds)].sort())]);
  return `{\n${pairs.map(([name, value]) => `            ${name}: ${value},\n`).join("")}        }`;
}

const PLAIN = /^(?:True|False|-?\d+(?:\.\d+)?(?:e[+-]\d+)?)$/;
const literal = (id) => D.literals[id] ?? (PLAIN.test(D.texts[id]) ? D.texts[id] : JSON.stringify(D.texts[id]));
