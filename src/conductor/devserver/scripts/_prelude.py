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
  const adapt = global.__adapt ?? (value => value);
  delete global.__adapt;
  return function (request) {
    const { source, input } = parse(request);
    global.$ = adapt(input);
    try {
      return stringify(plain(run(source)));
    } finally {
      global.$ = undefined;
    }
  };
})()
"""

# Server: $ holds Java maps and lists there, and some scripts call their methods (inline_host_objects). These
# are put on what comes in, not enumerable, for scripts that name one of them.
JAVA_METHODS = r"""
(function () {
  const { keys, setPrototypeOf } = Object, isArray = Array.isArray;
  const hidden = (base, functions) => {
    const each = Object.getOwnPropertyDescriptors(functions);
    for (const name of keys(each)) each[name].enumerable = false;
    return Object.create(base, each);
  };
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const ofMaps = hidden(Object.prototype, {
    get(key) { return has(this, key) ? this[key] : null; },
    getOrDefault(key, other) { return has(this, key) ? this[key] : other; },
    containsKey(key) { return has(this, key); },
    keySet() { return keys(this); },
    size() { return keys(this).length; },
    isEmpty() { return keys(this).length === 0; },
  });
  const ofLists = hidden(Array.prototype, {
    get(index) { return this[index]; },
    contains(value) { return this.includes(value); },
    size() { return this.length; },
    isEmpty() { return this.length === 0; },
  });
  function asJava(value) {
    if (value === null || typeof value !== "object") return value;
    setPrototypeOf(value, isArray(value) ? ofLists : ofMaps);
    for (const key of keys(value)) asJava(value[key]);
    return value;
  }
  globalThis.__adapt = asJava;
})()
"""
