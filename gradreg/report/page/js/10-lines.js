// One line of the matrix: a topic with its counts, a question, or one row of it.

function lineOf(item, index) {
  const level = { topic: 1, case: 2, row: 3 }[item.kind];
  const node = el("div", { role: "row", class: `line ${item.kind}`, "aria-rowindex": index + 2, "aria-level": level,
    "aria-expanded": item.open === undefined ? undefined : String(item.open), "data-key": item.key },
    el("div", { role: "rowheader", class: "first", "aria-colindex": 1 }, { topic: topicHead, case: caseHead, row: rowHead }[item.kind](item)),
    el("div", { class: "strips", role: "presentation" }, places().map((where) => stripOf(item, where))));
  node.ariaRowIndex = index + 2;
  return node;
}

const topicHead = (item) => [opener(item, item.topic), el("a", { href: link("matrix", "", { topics: [item.topic] }), class: "name", tabindex: "-1" }, item.topic),
  el("span", { class: "quiet" }, t(item.cases.length === 1 ? "matrix.case" : "matrix.cases", { n: item.cases.length }))];

function caseHead(line) {
  const { item } = line, why = hitText(item, grid.hits.get(item));
  return [
    item.rows.length > 1 ? opener(line, item.claim) : el("span", { class: "opener none" }),
    el("a", { href: link("case", item.name), class: "name", tabindex: "-1", title: title(item) }, el("span", { class: "q" }, marked(title(item))),
      why && el("span", { class: "why" }, marked(why))),
    item.rows.length > 1 && el("span", { class: "quiet" }, number(item.rows.length)),
  ];
}

const rowHead = ({ item, row }) => el("a", { href: link("case", item.name, { row: row.label }), class: "name", tabindex: "-1", title: row.label }, el("code", {}, marked(row.label)));

const opener = (line, name) => el("button", { type: "button", class: "opener", tabindex: "-1", "aria-label": t("matrix.unfold", { name }) }, line.open ? "▾" : "▸");

/** A text with the words of the search marked. */
function marked(text) {
  const terms = termsOf(state.q).filter((term) => term.length > 1);
  if (!terms.length) return ticked(text);
  if (text.includes("`")) return text.split(/(`[^`]+`)/).map((part) => (/^`.+`$/.test(part) ? el("code", {}, marked(part.slice(1, -1))) : marked(part)));
  const pattern = new RegExp(`(${terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
  return text.split(pattern).map((part, index) => (index % 2 ? el("mark", {}, part) : part));
}

function stripOf(item, where) {
  const seen = windowOf();
  const cells = item.kind === "topic" ? topicCells(item, where, seen)
    : clipped(item.row ? rowSegments(item.row, where) : caseSegments(item.item, where), seen)
      .map((part) => segmentCell({ ...part, item: item.item }, seen, grid.width, cellRole(part, seen)));
  const several = places().length > 1 && el("span", { class: "device", role: "presentation", "aria-hidden": "true" }, where);
  return el("div", { class: "strip", role: "presentation" }, cells, several);
}

const cellRole = (part, [lo]) => ({ role: "gridcell", tabindex: "-1", "aria-colindex": part.lo - lo + 2, "aria-colspan": part.hi - part.lo + 1, "data-at": part.lo });

/** How many rows of a topic began to do something else, release by release: the darker, the more. */
function topicCells(item, where, [lo, hi]) {
  return Array.from({ length: hi - lo + 1 }, (_, index) => {
    const at = lo + index, counts = {};
    for (const one of item.cases)
      for (const [word, count] of Object.entries(edgesOf(one, where).get(at) ?? {}))
        if (isShown(word)) counts[word] = (counts[word] ?? 0) + count;
    const sum = total(counts), heat = Math.min(5, Math.ceil(Math.log2(sum + 1)));
    const cell = el("div", { class: `heat heat${heat}`, role: "gridcell", tabindex: "-1", "data-at": at, "aria-colindex": index + 2,
      "aria-label": `${D.releases[at]}: ${t("matrix.here", { n: sum })}`, style: { "grid-column": String(index + 1) } },
      sum ? el("span", { "aria-hidden": "true" }, grid.width > 14 || sum < 10 ? sum : "") : "");
    cell.segment = { heat: counts, lo: at, hi: at };
    return cell;
  });
}

function clicked(event) {
  const line = event.target.closest(".line[data-key]");
  if (!line) return;
  const item = grid.items.find((one) => one.key === line.dataset.key);
  if (event.target.closest("button.opener")) return unfold(item);
  const cell = event.target.closest(".seg, .heat");
  if (cell) openAt(item, cell);
}

function unfold(item) {
  const name = item.kind === "topic" ? "fold" : "open";
  set({ [name]: toggled(state[name], item.key) });
}

function openAt(item, cell) {
  if (item.kind === "topic") go(link("release", D.releases[Number(cell.dataset.at)]));
  else go(link("case", item.item.name, { row: item.row?.label ?? cell.segment?.row?.label ?? "", era: D.releases[cell.segment.lo] }));
}

function go(address) {
  location.hash = address;
}
