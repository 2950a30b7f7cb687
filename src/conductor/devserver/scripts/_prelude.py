"""The JavaScript around every script: binds ``$``, and turns the result into JSON as the server does."""

from __future__ import annotations

PRELUDE = r"""
(function () {
  const parse = JSON.parse, stringify = JSON.stringify, isArray = Array.isArray, isFinite = Number.isFinite;
  const global = globalThis, run = eval, keys = Object.keys, view = ArrayBuffer.isView, text = String;
  const types = [Number, String, Boolean], isMap = value => value instanceof Map;
  function plain(value) {
    if (value === null || value === undefined) return null;
    switch (typeof value) {
      case "boolean": case "string": return value;
      case "number": return isFinite(value) ? value : text(value);
      case "bigint": return Number(value);
      case "object": break;
      default: return {};
    }
    for (const type of types) if (value instanceof type) return plain(value.valueOf());
    if (isArray(value) || view(value)) {
      const list = [];
      for (let i = 0; i < value.length; i++) list[i] = plain(value[i]);
      return list;
    }
    const object = {};
    if (isMap(value)) value.forEach((item, key) => { object[key] = plain(item); });
    else for (const key of keys(value)) object[key] = plain(value[key]);
    return object;
  }
  return function (request) {
    const { source, input } = parse(request);
    global.$ = input;
    try {
      return stringify(plain(run(source)));
    } finally {
      global.$ = undefined;
    }
  };
})()
"""
