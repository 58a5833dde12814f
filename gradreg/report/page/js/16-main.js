// Start: unpack, show the view that the address names, and listen.

const VIEWS = { matrix, case: caseView, move: moveView, release: releaseView, releases: releaseView, claims: claimsView };
const THEMES = ["auto", "light", "dark"];
let mounted = null;
const waiting = [];

function show() {
  const view = VIEWS[state.view] ?? matrix, main = byId("main");
  hideHint();
  document.body.dataset.view = state.view;
  for (const node of document.querySelectorAll("[data-view-link]")) {
    const mine = node.dataset.viewLink === state.view || (node.dataset.viewLink === "releases" && state.view === "release");
    node.toggleAttribute("data-here", mine);
    mine ? node.setAttribute("aria-current", "page") : node.removeAttribute("aria-current");
    node.href = link(node.dataset.viewLink);
  }
  if (mounted === view) view.update();
  else (mounted = view).mount(main);
  if (view !== matrix) byId("status").replaceChildren();
}

function moved() {
  if (location.hash && !location.hash.startsWith("#/")) return; // a skip link
  const before = state;
  state = parse(location.hash);
  show();
  if (before.view !== state.view || before.arg !== state.arg) {
    if (state.view !== "matrix") scrollTo(0, 0);
    if (state.view === "release" && before.view === state.view) byId("main").querySelector("a.chosen")?.focus({ preventScroll: true });
    else if (before.view !== state.view || state.view === "case") landed();
    if (state.era) byId(`at-${state.era}`)?.scrollIntoView({ block: "nearest" });
  }
}

/** Where the reader continues after a view has opened: its heading; in the matrix, the cell that was left. */
function landed() {
  const cell = state.view === "matrix" && grid.focus.key && grid.box.querySelector("[tabindex='0']");
  (cell || byId("main").querySelector("h1"))?.focus({ preventScroll: true });
}

const remembered = (name) => { try { return localStorage.getItem(`gradreg-${name}`); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(`gradreg-${name}`, value); } catch { /* a private window forgets */ } };

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = { auto: "◐", light: "☀", dark: "☾" }[name];
  byId("theme").setAttribute("aria-label", t("page.theme", { name: t(`page.theme_${name}`) }));
  byId("theme").title = byId("theme").getAttribute("aria-label");
  remember("theme", name);
}

const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);

function setLanguage(name) {
  language = name;
  remember("language", name);
  labelStatic();
  byId("size").textContent = t("page.size", { cases: number(D.cases.length), topics: D.topics.length, first: D.releases[0], last: D.releases.at(-1),
    releases: D.releases.length, rows: number(D.cases.reduce((sum, item) => sum + item.rows.length, 0)) });
  setTheme(document.documentElement.dataset.theme);
  helpText();
  mounted = null;
  show();
}

const nextLanguage = () => setLanguage(language === "en" ? "zh" : "en");

function whenTexts(run) {
  if (T) run();
  else waiting.push(run);
}

function listen() {
  addEventListener("hashchange", moved);
  addEventListener("keydown", shortcuts);
  addEventListener("resize", later(100, () => { if (mounted) mounted.update(); }));
  addEventListener("beforeprint", () => { document.body.classList.add("printing"); if (mounted === matrix) draw(true); });
  addEventListener("afterprint", () => { document.body.classList.remove("printing"); if (mounted === matrix) matrix.update(); });
  byId("theme").addEventListener("click", nextTheme);
  byId("language").addEventListener("click", nextLanguage);
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("help-close").addEventListener("click", () => byId("help").close());
}

async function start() {
  WORDS = JSON.parse(byId("words").textContent);
  document.documentElement.dataset.theme = THEMES.includes(remembered("theme")) ? remembered("theme") : "auto";
  language = remembered("language") ?? (navigator.language?.startsWith("zh") ? "zh" : "en");
  if (!("DecompressionStream" in window)) return void (byId("main").textContent = t("page.too_old"));
  load(await unpacked("core"));
  state = parse(location.hash.startsWith("#/") ? location.hash : "");
  listen();
  setLanguage(language);
  performance.mark("interactive");
  await new Promise((done) => setTimeout(done, 0));
  T = await unpacked("texts");
  for (const run of waiting) run();
  if (state.q) show();
  performance.mark("complete");
  prepare();
}

start();
