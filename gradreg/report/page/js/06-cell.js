// A segment as an element: its look, its sign, its words; and the hint that hover or focus shows.

const NARROW = 58; // pixels under which a segment has no room for words

function segmentCell(part, [lo], width, attributes = {}) {
  const edge = part.counts && heaviest(part.counts);
  const many = edge && part.item && !part.row ? total(part.counts) : 0;
  const room = (part.hi - part.lo + 1) * width;
  const signText = edge ? shapeOf(edge) : SIGNS[part.look] ?? "";
  const cell = el("div", { class: classesOf(part, edge), "aria-label": spoken(part), ...attributes,
    style: { "grid-column": `${part.lo - lo + 1} / ${part.hi - lo + 2}` } },
    signText && el("span", { class: `shape ${edge ? key(edge) : ""}`, "aria-hidden": "true" }, signText),
    part.letter >= 0 && room > (edge ? 30 : 15) && el("b", { class: "letter", "aria-hidden": "true" }, letter(part.letter)),
    many > 1 && room > 26 && room <= 2 * NARROW && el("span", { class: "count", "aria-hidden": "true" }, number(many)),
    room > (many ? 2 : 1) * NARROW && el("span", { class: "text", "aria-hidden": "true" }, said(part)));
  cell.segment = part;
  return cell;
}

const letter = (at) => String.fromCharCode(65 + (at % 26)) + (at >= 26 ? Math.floor(at / 26) : "");

function classesOf(part, edge) {
  const tint = part.letter >= 0 ? `tint${part.letter % TINTS}` : "";
  return ["seg", part.look, tint, edge ? "edge" : "", edge && mannerRank(edge) > 2 ? "faint" : ""].filter(Boolean).join(" ");
}

const said = (part) => (part.said ??= segmentText(part));

/** A segment as a sentence, for who hears the page. */
function spoken(part) {
  const parts = [span(part.lo, part.hi), said(part)];
  if (part.counts)
    parts.push(Object.entries(part.counts).map(([word, count]) => `${wordOf(word)}${count > 1 ? ` ${count}` : ""}`).join(", "));
  return parts.join(": ");
}

/** The hint of a segment: what it shows in full, and what changed at its edge. */
function hint(part) {
  if (part.heat) return heatHint(part);
  const head = el("p", { class: "hint-head" }, el("b", {}, span(part.lo, part.hi)), " ",
    part.letter >= 0 && el("span", { class: `badge tint${part.letter % TINTS}` }, letter(part.letter)));
  return [head, part.row && part.behaviour !== undefined ? rowHint(part) : el("p", {}, segmentText(part)), edgeHint(part)];
}

const heatHint = ({ lo, heat }) => [
  el("p", { class: "hint-head" }, el("b", {}, D.releases[lo]), " ", el("span", { class: "quiet" }, D.dates[lo])),
  el("p", {}, t("matrix.here", { n: total(heat) })),
  Object.keys(heat).map((word) => el("p", {}, sign(word, true), ` × ${heat[word]}`))];

function rowHint(part) {
  const shown = behaviour(part.behaviour);
  const lines = shown.facts.slice(0, 10).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
  if (shown.raises) lines.push([el("dt", {}, t("word.raised")), el("dd", {}, `${shown.raises}: ${shown.message}`)]);
  for (const [kind, text] of shown.warnings.slice(0, 3)) lines.push([el("dt", {}, kind), el("dd", {}, text)]);
  const more = shown.facts.length - 10;
  return [
    lines.length ? el("dl", { class: "facts" }, lines) : el("p", {}, segmentText(part) + (shown.detail ? `: ${shown.detail}` : "")),
    more > 0 && el("p", {}, `+ ${more}`),
    part.gap && el("p", { class: "quiet" }, t("era.gap", { n: part.gap.length })),
  ];
}

function edgeHint(part) {
  if (!part.counts) return null;
  const signs = Object.keys(part.counts).map((word) => el("p", {}, sign(word, true), part.counts[word] > 1 && ` × ${part.counts[word]}`));
  if (part.row) return signs;
  const changed = part.item.rows.flatMap((row) => stepsOf(row, part.where).filter((step) => step[1] === part.lo && isShown(MANNER(step))).map((step) => [row, step]));
  const lines = changed.slice(0, 5).map(([row, step]) => el("li", {}, el("code", {}, row.label), " ", changeText(step)));
  const more = changed.length - lines.length;
  return [signs, el("ul", {}, lines), more > 0 && el("p", { class: "quiet" }, t("matrix.more", { n: more }))];
}

function changeText(step) {
  const [name, old, now] = differing(step[4], step[5])[0] ?? ["", "", ""];
  return `${name}: ${brief(old)} → ${brief(now)}`;
}

const brief = (text) => (text === undefined ? t("case.absent") : text.length > 60 ? `${text.slice(0, 59)}…` : text);

let hinted = null;

function showHint(cell) {
  if (cell === hinted) return;
  hideHint();
  const box = byId("hint");
  box.replaceChildren(...hint(cell.segment).flat(Infinity).filter(Boolean));
  box.hidden = false;
  hinted = cell;
  light(cell.segment);
  const at = cell.getBoundingClientRect(), size = box.getBoundingClientRect(), gap = 6;
  const below = at.bottom + size.height + gap < innerHeight;
  box.style.left = `${Math.max(4, Math.min(at.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${below ? at.bottom + gap : Math.max(4, at.top - size.height - gap)}px`;
}

/** The names of the releases that a segment spans stand out in the header. */
function light(part) {
  for (const node of document.querySelectorAll(".head a.lit")) node.classList.remove("lit");
  if (part) for (const node of document.querySelectorAll(".head a[data-at]")) node.classList.toggle("lit", [part.lo, part.hi].includes(Number(node.dataset.at)));
}

function hideHint() {
  light(null);
  byId("hint").hidden = true;
  hinted = null;
}

/** Hover and focus on a segment of a container show its hint. */
function hints(container) {
  const over = (event) => { const cell = event.target.closest?.(".seg, .heat"); if (cell?.segment) showHint(cell); };
  container.addEventListener("pointerover", over);
  container.addEventListener("focusin", over);
  container.addEventListener("pointerleave", hideHint);
  container.addEventListener("focusout", hideHint);
}
