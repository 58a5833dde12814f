// The matrix: topics, their questions, and the rows of those that are unfolded; only what is in sight is in the document.

const AHEAD = 4; // lines drawn beyond either end of what is in sight
const grid = { items: [], drawn: new Map(), hits: new Map(), top: 0, focus: { key: "", at: -1 } };

const matrix = {
  mount(main) {
    grid.body = el("div", { class: "lines", role: "rowgroup" });
    grid.head = el("div", { role: "rowgroup", class: "head" });
    grid.box = el("div", { class: "grid", role: "treegrid", "aria-label": t("matrix.label") }, grid.head, grid.body);
    grid.bar = filterBar();
    main.replaceChildren(el("h1", { class: "unseen", tabindex: "-1" }, t("page.tagline")), grid.bar, legend(), grid.box);
    grid.box.addEventListener("scroll", () => { hideHint(); draw(); }, { passive: true });
    grid.box.addEventListener("keydown", walk);
    grid.box.addEventListener("click", clicked);
    hints(grid.body);
    this.update();
    grid.box.scrollTop = grid.top;
    draw();
  },
  update() {
    const began = performance.now();
    grid.hits = filtered();
    grid.items = itemsOf(grid.hits);
    const scrolled = grid.box.scrollTop;
    grid.drawn.clear();
    grid.body.replaceChildren(); // before anything is measured: the old lines need no layout any more
    measure();
    const top = Math.min(scrolled, Math.max(0, grid.items.length * grid.line - grid.high / 2));
    if (grid.named !== grid.setting || !grid.head.firstChild) grid.head.replaceChildren(headLine());
    grid.named = grid.setting;
    grid.body.style.height = `${grid.items.length * grid.line}px`;
    grid.box.setAttribute("aria-rowcount", grid.items.length + 1);
    grid.box.setAttribute("aria-colcount", windowOf()[1] - windowOf()[0] + 2);
    refreshFilters(grid.bar);
    tellFound();
    draw(false, top);
    performance.measure("filter", { start: began });
  },
};

function legend(signs = ["silent", "loud", "announced"]) {
  const looks = [["na", "not_applicable"], ["unknown", "not_run"], ["infra", "infra"], ["unstable", "unstable"]];
  return el("p", { class: "legend" }, el("span", { class: "intro" }, t("page.intro")), " ",
    signs.map((word) => sign(word, true)),
    looks.map(([look, word]) => el("span", { class: "sign" }, el("span", { class: `seg mini ${look}`, "aria-hidden": "true" }, el("span", { class: "shape" }, SIGNS[look])), " ", t(`word.${word}`))));
}

function itemsOf(hits) {
  const items = [];
  const folded = (topic) => (state.fold[0] === "*") !== state.fold.slice(state.fold[0] === "*" ? 1 : 0).includes(topic);
  const opened = (name) => (state.open[0] === "*") !== state.open.slice(state.open[0] === "*" ? 1 : 0).includes(name);
  for (const [topic, cases] of grouped([...hits.keys()], (item) => item.topic)) {
    const isFolded = folded(topic);
    items.push({ kind: "topic", key: topic, topic, cases, open: !isFolded });
    if (isFolded) continue;
    for (const item of cases) {
      const many = item.rows.length > 1, isOpen = many && opened(item.name);
      items.push({ kind: "case", key: item.name, item, open: many ? isOpen : undefined });
      if (isOpen) for (const row of item.rows.filter(rowHasChange)) items.push({ kind: "row", key: `${item.name}[${row.label}]`, item, row });
    }
  }
  return items;
}

function grouped(items, by) {
  const found = new Map();
  for (const item of items) (found.get(by(item)) ?? found.set(by(item), []).get(by(item))).push(item);
  return found;
}

/** How high a line is and how wide a column, from the style sheet and the window. */
function measure() {
  const [lo, hi] = windowOf();
  const setting = `${lo} ${hi} ${state.wide} ${places().length} ${innerWidth} ${innerHeight}`;
  if (grid.setting === setting && grid.measured === grid.box) return;
  grid.setting = setting;
  grid.measured = grid.box;
  grid.columns = hi - lo + 1;
  grid.box.classList.toggle("wide", Boolean(state.wide));
  grid.box.classList.toggle("several", places().length > 1);
  grid.box.style.setProperty("--columns", grid.columns);
  grid.box.style.setProperty("--places", places().length);
  const style = getComputedStyle(grid.box), pixels = (name) => parseFloat(style.getPropertyValue(name));
  grid.line = pixels("--line-height") + (places().length - 1) * pixels("--strip");
  grid.box.style.setProperty("--line", `${grid.line}px`);
  grid.high = grid.box.clientHeight;
  const stacked = matchMedia("(max-width: 45rem)").matches;
  const room = grid.box.clientWidth - (stacked ? 0 : pixels("--first") || Math.min(480, Math.max(240, grid.box.clientWidth * 0.34)));
  grid.width = state.wide ? Math.max(56, room / grid.columns) : room / grid.columns;
}

function headLine() {
  const [lo] = windowOf();
  const apart = Math.ceil(12 / grid.width);
  let last = -apart;
  const labels = D.releases.slice(lo, lo + grid.columns).map((release, index) => {
    const first = index === 0 || minor(D.releases[lo + index - 1]) !== minor(release);
    const fits = index - last >= apart && (apart === 1 || first);
    if (fits) last = index;
    return el("div", { role: "columnheader", class: first ? "minor" : "patch", "aria-colindex": index + 2 },
      el("a", { href: link("release", release), tabindex: "-1", title: `${release}, ${D.dates[lo + index]}`, "data-at": lo + index, class: fits ? "" : "crowded" }, release));
  });
  return el("div", { role: "row", class: "line", "aria-rowindex": 1 },
    el("div", { role: "columnheader", class: "first", "aria-colindex": 1 }, grid.where = el("span", {}, t("matrix.question"))),
    el("div", { class: "strip", role: "presentation" }, labels));
}

const minor = (release) => release.split(".").slice(0, 2).join(".");

function tellFound() {
  const few = !grid.items.length;
  byId("status").replaceChildren(few ? t("page.nothing") : t("filter.found", { cases: number(grid.hits.size), all: number(D.cases.length) }));
  if (few) {
    const clear = el("button", { type: "button" }, t("page.clear"));
    clear.addEventListener("click", () => set({ ...DEFAULTS }));
    byId("status").append(" ", clear);
  }
}

/** Put the lines in sight into the document, and take the others out; the one in focus stays. */
function draw(everything = false, scrolled = grid.box?.scrollTop) {
  if (!grid.box?.isConnected) return;
  const from = everything ? 0 : Math.max(0, Math.floor(scrolled / grid.line) - AHEAD);
  const to = everything ? grid.items.length : Math.ceil((scrolled + grid.high) / grid.line) + AHEAD;
  const wanted = new Map(grid.items.slice(from, to).map((item, index) => [item.key, [item, from + index]]));
  const focused = grid.items.findIndex((item) => item.key === grid.focus.key);
  if (focused >= 0 && !wanted.has(grid.focus.key)) wanted.set(grid.focus.key, [grid.items[focused], focused]);
  for (const [name, node] of grid.drawn) if (!wanted.has(name)) { node.remove(); grid.drawn.delete(name); }
  for (const [name, [item, index]] of wanted) if (!grid.drawn.has(name)) grid.drawn.set(name, place_(lineOf(item, index), index));
  const top = grid.items[Math.floor(scrolled / grid.line)];
  grid.where.textContent = top && !everything ? `${t("matrix.question")} · ${top.topic ?? top.item.topic}` : t("matrix.question");
  grid.top = scrolled;
  keepOneStop();
}

function place_(node, index) {
  node.style.top = `${index * grid.line}px`;
  const after = [...grid.drawn.values()].find((other) => other.ariaRowIndex > index + 2);
  grid.body.insertBefore(node, after ?? null);
  return node;
}
