// What can be done with an execution or a task, by buttons.

import * as api from "./api.js";
import { h } from "./dom.js";
import { ask, attempt, field, readJson } from "./messages.js";

const button = (label, act, kind) =>
  h("button", { type: "button", class: kind, "data-key": `do ${label}`, onclick: act }, label);

export function actions(run, context) {
  const id = run.workflowId;
  const does = (call, done) => async () => { await attempt(call, done); context.refresh(); };
  const open = ["RUNNING", "PAUSED"].includes(run.status);
  return h("div", { class: "buttons", role: "group", "aria-label": "Actions" },
    run.status === "RUNNING" && button("Pause", does(() => api.pause(id), "Paused: nothing new is scheduled.")),
    run.status === "PAUSED" && button("Resume", does(() => api.resume(id), "Resumed."), "first"),
    open && button("Terminate", () => askTerminate(run, context), "danger"),
    !open && run.status !== "COMPLETED" && button("Retry", does(() => api.retry(id), "Retrying what failed."), "first"),
    !open && button("Rerun", () => askRerun(run, null, context)),
    !open && button("Restart", () => askRestart(run, context)),
    h("a", { href: `/workbench?name=${encodeURIComponent(run.workflowName)}` }, "Start another"));
}

function askTerminate(run, context) {
  const reason = h("input", { name: "reason", autofocus: true });
  ask("Terminate this execution", [field("Reason", reason, "Optional")], "Terminate", async values => {
    await api.terminate(run.workflowId, values.reason);
    context.refresh();
  });
}

function askRestart(run, context) {
  const latest = h("label", { class: "check" }, h("input", { type: "checkbox", name: "latest" }), " with the latest definition");
  ask("Restart from the beginning", [h("p", {}, "All tasks and the output of this execution are dropped; the input stays."), latest],
    "Restart", async values => {
      await api.restart(run.workflowId, values.latest);
      context.refresh();
    });
}

/** Ask for the input, then run again: everything, or from one task. */
export function askRerun(run, task, context) {
  const input = h("textarea", { name: "input", rows: 10, spellcheck: "false" });
  input.value = JSON.stringify((task ? task.inputData : run.input) ?? {}, null, 2);
  const title = task ? `Run again from ${task.referenceTaskName}` : "Run again with this input";
  ask(title, [field(task ? "Input of the task (JSON)" : "Input of the workflow (JSON)", input)], "Run again", async values => {
    const value = readJson(values.input, "The input");
    const request = { reRunFromWorkflowId: run.workflowId };
    if (task) Object.assign(request, { reRunFromTaskId: task.taskId, taskInput: value });
    else request.workflowInput = value;
    await api.rerun(run.workflowId, request);
    context.refresh();
  });
}

export function taskActions(run, task, context) {
  const waits = ["SCHEDULED", "IN_PROGRESS"].includes(task.status);
  const byHand = !["JOIN", "EXCLUSIVE_JOIN", "SUB_WORKFLOW", "DO_WHILE", "FORK", "SWITCH"].includes(task.taskType);
  const ended = !["RUNNING", "PAUSED"].includes(run.status);
  return h("div", { class: "buttons", role: "group", "aria-label": "Actions on the task" },
    waits && byHand && button("Complete …", () => askResult(task, "COMPLETED", context), "first"),
    waits && byHand && button("Fail …", () => askResult(task, "FAILED", context), "danger"),
    ended && !task.retried && button("Run again from here …", () => askRerun(run, task, context)));
}

function askResult(task, status, context) {
  const output = h("textarea", { name: "output", rows: 8, spellcheck: "false", autofocus: true, value: "{}" });
  const reason = status === "FAILED" && field("Reason", h("input", { name: "reason" }));
  const title = `${status === "FAILED" ? "Fail" : "Complete"} ${task.referenceTaskName}`;
  ask(title, [reason, field("Output (JSON)", output)], status === "FAILED" ? "Fail the task" : "Complete the task", async values => {
    await api.update({
      workflowInstanceId: task.workflowInstanceId, taskId: task.taskId, status,
      outputData: readJson(values.output, "The output"), reasonForIncompletion: values.reason || undefined,
      workerId: "execution page",
    });
    context.refresh();
  });
}
