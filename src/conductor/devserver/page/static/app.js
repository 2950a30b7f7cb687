// Which view stands at which address, and how one gets from one to the other.

import { h, replace } from "./dom.js";
import { executions } from "./executions.js";
import { execution } from "./execution.js";
import { workbench } from "./workbench.js";

const main = document.getElementById("main");
const live = document.getElementById("live");
let leave = () => {};

const ROUTES = [
  [/^\/(?:executions\/?|index\.html)?$/, executions],
  [/^\/(?:execution|workflow)\/([^/]+)\/?$/, execution],
  [/^\/workbench\/?$/, workbench],
];

export function go(address) {
  history.pushState(null, "", address);
  show();
  main.focus();
}

function show() {
  leave();
  live.textContent = "";
  const path = location.pathname;
  for (const link of document.querySelectorAll("nav a")) {
    if (new URL(link.href).pathname === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const [pattern, view] of ROUTES) {
    const match = pattern.exec(path);
    if (!match) continue;
    leave = view({ main, live, go, parameters: match.slice(1).map(decodeURIComponent) }) ?? (() => {});
    return;
  }
  replace(main, h("h1", {}, "Nothing here"), h("p", {}, `There is no page at ${path}.`));
}

document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.origin !== location.origin || link.hash || link.target) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
addEventListener("popstate", show);
show();
