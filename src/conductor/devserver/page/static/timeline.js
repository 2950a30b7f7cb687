// The tasks of an execution over time: a pale bar while a task waits, a full one while it runs.

import { duration, h, mark, rows, tone } from "./dom.js";

export function timeline(run, context, selected) {
  const tasks = run.tasks.filter(each => each.scheduledTime);
  if (!tasks.length) return h("p", {}, "No task has been scheduled.");
  const now = Date.now();
  const end = task => task.endTime || (["SCHEDULED", "IN_PROGRESS"].includes(task.status) ? now : task.updateTime || task.scheduledTime);
  const begin = Math.min(run.createTime ?? Infinity, ...tasks.map(each => each.scheduledTime));
  const finish = Math.max(begin + 1, run.endTime || 0, ...tasks.map(end));
  const share = moment => Math.min(100, Math.max(0, 100 * (moment - begin) / (finish - begin)));

  const bar = (kind, from, to) => {
    const element = h("span", { class: `bar ${kind}` });
    element.style.left = `${share(from)}%`;
    element.style.width = `${Math.max(0.4, share(to) - share(from))}%`;
    return element;
  };

  const row = task => {
    const started = task.startTime || end(task);
    const words = `${task.referenceTaskName}, ${task.status.toLowerCase()}, waited ${duration(started - task.scheduledTime)}`
      + (task.startTime ? `, took ${duration(end(task) - task.startTime)}` : "");
    return h("button", {
      type: "button", class: `row${task.taskId === selected ? " chosen" : ""}`, title: words, "aria-label": words,
      "data-key": `bar ${task.taskId}`, onclick: () => context.select(task.taskId),
    },
    h("span", { class: "name" }, `${mark(task.status)} ${task.referenceTaskName}`),
    h("span", { class: "track" }, bar("waiting", task.scheduledTime, started),
      task.startTime > 0 && bar(tone(task.status), task.startTime, end(task))),
    h("span", { class: "took" }, task.startTime ? duration(end(task) - task.startTime) : ""));
  };
  const { shown, more } = rows(tasks, row, context.draw);
  return h("div", { class: "timeline" }, more, shown,
    h("div", { class: "row", "aria-hidden": "true" }, h("span"),
      h("span", { class: "scale" }, [0, 0.5, 1].map(part => h("span", {}, duration(part * (finish - begin)))))));
}
