// What went wrong, or well, said once at the foot of the page; and questions before an action.

import { h } from "./dom.js";

const place = document.getElementById("messages");

export function say(text, kind = "note") {
  const close = h("button", { type: "button", "aria-label": "Dismiss", onclick: () => message.remove() }, "×");
  const message = h("div", { class: `message ${kind}` }, h("pre", {}, text), close);
  place.append(message);
  if (kind === "note") setTimeout(() => message.remove(), 6000);
}

/** Do something; say what went wrong. Returns whether it went well. */
export async function attempt(action, done) {
  try {
    await action();
    if (done) say(done);
    return true;
  } catch (error) {
    say(error.message, "bad");
    return false;
  }
}

/**
 * Ask in a dialog. `fields`: elements with a name; `act` gets their values and may throw, which keeps the dialog
 * open with the error in it.
 */
export function ask(title, fields, label, act) {
  const wrong = h("p", { class: "wrong", role: "alert" });
  const submit = async event => {
    event.preventDefault();
    wrong.textContent = "";
    try {
      const values = Object.fromEntries([...form.elements].filter(each => each.name)
        .map(each => [each.name, each.type === "checkbox" ? each.checked : each.value]));
      await act(values);
      dialog.close();
    } catch (error) {
      wrong.textContent = error.message;
    }
  };
  const form = h("form", { onsubmit: submit }, h("h2", {}, title), fields, wrong,
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "first" }, label)));
  const dialog = h("dialog", { "aria-label": title, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
}

export function field(label, control, hint) {
  return h("label", { class: "field" }, h("span", {}, label), control, hint && h("small", {}, hint));
}

/** Read JSON that a person typed; an empty text is an empty object. */
export function readJson(text, what) {
  if (!text.trim()) return {};
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${what} is not JSON: ${error.message}`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Error(`${what} must be a JSON object, for example {"name": "value"}`);
  }
  return value;
}
