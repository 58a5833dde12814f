// A case: the question, the answer in a sentence per era, the timeline, the code with its facts, what changed, claims.

const caseView = {
  mount(main) { this.main = main; this.update(); },
  update() {
    const item = D.byName.get(state.arg);
    if (!item) return this.main.replaceChildren(missing(state.arg));
    const ways = waysOf(item, place());
    const row = item.rows.find((one) => one.label === state.row) ?? ways[0].rows[0];
    const text = el("div", { class: "late" }, el("p", { class: "quiet" }, t("page.loading")));
    this.main.replaceChildren(el("article", { class: "case" },
      caseTop(item), answer(item, row), timeline(row), item.rows.length > 1 && rowsOf(item, ways, row), text));
    hints(this.main.querySelector("article"));
    whenTexts(() => text.isConnected && text.replaceWith(...caseTexts(item, row)));
  },
};

const missing = (name) => el("div", { class: "case" }, el("h1", { tabindex: "-1" }, t("page.not_found", { name })),
  el("a", { href: link("matrix") }, t("case.back")));

function caseTop(item) {
  const around = [[t("case.previous"), -1], [t("case.next"), 1]].map(([name, step]) => {
    const next = D.cases[item.id + step];
    return next && el("a", { href: link("case", next.name), title: title(next), rel: step < 0 ? "prev" : "next" }, name);
  });
  return el("header", {},
    el("nav", { class: "trail", "aria-label": item.name },
      el("a", { href: link("matrix") }, t("page.matrix")), " › ", el("a", { href: link("matrix", "", { topics: [item.topic] }) }, item.topic),
      " › ", el("code", {}, item.claim), el("span", { class: "around" }, "folder" in document.documentElement.dataset && el("a", { href: `case/${item.name}.html` }, t("case.cite")), around)),
    el("h1", { tabindex: "-1" }, ticked(title(item))),
    item.rows.some((row) => row.stale) && el("p", { class: "stale" }, t("case.stale")));
}

/** Rows that did the same on every release, together; those that changed most first. */
function waysOf(item, where) {
  const found = new Map();
  for (const row of item.rows) {
    const history = row.at.get(where) ?? -1;
    (found.get(history) ?? found.set(history, { rows: [] }).get(history)).rows.push(row);
  }
  const weight = (way) => stepsOf(way.rows[0], where).reduce((sum, step) => sum + (step[2] === CHANGED ? 10 : 1), 0);
  return [...found.values()].sort((one, two) => weight(two) - weight(one));
}

function answer(item, row) {
  const segments = rowSegments(row, place());
  const shared = sharedFacts(segments);
  return el("section", { class: "answer", "aria-label": t("case.answer") },
    item.rows.length > 1 && el("p", { class: "quiet" }, `${t("case.row")} `, el("code", {}, row.label)),
    el("ol", {}, segments.map((part) => el("li", {},
      el("span", { class: `badge ${part.look} ${part.letter >= 0 ? `tint${part.letter % TINTS}` : ""}` }, part.letter >= 0 ? letter(part.letter) : SIGNS[part.look]),
      " ", sentence(part), part.counts && [" ", sign(heaviest(part.counts))],
      part.gap && el("span", { class: "quiet" }, ` (${t("era.gap", { n: part.gap.length })})`)))),
    shared && el("p", { class: "quiet" }, shared));
}

/** An era in one sentence. */
function sentence(part) {
  const newest = D.releases.length - 1, values = { first: D.releases[part.lo], last: D.releases[part.hi], what: whatOf(part) };
  if (part.lo === 0 && part.hi === newest) return phrase("era.always", values);
  if (part.lo === part.hi) return phrase("era.only", values);
  if (part.lo === 0) return phrase("era.until", values);
  return phrase(part.hi === newest ? "era.since" : "era.between", values);
}

/** A phrase whose {names} are elements or texts. */
function phrase(key, values) {
  return t(key).split(/\{(\w+)\}/).map((part, index) => (index % 2 ? values[part] ?? "" : part));
}

function whatOf(part) {
  if (part.none) return t("word.no_evidence", { name: part.where });
  if (part.look !== "known") return phrase(`era.${key(outcomeOf(part.behaviour))}`, { why: behaviour(part.behaviour).detail });
  const shown = behaviour(part.behaviour), telling = tellingOf(part.row, part.where), names = telling && new Set(telling.map((id) => D.texts[id]));
  const facts = shown.facts.filter(([name]) => !names || names.has(name)).slice(0, 6)
    .map(([name, value]) => phrase("era.fact", { name: el("code", {}, name), value: el("code", { class: "value" }, value) }));
  if (shown.raises) facts.push(phrase("era.raise", { name: el("code", { class: "value" }, shown.raises) }));
  if (shown.warnings.length) facts.push(phrase("era.warn", { name: [...new Set(shown.warnings.map(([kind]) => kind))].join(", ") }));
  if (!facts.length) return t("era.nothing");
  return facts.map((fact, index) => [index > 0 && (index === facts.length - 1 ? t("era.and") : language === "zh" ? "，" : ", "), fact]);
}

function sharedFacts(segments) {
  const known = segments.filter((part) => part.look === "known");
  if (new Set(known.map((part) => part.letter)).size < 2) return null;
  const names = new Set((tellingOf(known[0].row, known[0].where) ?? []).map((id) => D.texts[id]));
  const rest = behaviour(known.at(-1).behaviour).facts.filter(([name]) => !names.has(name)).slice(0, 6);
  return rest.length ? t("era.same", { what: rest.map(([name, value]) => `${name} = ${value}`).join("; ") }) : null;
}

/** The strip of a row, large, with the releases under its edges. */
function timeline(row) {
  return el("section", { class: "timeline", "aria-label": t("case.timeline") }, places().map((where) => {
    const parts = rowSegments(row, where), all = [0, D.releases.length - 1], width = Math.min(1100, innerWidth - 60) / D.releases.length;
    const cells = parts.map((part) => segmentCell(part, all, width, { tabindex: "0", role: "img" }));
    const marks = parts.map((part) => el("span", { style: { "grid-column": `${part.lo + 1} / ${part.hi + 2}` } },
      el("b", {}, D.releases[part.lo]), width * (part.hi - part.lo + 1) > 60 && ` ${D.dates[part.lo].slice(0, 4)}`));
    return [places().length > 1 && el("p", { class: "quiet" }, where),
      el("div", { class: "strip large", style: { "--columns": D.releases.length } }, cells),
      el("div", { class: "strip marks", "aria-hidden": "true", style: { "--columns": D.releases.length } }, marks)];
  }));
}

const WAYS = 6; // kinds of row shown at once; the rest behind a button

function rowsOf(item, ways, chosen) {
  const all = [0, D.releases.length - 1];
  const line = (way) => el("li", {},
    el("div", { class: "strip", "aria-hidden": "true", style: { "--columns": D.releases.length } },
      rowSegments(way.rows[0], place()).map((part) => segmentCell(part, all, Math.min(600, innerWidth - 60) / D.releases.length))),
    el("p", { class: "chips" }, way.rows.map((row) => el("a", { class: "chip", href: link("case", item.name, { row: row.label }),
      "aria-current": row === chosen ? "true" : undefined }, row.label))),
    el("p", { class: "quiet" }, sharedFacts(rowSegments(way.rows[0], place()))));
  const mine = ways.findIndex((way) => way.rows.includes(chosen)), first = [...new Set([...ways.slice(0, WAYS), ways[mine]])], list = el("ul", {}, first.map(line));
  const more = ways.length > first.length && el("button", { type: "button", class: "more" }, t("move.more", { n: ways.length }));
  if (more) more.addEventListener("click", () => { list.append(...ways.filter((way) => !first.includes(way)).map(line)); more.remove(); });
  return el("section", { class: "ways" }, el("h2", {}, t("case.rows", { n: item.rows.length, ways: ways.length })),
    el("p", { class: "quiet" }, t("case.choose")), list, more);
}

function claimsOf(item) {
  if (!item.verdicts.length) return null;
  return el("section", {}, el("h2", {}, t("case.claims")), el("ul", { class: "claims" }, item.verdicts.map(claimLine)));
}

const claimLine = ([word, says, source]) => el("li", {},
  el("span", { class: `verdict ${verdictKind(word)}` }, verdictText(word)), " ", says, " ", sourceLink(source));

const isLink = (text) => /^https?:\/\//.test(text);
const sourceLink = (text) => (isLink(text) ? el("a", { href: text, rel: "noreferrer", class: "quiet" }, text.replace(/^https?:\/\/(www\.)?/, "")) : el("span", { class: "quiet" }, text));
