// The texts of a case: its story, its code with the facts beside the yields, its sources; and what its eras differ in.

function caseTexts(item, row) {
  const [story, links, code, yields] = T.cases[item.id];
  const told = story.split("\n").filter((line) => !/^中文[:：]/.test(line)).join("\n");
  return [
    told && el("section", { class: "story" }, el("h2", {}, t("case.story")), el("p", {}, ticked(told.replaceAll("\n", " ")))),
    differences(row),
    codeOf(row, code, new Map(yields)),
    guardsOf(item, row),
    scriptOf(item, row),
    claimsOf(item),
    el("section", {}, el("h2", {}, t("case.sources")), el("ul", { class: "sources" }, links.map((one) => el("li", {}, sourceLink(one))))),
  ].filter(Boolean);
}

/** The code, line by line; beside a yield, what its facts were in each era of the row. */
function codeOf(row, code, yields) {
  const eras = erasApart(row), plain = code.map((line) => line.filter((_, at) => at % 2).join("")).join("\n");
  const lines = code.map((pieces, index) => {
    const facts = (yields.get(index + 1) ?? []).map((name) => factAside(name, eras)).filter(Boolean);
    return el("div", { class: "code-line" }, el("span", { class: "number", "aria-hidden": "true" }, index + 1),
      el("code", {}, pieces.length ? painted(pieces) : "\n"), facts.length > 0 && el("span", { class: "asides" }, facts));
  });
  const shown = new Set([...yields.values()].flat());
  const others = [...new Set(eras.flatMap((era) => era.shown.facts.map(([name]) => name)))].filter((name) => !shown.has(name));
  return el("section", { class: "code" },
    el("div", { class: "code-head" }, el("h2", {}, t("case.code")), copyButton(() => plain)),
    el("div", { class: "code-box", tabindex: "0", role: "region", "aria-label": t("case.code_only") }, lines, eras.map(ending)),
    others.length > 0 && el("p", { class: "quiet" }, t("case.other_facts"), ": ", others.map((name) => factAside(name, eras))));
}

const painted = (flat) => Array.from({ length: flat.length / 2 }, (_, at) => (flat[2 * at] ? el("span", { class: `c-${flat[2 * at]}` }, flat[2 * at + 1]) : flat[2 * at + 1]));

/** The known eras of a row that answer differently, each once. */
function erasApart(row) {
  const found = new Map();
  for (const part of rowSegments(row, place()).filter((one) => one.look === "known"))
    if (!found.has(part.letter)) found.set(part.letter, { ...part, shown: behaviour(part.behaviour) });
  return [...found.values()];
}

function factAside(name, eras) {
  const seen = eras.map((era) => [era, era.shown.facts.find(([one]) => one === name)?.[1]]);
  if (!seen.some(([, value]) => value !== undefined)) return null;
  const same = new Set(seen.map(([, value]) => value)).size === 1;
  const values = (same ? seen.slice(0, 1) : seen).map(([era, value]) => el("span", { class: `aside ${same ? "" : `tint${era.letter % TINTS}`}` },
    !same && el("b", {}, letter(era.letter)), !same && " ", value ?? t("case.absent")));
  return el("span", { class: `fact-aside ${same ? "" : "differs"}` }, el("span", { class: "arrow", "aria-hidden": "true" }, "⇒ "), el("span", { class: "unseen" }, `${name} `), values);
}

/** The exception that ends the code in an era. */
function ending(era) {
  if (!era.shown.raises) return null;
  return el("div", { class: "ending" }, el("span", { class: `badge tint${era.letter % TINTS}` }, letter(era.letter)), " ",
    el("b", {}, era.shown.raises), era.shown.message && `: ${era.shown.message}`);
}

/** Neighbouring behaviours side by side, what differs marked. */
function differences(row) {
  const steps = stepsOf(row, place());
  if (!steps.length) return el("section", {}, el("h2", {}, t("case.differs")), el("p", { class: "quiet" }, t("case.no_change")));
  return el("section", { class: "differences" }, el("h2", {}, t("case.differs")), steps.map(oneDifference));
}

function oneDifference([before, after, kind, manner, old, now]) {
  const word = kind === CHANGED ? WORDS.manners[manner] : WORDS.kinds[kind];
  const between = D.releases.slice(before + 1, after);
  return el("details", { open: kind === CHANGED || undefined, id: `at-${D.releases[after]}` },
    el("summary", {}, sign(word), " ", el("b", {}, `${D.releases[before]} → ${D.releases[after]}`), " ", el("span", { class: "quiet" }, D.dates[after])),
    between.length > 0 && el("p", { class: "quiet" }, t("case.unmeasured", { list: between.join(", ") })),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${D.releases[before]} → ${D.releases[after]}` }, sideBySide(old, now, D.releases[before], D.releases[after])));
}

function sideBySide(old, now, before, after) {
  const rows = comparison(behaviour(old), behaviour(now));
  return el("table", { class: "sides" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("case.fact")), el("th", { scope: "col" }, t("case.before", { a: before })),
      el("th", { scope: "col" }, t("case.after", { a: after })))),
    el("tbody", {}, rows.map(([name, one, two]) => {
      const same = one === two, [left, right] = same || one === undefined || two === undefined ? [one, two] : wordDiff(one, two);
      return el("tr", { class: same ? "same" : "differs" }, el("th", { scope: "row" }, el("span", { class: "mark", title: t(same ? "case.same" : "case.different") }, same ? "=" : "≠"), " ", name),
        el("td", {}, left ?? el("i", {}, t("case.absent"))), el("td", {}, right ?? el("i", {}, t("case.absent"))));
    })));
}

function comparison(one, two) {
  const warned = (side) => side.warnings.map(([kind, text]) => `${kind}: ${text}`).join("\n");
  const lines = (side) => [...side.facts, ...(side.raises ? [[t("case.exception"), side.raises]] : []),
    ...(side.message ? [[t("case.message"), side.message]] : []), ...(side.warnings.length ? [[t("case.warning"), warned(side)]] : [])];
  const [old, now] = [new Map(lines(one)), new Map(lines(two))];
  const rows = [...new Set([...old.keys(), ...now.keys()])].map((name) => [name, old.get(name), now.get(name)]);
  return rows.sort((left, right) => (left[1] === left[2]) - (right[1] === right[2]));
}

/** Two texts in pieces, those that differ marked: the longest common run of words stays plain. */
function wordDiff(one, two) {
  const [left, right] = [one, two].map((text) => text.split(/(\s+|[,\[\]()=;:])/).filter(Boolean));
  if (left.length * right.length > 40000) return [el("del", {}, one), el("ins", {}, two)];
  const long = commonLengths(left, right), sides = [[], []];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) { sides[0].push(left[i++]); sides[1].push(right[j++]); }
    else if (j >= right.length || (i < left.length && long[i + 1][j] >= long[i][j + 1])) sides[0].push(el("del", {}, left[i++]));
    else sides[1].push(el("ins", {}, right[j++]));
  }
  return sides;
}

function commonLengths(left, right) {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      table[i][j] = left[i] === right[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}
