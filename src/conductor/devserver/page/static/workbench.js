// A form that starts a registered workflow.

import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { field, readJson } from "./messages.js";

export function workbench({ main, go }) {
  document.title = "Workbench · Conductor";
  const wanted = new URLSearchParams(location.search).get("name");
  let stopped = false;
  replace(main, h("h1", {}, "Workbench"), h("p", {}, "Loading the registered workflows …"));

  (async () => {
    let known;
    try {
      known = await api.definitions();
    } catch (error) {
      if (!stopped) replace(main, h("h1", {}, "Workbench"), h("p", { class: "wrong" }, error.message));
      return;
    }
    if (stopped) return;
    known.sort((a, b) => a.name.localeCompare(b.name) || b.version - a.version);
    replace(main, h("h1", {}, "Workbench"), known.length ? form(known) : empty());
  })();

  function empty() {
    return h("p", {}, "No workflow is registered yet. Register one from your program, for example with ",
      h("code", {}, "workflow.register(overwrite=True)"), ", then reload this page.");
  }

  function form(known) {
    const wrong = h("p", { class: "wrong", role: "alert" });
    const input = h("textarea", { name: "input", rows: 12, spellcheck: "false", required: true });
    const about = h("p", { class: "about" });
    const key = each => `${each.name}\u0000${each.version}`;
    const chosen = () => known.find(each => key(each) === choice.value);
    const fill = () => {
      const definition = chosen();
      const names = Object.fromEntries((definition.inputParameters ?? []).map(name => [name, ""]));
      input.value = JSON.stringify({ ...names, ...definition.inputTemplate }, null, 2);
      about.textContent = definition.description ?? "";
    };
    const choice = h("select", { name: "workflow", onchange: fill }, known.map(each =>
      h("option", { value: key(each), selected: each.name === wanted }, `${each.name} (version ${each.version})`)));
    const submit = async event => {
      event.preventDefault();
      wrong.textContent = "";
      try {
        const definition = chosen();
        const request = { name: definition.name, version: definition.version, input: readJson(input.value, "The input") };
        if (correlation.value) request.correlationId = correlation.value;
        go(`/execution/${encodeURIComponent(await api.start(request))}`);
      } catch (error) {
        wrong.textContent = error.message;
      }
    };
    const correlation = h("input", { name: "correlationId" });
    fill();
    return h("form", { class: "card", onsubmit: submit },
      field("Workflow", choice), about,
      field("Input (JSON)", input),
      field("Correlation id", correlation, "Optional: an id of your own, to find the execution by"),
      wrong, h("div", { class: "buttons" }, h("button", { class: "first" }, "Start workflow")));
  }

  return () => { stopped = true; };
}
