// The tasks of an execution as a table, and one of them in full.

import * as api from "./api.js";
import { taskActions } from "./actions.js";
import { badge, duration, h, json, rows, time } from "./dom.js";

const took = task => task.endTime && task.startTime ? duration(task.endTime - task.startTime) : "";

export function taskTable(run, context, selected) {
  if (!run.tasks.length) return h("p", {}, "No task has been scheduled.");
  const { shown, more } = rows(run.tasks, task => row(task, context, selected), context.draw);
  return h("div", { class: "scroll" }, more, h("table", {},
    h("thead", {}, h("tr", {}, ["#", "Reference", "Type", "Status", "Started", "Took", "Tries"].map(each =>
      h("th", { scope: "col" }, each)))),
    h("tbody", {}, shown)));
}

function row(task, context, selected) {
  const open = h("button", {
    type: "button", class: "link", "data-key": `task ${task.taskId}`, "aria-pressed": String(task.taskId === selected),
    onclick: () => context.select(task.taskId),
  }, task.referenceTaskName);
  return h("tr", { class: [task.taskId === selected && "chosen", task.retried && "past"].filter(Boolean).join(" ") || null },
    h("td", { "data-label": "#" }, String(task.seq)),
    h("td", { "data-label": "Reference" }, open),
    h("td", { "data-label": "Type" }, task.taskType),
    h("td", { "data-label": "Status" }, badge(task.status),
      task.reasonForIncompletion && h("div", { class: "reason clip" }, task.reasonForIncompletion)),
    h("td", { "data-label": "Started" }, time(task.startTime || task.scheduledTime)),
    h("td", { "data-label": "Took" }, took(task)),
    h("td", { "data-label": "Tries" }, task.retryCount ? `retry ${task.retryCount}` : ""));
}

export function taskDetail(run, task, context) {
  const tries = run.tasks.filter(each => each.referenceTaskName === task.referenceTaskName);
  const rounds = task.loopOverTask ? iterations(run, task) : [];
  return [
    h("div", { class: "title" }, h("h2", { tabindex: "-1" }, task.referenceTaskName), badge(task.status),
      h("button", { type: "button", class: "close", "aria-label": "Close the task", onclick: () => context.select(null, false) }, "×")),
    task.reasonForIncompletion && h("pre", { class: "reason" }, task.reasonForIncompletion),
    h("dl", { class: "facts" }, [
      ["Type", task.taskType],
      ["Name", task.taskDefName !== task.taskType && task.taskDefName],
      ["Scheduled", time(task.scheduledTime)],
      ["Started", time(task.startTime)],
      ["Ended", time(task.endTime)],
      ["Waited", task.startTime && duration(task.startTime - task.scheduledTime)],
      ["Took", took(task)],
      ["Worker", task.workerId],
      ["Polls", task.pollCount],
      ["Iteration", task.iteration],
      ["Domain", task.domain],
      ["Due again in", task.callbackAfterSeconds > 0 && task.callbackAfterSeconds < 2147483647 && `${task.callbackAfterSeconds} s`],
      ["Id", h("code", {}, task.taskId)],
      ["Child", task.subWorkflowId && h("a", { href: `/execution/${task.subWorkflowId}` }, task.subWorkflowId)],
    ].filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    choices("Tries", tries, task, context, each => `try ${each.retryCount + 1}`),
    choices("Iterations", rounds, task, context, each => `iteration ${each.iteration}`),
    taskActions(run, task, context),
    h("div", { class: "columns" },
      h("div", {}, h("h3", {}, "Input"), json(task.inputData, "task input")),
      h("div", {}, h("h3", {}, "Output"), json(task.outputData, "task output"))),
    logs(task),
  ];
}

const plain = task => task.loopOverTask ? task.referenceTaskName.replace(/__\d+$/, "") : task.referenceTaskName;

function iterations(run, task) {
  return run.tasks.filter(each => each.loopOverTask && !each.retried && plain(each) === plain(task));
}

function choices(title, tasks, current, context, label) {
  if (tasks.length < 2) return null;
  return h("div", { class: "choices", role: "group", "aria-label": title }, h("span", {}, `${title}: `), tasks.map(each =>
    h("button", {
      type: "button", "aria-pressed": String(each.taskId === current.taskId), "data-key": `choice ${each.taskId}`,
      onclick: () => context.select(each.taskId),
    }, `${label(each)} `, badge(each.status))));
}

const known = new Map();

function logs(task) {
  const place = h("div");
  const show = lines => place.replaceChildren(lines.length ? h("div", {}, h("h3", {}, "Log"), h("pre", { class: "json", tabindex: "0" },
    lines.map(each => `${new Date(each.createdTime).toISOString()}  ${each.log}`).join("\n"))) : "");
  if (known.has(task.taskId)) show(known.get(task.taskId));
  api.logs(task.taskId).then(lines => {
    known.set(task.taskId, lines);
    show(lines);
  }).catch(error => place.replaceChildren(h("p", { class: "wrong" }, `The log cannot be read: ${error.message}`)));
  return place;
}
