// One execution: what it is, what can be done with it, and four ways to look at its tasks.

import * as api from "./api.js";
import { actions } from "./actions.js";
import { badge, duration, h, json, replace, time } from "./dom.js";
import { diagram } from "./diagram.js";
import { taskDetail, taskTable } from "./tasks.js";
import { timeline } from "./timeline.js";

const ENDED = ["COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED"];
const TABS = { diagram: "Diagram", tasks: "Tasks", timeline: "Timeline", data: "Input and output", json: "JSON" };

export function execution({ main, live, go, parameters: [id] }) {
  document.title = "Execution · Conductor";
  const asked = new URLSearchParams(location.search);
  const state = { tab: asked.get("tab") in TABS ? asked.get("tab") : "diagram", task: asked.get("task") };
  const head = h("section"), tabs = h("div", { class: "tabs", role: "tablist" });
  const body = h("section", { role: "tabpanel", id: "view", tabindex: "-1" }), detail = h("section", { class: "detail" });
  let run, shown = "", stopped = false, timer;
  replace(main, head, tabs, body, detail);

  async function refresh(now = false) {
    clearTimeout(timer);
    const began = performance.now();
    try {
      const found = await api.execution(id);
      if (stopped) return;
      const text = JSON.stringify(found);
      if (text !== shown || now) {
        run = found;
        shown = text;
        draw();
      } else if (!ENDED.includes(run.status)) {
        replace(head, header(run, context));
        if (state.tab === "timeline") replace(body, timeline(run, context, state.task));
      }
      live.textContent = ENDED.includes(run.status) ? "" : "live";
    } catch (error) {
      if (stopped) return;
      live.textContent = "";
      if (run) live.textContent = "no answer";
      else replace(main, h("h1", {}, "Execution"), h("p", { class: "wrong" }, error.message), h("a", { href: "/" }, "All executions"));
    }
    // A big execution is asked for less often: at most a tenth of the time goes into showing it.
    const pause = document.hidden ? 10000 : ENDED.includes(run?.status) ? 5000 : 1000;
    if (run) timer = setTimeout(refresh, Math.max(pause, 10 * (performance.now() - began)));
  }

  const context = {
    go, draw, refresh: () => refresh(true),
    select(taskId, jump = true) {
      state.task = state.task === taskId && !jump ? null : taskId;
      remember();
      draw();
      if (jump) detail.querySelector("h2")?.focus();
    },
  };

  function remember() {
    const address = new URLSearchParams();
    if (state.tab !== "diagram") address.set("tab", state.tab);
    if (state.task) address.set("task", state.task);
    history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
  }

  function draw() {
    document.title = `${run.workflowName} ${run.status.toLowerCase()} · Conductor`;
    replace(head, header(run, context));
    replace(tabs, Object.entries(TABS).map(tabButton));
    const views = {
      diagram: () => diagram(run, context, state.task), tasks: () => taskTable(run, context, state.task),
      timeline: () => timeline(run, context, state.task), data: () => data(run), json: () => json(run, "json"),
    };
    const { scrollLeft, scrollTop } = body.firstElementChild ?? {};
    replace(body, views[state.tab]());
    body.firstElementChild?.scrollTo(scrollLeft ?? 0, scrollTop ?? 0);
    const task = run.tasks.find(each => each.taskId === state.task);
    replace(detail, task ? taskDetail(run, task, context) : []);
  }

  function tabButton([name, label]) {
    const chosen = name === state.tab;
    const step = event => {
      const names = Object.keys(TABS);
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      choose(names[(names.indexOf(name) + move + names.length) % names.length]);
      tabs.querySelector("[aria-selected=true]").focus();
    };
    return h("button", {
      type: "button", role: "tab", "aria-selected": String(chosen), "aria-controls": "view", tabindex: chosen ? "0" : "-1",
      "data-key": `tab ${name}`, onclick: () => choose(name), onkeydown: step,
    }, name === "tasks" ? `${label} (${run.tasks.length})` : label);
  }

  function choose(name) {
    state.tab = name;
    remember();
    draw();
  }

  refresh();
  return () => { stopped = true; clearTimeout(timer); };
}

function header(run, context) {
  const end = run.endTime || Date.now();
  return [
    h("div", { class: "title" },
      h("h1", {}, run.workflowName, h("small", {}, ` version ${run.workflowVersion}`)), badge(run.status)),
    run.reasonForIncompletion && h("pre", { class: "reason" }, run.reasonForIncompletion),
    h("dl", { class: "facts" }, [
      ["Id", h("code", {}, run.workflowId)],
      ["Started", time(run.createTime ?? run.startTime)],
      ["Ended", time(run.endTime)],
      ["Took", duration(end - (run.createTime ?? run.startTime))],
      ["Correlation id", run.correlationId],
      ["Priority", run.priority || null],
      ["Failed tasks", run.failedReferenceTaskNames?.join(", ")],
      ["Parent", run.parentWorkflowId && h("a", { href: `/execution/${run.parentWorkflowId}` }, run.parentWorkflowId)],
      ["Failure workflow", failureLink(run)],
    ].filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    actions(run, context),
  ];
}

function failureLink(run) {
  const id = run.output?.["conductor.failure_workflow"];
  return typeof id === "string" && /^[\w-]+$/.test(id) ? h("a", { href: `/execution/${id}` }, id) : null;
}

function data(run) {
  return h("div", { class: "columns" },
    h("div", {}, h("h2", {}, "Input"), json(run.input, "input")),
    h("div", {}, h("h2", {}, "Output"), json(run.output, "output")),
    Object.keys(run.variables ?? {}).length > 0 && h("div", {}, h("h2", {}, "Variables"), json(run.variables, "variables")));
}
