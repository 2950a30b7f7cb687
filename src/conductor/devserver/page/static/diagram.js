// The drawing of an execution: the definition as boxes and lines, coloured by the status of its tasks.

import { h, mark, s, tone } from "./dom.js";
import { layout } from "./layout.js";

const MARGIN = 12, MOST_FORKED = 12;
let zoom = null, drawn = null;

export function diagram(run, context, selected) {
  const definition = run.workflowDefinition;
  if (!definition?.tasks?.length) return h("p", {}, "This execution carries no definition to draw. See its tasks.");
  if (drawn !== run.workflowId) zoom = null;
  drawn = run.workflowId;
  const latest = latestTasks(run);
  const plan = layout(definition, task => forkedTasks(run, latest.get(task.taskReferenceName)?.task));
  const width = plan.width + 2 * MARGIN, height = plan.height + 2 * MARGIN;
  const picture = s("svg", {
    class: "drawing", viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`, role: "group", "aria-label": `Diagram of ${run.workflowName}`,
  },
  s("defs", {}, s("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    s("path", { d: "M0 0 8 4 0 8z", class: "head" }))),
  plan.frames.map(each => s("rect", { class: "frame", x: each.x, y: each.y, width: each.width, height: each.height, rx: 10 })),
  plan.lines.map(each => line(each, latest)),
  plan.nodes.map(each => node(each, latest, context, selected, run)));
  const place = h("div", { class: "canvas", tabindex: "0", "aria-label": "Diagram, scrolls" }, picture);
  const fitting = () => Math.min(1, Math.max(0.2, (place.clientWidth - 10) / width));
  const resize = factor => {
    zoom = factor ? Math.min(3, Math.max(0.2, zoom * factor)) : fitting();
    picture.setAttribute("width", width * zoom);
    picture.setAttribute("height", height * zoom);
  };
  if (zoom === null) requestAnimationFrame(() => { resize(0); reveal(place); });
  else resize(1);
  const tool = (label, words, factor) =>
    h("button", { type: "button", "aria-label": words, title: words, "data-key": words, onclick: () => resize(factor) }, label);
  return [place, h("div", { class: "tools", role: "group", "aria-label": "Size of the diagram" },
    tool("−", "Smaller", 1 / 1.25), tool("+", "Larger", 1.25), tool("Fit", "Fit the width", 0), legend())];
}

/** Scroll to where something happens, or went wrong. */
function reveal(place) {
  const spot = place.querySelector(".node.bad, .node.busy, .node.idle")?.getBoundingClientRect();
  const frame = place.getBoundingClientRect();
  if (spot && spot.bottom > frame.bottom) place.scrollTop += spot.bottom - frame.bottom + 40;
}

const plainName = task => task.loopOverTask ? task.referenceTaskName.replace(/__\d+$/, "") : task.referenceTaskName;

/** By reference name: the latest task, how many iterations and how many retries it had. */
function latestTasks(run) {
  const found = new Map();
  for (const task of run.tasks) {
    const name = plainName(task);
    const past = found.get(name);
    found.set(name, {
      task, iterations: Math.max(past?.iterations ?? 0, task.iteration ?? 0), retries: Math.max(past?.retries ?? 0, task.retryCount ?? 0),
    });
  }
  return found;
}

function forkedTasks(run, fork) {
  const names = fork?.inputData?.forkedTasks;
  if (!Array.isArray(names)) return [];
  const made = names.slice(0, MOST_FORKED).map(name => {
    const task = run.tasks.findLast(each => each.referenceTaskName === name);
    return task && { taskReferenceName: plainName(task), name: task.taskDefName, type: task.workflowTask?.type ?? task.taskType };
  });
  if (names.length > MOST_FORKED) made.push({ more: names.length - MOST_FORKED });
  return made;
}

function line({ points, arrow, label, at, back, branch }, latest) {
  const taken = branch?.label !== undefined && isTaken(latest.get(branch.task.taskReferenceName)?.task, branch);
  const path = points.map(([x, y], index) => `${index ? "L" : "M"}${x} ${y}`).join("");
  return s("g", { class: `line${back ? " back" : ""}${taken ? " taken" : ""}` },
    s("path", { d: path, "marker-end": arrow ? "url(#arrow)" : null }),
    label !== undefined && s("text", { x: at[0] + 5, y: at[1] - 6 }, cut(label, 22), s("title", {}, label)));
}

function isTaken(run, { task, label }) {
  const result = run?.outputData?.evaluationResult ?? run?.outputData?.caseOutput;
  if (!Array.isArray(result) || !result.length) return false;
  const chosen = String(result[0]);
  return label === "default" ? !(chosen in (task.decisionCases ?? {})) : chosen === label;
}

function node({ task, x, y, width, height, shape }, latest, context, selected, run) {
  if (shape !== "box") return s("circle", { class: `end ${task.end ? tone(run.status) : "good"}`, cx: x + width / 2, cy: y + height / 2, r: width / 2 - 2 });
  if (task.more) return s("text", { class: "more", x: x + width / 2, y: y + height / 2, "text-anchor": "middle" }, `and ${task.more} more`);
  const entry = latest.get(task.taskReferenceName);
  const status = entry?.task.status;
  const words = [task.taskReferenceName, task.type, status ? status.toLowerCase().replaceAll("_", " ") : "not reached"].join(", ");
  const open = () => entry && context.select(entry.task.taskId);
  const counts = [entry?.iterations > 0 && `×${entry.iterations}`, entry?.retries > 0 && `↻${entry.retries}`].filter(Boolean).join(" ");
  const typed = event => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  };
  return s("g", {
    class: `node ${status ? tone(status) : "unreached"}${selected && entry?.task.taskId === selected ? " chosen" : ""}`,
    transform: `translate(${x} ${y})`, role: "button", tabindex: entry ? "0" : "-1", "aria-disabled": String(!entry),
    "aria-label": words, "data-key": `node ${task.taskReferenceName}`, onclick: open, onkeydown: typed,
  },
  s("title", {}, words),
  s("rect", { width, height, rx: task.type === "SWITCH" || task.type === "DECISION" ? 24 : 8 }),
  s("text", { class: "name", x: 12, y: 23 }, cut(task.taskReferenceName, 18)),
  s("text", { class: "type", x: 12, y: 41 }, cut(task.type === "SIMPLE" ? task.name : task.type, counts ? 20 : 26)),
  s("text", { class: "mark", x: width - 12, y: 23, "text-anchor": "end" }, mark(status)),
  s("text", { class: "type", x: width - 12, y: 41, "text-anchor": "end" }, counts));
}

const cut = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;

function legend() {
  const kinds = [["good", "completed"], ["busy", "running"], ["idle", "scheduled"], ["bad", "failed"], ["odd", "canceled, or with errors"], ["unreached", "not reached"]];
  return h("ul", { class: "legend", "aria-label": "Colours" }, kinds.map(([kind, words]) => h("li", {}, h("i", { class: kind }), words)));
}
