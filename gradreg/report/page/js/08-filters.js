// The bar of filters: each control shows the state and changes it.

function filterBar() {
  const search = el("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false",
    placeholder: t("filter.search"), "aria-label": t("filter.search"), "aria-keyshortcuts": "/" });
  search.value = state.q;
  search.addEventListener("input", later(40, () => set({ q: search.value })));
  const rest = el("div", { class: "filters", id: "filters" }, topicMenu(), howMenu(), releasePickers(), deviceMenus(), toggles());
  const opener = el("button", { type: "button", class: "opener", "aria-expanded": "false", "aria-controls": "filters" }, t("filter.filters"));
  opener.addEventListener("click", () => {
    const open = rest.classList.toggle("open");
    opener.setAttribute("aria-expanded", String(open));
  });
  return el("div", { class: "bar", role: "search" }, search, opener, rest);
}

/** A menu of boxes to tick, behind a button that counts them. */
function menu(name, label, options) {
  const summary = el("summary", {}, label, el("span", { class: "ticked" }));
  const boxes = options.map(([value, text]) => {
    const box = el("input", { type: "checkbox", value });
    box.addEventListener("change", () => set({ [name]: toggled(state[name], value) }));
    return el("label", {}, box, " ", text);
  });
  const node = el("details", { class: "menu", "data-menu": name }, summary, el("div", { class: "sheet" }, boxes));
  node.addEventListener("keydown", (event) => { if (event.key === "Escape" && node.open) { node.open = false; summary.focus(); event.stopPropagation(); } });
  node.addEventListener("focusout", (event) => { if (!node.contains(event.relatedTarget) && event.relatedTarget) node.open = false; });
  return node;
}

const topicMenu = () => menu("topics", t("filter.topics"), D.topics.map((topic) => [topic, topic]));
const howMenu = () => menu("how", t("filter.how"),
  [...["silent", "loud", "announced", "warns"].map((word) => [word, sign(word)]), ["never", t("filter.never")]]);

/** A choice of one. */
function picker(name, label, options, chosen) {
  const node = el("select", { "aria-label": label, "data-pick": name },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  node.value = chosen;
  node.addEventListener("change", () => set({ [name]: node.value }));
  return el("label", { class: "pick" }, el("span", {}, label), node);
}

function releasePickers() {
  const all = D.releases.map((release) => [release, release]);
  const [first, last] = [D.releases[0], D.releases.at(-1)];
  return [
    picker("from", t("filter.from"), [["", first], ...all.slice(1)], state.from),
    picker("to", t("filter.to"), [...all.slice(0, -1), ["", last]], state.to),
  ];
}

function deviceMenus() {
  const known = (name) => D.places.some((where) => where.split("+")[0] === name);
  const named = (name) => (known(name) ? name : t("filter.no_evidence", { name }));
  const devices = D.devices.map((name, index) => [index ? name : "", named(name)]);
  const modes = D.modes.map((name, index) => [index ? name : "", name]);
  const edges = [["", t("filter.edges_changed")], ["warns", t("filter.edges_warns")], ["reworded", t("filter.edges_reworded")]];
  return [
    picker("device", t("filter.device"), [...devices, ["all", t("filter.side_by_side")]], state.device),
    picker("mode", t("filter.mode"), modes, state.mode),
    picker("edges", t("filter.edges"), edges, state.edges),
  ];
}

function toggle(label, long, pressed, change) {
  const node = el("button", { type: "button", class: "toggle", "aria-pressed": String(pressed()), title: long, "aria-label": long }, label);
  node.addEventListener("click", () => set(change()));
  node.refresh = () => node.setAttribute("aria-pressed", String(pressed()));
  return node;
}

const toggles = () => [
  toggle(t("filter.wide"), t("filter.wide_long"), () => state.wide === "1", () => ({ wide: state.wide ? "" : "1" })),
  toggle(t("filter.fold"), t("filter.fold_long"), () => state.fold[0] === "*", () => ({ fold: state.fold[0] === "*" ? [] : ["*"] })),
  toggle(t("filter.unfold"), t("filter.unfold_long"), () => state.open[0] === "*", () => ({ open: state.open[0] === "*" ? [] : ["*"] })),
];

/** Make the bar say what the state is. */
function refreshFilters(bar) {
  const search = bar.querySelector("#search");
  if (document.activeElement !== search) search.value = state.q;
  for (const node of bar.querySelectorAll("[data-menu]")) {
    const chosen = state[node.dataset.menu];
    for (const box of node.querySelectorAll("input")) box.checked = chosen.includes(box.value);
    node.querySelector(".ticked").textContent = chosen.length ? ` ${chosen.length}` : "";
  }
  for (const node of bar.querySelectorAll("[data-pick]")) node.value = state[node.dataset.pick];
  for (const node of bar.querySelectorAll(".toggle")) node.refresh();
}
