// What changes between two releases, and in one: the same list, silent changes first.

const ORDER = ["silent", "loud", "announced", "warns"];
const FIRST = 25, FEW = 5; // cases, and groups of rows of one, shown at once; the rest behind a button

/** Every row that does something else on `b` than on `a`; `null` where that cannot be told. */
function changesBetween(a, b, topics) {
  const where = place(), found = [], [lo, hi] = a < b ? [a, b] : [b, a];
  let unsure = 0, apart = 0;
  for (const item of D.cases) {
    if (topics.size && !topics.has(item.topic)) continue;
    for (const row of item.rows) {
      const steps = stepsOf(row, where).filter((step) => step[1] > lo && step[1] <= hi);
      const [one, two] = [behaviourAt(row, where, a), behaviourAt(row, where, b)];
      const looks = [one, two].map((id) => (id < 0 ? "unknown" : LOOKS[outcomeOf(id)]));
      if (looks.every((look) => look === "known")) {
        const change = netChange(item, row, steps, one, two);
        if (change) found.push(change);
      } else if (looks.some((look) => ["unknown", "infra", "crashed", "unstable"].includes(look))) unsure += 1;
      else if (looks.includes("na") && looks.includes("known")) apart += 1;
    }
  }
  return { groups: alike(found), rows: found, unsure, apart };
}

function netChange(item, row, steps, one, two) {
  if (!steps.length || one === two) return null;
  const changed = signature(one) !== signature(two);
  const warned = String(D.behaviours[one][5]) !== String(D.behaviours[two][5]);
  if (!changed && !warned) return null;
  const words = steps.map(MANNER).filter((word) => changed ? mannerRank(word) < 3 : word === "warns");
  if (!words.length) return null;
  const word = words.sort((left, right) => mannerRank(left) - mannerRank(right))[0];
  return { item, row, word, one, two, since: steps.filter((step) => MANNER(step) === word).map((step) => step[1]) };
}

/** Rows of one case that differ in the same before and after, together. */
const alike = (found) => [...grouped(found, (change) => `${change.item.id}|${change.word}|${change.since}|${pairsText(change.one, change.two)}`).values()];

function pairsText(one, two) {
  const known = `text${one}>${two}`;
  if (!D.memo.has(known)) D.memo.set(known, JSON.stringify(differing(one, two)));
  return D.memo.get(known);
}

function changeList(groups, limit = FIRST) {
  const sections = ORDER.map((word) => [word, groups.filter((group) => group[0].word === word)]).filter(([, mine]) => mine.length);
  return sections.map(([word, mine]) => {
    const cards = [...grouped(mine, (group) => group[0].item).values()];
    const list = el("ul", { class: "changes" }, cards.slice(0, limit).map(changeCard));
    const rows = mine.reduce((sum, group) => sum + group.length, 0);
    const more = cards.length > limit && el("button", { type: "button", class: "more" }, t("move.more", { n: number(cards.length) }));
    if (more) more.addEventListener("click", () => { list.append(...cards.slice(limit).map(changeCard)); more.remove(); });
    return el("section", { class: `manner ${word}`, id: `manner-${word}` }, el("h2", {}, sign(word), " ", el("span", { class: "sum" }, number(rows)), " ", el("small", {}, t(`move.${word}`))), list, more);
  });
}

function changeCard(groups) {
  const { item, row } = groups[0][0];
  const more = groups.length > FEW && el("button", { type: "button", class: "more" }, t("move.more", { n: number(groups.length) }));
  const list = el("div", { class: "alike" }, groups.slice(0, FEW).map(alikeRows));
  if (more) more.addEventListener("click", () => { list.append(...groups.slice(FEW).map(alikeRows)); more.remove(); });
  return el("li", {}, el("p", { class: "what" }, el("a", { href: link("case", item.name, { row: row.label }) }, ticked(title(item))), " ", el("span", { class: "quiet" }, item.topic)), list, more);
}

function alikeRows(group) {
  const { one, two, since } = group[0];
  const labels = group.map((change) => change.row.label).filter(Boolean);
  const pairs = differing(one, two), from = t("move.since", { a: since.map((at) => D.releases[at]).join(", ") });
  return el("div", {},
    el("p", { class: "quiet" }, from),
    labels.length > 0 && el("p", { class: "labels" }, labels.slice(0, 8).map((label) => [el("code", {}, label), " "]),
      labels.length > 8 && el("span", { class: "quiet" }, t("matrix.more", { n: labels.length - 8 }))),
    el("dl", { class: "pairs" }, pairs.slice(0, 6).map(([name, old, now]) => {
      const [left, right] = old === undefined || now === undefined ? [old, now] : sides(old, now);
      return el("div", {}, el("dt", {}, name), el("dd", {}, el("span", { class: "old" }, left ?? t("case.absent")), el("span", { class: "to", "aria-label": "→" }, " → "), el("span", { class: "new" }, right ?? t("case.absent"))));
    })));
}

/** Two values, with what differs marked where they have something in common. */
const sides = (old, now) => { const found = wordDiff(old, now); return found[0].some((part) => typeof part === "string" && /\w/.test(part)) ? found : [old, now]; };

const moveView = {
  mount(main) { this.main = main; this.update(); },
  update() {
    const newest = D.releases.length - 1, a = D.at.get(state.from) ?? Math.max(0, newest - 12), b = D.at.get(state.to) ?? newest;
    const chosen = { from: D.releases[a], to: D.releases[b] };
    const all = D.releases.map((release, index) => [release, `${release} (${D.dates[index].slice(0, 7)})`]).reverse();
    const swap = el("button", { type: "button" }, "⇄ ", t("move.swap"));
    swap.addEventListener("click", () => set({ from: chosen.to, to: chosen.from }));
    const focused = document.activeElement?.dataset?.pick ?? document.activeElement?.value;
    this.main.replaceChildren(el("article", { class: "move" },
      el("h1", { tabindex: "-1" }, t("move.title")),
      el("div", { class: "choose" }, picker("from", t("move.from"), all, chosen.from), swap, picker("to", t("move.to"), all, chosen.to),
        copyButton(() => location.href.split("#")[0] + hashOf({ ...state, ...chosen }), t("move.link"))),
      topicBoxes(), this.result(a, b)));
    if (focused) this.main.querySelector(`[data-pick="${CSS.escape(focused)}"], input[value="${CSS.escape(focused)}"]`)?.focus();
  },
  result(a, b) {
    if (a === b) return el("p", { role: "status" }, t("move.same"));
    const names = { a: D.releases[a], b: D.releases[b] };
    const { groups, rows, unsure, apart } = changesBetween(a, b, new Set(state.topics));
    const changed = rows.filter((change) => change.word !== "warns"), cases = new Set(changed.map((change) => change.item)).size;
    return el("div", { class: "result" },
      el("p", { class: "verdict-line", role: "status" }, rows.length ? t("move.result", { ...names, rows: number(changed.length), cases: number(cases) }) : t("move.nothing", names)),
      a > b && el("p", { class: "note" }, t("move.back", names)), unsure > 0 && el("p", { class: "quiet" }, t("move.unsure", { n: number(unsure) })),
      apart > 0 && el("p", { class: "quiet" }, t("move.apart", { n: number(apart) })), jumps(rows), changeList(groups));
  },
};

/** How many rows changed in which manner, each a way down to its list. */
function jumps(rows) {
  const counted = ORDER.map((word) => [word, rows.filter((change) => change.word === word).length]).filter(([, count]) => count);
  return counted.length > 1 && el("p", { class: "chips" }, counted.map(([word, count]) => {
    const button = el("button", { type: "button", class: "chip" }, sign(word), ` ${number(count)}`);
    button.addEventListener("click", () => byId(`manner-${word}`).scrollIntoView());
    return button;
  }));
}

function topicBoxes() {
  const boxes = D.topics.map((topic) => {
    const box = el("input", { type: "checkbox", value: topic, checked: state.topics.includes(topic) });
    box.addEventListener("change", () => set({ topics: toggled(state.topics, topic) }));
    return el("label", { class: "chip" }, box, topic);
  });
  const chosen = state.topics.length ? state.topics.join(", ") : t("page.all"), open = moveView.topics ?? innerWidth > 720;
  const node = el("details", { class: "topics", open }, el("summary", {}, `${t("move.mine")}: `, el("b", {}, chosen)),
    el("fieldset", {}, el("legend", { class: "unseen" }, t("move.mine")), boxes));
  node.addEventListener("toggle", () => { moveView.topics = node.open; });
  return node;
}
