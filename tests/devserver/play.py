"""Play conformance scenarios against a Conductor-compatible server.

    play.py --check  [--base URL] [-j N] [-k SUBSTR ...] [DIR|FILE ...]
    play.py --record [...]         write `expect` into each scenario file
    play.py --list                 names, tags, recorded seconds
    play.py --show NAME            play one scenario and print its normalised result

Only the standard library and `requests` are used.  The format is described in scenarios/FORMAT.md.
"""

import argparse
import concurrent.futures as cf
import contextlib
import datetime as dt
import fnmatch
import glob
import http.server
import json
import os
import re
import secrets
import socket
import socketserver
import sys
import threading
import time
import urllib.parse

import requests

HERE = os.path.dirname(os.path.abspath(__file__))
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
ISO = re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?( ?(Z|GMT|UTC|[+-]\d\d:?\d\d))?")
RFC = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d?\d [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d GMT")
JDATE = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d [A-Z]{3} 20\d\d")
EPOCH = re.compile(r"\b1[6-9]\d{11}\b")
TERMINAL = ("COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED")

# members that change from run to run (or that say nothing about semantics): removed everywhere
VOLATILE = {
    "createTime",
    "updateTime",
    "startTime",
    "endTime",
    "scheduledTime",
    "pollTime",
    "lastPollTime",
    "firstStartTime",
    "firstScheduledTime",
    "queueWaitTime",
    "lastRetriedTime",
    "executionTime",
    "createdTime",
    "updatedTime",
    "waitEndTime",
    "waitTimeout",
    "instance",
    "inputSize",
    "outputSize",
    "externalInputPayloadStoragePath",
    "externalOutputPayloadStoragePath",
    "ownerApp",
    "createdBy",
    "updatedBy",
    "created",
    "lastExecuted",
    "timestamp",
    "finishedTime",
    "retriedTime",
    "executed",
}
TASK_FIELDS = (  # recorded member, source member, keep only when truthy
    ("ref", "referenceTaskName", False),
    ("type", "taskType", False),
    ("status", "status", False),
    ("seq", "seq", False),
    ("retryCount", "retryCount", False),
    ("iteration", "iteration", False),
    ("def", "taskDefName", True),
    ("reason", "reasonForIncompletion", True),
    ("retried", "retried", True),
    ("loopOverTask", "loopOverTask", True),
    ("retriedTaskId", "retriedTaskId", True),
    ("subWorkflowId", "subWorkflowId", True),
    ("domain", "domain", True),
    ("callbackAfterSeconds", "callbackAfterSeconds", True),
    ("startDelayInSeconds", "startDelayInSeconds", True),
    ("priority", "workflowPriority", True),
    ("input", "inputData", False),
    ("output", "outputData", False),
)
WF_FIELDS = (
    ("status", "status", False),
    ("name", "workflowName", False),
    ("version", "workflowVersion", False),
    ("input", "input", False),
    ("output", "output", False),
    ("variables", "variables", False),
    ("reason", "reasonForIncompletion", True),
    ("correlationId", "correlationId", True),
    ("priority", "priority", True),
    ("failedReferenceTaskNames", "failedReferenceTaskNames", True),
    ("failedTaskNames", "failedTaskNames", True),
    ("parentWorkflowId", "parentWorkflowId", True),
    ("parentWorkflowTaskId", "parentWorkflowTaskId", True),
    ("taskToDomain", "taskToDomain", True),
    ("reRunFromWorkflowId", "reRunFromWorkflowId", True),
    ("idempotencyKey", "idempotencyKey", True),
    ("event", "event", True),
)


class ScenarioError(Exception):
    pass


# --------------------------------------------------------------------------- HTTP fixture
class Fixture(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), FixtureHandler)
        self.counts, self.lock = {}, threading.Lock()
        self.url = "http://127.0.0.1:%d" % self.server_address[1]

    def handle_error(self, request, client_address):  # a peer that hung up is not our problem
        pass


class FixtureHandler(http.server.BaseHTTPRequestHandler):
    """The endpoints are listed in FORMAT.md."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def _send(self, code, body, ctype="application/json", headers=()):
        raw = (
            body
            if isinstance(body, bytes)
            else (json.dumps(body) if ctype == "application/json" else body).encode()
        )
        self.send_response_only(code)
        self.send_header("Content-Type", ctype)
        self.send_header("Content-Length", str(len(raw)))
        for k, v in headers:
            self.send_header(k, v)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)

    def _do(self):
        u = urllib.parse.urlsplit(self.path)
        q = {k: v[0] for k, v in urllib.parse.parse_qs(u.query).items()}
        n = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(n) if n else b""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                chunk = self.rfile.read(size)
                self.rfile.readline()
                if not size:
                    break
                body += chunk
        parts = [p for p in u.path.split("/") if p]
        head = parts[0] if parts else ""
        if head == "json":
            return self._send(200, {"id": 7, "name": "fixture", "tags": ["a", "b"], "nested": {"k": "v"}})
        if head == "text":
            return self._send(200, "plain text", "text/plain")
        if head == "empty":
            return self._send(204, b"")
        if head == "status":
            return self._send(int(parts[1]), {"error": "status " + parts[1]})
        if head == "slow":
            time.sleep(float(q.get("s", "2")))
            return self._send(200, {"slow": True})
        if head == "flaky":  # /flaky/KEY?fails=2&code=503
            with self.server.lock:
                c = self.server.counts[parts[1]] = self.server.counts.get(parts[1], 0) + 1
            if c <= int(q.get("fails", "1")):
                return self._send(int(q.get("code", "503")), {"attempt": c})
            return self._send(200, {"attempt": c})
        if head == "job":  # /job/KEY?needs=3 : state=running until polled that often, then done
            with self.server.lock:
                c = self.server.counts[parts[1]] = self.server.counts.get(parts[1], 0) + 1
            return self._send(
                200, {"polls": c, "state": "done" if c >= int(q.get("needs", "3")) else "running"}
            )
        if head == "echo":
            try:
                data = json.loads(body) if body else None
            except ValueError:
                data = body.decode("utf8", "replace")
            keep = {
                k.lower(): v
                for k, v in self.headers.items()
                if k.lower().startswith("x-") or k.lower() in ("content-type", "accept", "authorization")
            }
            return self._send(
                200,
                {"method": self.command, "path": u.path, "query": q, "body": data, "headers": keep},
                headers=(("X-Fixture", "yes"),),
            )
        return self._send(404, {"error": "no such fixture"})

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _do  # noqa: N815


# --------------------------------------------------------------------------- helpers
def dig(obj, path):
    """path: list of members/indexes, or a dotted string."""
    for p in path.split(".") if isinstance(path, str) else path:
        if obj is None:
            return None
        if isinstance(obj, list):
            try:
                obj = obj[int(p)]
            except (ValueError, IndexError):
                return None
        elif isinstance(obj, dict):
            obj = obj.get(p)
        else:
            return None
    return obj


def elide(obj, keys):
    if isinstance(obj, dict):
        return {k: elide(v, keys) for k, v in obj.items() if k not in keys}
    if isinstance(obj, list):
        return [elide(v, keys) for v in obj]
    return obj


def keep_only(obj, keys):
    """Keep only the named members of an object, or of every object of a list."""
    if isinstance(obj, list):
        return [keep_only(v, keys) for v in obj]
    if isinstance(obj, dict):
        return {k: obj[k] for k in keys if k in obj}
    return obj


def diff(a, b, path="", out=None, loose=()):
    """Differences between expected a and actual b.  Texts at a `loose` path need only both be there."""
    out = [] if out is None else out
    if (
        loose
        and isinstance(a, str)
        and isinstance(b, str)
        and any(fnmatch.fnmatchcase(path.lstrip("."), p) for p in loose)
    ):
        return out
    if len(out) > 40:
        return out
    if isinstance(a, dict) and isinstance(b, dict):
        for k in list(a) + [k for k in b if k not in a]:
            p = f"{path}.{k}"
            if k not in b:
                out.append(f"{p}: missing, expected {json.dumps(a[k])[:300]}")
            elif k not in a:
                out.append(f"{p}: unexpected {json.dumps(b[k])[:300]}")
            else:
                diff(a[k], b[k], p, out, loose)
    elif isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            out.append("%s: %d items, expected %d" % (path, len(b), len(a)))
        for i, (x, y) in enumerate(zip(a, b)):
            diff(x, y, "%s[%d]" % (path, i), out, loose)
    elif a != b or (isinstance(a, bool) != isinstance(b, bool)):
        out.append(f"{path}: got {json.dumps(b)[:300]}, expected {json.dumps(a)[:300]}")
    return out


# --------------------------------------------------------------------------- one play of one scenario
class Play:
    def __init__(self, sc, base, fixture, verbose=False):
        self.sc, self.base, self.fixture, self.verbose = sc, base.rstrip("/"), fixture, verbose
        self.token = secrets.token_hex(4)
        self.ns = "conf_{}_{}".format(re.sub(r"\W", "", sc["name"])[:40], self.token)
        self.ids, self.saved = {}, {}  # alias -> workflow id ; saved values
        self.responses, self.snapshots = {}, {}
        self.http = requests.Session()
        self.http.trust_env = False
        self.answered, self.pending = {}, []
        self.t0 = time.time()
        self.workers = []
        for key, val in (sc.get("workers") or {}).items():
            spec = val if isinstance(val, dict) else {"answers": val}
            self.workers.append((self.sub(key), dict(spec, key=key)))

    # -- placeholders
    def sub(self, v):
        if isinstance(v, dict):
            return {self.sub(k): self.sub(x) for k, x in v.items()}
        if isinstance(v, list):
            return [self.sub(x) for x in v]
        if not isinstance(v, str) or "@" not in v:
            return v

        def rep(m):
            w = m.group(1)
            if w == "ns":
                return self.ns
            if w == "token":
                return self.token
            if w == "fixture":
                return self.fixture.url
            if w == "uuid":
                return "00000000-0000-4000-8000-000000000000"
            if w.startswith("wf:"):
                return self.ids[w[3:]]
            if w.startswith("task:"):  # @task:alias/ref@ -> id of the latest task with that ref
                alias, ref = w[5:].split("/", 1)
                t = [t for t in self.workflow(alias)["tasks"] if t["referenceTaskName"] == ref]
                if not t:
                    raise ScenarioError(f"no task {w}")
                return t[-1]["taskId"]
            if w.startswith("saved:"):
                return str(self.saved[w[6:]])
            if w.startswith("until+"):  # WAIT `until` text, N seconds from now, UTC
                return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=float(w[6:]))).strftime(
                    "%Y-%m-%d %H:%M:%S UTC"
                )
            return m.group(0)

        whole = re.fullmatch(r"@json:([\w.-]+)@", v)
        if whole:
            return self.saved[whole.group(1)]
        return re.sub(r"@((?:ns|token|fixture|uuid)|(?:wf|task|saved):[\w./#-]+|until\+[\d.]+)@", rep, v)

    # -- REST
    def call(self, method, path, body=None, query=None, headers=None, raw=None, timeout=60):
        url = self.base + path
        kw = {"params": query, "timeout": timeout, "headers": dict(headers or {})}
        if raw is not None:
            kw["data"] = raw.encode()
            kw["headers"].setdefault("Content-Type", "application/json")
        elif body is not None:
            kw["data"] = json.dumps(body)
            kw["headers"].setdefault("Content-Type", "application/json")
        http = self.http if threading.current_thread() is getattr(self, "owner", None) else requests
        for attempt in (1, 2, 3):
            try:
                r = http.request(method, url, **kw)
                break
            except requests.ConnectionError:
                if attempt == 3:
                    raise
                time.sleep(0.2)
        text = r.text
        try:
            data = r.json() if text else None
        except ValueError:
            data = text
        if self.verbose:
            print(f"   {method} {path} -> {r.status_code} {text[:200]}", file=sys.stderr)
        return r, data

    def must(self, method, path, body=None, query=None):
        r, data = self.call(method, path, body, query)
        if r.status_code >= 300:
            raise ScenarioError(f"{method} {path} -> {r.status_code} {r.text[:400]}")
        return data

    def workflow(self, alias):
        return self.must("GET", f"/workflow/{self.ids[alias]}", query={"includeTasks": "true"})

    # -- scripted workers
    def drive(self):
        """One pass: poll each scripted task type once, send the answers that are due.  True if any."""
        did = False
        for due in sorted([p for p in self.pending if p[0] <= time.time()], key=lambda p: p[0]):
            self.pending.remove(due)
            self.must("POST", "/tasks", due[1])
            did = True
        for key, spec in self.workers:
            if key.startswith("ref:") or spec.get("off"):
                continue
            q = {"workerid": spec.get("workerId", "conf-worker")}
            if spec.get("domain"):
                q["domain"] = self.sub(spec["domain"])
            r, task = self.call("GET", f"/tasks/poll/{key}", query=q)
            if r.status_code == 204 or not task:
                continue
            if r.status_code != 200:
                raise ScenarioError(f"poll {key} -> {r.status_code} {r.text[:200]}")
            did = True
            self.answer(task, key, spec)
        return did

    def answer(self, task, key, spec):
        ref = task["referenceTaskName"]
        for k in ("ref:" + ref, "ref:" + ref.split("__")[0]):
            hit = [s for kk, s in self.workers if kk == k]
            if hit:
                key, spec = k, hit[0]
                break
        n = self.answered[key] = self.answered.get(key, 0) + 1
        answers = spec["answers"]
        a = self.sub(answers[min(n, len(answers)) - 1])
        if a.get("never"):
            return
        for line in a.get("logs", ()):
            self.call("POST", "/tasks/{}/log".format(task["taskId"]), raw=line)
        res = self.result(task, a, spec.get("workerId", "conf-worker"))
        if a.get("afterSeconds"):
            self.pending.append((time.time() + a["afterSeconds"], res))
        else:
            self.must("POST", "/tasks", res)

    @staticmethod
    def result(task, a, worker="conf-worker"):
        out = a.get("output", {})
        if a.get("echo"):
            out = dict(out, echo=task.get("inputData"))
        res = {
            "taskId": task["taskId"],
            "workflowInstanceId": task["workflowInstanceId"],
            "workerId": worker,
            "status": a.get("status", "COMPLETED"),
            "outputData": out,
        }
        if "reason" in a:
            res["reasonForIncompletion"] = a["reason"]
        if "callbackAfterSeconds" in a:
            res["callbackAfterSeconds"] = a["callbackAfterSeconds"]
        res.update(a.get("extra", {}))
        return res

    # -- waiting
    def met(self, cond, wf):
        st = cond.get("status")
        if "task" in cond:
            ts = [t for t in wf["tasks"] if t["referenceTaskName"] == cond["task"]]
            if "retryCount" in cond:
                ts = [t for t in ts if t["retryCount"] == cond["retryCount"]]
            if not ts:
                return False
            want = cond.get("status", "terminal")
            got = ts[-1]["status"]
            if want == "terminal":
                ok = got not in ("SCHEDULED", "IN_PROGRESS")
            elif want == "any":
                ok = True
            else:
                ok = got in (want if isinstance(want, list) else [want])
            return ok
        if st:
            ok = wf["status"] in (TERMINAL if st == "terminal" else st if isinstance(st, list) else [st])
            if ok and st == "terminal" and wf["status"] != "COMPLETED":
                # the server ends the workflow before it has cancelled every task: wait for that too
                ok = all(t["status"] not in ("SCHEDULED", "IN_PROGRESS") for t in wf["tasks"])
            return ok
        if "taskCount" in cond:
            return len(wf["tasks"]) >= cond["taskCount"]
        raise ScenarioError(f"unknown condition {cond!r}")

    def wait(self, step):
        cond = self.sub(step.get("until", {"status": "terminal"}))
        deadline = time.time() + step.get("timeout", 40)
        workers = step.get("workers", True)
        nap = 0.02
        while True:
            did = self.drive() if workers else False
            wf = self.workflow(step.get("wf", "main"))
            if self.met(cond, wf):
                return
            if time.time() > deadline:
                raise ScenarioError(
                    "timed out waiting for {}; {} is {} with {}".format(
                        cond,
                        step.get("wf", "main"),
                        wf["status"],
                        [(t["referenceTaskName"], t["status"], t["retryCount"]) for t in wf["tasks"]],
                    )
                )
            nap = 0.02 if did else min(nap * 1.5, 0.25)
            time.sleep(nap)

    # -- steps
    def step(self, i, s):
        op = s["op"]
        if op == "start":
            wid = self.must("POST", "/workflow", self.sub(s["request"]))
            self.ids[s.get("as", "main")] = str(wid).strip('"')
        elif op == "wait":
            self.wait(s)
        elif op == "sleep":
            end = time.time() + s["seconds"]
            while time.time() < end:
                if s.get("workers", True):
                    self.drive()
                time.sleep(min(0.1, max(0, end - time.time())))
        elif op == "work":  # drive workers until N answers in all were given to a key
            end = time.time() + s.get("timeout", 30)
            want = s["answers"]
            while any(self.answered.get(self.sub(k), 0) < n for k, n in want.items()):
                self.drive()
                if time.time() > end:
                    raise ScenarioError(f"timed out driving workers: {self.answered}")
                time.sleep(0.05)
        elif op == "alias":
            if "task" in s:
                end = time.time() + s.get("timeout", 30)
                while True:
                    ts = [
                        t
                        for t in self.workflow(s.get("wf", "main"))["tasks"]
                        if t["referenceTaskName"] == s["task"]
                    ]
                    wid = (
                        dig(ts[-1], s["path"])
                        if ts and "path" in s
                        else (ts[-1].get("subWorkflowId") if ts else None)
                    )
                    if wid or time.time() > end:
                        break
                    self.drive()
                    time.sleep(0.1)
            elif "saved" in s:
                wid = dig(self.saved[s["saved"]], s.get("path", []))
            else:
                end = time.time() + s.get("timeout", 15)
                while True:
                    wid = dig(self.workflow(s.get("wf", "main")), s["path"])
                    if wid or time.time() > end:
                        break
                    time.sleep(0.1)
            if not wid:
                raise ScenarioError("alias {}: nothing at {}".format(s["as"], s))
            self.ids[s["as"]] = wid
        elif op == "snapshot":
            self.snapshots[s["as"]] = self.state(self.workflow(s.get("wf", "main")), s)
        elif op == "worker":  # change a scripted worker: switch on/off, or give it new answers
            for k, spec in self.workers:
                if spec["key"] == s["key"]:
                    spec.update({x: s[x] for x in ("off", "answers", "domain") if x in s})
                    if "answers" in s:
                        self.answered.pop(k, None)
        elif op == "poll":  # a poll by hand; the task is kept under `as`
            end = time.time() + s.get("timeout", 15)
            q = self.sub(
                {
                    "workerid": s.get("workerId", "conf-manual"),
                    **({"domain": s["domain"]} if "domain" in s else {}),
                }
            )
            while True:
                r, t = self.call("GET", "/tasks/poll/{}".format(self.sub(s["type"])), query=q)
                if (r.status_code == 200 and t) or s.get("once") or time.time() > end:
                    break
                time.sleep(0.05)
            if "record" in s:
                self.responses[s["record"]] = {"status": r.status_code, "body": self.shape(t, s)}
            if not t and not s.get("once"):
                raise ScenarioError("poll {} gave nothing".format(s["type"]))
            self.saved[s.get("as", "task")] = t
        elif op == "answer":  # answers a task polled by hand
            t = self.saved[s.get("task", "task")]
            r, data = self.call(
                "POST", "/tasks", self.result(t, self.sub(s["answer"]), s.get("workerId", "conf-manual"))
            )
            if "record" in s:
                self.responses[s["record"]] = {"status": r.status_code, "body": data}
        elif op == "http":
            self.http_step(s)
        else:
            raise ScenarioError("step %d: unknown op %s" % (i, op))

    def shape(self, data, s):
        if s.get("pick"):
            data = dig(data, self.sub(s["pick"]))
        if "filter" in s and isinstance(data, list):  # {"member": "prefix"}
            f = self.sub(s["filter"])
            data = [x for x in data if all(str(dig(x, k) if k else x).startswith(v) for k, v in f.items())]
        if "only" in s:
            data = keep_only(data, s["only"])
        if "drop" in s:
            data = elide(data, set(s["drop"]))
        if isinstance(data, dict) and isinstance(data.get("validationErrors"), list):
            data["validationErrors"].sort(key=lambda e: (e.get("path") or "", e.get("message") or ""))
        if "sort" in s and isinstance(data, list):
            data = sorted(
                data, key=lambda x: json.dumps(dig(x, s["sort"]) if s["sort"] else x, sort_keys=True)
            )
        if "count" in s and isinstance(data, (list, dict)):
            data = {"count": len(data)}
        return data

    def http_step(self, s):
        end = time.time() + s.get("timeout", 15)
        while True:
            args = (
                s.get("method", "GET"),
                self.sub(s["path"]),
                self.sub(s.get("body")),
                self.sub(s.get("query")),
                self.sub(s.get("headers")),
                self.sub(s.get("raw")),
            )
            if s.get("drive"):  # the call blocks: let the workers work meanwhile
                with cf.ThreadPoolExecutor(1) as ex:
                    fut = ex.submit(self.call, *args)
                    while not fut.done():
                        self.drive()
                        time.sleep(0.03)
                    r, data = fut.result()
            else:
                r, data = self.call(*args)
            u = s.get("until")
            if not u:
                break
            got = r.status_code if u.get("what") == "status" else dig(data, u["path"])
            if got == self.sub(u["equals"]) or time.time() > end:
                break
            if u.get("workers", True):
                self.drive()
            time.sleep(0.15)
        if "save" in s:
            self.saved[s["save"]] = dig(data, s["savePath"]) if "savePath" in s else data
        if "as" in s:
            wid = dig(data, s["idPath"]) if "idPath" in s else data
            if wid:
                self.ids[s["as"]] = str(wid)
        if "record" in s:
            rec = {"status": r.status_code, "body": self.shape(data, s)}
            if s.get("recordType"):
                rec["contentType"] = (r.headers.get("Content-Type") or "").split(";")[0]
            self.responses[s["record"]] = rec
        elif r.status_code >= 300 and not s.get("any"):
            raise ScenarioError(f"{args[0]} {args[1]} -> {r.status_code} {r.text[:300]}")

    # -- results
    def state(self, wf, s=None):
        out = {}
        for name, src, truthy in WF_FIELDS:
            v = wf.get(src)
            if v or not truthy:  # the two name lists come from hash sets
                out[name] = sorted(v) if name.startswith("failed") else v
        tasks = []
        for t in wf.get("tasks", []):
            row = {}
            for name, src, truthy in TASK_FIELDS:
                v = t.get(src)
                if name == "reason" and re.match(r"Workflow is in \w+ state$", str(v)):
                    continue  # a late cancellation by the asynchronous executor: a race
                if name == "def" and v == t.get("taskType"):
                    continue
                if v or not truthy:
                    row[name] = v
            tasks.append(row)
        out["tasks"] = tasks
        if s and "only" in s:
            out = keep_only(out, s["only"])
        return out

    def symbols(self):
        sym = {}
        for alias, wid in self.ids.items():
            sym.setdefault(wid, f"<wf:{alias}>")
        for alias in list(self.ids):
            r, wf = self.call("GET", f"/workflow/{self.ids[alias]}", query={"includeTasks": "true"})
            if r.status_code != 200 or not isinstance(wf, dict):
                continue
            for t in wf.get("tasks", []):
                n = "{}/{}".format(alias, t["referenceTaskName"])
                sym.setdefault(
                    t["taskId"], "<task:{}{}>".format(n, "#%d" % t["retryCount"] if t["retryCount"] else "")
                )
                if t.get("subWorkflowId"):
                    sym.setdefault(t["subWorkflowId"], f"<wf:{n}>")
        return sym

    def normalise(self, v, sym, mask=(), key=None):
        if key is not None and key in mask:
            return "<masked>"
        if isinstance(v, dict):
            return {
                self.text(k, sym): self.normalise(x, sym, mask, k) for k, x in v.items() if k not in VOLATILE
            }
        if isinstance(v, list):
            return [self.normalise(x, sym, mask) for x in v]
        if isinstance(v, str):
            return self.text(v, sym)
        if isinstance(v, int) and not isinstance(v, bool) and 1_600_000_000_000 <= v < 2_500_000_000_000:
            return "<ts>"
        return v

    def text(self, v, sym):
        v = UUID.sub(
            lambda m: sym.get(m.group(0), m.group(0) if m.group(0).startswith("00000000-") else "<uuid>"), v
        )
        v = v.replace(self.ns, "@ns@").replace(self.fixture.url, "@fixture@").replace(self.token, "@token@")
        v = v.replace("127.0.0.1:%d" % self.fixture.server_address[1], "@fixturehost@")
        v = RFC.sub("<date>", JDATE.sub("<date>", ISO.sub("<iso>", v)))
        v = EPOCH.sub("<ts>", v)
        v = re.sub(r"\bafter \d+ seconds", "after <n> seconds", v)
        v = re.sub(r"elapsed \d+ seconds", "elapsed <n> seconds", v)
        v = re.sub(r"@[0-9a-f]{6,8}\b", "@<hash>", v)
        host = socket.gethostname()
        return "<host>" if v == host else v

    def run(self):
        sc = self.sc
        self.owner = threading.current_thread()
        defs = sc.get("defs", {})
        try:
            if defs.get("tasks"):
                self.must("POST", "/metadata/taskdefs", self.sub(defs["tasks"]))
            if defs.get("workflows"):
                for d in defs["workflows"]:
                    self.must("POST", "/metadata/workflow", self.sub(d), {"overwrite": "true"})
            for i, s in enumerate(sc["steps"]):
                self.step(i, s)
            finals = {}
            final = sc.get("final", "auto")
            for alias in list(self.ids) if final == "auto" else final:
                r, wf = self.call("GET", f"/workflow/{self.ids[alias]}", query={"includeTasks": "true"})
                finals[alias] = self.state(wf) if r.status_code == 200 else {"http": r.status_code}
            sym = self.symbols()
            res = {}
            if finals:
                res["workflows"] = finals
            if self.snapshots:
                res["snapshots"] = self.snapshots
            if self.responses:
                res["responses"] = self.responses
            return self.normalise(res, sym, set(sc.get("mask", ())))
        finally:
            self.cleanup()

    def cleanup(self):
        """Leave nothing running, and no definitions, behind.  A server may lack these endpoints."""

        def quiet(*args, **kw):
            try:
                return self.call(*args, **kw)[1]
            except requests.RequestException:
                return None

        ids = set(self.ids.values())
        found = quiet(
            "GET",
            "/workflow/search",
            query={"size": "50", "query": f"workflowType={self.ns}* AND status IN (RUNNING,PAUSED)"},
        )
        ids |= (
            {x.get("workflowId") for x in (found or {}).get("results", [])}
            if isinstance(found, dict)
            else set()
        )
        for wid in ids - {None}:
            wf = quiet("GET", f"/workflow/{wid}", query={"includeTasks": "false"})
            if isinstance(wf, dict) and wf.get("status") in ("RUNNING", "PAUSED"):
                quiet("DELETE", f"/workflow/{wid}", query={"reason": "cleanup"})
        for s in self.sc.get("cleanup", ()):
            with contextlib.suppress(KeyError, ScenarioError):
                quiet(
                    s.get("method", "DELETE"),
                    self.sub(s["path"]),
                    self.sub(s.get("body")),
                    self.sub(s.get("query")),
                )
        wfs, tds = [], []
        for path, body in [
            ("/metadata/workflow", self.sc.get("defs", {}).get("workflows")),
            ("/metadata/taskdefs", self.sc.get("defs", {}).get("tasks")),
        ] + [
            (s.get("path"), s.get("body"))
            for s in self.sc["steps"]
            if s["op"] == "http" and s.get("method") in ("POST", "PUT")
        ]:
            for d in body if isinstance(body, list) else [body]:
                if isinstance(d, dict) and d.get("name") and path == "/metadata/workflow":
                    wfs.append((self.sub(d["name"]), d.get("version", 1)))
                elif isinstance(d, dict) and d.get("name") and path == "/metadata/taskdefs":
                    tds.append(self.sub(d["name"]))
        for name, version in dict.fromkeys(wfs):
            quiet("DELETE", f"/metadata/workflow/{name}/{version}")
        for name in dict.fromkeys(tds):
            quiet("DELETE", f"/metadata/taskdefs/{name}")


# --------------------------------------------------------------------------- command line
def load(paths):
    files = []
    for p in paths or [os.path.join(HERE, "scenarios")]:
        files += sorted(glob.glob(os.path.join(p, "*.json"))) if os.path.isdir(p) else [p]
    out = []
    for f in files:
        with open(f) as fh:
            sc = json.load(fh)
        if sc["name"] + ".json" != os.path.basename(f):
            raise SystemExit("{}: name is {}".format(f, sc["name"]))
        out.append((f, sc))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--record", action="store_true")
    ap.add_argument("--check", action="store_true")
    ap.add_argument("--list", action="store_true")
    ap.add_argument("--missing", action="store_true", help="with --record: only scenarios without expect")
    ap.add_argument("--show")
    ap.add_argument("--base", default=os.environ.get("CONDUCTOR_SERVER_URL", "http://localhost:8080/api"))
    ap.add_argument("-j", type=int, default=4)
    ap.add_argument("-k", action="append", default=[], help="only names that contain this")
    ap.add_argument("-t", action="append", default=[], help="only scenarios with this tag")
    ap.add_argument("--strict", action="store_true", help="ignore `loose`: every text must be the same")
    ap.add_argument("-v", action="store_true")
    ap.add_argument("paths", nargs="*")
    o = ap.parse_args()
    scs = load(o.paths)
    if o.k:
        scs = [x for x in scs if any(k in x[1]["name"] for k in o.k)]
    if o.t:
        scs = [x for x in scs if set(o.t) & set(x[1].get("tags", ()))]
    if o.list:
        for _, sc in scs:
            print(
                "%-44s %6.1fs  %s"
                % (sc["name"], sc.get("recorded", {}).get("seconds", 0), ",".join(sc.get("tags", [])))
            )
        return 0
    fixture = Fixture()
    threading.Thread(target=fixture.serve_forever, daemon=True).start()
    if o.show:
        sc = next(s for _, s in scs if s["name"] == o.show)
        print(json.dumps(Play(sc, o.base, fixture, o.v).run(), indent=1))
        return 0
    if not (o.record or o.check):
        ap.error("say --record, --check, --list or --show NAME")
    if o.missing:
        scs = [x for x in scs if "expect" not in x[1]]
    passed = failed = 0
    t00 = time.time()

    def one(item):
        sc, t0 = item[1], time.time()
        tries = 3 if sc.get("racy") else 1  # racy: the server itself has a race here, see FORMAT.md
        for n in range(tries):
            try:
                got, err = Play(sc, o.base, fixture, o.v).run(), None
                if (
                    n + 1 < tries
                    and o.check
                    and "expect" in sc
                    and diff(sc["expect"], json.loads(json.dumps(got)), loose=sc.get("loose", ()))
                ):
                    continue
                break
            except Exception as e:  # a scenario that cannot be played is a failure, never a crash
                got, err = None, f"{type(e).__name__}: {e}"
        return item, got, err, time.time() - t0

    with cf.ThreadPoolExecutor(o.j) as ex:
        order = sorted(scs, key=lambda x: -x[1].get("recorded", {}).get("seconds", 5))
        for fut in cf.as_completed([ex.submit(one, x) for x in order]):
            (f, sc), got, err, secs = fut.result()
            bad = []
            if err:
                bad = [err]
            elif o.record:
                sc["expect"] = got
                sc["recorded"] = {"server": "conductor-oss 3.32.3 (sqlite)", "seconds": round(secs, 1)}
                with open(f + ".tmp", "w") as fh:
                    json.dump(sc, fh, indent=1, ensure_ascii=False)
                    fh.write("\n")
                os.replace(f + ".tmp", f)
            elif "expect" not in sc:
                bad = ["no recorded expectation"]
            else:
                bad = diff(
                    sc["expect"], json.loads(json.dumps(got)), loose=() if o.strict else sc.get("loose", ())
                )
            failed, passed = failed + bool(bad), passed + (not bad)
            print("%s %-44s %5.1fs" % ("FAIL" if bad else "ok  ", sc["name"], secs), flush=True)
            for line in bad[:12]:
                print("     " + line, flush=True)
    print("%.0f s" % (time.time() - t00))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
