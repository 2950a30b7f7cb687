// The REST API of the server that this page came from.

async function call(method, path, body, accept = "application/json, text/plain") {
  const headers = { Accept: accept };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(`/api${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store",
    });
  } catch {
    throw new Error("The server does not answer. Is it still running?");
  }
  const text = await response.text();
  const parsed = parse(text, response.headers.get("Content-Type"));
  if (response.ok) return parsed;
  const details = (parsed?.validationErrors ?? []).map(each => `${each.path}: ${each.message}`);
  throw Object.assign(new Error([parsed?.message ?? text, ...details].join("\n") || `HTTP ${response.status}`),
    { status: response.status });
}

function parse(text, type) {
  if (!(type ?? "").includes("json")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const id = encodeURIComponent;
const query = values => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();

export const search = values => call("GET", `/workflow/search?${query(values)}`);
export const execution = workflow => call("GET", `/workflow/${id(workflow)}?includeTasks=true`);
export const definitions = () => call("GET", "/metadata/workflow");
export const start = request => call("POST", "/workflow", request, "text/plain");
export const pause = workflow => call("PUT", `/workflow/${id(workflow)}/pause`);
export const resume = workflow => call("PUT", `/workflow/${id(workflow)}/resume`);
export const retry = workflow => call("POST", `/workflow/${id(workflow)}/retry?resumeSubworkflowTasks=true`);
export const restart = (workflow, latest) =>
  call("POST", `/workflow/${id(workflow)}/restart?useLatestDefinitions=${latest}`);
export const rerun = (workflow, request) => call("POST", `/workflow/${id(workflow)}/rerun`, request, "text/plain");
export const terminate = (workflow, reason) => call("DELETE", `/workflow/${id(workflow)}?${query({ reason })}`);
export const update = result => call("POST", "/tasks", result, "text/plain");
export const logs = async task => (await call("GET", `/tasks/${id(task)}/log`)) || [];
