// A strip: what a row, a case or a topic did on every release, neighbours that are alike merged.

const LOOKS = { observed: "known", raised: "known", crashed: "crashed", "timed out": "crashed",
  "not applicable": "na", "not run": "unknown", infra: "infra", unstable: "unstable" };
const WEIGHT = { known: 6, unstable: 5, crashed: 4, infra: 3, unknown: 2, na: 1 };
const SIGNS = { unstable: "≠", crashed: "✕", infra: "!", unknown: "?", na: "–" };
const TINTS = 6;
const LEVELS = { "": [CHANGED], warns: [CHANGED, WARNS], reworded: [CHANGED, WARNS, REWORDED] };

const shownKinds = () => LEVELS[state.edges] ?? LEVELS[""];
const isShown = (word) => mannerRank(word) < 2 + shownKinds().length;

/** The segments of one row on one place. */
function rowSegments(row, where) {
  const history = row.at.get(where);
  if (history === undefined) return [blank(where)];
  const cuts = new Map(stepsOf(row, where).filter((step) => shownKinds().includes(step[2])).map((step) => [step[1], step]));
  const letters = new Map();
  return erasOf(row, where).flatMap(([first, last, id, gap]) => {
    const starts = [first, ...[...cuts.keys()].filter((at) => first < at && at <= last)];
    return starts.map((start, index) => {
      const look = LOOKS[outcomeOf(id)], step = cuts.get(start);
      const mine = look === "known" ? letterOf(letters, signature(id)) : -1;
      return { lo: start, hi: (starts[index + 1] ?? last + 1) - 1, look, letter: mine, row, where, step, gap,
        counts: step ? { [MANNER(step)]: 1 } : null, behaviour: step ? step[5] : id };
    });
  });
}

function letterOf(letters, text) {
  if (!letters.has(text)) letters.set(text, letters.size);
  return letters.get(text);
}

const blank = (where) => ({ lo: 0, hi: D.releases.length - 1, look: "unknown", letter: -1, none: true, where });

/** The segments of a whole case: cut where any of its rows changes, or where what is known of it does. */
function caseSegments(item, where) {
  if (item.rows.length === 1) return rowSegments(item.rows[0], where).map((part) => ({ ...part, item }));
  if (!item.rows.some((row) => row.at.has(where))) return [blank(where)];
  const looks = looksOf(item, where), edges = edgesOf(item, where), found = [];
  for (let at = 0; at < looks.length; at++) {
    const counts = Object.fromEntries(Object.entries(edges.get(at) ?? {}).filter(([word]) => isShown(word)));
    const isEdge = Object.keys(counts).length > 0 && looks[at] === "known";
    const last = found.at(-1);
    if (last && !isEdge && last.look === looks[at]) last.hi = at;
    else found.push({ lo: at, hi: at, look: looks[at], letter: -1, item, where, counts: isEdge ? counts : null });
  }
  const letters = new Map();
  return found.map((part) => (part.look === "known" ? { ...part, letter: letterOf(letters, answers(item, where, part.lo)) } : part));
}

/** What all rows of a case answer on a release, as one text. */
const answers = (item, where, at) => item.rows
  .map((row) => { const era = erasOf(row, where).find((one) => one[0] <= at && at <= one[1]); return era && signature(era[2]); }).join(";");

function looksOf(item, where) {
  const looks = Array(D.releases.length).fill("na");
  const heavier = (at, look) => { if (WEIGHT[look] > WEIGHT[looks[at]]) looks[at] = look; };
  for (const row of item.rows)
    for (const [first, last, id, gap] of erasOf(row, where))
      for (let at = first; at <= last; at++) heavier(at, gap?.includes(at) ? "unknown" : LOOKS[outcomeOf(id)]);
  return looks;
}

const total = (counts) => Object.values(counts).reduce((sum, value) => sum + value, 0);
const heaviest = (counts) => Object.keys(counts).sort((one, two) => mannerRank(one) - mannerRank(two))[0];

/** What a segment says in a few words. */
function segmentText(part) {
  if (part.none) return t("word.no_evidence", { name: part.where });
  if (part.look !== "known") return part.behaviour === undefined ? t(`word.${lookWord(part.look)}`) : wordOf(outcomeOf(part.behaviour));
  if (!part.row) return aggregateText(part);
  const facts = rowFacts(part);
  if (facts.length === 1) return facts[0][1];
  return facts.map(([name, value]) => `${name} = ${value}`).join("; ") || t("word.nothing_yielded");
}

const lookWord = (look) => ({ na: "not_applicable", unknown: "not_run", infra: "infra", crashed: "crashed", unstable: "unstable" })[look];

function aggregateText(part) {
  const rows = part.item.rows.length;
  if (!part.counts) return t(part.lo === 0 && part.hi === D.releases.length - 1 ? "matrix.steady" : "matrix.rows", { n: rows });
  return t("matrix.changes", { n: total(part.counts), all: rows, what: commonest(part) });
}

/** The change that most rows of a case made at an edge. */
function commonest(part) {
  const seen = new Map();
  for (const row of part.item.rows)
    for (const step of stepsOf(row, part.where).filter((one) => one[1] === part.lo && isShown(MANNER(one)))) {
      const text = changeText(step);
      seen.set(text, (seen.get(text) ?? 0) + (step[2] === CHANGED ? 100 : 1));
    }
  return [...seen].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0])[0];
}

/** The facts that tell the eras of a row apart; all of them where there is one era. */
function rowFacts(part) {
  const shown = behaviour(part.behaviour), telling = tellingOf(part.row, part.where);
  const names = telling && new Set(telling.map((id) => D.texts[id]));
  const facts = shown.facts.filter(([name]) => !names || names.has(name));
  return shown.raises ? [...facts, [t("case.exception"), t("word.raises", { name: shown.raises })]] : facts;
}

/** Segments of a strip cut to the window of releases. */
function clipped(parts, [lo, hi]) {
  return parts
    .filter((part) => part.hi >= lo && part.lo <= hi)
    .map((part) => ({ ...part, lo: Math.max(part.lo, lo), hi: Math.min(part.hi, hi), counts: part.lo >= lo ? part.counts : null }));
}
