// Build elements. Text goes in as text nodes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function s(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Replace the content of `parent`, keeping the focus on the element with the same `data-key`. */
export function replace(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset?.key : null;
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const MARKS = {
  COMPLETED: "✓", COMPLETED_WITH_ERRORS: "!", FAILED: "✕", FAILED_WITH_TERMINAL_ERROR: "✕", TIMED_OUT: "⏱",
  CANCELED: "⊘", TERMINATED: "⊘", SKIPPED: "»", RUNNING: "▶", IN_PROGRESS: "▶", SCHEDULED: "…", PAUSED: "‖",
};

export const mark = status => MARKS[status] ?? "";

export function badge(status) {
  const words = (status ?? "").replaceAll("_", " ").toLowerCase();
  return h("span", { class: `badge ${tone(status)}` }, `${mark(status)} ${words}`);
}

export function tone(status) {
  if (status === "COMPLETED") return "good";
  if (["FAILED", "FAILED_WITH_TERMINAL_ERROR", "TIMED_OUT"].includes(status)) return "bad";
  if (["CANCELED", "TERMINATED", "COMPLETED_WITH_ERRORS"].includes(status)) return "odd";
  if (["RUNNING", "IN_PROGRESS"].includes(status)) return "busy";
  return "idle";
}

export function time(value) {
  if (!value) return "";
  const moment = new Date(value);
  return h("time", { datetime: moment.toISOString(), title: moment.toISOString() }, moment.toLocaleString());
}

export function duration(milliseconds) {
  if (!(milliseconds >= 0)) return "";
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  let rest = Math.round(seconds);
  return parts.flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return count ? [`${count} ${unit}`] : [];
  }).slice(0, 2).join(" ");
}

const MANY = 300;
let showAll = false;

/** The rows of a long list: the last ones, and a button for the rest. `row` makes one, `again` draws anew. */
export function rows(items, row, again) {
  if (items.length <= MANY || showAll) return { shown: items.map(row), more: null };
  const all = () => { showAll = true; again(); };
  const more = h("p", {}, `The last ${MANY} of ${items.length} tasks. `, h("button", { type: "button", onclick: all }, "Show all"));
  return { shown: items.slice(-MANY).map(row), more };
}

const LONG = 20000;

/** Show a JSON value as text; a long one is cut until asked for. */
export function json(value, key) {
  const text = value === undefined ? "" : JSON.stringify(value, null, 2);
  if (text.length <= LONG) return h("pre", { class: "json", tabindex: "0", "data-key": key }, text);
  const view = h("pre", { class: "json", tabindex: "0" }, `${text.slice(0, LONG)}\n…`);
  const more = h("button", { type: "button", onclick: () => { view.textContent = text; more.remove(); } },
    `Show all ${text.length.toLocaleString()} characters`);
  return h("div", {}, view, more);
}
