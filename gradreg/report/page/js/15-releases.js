// The releases: a chart of what changed in each, and the list for the one that is chosen; and the claims.

const CHARTED = ["silent", "loud", "announced"];

function countsByRelease() {
  const known = `counts@${place()}`;
  if (!D.memo.has(known)) {
    const found = D.releases.map(() => ({ silent: 0, loud: 0, announced: 0, warns: 0, reworded: 0 }));
    for (const item of D.cases) for (const [at, counts] of edgesOf(item, place())) for (const [word, count] of Object.entries(counts)) found[at][word] += count;
    D.memo.set(known, found);
  }
  return D.memo.get(known);
}

const behaviourSum = (counts) => CHARTED.reduce((sum, word) => sum + counts[word], 0);

/** Bars of rows that changed, told apart by pattern as by colour; each bar is a link to its release. */
function chart(chosen) {
  const counts = countsByRelease(), step = 20, high = 160, left = 34, width = left + step * counts.length + 6;
  const top = Math.max(1, ...counts.map(behaviourSum)), y = (value) => high - (value / top) * (high - 14);
  const unit = 10 ** Math.floor(Math.log10(top)) * (top / 10 ** Math.floor(Math.log10(top)) < 2 ? 0.5 : 1);
  const ticks = Array.from({ length: Math.floor(top / unit) + 1 }, (_, at) => at * unit).filter(Number.isInteger);
  return el("div", { class: "scroll chart", tabindex: "0", role: "region", "aria-label": t("release.chart") },
    svg("svg", { viewBox: `0 0 ${width} ${high + 56}`, width, height: high + 56, role: "group", "aria-label": t("release.chart") },
      svg("defs", {}, svg("pattern", { id: "hatched", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { width: 6, height: 6, class: "bar-loud-back" }), svg("rect", { width: 3, height: 6, class: "bar-loud" }))),
      ticks.map((value) => [svg("line", { x1: left, x2: width, y1: y(value), y2: y(value), class: "rule" }), svg("text", { x: left - 6, y: y(value) + 4, class: "tick", "text-anchor": "end" }, value)]),
      counts.map((mine, at) => bar(mine, at, left + at * step, step, y, high, at === chosen))));
}

function bar(counts, at, x, step, y, high, isChosen) {
  const label = `${D.releases[at]}: ${CHARTED.map((word) => `${wordOf(word)} ${counts[word]}`).join(", ")}`;
  let base = 0;
  const parts = CHARTED.map((word) => {
    const [from, to] = [y(base), y(base += counts[word])];
    return counts[word] > 0 && svg("rect", { x: x + 3, y: to, width: step - 6, height: Math.max(1, from - to), class: `bar ${word}` });
  });
  return svg("a", { href: link("release", D.releases[at]), "aria-label": label, "aria-current": isChosen ? "true" : null, class: isChosen ? "chosen" : "", tabindex: "0" },
    svg("title", {}, label), svg("rect", { x, y: 0, width: step, height: high + 54, class: "hit" }), parts,
    svg("text", { x: 0, y: 0, class: "name", transform: `translate(${x + step / 2 - 4} ${high + 8}) rotate(90)` }, D.releases[at]));
}

const releaseView = {
  mount(main) { this.main = main; this.update(); },
  update() {
    const counts = countsByRelease(), at = D.at.get(state.arg) ?? latestWithChanges(counts);
    if (state.arg && !D.at.has(state.arg)) return this.main.replaceChildren(missing(state.arg));
    this.main.replaceChildren(el("article", { class: "releases" },
      el("h1", { tabindex: "-1" }, t("release.title")),
      el("p", { class: "legend" }, CHARTED.map((word) => el("span", { class: "sign" }, swatch(word), " ", t(`word.${word}_long`))), el("span", { class: "quiet" }, t("release.choose"))),
      chart(at), numbers(counts, at), this.chosen(at, counts)));
    const seen = this.main.querySelector("a.chosen"), box = this.main.querySelector(".chart");
    if (seen) box.scrollLeft = seen.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth / 2;
    this.main.querySelector(".chart svg").addEventListener("keydown", alongBars);
  },
  chosen(at, counts) {
    const name = D.releases[at], rows = behaviourSum(counts[at]);
    const sums = counts.slice(1).map(behaviourSum).sort((one, two) => two - one);
    const values = { n: number(rows), rank: sums.indexOf(rows) + 1, all: sums.length, median: sums[Math.floor(sums.length / 2)] };
    return el("section", { class: "result" }, el("h2", { class: "chosen-name" }, t("release.chosen", { a: name }), " ", el("small", {}, t("release.dated", { date: D.dates[at] }))),
      el("p", {}, rows || counts[at].warns ? t("release.rank", values) : t("release.nothing", { a: name })),
      jumps(changesIn(at)), changeList(alike(changesIn(at))), counts[at].reworded > 0 && el("p", { class: "quiet" }, t("release.reworded", { n: counts[at].reworded })));
  },
};

const swatch = (word) => svg("svg", { width: 12, height: 12, "aria-hidden": "true" }, svg("rect", { x: 1, y: 1, width: 10, height: 10, class: `bar ${word}` }));
const latestWithChanges = (counts) => { const at = counts.findLastIndex((mine) => behaviourSum(mine) > 0); return at < 0 ? counts.length - 1 : at; };

function changesIn(at) {
  const found = [];
  for (const item of D.cases)
    for (const row of item.rows)
      for (const step of stepsOf(row, place()))
        if (step[1] === at && step[2] !== REWORDED) found.push({ item, row, word: MANNER(step), one: step[4], two: step[5], since: [at] });
  return found;
}

function alongBars(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1 }, bars = [...event.currentTarget.querySelectorAll("a")];
  if (!(event.key in steps)) return;
  const next = bars[bars.indexOf(event.target.closest("a")) + steps[event.key]];
  if (!next) return;
  next.focus();
  event.preventDefault();
}

/** The chart as a table, for who would rather read it. */
function numbers(counts, chosen) {
  const words = [...CHARTED, "warns", "reworded"];
  return el("details", { class: "numbers" }, el("summary", {}, t("release.numbers")), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("release.numbers") },
    el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("release.release")), words.map((word) => el("th", { scope: "col" }, sign(word))))),
      el("tbody", {}, counts.map((mine, at) => el("tr", { class: at === chosen ? "chosen" : "" }, el("th", { scope: "row" }, el("a", { href: link("release", D.releases[at]) }, D.releases[at])), words.map((word) => el("td", {}, mine[word] || "·"))))))));
}

const claimsView = {
  mount(main) { this.main = main; this.update(); },
  update() {
    const all = D.cases.flatMap((item) => item.verdicts.map((verdict) => ({ item, verdict, kind: verdictKind(verdict[0]) })));
    const count = (kind) => all.filter((one) => one.kind === kind).length;
    const chosen = all.filter((one) => !state.arg || one.kind === state.arg);
    const names = { right: t("word.right"), wrong: t("word.wrong"), part: t("claims.part") };
    this.main.replaceChildren(el("article", { class: "claims-view" }, el("h1", { tabindex: "-1" }, t("claims.title")),
      el("p", {}, t("claims.sum", { n: all.length, right: count("right"), wrong: count("wrong"), part: count("part") })),
      el("nav", { class: "chips", "aria-label": t("page.claims") }, [["", t("page.all"), all.length], ...Object.entries(names).map(([kind, name]) => [kind, name, count(kind)])].map(([kind, name, n]) =>
        el("a", { class: "chip", href: link("claims", kind), "aria-current": kind === state.arg ? "true" : undefined }, `${name} ${n}`))),
      el("ul", { class: "claims" }, chosen.map(({ item, verdict }) => el("li", {}, el("span", { class: `verdict ${verdictKind(verdict[0])}` }, verdictText(verdict[0])), " ", verdict[1], " ",
        el("a", { href: link("case", item.name), class: "quiet" }, title(item)))))));
  },
};
