// The evidence: unpacked once, read through these functions.

const OUTCOMES = { observed: 0, raised: 1 };
const CHANGED = 0, WARNS = 1, REWORDED = 2;
const D = {};
let T = null; // story, links, code: unpacked after the first paint

async function unpacked(id) {
  const binary = atob(byId(id).textContent);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function load(core) {
  Object.assign(D, core);
  D.at = new Map(D.releases.map((release, index) => [release, index]));
  D.cases = core.cases.map(([name, question, zh, rows, verdicts], id) => ({
    id, name, question, zh, topic: name.split("/")[0], claim: name.slice(name.indexOf("/") + 1),
    rows: rows.map(([label, places, stale], index) => ({ index, label, at: new Map(places), stale: Boolean(stale) })),
    verdicts,
  }));
  D.byName = new Map(D.cases.map((item) => [item.name, item]));
  D.topics = [...new Set(D.cases.map((item) => item.topic))];
  D.memo = new Map();
  D.signatures = [];
}

const ERAS = 0, STEPS = 1, TELLING = 2;
const erasOf = (row, place) => D.histories[row.at.get(place)]?.[ERAS] ?? [];
const stepsOf = (row, place) => D.histories[row.at.get(place)]?.[STEPS] ?? [];
const tellingOf = (row, place) => D.histories[row.at.get(place)]?.[TELLING] ?? null;

const outcomeOf = (id) => WORDS.outcomes[D.behaviours[id][0]];
const isBehaviour = (id) => D.behaviours[id][0] <= OUTCOMES.raised;
const MANNER = (step) => (step[2] === CHANGED ? WORDS.manners[step[3]] : WORDS.kinds[step[2]]);
const mannerRank = (word) => ["silent", "loud", "announced", "warns", "reworded"].indexOf(word);

/** A behaviour with its texts. */
function behaviour(id) {
  const [, facts, raises, message, detail, warned] = D.behaviours[id];
  const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, at) => [D.texts[flat[2 * at]], D.texts[flat[2 * at + 1]]]);
  return { id, outcome: outcomeOf(id), facts: pairs(facts), raises: D.texts[raises], message: D.texts[message],
    detail: D.texts[detail], warnings: pairs(warned) };
}

/** What two cells must share to be the same answer. */
function signature(id) {
  const [outcome, facts, raises, , detail] = D.behaviours[id];
  return (D.signatures[id] ??= outcome <= OUTCOMES.raised ? `${outcome}|${facts}|${raises}` : `${outcome}|${detail}`);
}

/** The behaviour of a row on a release, with its warnings and texts; -1 where nobody measured. */
function behaviourAt(row, place, release) {
  const era = erasOf(row, place).find((item) => item[0] <= release && release <= item[1]);
  if (!era || era[3]?.includes(release)) return -1;
  if (!isBehaviour(era[2])) return era[2];
  const last = stepsOf(row, place).findLast((step) => step[1] <= release);
  return last ? last[5] : era[2];
}

/** The facts, exception, warnings or texts in which two behaviours differ, as the terminal tells them. */
function differing(before, after) {
  const known = `${language}${before}>${after}`;
  if (!D.memo.has(known)) D.memo.set(known, difference(before, after));
  return D.memo.get(known);
}

function difference(before, after) {
  const one = behaviour(before), two = behaviour(after);
  const facts = pairsThatDiffer(told(one), told(two));
  if (facts.length) return facts;
  const texts = (side) => side.warnings.map(([kind, text]) => `${kind}: ${text}`);
  const [old, now] = [texts(one), texts(two)];
  if (String(old) !== String(now)) {
    const [gone, come] = [old.filter((text) => !now.includes(text)), now.filter((text) => !old.includes(text))];
    return [[t("case.warning"), gone.join("\n") || t("case.none"), come.join("\n") || t("case.none")]];
  }
  return one.message === two.message ? [] : [[t("case.message"), one.message, two.message]];
}

const told = (item) => [[t("case.exception"), item.raises || t("case.none")], ...item.facts];

function pairsThatDiffer(one, two) {
  const [old, now] = [new Map(one), new Map(two)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => [name, old.get(name), now.get(name)]);
}

/** How often the rows of a case began to do something else: release -> word -> number. */
function edgesOf(item, place) {
  const known = `${item.id}@${place}`;
  if (!D.memo.has(known)) {
    const found = new Map();
    for (const row of item.rows)
      for (const step of stepsOf(row, place)) {
        const counts = found.get(step[1]) ?? found.set(step[1], {}).get(step[1]);
        counts[MANNER(step)] = (counts[MANNER(step)] ?? 0) + 1;
      }
    D.memo.set(known, found);
  }
  return D.memo.get(known);
}

const span = (first, last) => (first === last ? D.releases[first] : `${D.releases[first]} – ${D.releases[last]}`);
