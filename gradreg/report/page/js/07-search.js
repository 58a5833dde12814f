// Search: all words of a query in what belongs to a case; most of them where somebody pasted a whole message.

const FIELDS = ["head", "rows", "message", "story", "code"];
const MOST = 0.7, LONG = 5;

function haystack(item) {
  if (item.hay && (item.hay.full || !T)) return item.hay;
  const [story = "", , code = []] = T?.cases[item.id] ?? [];
  const parts = {
    head: `${item.question} ${item.zh} ${item.name} ${item.name.replaceAll("_", " ")}`,
    rows: item.rows.map((row) => row.label).join("\n"),
    message: messagesOf(item).join("\n"),
    story,
    code: code.map((line) => line.filter((_, at) => at % 2).join("")).join("\n"),
  };
  item.hay = Object.fromEntries(FIELDS.map((field) => [field, parts[field].toLowerCase()]));
  item.hay.whole = FIELDS.map((field) => item.hay[field]).join("\n");
  item.hay.full = Boolean(T);
  return item.hay;
}

function messagesOf(item) {
  const ids = new Set(), texts = new Set();
  for (const row of item.rows)
    for (const history of row.at.values()) {
      for (const era of D.histories[history][ERAS]) ids.add(era[2]);
      for (const step of D.histories[history][STEPS]) ids.add(step[4]).add(step[5]);
    }
  for (const id of ids) {
    const [, , raises, message, , warned] = D.behaviours[id];
    const pairs = [[raises, message], ...Array.from({ length: warned.length / 2 }, (_, at) => warned.slice(2 * at, 2 * at + 2))];
    for (const pair of pairs) if (pair[0]) texts.add(pair.map((text) => D.texts[text]).join(": "));
  }
  return [...texts];
}

/** Make ready to be searched, a slice at a time, while nobody waits. */
function prepare(from = 0) {
  const idle = window.requestIdleCallback ?? ((run) => setTimeout(() => run({ timeRemaining: () => 8 }), 16));
  idle((deadline) => {
    let at = from;
    while (at < D.cases.length && deadline.timeRemaining() > 2) haystack(D.cases[at++]);
    if (at < D.cases.length) prepare(at);
    else performance.mark("searchable");
  });
}

const termsOf = (query) => query.toLowerCase().split(/[\s"'`,;:!?。，；：？]+/u).filter(Boolean);

/** Whether a case fits a query, and where: the first field that holds what the fields before it lack. */
function found(item, terms) {
  const hay = haystack(item);
  const here = terms.filter((term) => hay.whole.includes(term));
  if (here.length < (terms.length >= LONG ? Math.ceil(MOST * terms.length) : terms.length)) return null;
  const field = FIELDS.find((name) => here.every((term) => hay[name].includes(term)))
    ?? FIELDS.find((name) => here.some((term) => hay[name].includes(term) && !hay.head.includes(term)));
  return { field: field ?? "head", terms: here, head: here.filter((term) => hay.head.includes(term)).length, whole: terms.length >= LONG && hay.message.split("\n").some((text) => terms.every((term) => text.includes(term))) };
}

/** Why a case is among the results, where its question does not show it. */
function hitText(item, hit) {
  if (!hit?.field || hit.field === "head") return "";
  if (hit.field === "code" || hit.field === "story") return t(`filter.hit_${hit.field}`);
  const texts = hit.field === "rows" ? item.rows.map((row) => row.label) : messagesOf(item);
  const fits = (text) => hit.terms.filter((term) => text.toLowerCase().includes(term)).length;
  const text = texts.reduce((best, one) => (fits(one) > fits(best) ? one : best), "");
  return t(hit.field === "rows" ? "filter.hit_row" : "filter.hit_message", { text: text.slice(0, 90) });
}

/** The cases that fit the filters, and why. */
function filtered() {
  const terms = termsOf(state.q), hits = new Map();
  const topics = new Set(state.topics);
  for (const item of D.cases) {
    if (topics.size && !topics.has(item.topic)) continue;
    if (state.how.length && !hasChange(item)) continue;
    const hit = terms.length ? found(item, terms) : {};
    if (hit) hits.set(item, hit);
  }
  const whole = [...hits].filter(([, hit]) => hit.whole); // a message that was pasted whole: those that hold it
  return terms.length ? new Map(bestFirst(whole.length ? whole : [...hits])) : hits;
}

/** Topics by their best question, and questions by how many of the words they hold themselves. */
function bestFirst(hits) {
  const best = new Map();
  for (const [item, hit] of hits) best.set(item.topic, Math.max(best.get(item.topic) ?? 0, hit.head));
  return hits.sort(([one, first], [two, second]) => best.get(two.topic) - best.get(one.topic) || second.head - first.head);
}

function hasChange(item) {
  const [lo, hi] = windowOf();
  const words = new Set();
  for (const where of places())
    for (const [at, counts] of edgesOf(item, where))
      if (at > lo && at <= hi) for (const word of Object.keys(counts)) words.add(word);
  const never = !["silent", "loud", "announced"].some((word) => words.has(word));
  return state.how.some((word) => (word === "never" ? never : words.has(word)));
}

const rowHasChange = (row) => {
  const words = state.how.filter((word) => word !== "never");
  if (!words.length) return true;
  const [lo, hi] = windowOf();
  return places().some((where) => stepsOf(row, where).some((step) => step[1] > lo && step[1] <= hi && words.includes(MANNER(step))));
};
