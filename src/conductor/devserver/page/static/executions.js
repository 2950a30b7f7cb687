// The list of executions, with search.

import * as api from "./api.js";
import { badge, duration, h, replace, time } from "./dom.js";

const SIZE = 25;
const STATUSES = ["RUNNING", "COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED", "PAUSED"];

export function executions({ main, live, go }) {
  document.title = "Executions · Conductor";
  const asked = new URLSearchParams(location.search);
  const value = name => asked.get(name) ?? "";
  const first = Number(value("start")) || 0;
  const results = h("div", { "aria-live": "off" });
  let shown = "";
  let stopped = false;
  let timer;

  const submit = event => {
    event?.preventDefault();
    const values = new URLSearchParams([...new FormData(form)].filter(([, each]) => each));
    go(values.size ? `/?${values}` : "/");
  };
  const form = h("form", { role: "search", class: "filters", onsubmit: submit },
    h("label", {}, "Workflow ", h("input", { name: "type", value: value("type"), placeholder: "name or name*" })),
    h("label", {}, "Status ", h("select", { name: "status", onchange: submit }, h("option", { value: "" }, "any"),
      STATUSES.map(each => h("option", { value: each, selected: each === value("status") }, each.toLowerCase())))),
    h("label", {}, "Text ", h("input", { name: "text", value: value("text"), placeholder: "id, input, output, reason" })),
    h("label", {}, "Query ", h("input", { name: "query", value: value("query"), placeholder: "version=2 AND startTime>…" })),
    h("button", { class: "first" }, "Search"),
    asked.size > 0 && h("a", { href: "/" }, "Clear"));
  replace(main, h("h1", {}, "Executions"), form, results);

  const conditions = [
    value("type") && `workflowType=${value("type")}`, value("status") && `status=${value("status")}`, value("query"),
  ].filter(Boolean);

  async function refresh() {
    try {
      const found = await api.search({
        query: conditions.join(" AND "), freeText: value("text") || "*", start: first, size: SIZE,
        sort: "startTime:DESC",
      });
      if (stopped) return;
      live.textContent = "live";
      const text = JSON.stringify(found);
      if (text !== shown) replace(results, table(found));
      shown = text;
    } catch (error) {
      if (stopped) return;
      live.textContent = "";
      shown = "";
      replace(results, h("p", { class: "wrong" }, error.message));
      if (error.status >= 400 && error.status < 500) return;
    }
    timer = setTimeout(refresh, document.hidden ? 10000 : 2000);
  }

  function table(found) {
    if (!found.results.length) {
      return h("p", {}, conditions.length || value("text") ? "No execution fits. " : "Nothing has run yet. ",
        h("a", { href: "/workbench" }, "Start a workflow"));
    }
    return h("div", {},
      h("div", { class: "scroll" }, h("table", {},
        h("thead", {}, h("tr", {}, ["Workflow", "Status", "Started", "Took", "Correlation id", "Id"].map(each =>
          h("th", { scope: "col" }, each)))),
        h("tbody", {}, found.results.map(row)))),
      pages(found.totalHits));
  }

  function row(each) {
    const link = `/execution/${encodeURIComponent(each.workflowId)}`;
    return h("tr", {},
      h("td", { "data-label": "Workflow" },
        h("a", { href: link, "data-key": each.workflowId }, each.workflowType), ` v${each.version}`),
      h("td", { "data-label": "Status" }, badge(each.status),
        each.reasonForIncompletion && h("div", { class: "reason clip" }, each.reasonForIncompletion)),
      h("td", { "data-label": "Started" }, time(each.startTime)),
      h("td", { "data-label": "Took" }, each.endTime ? duration(each.executionTime) : ""),
      h("td", { "data-label": "Correlation id" }, each.correlationId ?? ""),
      h("td", { "data-label": "Id" }, h("code", {}, each.workflowId)));
  }

  function pages(total) {
    const to = start => {
      const address = new URLSearchParams(asked);
      address.set("start", start);
      return `/?${address}`;
    };
    return h("nav", { class: "pages", "aria-label": "Result pages" },
      first > 0 && h("a", { href: to(Math.max(0, first - SIZE)), rel: "prev" }, "← newer"),
      h("span", {}, `${first + 1}–${Math.min(first + SIZE, total)} of ${total}`),
      first + SIZE < total && h("a", { href: to(first + SIZE), rel: "next" }, "older →"));
  }

  refresh();
  return () => { stopped = true; clearTimeout(timer); };
}
