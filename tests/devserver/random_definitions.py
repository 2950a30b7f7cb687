"""Small random workflow definitions, with the answers of their workers and what a client does meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    import random

_QUICK = {
    "retryDelaySeconds": 0,
    "responseTimeoutSeconds": 600,
    "timeoutSeconds": 0,
    "ownerEmail": "a@b.example",
}
#: The worker tasks that definitions use, and how their definitions differ.
WORKERS: dict[str, dict[str, Any]] = {f"w{number}": dict(_QUICK) for number in range(12)}
WORKERS["w3"]["inputTemplate"] = {"b": "template", "c": "${workflow.input.k}", "d": {"x": [1]}}
WORKERS["w6"].update(retryCount=2, retryDelaySeconds=1, retryLogic="EXPONENTIAL_BACKOFF")
WORKERS["w7"].update(retryCount=2, retryDelaySeconds=1, retryLogic="LINEAR_BACKOFF", maxRetryDelaySeconds=1)
WORKERS["w8"].update(retryCount=2)
WORKERS["w9"].update(retryCount=1, responseTimeoutSeconds=1, timeoutPolicy="RETRY")

_VALUES = [0, 1, 2, -3, 1.5, "a", "b", "", True, None, [1, "a"], {"x": 1}]
_SCRIPTS = ["$.a", "[$.a, $.b]", "$.a === 1", "({p: $.a, q: 1})", "typeof $.a === 'number'", "$.a ? 1 : 0"]
_PROGRAMS = [".a", "[.a, .b]", ".a == .b", "{p: .a, q: 1}", ".a, .b", ".a.x", "empty", '.["a"] | tostring']
_CASES = ["a", "1", "null", "true", "COMPLETED", "", "[1, a]", "1.5"]


class Maker:
    """Throws the dice for one case."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.count = 0
        self.forks = False

    def pick(self, *choices: Any) -> Any:
        return choices[self.dice.randrange(len(choices))]

    def chance(self, one_in: int) -> bool:
        return self.dice.randrange(one_in) == 1

    def ref(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def outputs(self) -> dict[str, Any]:
        made = {"k": self.pick(*_VALUES)}
        if self.chance(2):
            made["m"] = self.pick(*_VALUES)
        return made

    def value(self, known: list[str]) -> Any:
        """A literal, or an expression over what comes earlier."""
        if self.chance(12):
            return "<${workflow.status}>"  # Server: alone it is a Java object to scripts
        places = ["workflow.input.k", "workflow.input.m", "workflow.variables.v", "workflow.correlationId"]
        for ref in known:
            places += [f"{ref}.output.k", f"{ref}.output.result", f"{ref}.output", f"{ref}.status"]
        place = self.pick(*places)
        whole = f"${{{place}}}"
        return self.pick(self.pick(*_VALUES), whole, whole, f"<{whole}>", [whole], {"in": {"side": whole}})

    def tasks(self, known: list[str], depth: int, place: str, most: int = 3) -> list[dict[str, Any]]:
        """``place``: ``top``, ``fork`` or ``loop``; a loop has no loop in it, a fork nothing that races."""
        made: list[dict[str, Any]] = []
        for _ in range(self.dice.randint(1, most)):
            kinds = ["simple"] * 5 + [
                "inline",
                "inline",
                "variable",
                "jq",
                "dynamic",
                "human",
                "noop",
                "switch",
            ]
            if depth:
                kinds += ["switch", "fork", "fork", "child"]
                kinds += ["loop", "items_loop"] if place != "loop" else []
            if depth and place == "top":
                kinds.append("dynamic_fork")
            if place != "fork":
                kinds.append("terminate")  # in a fork the end races with the JOIN's own thread
            made += getattr(self, self.pick(*kinds))(known, depth, place)
        return made

    def simple(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        name = self.worker()
        if name is None:
            return self.inline(known, depth, place)
        # Server: a JOIN that sees a failure before its retry is scheduled fails and the run hangs.
        retries = (
            {"retryCount": 0} if place == "fork" else self.pick({}, {"retryCount": 0}, {"retryCount": 1})
        )
        statuses = ["COMPLETED"] * 6 + ["FAILED", "FAILED", "FAILED_WITH_TERMINAL_ERROR"]
        statuses += ["IN_PROGRESS"] if self.chance(4) else []
        self.answers[name] = [
            {"status": self.pick(*statuses), "outputData": self.outputs()}
            for _ in range(self.dice.randint(1, 3))
        ]
        if self.answers[name][-1]["status"] == "IN_PROGRESS":
            self.answers[name].append({"status": "COMPLETED", "outputData": {"k": "end"}})
        if name == "w9" and place == "top":
            self.answers[name].insert(0, {"never": True})
        task = {
            "name": name,
            "taskReferenceName": name,
            "type": "SIMPLE",
            "inputParameters": {"a": self.value(known), "b": self.value(known)},
            "optional": self.chance(4),
            **retries,
        }
        if place == "top" and self.chance(8):
            task["permissive"] = True
        if name != "w9" and self.chance(20):
            task["startDelay"] = 1
        known.append(name)
        return [task]

    def worker(self) -> str | None:
        free = [name for name in WORKERS if name not in self.answers]
        return self.pick(*free) if free else None

    def system(self, kind: str, letter: str, known: list[str], **parameters: Any) -> dict[str, Any]:
        ref = self.ref(letter)
        known.append(ref)
        return {"name": ref, "taskReferenceName": ref, "type": kind, "inputParameters": parameters}

    def inline(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        values = {"a": self.value(known), "b": self.value(known)}
        script = "throw 'no'" if self.chance(12) else self.pick(*_SCRIPTS)
        evaluator = self.pick("javascript", "graaljs", "value-param")
        task = self.system(
            "INLINE", "i", known, expression="a" if evaluator == "value-param" else script,
            evaluatorType=evaluator, **values,
        )  # fmt: skip
        task["optional"] = self.chance(3)
        return [task]

    def jq(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        program = {"a": self.value(known), "b": self.value(known), "queryExpression": self.pick(*_PROGRAMS)}
        task = self.system("JSON_JQ_TRANSFORM", "q", known, **program)
        task["optional"] = self.chance(2)
        return [task]

    def variable(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        return [self.system("SET_VARIABLE", "v", known, **{self.pick("v", "u"): self.value(known)})]

    def noop(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        return [self.system("NOOP", "n", known, a=self.value(known[:]))]

    def human(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        return [self.system(self.pick("HUMAN", "WAIT"), "h", known, a=self.value(known[:]))]

    def dynamic(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        (task,) = self.simple(known, depth, "loop" if place == "top" else place)
        if task["type"] == "SIMPLE":
            task.update(type="DYNAMIC", name=self.ref("dyn"), dynamicTaskNameParam="t")
            task["inputParameters"]["t"] = task["taskReferenceName"]
            task["retryCount"] = 0
        return [task]

    def terminate(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        status, output = (
            self.pick("COMPLETED", "FAILED", "TERMINATED"),
            self.pick({"o": self.value(known)}, [1], None),
        )
        values = {"terminationStatus": status, "workflowOutput": output}
        if self.chance(2):
            values["terminationReason"] = "enough"
        task = self.system("TERMINATE", "t", known, **values)
        switch = self.system("SWITCH", "s", known, on=self.value(known[:-1]))
        switch.update(
            evaluatorType="value-param", expression="on", decisionCases={self.pick(*_CASES): [task]}
        )
        return [switch]

    def switch(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        task = self.system("SWITCH", "s", known, on=self.value(known[:]))
        script = {
            "evaluatorType": self.pick("javascript", "graaljs"),
            "expression": self.pick("$.on", "$.on === 1"),
        }
        task.update(self.pick({"evaluatorType": "value-param", "expression": "on"}, script))
        cases = self.dice.sample(_CASES, self.dice.randint(1, 2))
        task["decisionCases"] = {case: self.tasks(known, max(0, depth - 1), place, 2) for case in cases}
        if self.chance(6):
            task["decisionCases"]["1"] = []
        if self.chance(2):
            task["defaultCase"] = self.tasks(known, max(0, depth - 1), place, 2)
        ends = [branch[-1]["taskReferenceName"] for branch in task["decisionCases"].values() if branch]
        if place == "top" and task.get("defaultCase") and self.chance(3):
            ends.append(task["defaultCase"][-1]["taskReferenceName"])
            join = self.system("EXCLUSIVE_JOIN", "x", known)
            for branch in [*task["decisionCases"].values(), task["defaultCase"]]:
                for each in branch:
                    each.pop("permissive", None)  # Server: it falls over one that was not scheduled
            return [task, {**join, "joinOn": ends}]
        return [task]

    def fork(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        self.forks = True
        task = self.system("FORK_JOIN", "f", known)
        known.pop()
        branches, after = [], list(known)
        for _ in range(self.dice.randint(1, 3)):
            seen = list(known)  # what another branch has done by then is a matter of luck
            branch = self.tasks(seen, depth - 1, "fork", 2)
            if branch[-1]["type"] == "SWITCH":
                # Server: a JOIN on a SWITCH ends before the SWITCH's branch does.
                branch += self.variable(seen, 0, "fork")
            branches.append(branch)
            after += seen[len(known) :]
        known[:] = after
        task["forkTasks"] = branches
        join = self.system("JOIN", "j", known)
        join["joinOn"] = [branch[-1]["taskReferenceName"] for branch in branches]
        return [task, join]

    def dynamic_fork(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        self.forks = True
        branches: list[dict[str, Any]] = []
        for _ in range(self.dice.randint(0, 3)):
            branches += self.pick(self.simple, self.inline, self.variable)([], 0, "fork")
        inputs = {branch["taskReferenceName"]: {"a": self.pick(*_VALUES)} for branch in branches[:1]}
        listed = {"tasks": branches, "inputs": {**inputs, "nobody": {}}}
        over = {"forkTaskType": "INLINE", "forkTaskInputs": [{"expression": "$.n", "n": v} for v in (1, "a")]}
        task = self.system("FORK_JOIN_DYNAMIC", "f", known, **self.pick(listed, listed, over))
        known.pop()
        task.update(dynamicForkTasksParam="tasks", dynamicForkTasksInputParamName="inputs")
        task["optional"] = self.chance(4)
        return [task, self.system("JOIN", "j", known)]

    def loop(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        task = self.system("DO_WHILE", "d", [], n=self.pick(1, 2, 3))
        task["loopCondition"] = f"$.{task['name']}['iteration'] < $.n"
        return self._loop(task, known, depth, place)

    def items_loop(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        task = self.system("DO_WHILE", "d", [], _items=self.pick([], [1, "a"], ["x", None, {"y": 1}]))
        task["loopCondition"] = self.pick("true", "$.loopIndex < 1", f"$.{task['name']}.loopItem != 'a'")
        return self._loop(task, known, depth, place)

    def _loop(self, task: dict[str, Any], known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        if self.chance(4):
            task["inputParameters"]["keepLastN"] = self.pick(1, 2)
        inner = "loop" if place == "top" else "fork"
        task["loopOver"] = self.tasks(known, 1 if place == "top" else 0, inner if depth else "fork", 2)
        known.append(task["name"])
        return [task]

    def child(self, known: list[str], depth: int, place: str) -> list[dict[str, Any]]:
        task = self.system("SUB_WORKFLOW", "c", known, k=self.value(known[:]), m=self.value(known[:]))
        definition = self.definition(f"random_child_{task['name']}", 0)
        task["subWorkflowParam"] = {
            "name": definition["name"],
            "version": 1,
            "workflowDefinition": definition,
        }
        task["optional"] = self.chance(3)
        return [task]

    def definition(self, name: str, depth: int) -> dict[str, Any]:
        known: list[str] = []
        made = {
            "name": name,
            "version": 1,
            "ownerEmail": "a@b.example",
            "tasks": self.tasks(known, depth, "top" if depth else "child"),
        }
        if self.chance(2):
            made["outputParameters"] = {"x": self.value(known), "y": self.value(known)}
        if self.chance(4):
            made["failureWorkflow"] = "random_nobody"
        if self.chance(4):
            made["inputTemplate"] = {"m": "template"}
        return made


def case(dice: random.Random) -> dict[str, Any]:
    """A definition, a run's input, each worker task's answers in turn (the last one again and again), and
    what is done to the run: after so many answers, or at its end."""
    maker = Maker(dice)
    definition = maker.definition("random", 2)
    text = str(definition)
    at_end = (
        ["restart", "skip"]
        if maker.forks or "DO_WHILE" in text
        else ["restart", "retry", "rerun", "rerun task"]
    )
    acts = (
        [maker.pick("pause", "terminate", *at_end) for _ in range(dice.randint(0, 2))]
        if maker.chance(2)
        else []
    )
    return {
        "definition": definition,
        "input": {} if maker.chance(8) else maker.outputs(),
        "answers": maker.answers,
        "acts": [{"what": what, "after": dice.randint(0, 2), "which": dice.randrange(12)} for what in acts],
        "ordered": not maker.forks,
    }


cases = st.randoms(use_true_random=False).map(case)
