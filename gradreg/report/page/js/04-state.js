// Where the reader is, and what is filtered: all of it in the address, so that every state is a link.

const LISTS = ["topics", "how", "open", "fold"];
const DEFAULTS = { q: "", topics: [], how: [], open: [], fold: [], from: "", to: "", device: "", mode: "", edges: "", wide: "", row: "", era: "" };
let state = { view: "matrix", arg: "", ...DEFAULTS };

function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view, ...rest] = path.split("/").map(unescaped);
  const found = { view: view || "matrix", arg: rest.join("/"), ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(query))
    if (name in DEFAULTS) found[name] = LISTS.includes(name) ? value.split(",").filter(Boolean) : value;
  return found;
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch { // a lone percent sign in a pasted link
    return text;
  }
}

function hashOf(wanted) {
  const query = new URLSearchParams();
  for (const name of Object.keys(DEFAULTS)) {
    const value = LISTS.includes(name) ? wanted[name].join(",") : wanted[name];
    if (value) query.set(name, value);
  }
  const path = [wanted.view, ...wanted.arg.split("/").filter(Boolean)].map(encodeURIComponent).join("/");
  return `#/${path}${query.size ? `?${query}` : ""}`;
}

/** A link to another place; device and mode go along. */
const link = (view, arg = "", more = {}) =>
  hashOf({ ...DEFAULTS, device: state.device, mode: state.mode, view, arg, ...more });

/** Change some of the state; filters replace the address, so that Back leaves the view. */
function set(changes) {
  state = { ...state, ...changes };
  history.replaceState(null, "", hashOf(state));
  show();
}

const toggled = (list, value) => (list.includes(value) ? list.filter((item) => item !== value) : [...list, value]);

const device = () => state.device || D.places[0]?.split("+")[0] || D.devices[0];
const placeOf = (name) => (state.mode && state.mode !== D.modes[0] ? `${name}+${state.mode}` : name);
const place = () => placeOf(device() === "all" ? D.devices[0] : device());
const places = () => (device() === "all" ? D.devices.map(placeOf) : [place()]);
const windowOf = () => {
  const [one, two] = [D.at.get(state.from) ?? 0, D.at.get(state.to) ?? D.releases.length - 1];
  return one <= two ? [one, two] : [two, one];
};
