// The keyboard: one stop in the matrix, arrows from there; and keys for the whole page.

const cellsOf = (line) => [...line.querySelectorAll("[role=rowheader] .name, [role=gridcell]")];
const indexOfFocus = () => grid.items.findIndex((item) => item.key === grid.focus.key);

/** Exactly one element of the matrix is a stop of the Tab key. */
function keepOneStop() {
  for (const node of grid.box.querySelectorAll("[tabindex='0']")) node.tabIndex = -1;
  const line = grid.drawn.get(grid.focus.key) ?? grid.body.querySelector(".line");
  const cell = line && cellAt(line, grid.focus.at, grid.focus.strip);
  if (cell) cell.tabIndex = 0;
}

/** The cell of a line that holds a release; the head of the line for -1. */
function cellAt(line, at, strip = 0) {
  if (at < 0) return line.querySelector(".name");
  const strips = line.querySelectorAll(".strip");
  const cells = [...(strips[strip] ?? strips[0]).querySelectorAll("[role=gridcell]")];
  return cells.findLast((cell) => Number(cell.dataset.at) <= Math.max(at, windowOf()[0])) ?? cells[0];
}

function walk(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: pageful(), PageUp: -pageful() };
  if (event.altKey || event.metaKey || !grid.box.contains(event.target)) return;
  if (grid.head.contains(event.target)) return walkHead(event);
  const line = event.target.closest(".line[data-key]");
  if (!line) return;
  const item = grid.items.find((one) => one.key === line.dataset.key);
  if (event.key === "ArrowUp" && item === grid.items[0]) releaseName(atOf(event.target)).focus();
  else if (event.key in steps) moveTo(indexOfLine(line) + steps[event.key], atOf(event.target), stripIndex(event.target));
  else if (event.key === "ArrowRight" || event.key === "ArrowLeft") sideways(line, event.target, event.key === "ArrowRight" ? 1 : -1);
  else if (event.key === "Home") (event.ctrlKey ? moveTo(0, -1) : focusCell(cellsOf(line)[0]));
  else if (event.key === "End") (event.ctrlKey ? moveTo(grid.items.length - 1, -1) : focusCell(cellsOf(line).at(-1)));
  else if (event.key === " " && item.open !== undefined) unfoldHere(item);
  else if (event.key === "Enter" && event.target.matches(".seg, .heat")) openAt(item, event.target);
  else return;
  event.preventDefault();
}

const releaseName = (at) => grid.head.querySelector(`a[data-at="${at}"]`) ?? grid.head.querySelector("a");

/** Above the first line are the names of the releases, each a link. */
function walkHead(event) {
  const names = [...grid.head.querySelectorAll("a")], here = names.indexOf(event.target);
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: names.length - 1 }[event.key];
  if (names[next]) names[next].focus();
  else if (event.key === "ArrowDown") moveTo(Math.floor(grid.box.scrollTop / grid.line), Number(event.target.dataset.at));
  else return;
  event.preventDefault();
}

const pageful = () => Math.max(1, Math.floor(grid.box.clientHeight / grid.line) - 2);
const indexOfLine = (line) => grid.items.findIndex((item) => item.key === line.dataset.key);
const atOf = (node) => (node.dataset.at === undefined ? -1 : Math.max(Number(node.dataset.at), node.classList.contains("seg") ? grid.focus.at : 0));
const stripIndex = (node) => Math.max(0, [...(node.closest(".strips")?.children ?? [])].indexOf(node.closest(".strip")));

function sideways(line, from, step) {
  const cells = cellsOf(line), next = cells[cells.indexOf(from) + step];
  if (next) focusCell(next);
}

function unfoldHere(item) {
  grid.focus = { key: item.key, at: -1 };
  unfold(item);
  moveTo(indexOfFocus(), -1);
}

function moveTo(index, at, strip = 0) {
  const target = Math.min(Math.max(index, 0), grid.items.length - 1), top = target * grid.line;
  const head = grid.head.offsetHeight, room = grid.box.clientHeight - head;
  if (top < grid.box.scrollTop) grid.box.scrollTop = top;
  else if (top + grid.line > grid.box.scrollTop + room) grid.box.scrollTop = top + grid.line - room;
  grid.focus = { key: grid.items[target].key, at, strip };
  draw();
  focusCell(cellAt(grid.drawn.get(grid.focus.key), at, strip), at);
}

function focusCell(cell, at) {
  const line = cell.closest(".line");
  grid.focus = { key: line.dataset.key, at: at ?? (cell.dataset.at === undefined ? -1 : Number(cell.dataset.at)), strip: stripIndex(cell) };
  keepOneStop();
  cell.focus({ preventScroll: !state.wide });
}

const KEYS = [["/", "search"], ["← ↑ → ↓", "arrows"], ["Enter", "enter"], ["Space", "space"], ["Home End", "ends"],
  ["PageUp PageDown", "page"], ["1 2 3 4", "views"], ["[ ]", "neighbours"], ["d", "theme"], ["l", "language"], ["?", "help"], ["Esc", "escape"]];

function shortcuts(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return leave();
  if (event.target.matches("input:not([type=checkbox]), select, textarea") || byId("help").open) return;
  const run = {
    "/": () => search(), "?": () => byId("help").showModal(), d: nextTheme, l: nextLanguage,
    1: () => go(link("matrix")), 2: () => go(link("move")), 3: () => go(link("releases")), 4: () => go(link("claims")),
    "[": () => neighbour(-1), "]": () => neighbour(1),
  }[event.key];
  if (!run) return;
  event.preventDefault();
  run();
}

function leave() {
  hideHint();
  const box = byId("search");
  if (box && document.activeElement === box) {
    if (box.value) set({ q: (box.value = "") });
    else grid.box.querySelector("[tabindex='0']")?.focus();
  }
}

function search() {
  if (state.view !== "matrix") {
    location.hash = link("matrix");
    requestAnimationFrame(() => requestAnimationFrame(search));
  } else byId("search").focus();
}

function neighbour(step) {
  const item = state.view === "case" && D.byName.get(state.arg);
  const next = item && D.cases[item.id + step];
  if (next) go(link("case", next.name));
}

function helpText() {
  const box = byId("help-body");
  box.replaceChildren(
    el("table", { class: "keys" }, el("tbody", {}, KEYS.map(([keys, name]) =>
      el("tr", {}, el("th", { scope: "row" }, keys.split(" ").map((one) => [el("kbd", {}, one), " "])), el("td", {}, t(`key.${name}`)))))),
    legend(["silent", "loud", "announced", "warns", "reworded"]));
}
