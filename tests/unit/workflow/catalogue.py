"""A workflow for each builder and each of its options: what the goldens and the server tests go through."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.http.models import (
    StartWorkflowRequest,
    StateChangeConfig,
    StateChangeEvent,
    StateChangeEventType,
    TaskDef,
)
from conductor.client.http.models.start_workflow_request import IdempotencyStrategy
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.do_while_task import DoWhileTask, ForEachTask, LoopTask
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.dynamic_task import DynamicTask
from conductor.client.workflow.task.event_task import (
    AmqpEventTask,
    ConductorEventTask,
    EventTaskInterface,
    KafkaEventTask,
    NatsEventTask,
    NatsStreamEventTask,
    SqsEventTask,
)
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.fork_task import ForkTask
from conductor.client.workflow.task.get_document import GetDocument
from conductor.client.workflow.task.http_poll_task import HttpPollInput, HttpPollTask
from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.human_task import AssignmentCompletionStrategy, HumanTask
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.javascript_task import JavaScriptTask
from conductor.client.workflow.task.jdbc_task import JdbcTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.json_jq_task import JsonJQTask
from conductor.client.workflow.task.kafka_publish import KafkaPublishTask
from conductor.client.workflow.task.kafka_publish_input import KafkaPublishInput
from conductor.client.workflow.task.llm_tasks import (
    CallMcpTool,
    ChatMessage,
    GenerateAudio,
    GenerateImage,
    GeneratePdf,
    GenerateVideo,
    ListMcpTools,
    LlmChatComplete,
    LlmGenerateEmbeddings,
    LlmIndexDocument,
    LlmIndexText,
    LlmQueryEmbeddings,
    LlmSearchEmbeddings,
    LlmSearchIndex,
    LlmStoreEmbeddings,
    LlmTextComplete,
    Role,
    ToolCall,
    ToolSpec,
)
from conductor.client.workflow.task.llm_tasks.utils.embedding_model import EmbeddingModel
from conductor.client.workflow.task.noop_task import NoopTask
from conductor.client.workflow.task.pull_workflow_messages_task import PullWorkflowMessagesTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.simple_task import SimpleTask, simple_task
from conductor.client.workflow.task.start_workflow_task import StartWorkflowTask
from conductor.client.workflow.task.sub_workflow_task import InlineSubWorkflowTask, SubWorkflowTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy
from conductor.client.workflow.task.wait_for_webhook_task import wait_for_webhook
from conductor.client.workflow.task.wait_task import WaitForDurationTask, WaitTask, WaitUntilTask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.workflow.task.task import TaskInterface

Build = Callable[[], ConductorWorkflow]
CATALOGUE: dict[str, Build] = {}


def entry(build: Build) -> Build:
    CATALOGUE[build.__name__] = build
    return build


def workflow(*tasks: Any, name: str = "golden") -> ConductorWorkflow:
    made = ConductorWorkflow(name=name, version=1)
    for task in tasks:
        made >> task
    return made


def work(reference: str, **inputs: Any) -> TaskInterface:
    return simple_task("work", reference, inputs)


def calc(reference: str, script: str = "$.a", **inputs: Any) -> InlineTask:
    return InlineTask(reference, script, {"a": 1, **inputs})


@entry
def simple() -> ConductorWorkflow:
    made = workflow()
    first = simple_task("work", "first", {"name": made.input("name"), "fixed": 1})
    second = SimpleTask("work", "second")
    second.input_parameters = {
        "whole": first.output,
        "part": first.output.order.id,
        "text": f"is {first.total}",
    }
    second.description = "the second"
    return made >> first >> second


@entry
def head() -> ConductorWorkflow:
    made = workflow(work("a"))
    made.description = "everything that a head can say"
    made.version = 7
    return (
        made.timeout_policy(TimeoutPolicy.TIME_OUT_WORKFLOW)
        .timeout_seconds(90)
        .owner_email("owner@example.com")
        .failure_workflow("cleanup")
        .restartable(False)
        .enable_status_listener("kafka:statuses")
        .input_parameters(["name", "size"])
        .input_template({"size": 3})
        .variables({"count": 0})
        .output_parameters({"id": made.field("workflowId"), "count": made.variable("count")})
        .output_parameter("secret", made.secret("KEY"))
    )


@entry
def options() -> ConductorWorkflow:
    change = StateChangeConfig(
        StateChangeEventType.onSuccess, [StateChangeEvent("kafka:done", {"x": "${a.output.x}"})]
    )
    return workflow(
        work("a").with_options(
            retry_count=0, start_delay=5, optional=True, rate_limited=False, on_state_change=change
        ),
        work("b").with_options(permissive=True, async_complete=False).cache("${workflow.input.key}", 60),
        work("c").with_options(
            task_definition=TaskDef(name="work", retry_count=1, owner_email="owner@example.com"),
            metadata={"team": "green"},
        ),
    )


@entry
def fork_of_tasks() -> ConductorWorkflow:
    return workflow(work("a"), [work("b"), work("c")], work("d"))


@entry
def fork_of_lists() -> ConductorWorkflow:
    return workflow([[work("b"), work("b2")], work("c")], work("d"))


@entry
def fork_at_the_end() -> ConductorWorkflow:
    return workflow(work("a"), [work("b"), work("c")])


@entry
def forks_in_forks() -> ConductorWorkflow:
    inner = [[calc("x1"), calc("x2")], calc("y")]
    return workflow([[calc("a"), inner, calc("b")], [calc("c"), [calc("d"), calc("e")]]], calc("end"))


@entry
def fork_with_join_on() -> ConductorWorkflow:
    return workflow(ForkTask("f", [[calc("a"), calc("b")], [calc("c")]], join_on=["b", "c"]), calc("d"))


@entry
def fork_with_a_join_of_its_own() -> ConductorWorkflow:
    return workflow(ForkTask("f", [[calc("a")], [calc("b")]]), JoinTask("j", ["a"]), calc("d"))


@entry
def fork_with_an_empty_join() -> ConductorWorkflow:
    return workflow(ForkTask("f", [[calc("a")], [calc("b")]]), JoinTask("j", join_mode="SYNC"), calc("d"))


@entry
def join_by_script() -> ConductorWorkflow:
    return workflow(ForkTask("f", [[calc("a")], [calc("b")]]), JoinTask("j", join_on_script="true"))


@entry
def fork_with_joins_in_its_branches() -> ConductorWorkflow:
    inner = ForkTask("inner", [[calc("a")], [calc("b")]], join_on=["a", "b"])
    dynamic = DynamicForkTask("dyn", join_task=JoinTask("dyn_join"))
    dynamic.input_parameters.update(dynamicTasks=[], dynamicTasksInputs={})
    return workflow(ForkTask("outer", [[inner], [dynamic]]), calc("end"))


@entry
def exclusive_join() -> ConductorWorkflow:
    switch = (
        SwitchTask("sw", "${workflow.input.kind}").switch_case("a", calc("left")).default_case(calc("right"))
    )
    return workflow(switch, ExclusiveJoinTask("either", ["left", "right"], ["left"]))


@entry
def switch_by_value() -> ConductorWorkflow:
    switch = SwitchTask("sw", "${workflow.input.kind}")
    return workflow(
        switch.switch_case("a", [calc("a1"), calc("a2")])
        .switch_case(True, calc("yes"))
        .switch_case(7, calc("seven"))
        .default_case([calc("other")])
    )


@entry
def switch_by_script() -> ConductorWorkflow:
    switch = SwitchTask("sw", "$.size > 3 ? 'big' : 'small'", use_javascript=True)
    return workflow(
        switch.input(key="size", value="${workflow.input.size}").switch_case("big", [calc("big")])
    )


@entry
def fork_in_a_switch() -> ConductorWorkflow:
    switch = SwitchTask("sw", "${workflow.input.kind}")
    return workflow(switch.switch_case("a", [calc("z"), [calc("x"), calc("y")]]).default_case(calc("d")))


@entry
def loop() -> ConductorWorkflow:
    return workflow(LoopTask("times", 3, [calc("body"), [calc("left"), calc("right")]]))


@entry
def loop_while() -> ConductorWorkflow:
    return workflow(DoWhileTask("again", "$.again.iteration < 2", calc("body"), keep_last_n=1))


@entry
def loop_over_a_reference() -> ConductorWorkflow:
    return workflow(
        DoWhileTask("each", "true", calc("body", a="${each.output.loopItem}"), items="${workflow.input.l}")
    )


@entry
def loop_over_a_list() -> ConductorWorkflow:
    return workflow(DoWhileTask("each", "true", calc("body", a="${each.output.loopIndex}"), items=[1, 2, 3]))


@entry
def for_each() -> ConductorWorkflow:
    return workflow(ForEachTask("each", [calc("body", a="${each.output.loopItem}")], "${workflow.input.l}"))


@entry
def dynamic_fork() -> ConductorWorkflow:
    fork = DynamicForkTask("df", "tasks", "inputs", JoinTask("df_join"))
    fork.input_parameters = {"tasks": "${workflow.input.tasks}", "inputs": "${workflow.input.inputs}"}
    return workflow(fork, calc("end"))


@entry
def dynamic_fork_of_one_task() -> ConductorWorkflow:
    return workflow(DynamicForkTask("df", fork_task_inputs="${workflow.input.l}", fork_task_name="work"))


@entry
def dynamic_fork_of_a_system_task() -> ConductorWorkflow:
    return workflow(DynamicForkTask("df", fork_task_inputs=[], fork_task_type="INLINE"), calc("end"))


@entry
def dynamic_fork_of_a_workflow() -> ConductorWorkflow:
    fork = DynamicForkTask(
        "df", fork_task_inputs="${workflow.input.l}", fork_task_workflow="child", fork_task_workflow_version=2
    )
    return workflow(fork, calc("end"))


@entry
def dynamic() -> ConductorWorkflow:
    return workflow(DynamicTask("${workflow.input.task}", "dyn"), DynamicTask("work", "dyn2", "which"))


@entry
def sub_workflow() -> ConductorWorkflow:
    plain = SubWorkflowTask("sub", "child")
    told = SubWorkflowTask(
        "sub2", "child", 2, {"*": "blue"}, priority=5, idempotency_key="${workflow.correlationId}"
    )
    return workflow(plain, told.input(key="x", value=1))


@entry
def sub_workflow_by_definition() -> ConductorWorkflow:
    return workflow(SubWorkflowTask("sub", "child", workflow_definition="${workflow.input.definition}"))


@entry
def sub_workflow_inline() -> ConductorWorkflow:
    inner = workflow(calc("in"), name="child").workflow_input({"p": 1})
    other = workflow(calc("in"), name="child")
    return workflow(
        calc("a"), inner, other, InlineSubWorkflowTask("named", workflow(calc("in"), name="third"))
    )


@entry
def sub_workflow_in_branches() -> ConductorWorkflow:
    switch = SwitchTask("sw", "${workflow.input.k}").switch_case("a", [workflow(calc("in"), name="child")])
    return workflow([workflow(calc("in"), name="child"), [calc("b"), switch]], calc("end"))


@entry
def start_workflow() -> ConductorWorkflow:
    request = StartWorkflowRequest(
        input={"a": 1}, correlation_id="c", priority=3, task_to_domain={"*": "blue"}, idempotency_key="k"
    )
    return workflow(StartWorkflowTask("s1", "child"), StartWorkflowTask("s2", "child", request, 2))


@entry
def http() -> ConductorWorkflow:
    every = HttpInput(
        method=HttpMethod.PATCH,
        uri="http://localhost:1/x",
        headers={"X-Id": ["${workflow.workflowId}"]},
        accept="application/json",
        content_type="application/json",
        connection_time_out=100,
        read_timeout=200,
        body={"a": [1]},
    )
    first = HttpTask("h1", {"uri": "http://localhost:1/${workflow.input.path}"})
    return workflow(
        first,
        HttpTask("h2", every),
        work("w", status=first.status_code(), header=first.headers("x"), body=first.body("a[0]")),
    )


@entry
def http_poll() -> ConductorWorkflow:
    poll = HttpPollInput(
        termination_condition="$.output.status == 200",
        max_poll_count=3,
        polling_interval=5,
        uri="http://localhost:1",
    )
    return workflow(HttpPollTask("hp", poll))


@entry
def scripts() -> ConductorWorkflow:
    script = JavaScriptTask("js", "(function () { return {greeting: 'hi ' + $.name}; })()", {"name": "you"})
    value = InlineTask(
        "by_name", "chosen", {"chosen": script.output("greeting")}, evaluator_type="value-param"
    )
    return workflow(script, value, JavaScriptTask("js2", "1 + 1").evaluator_type("javascript"))


@entry
def jq() -> ConductorWorkflow:
    return workflow(JsonJQTask("jq", "{total: (.numbers | add)}", {"numbers": [1, 2]}))


@entry
def wait() -> ConductorWorkflow:
    return workflow(
        WaitTask("no_time", wait_for_seconds=0),
        WaitTask("past", wait_until="2024-01-31 00:00 UTC"),
        WaitForDurationTask("second", 1),
        WaitUntilTask("past2", "2024-01-31"),
        WaitTask("signal"),
    )


@entry
def human() -> ConductorWorkflow:
    return workflow(
        HumanTask("h", "Approve", "form", 2, AssignmentCompletionStrategy.TERMINATE), HumanTask("h2")
    )


@entry
def events() -> ConductorWorkflow:
    return workflow(
        ConductorEventTask("e1", "name").input(key="x", value=1),
        SqsEventTask("e2", "queue"),
        KafkaEventTask("e3", "topic"),
        NatsEventTask("e4", "subject"),
        NatsStreamEventTask("e5", "subject"),
        AmqpEventTask("e6", "queue"),
        AmqpEventTask("e7", "exchange", exchange=True),
        EventTaskInterface("e8", "conductor", "other").with_options(async_complete=True),
    )


@entry
def kafka() -> ConductorWorkflow:
    message = KafkaPublishInput(
        "localhost:9092",
        "k",
        "org.apache.kafka.common.serialization.StringSerializer",
        "v",
        "100",
        "200",
        {"h": 1},
        "t",
    )
    return workflow(KafkaPublishTask("k", message))


@entry
def variables() -> ConductorWorkflow:
    made = workflow()
    return made >> SetVariableTask("set", {"x": made.input("x")}) >> calc("use", a=made.variable("x"))


@entry
def terminate() -> ConductorWorkflow:
    stop = TerminateTask("stop", WorkflowStatus.FAILED, "not today")
    done = TerminateTask("done", WorkflowStatus.COMPLETED, "enough", {"answer": "${a.output.result}"})
    return workflow(calc("a"), SwitchTask("sw", "${workflow.input.k}").switch_case("stop", stop), done)


@entry
def noop() -> ConductorWorkflow:
    return workflow(NoopTask("nothing"))


@entry
def jdbc() -> ConductorWorkflow:
    return workflow(
        JdbcTask("read", "SELECT * FROM t WHERE id = ?", ["${workflow.input.id}"], connection_id="db"),
        JdbcTask(
            "write", "UPDATE t SET x = 1", query_type="UPDATE", integration_name="db", expected_update_count=1
        ),
    )


@entry
def webhook() -> ConductorWorkflow:
    return workflow(wait_for_webhook("w", {"$['id']": "${workflow.input.id}"}, "hook"))


@entry
def messages() -> ConductorWorkflow:
    return workflow(PullWorkflowMessagesTask("pull", 5))


@entry
def document() -> ConductorWorkflow:
    return workflow(GetDocument("get_document", "doc", "http://localhost:1/a.pdf", "application/pdf"))


@entry
def llm_chat() -> ConductorWorkflow:
    said: Sequence[ChatMessage] = [
        ChatMessage(Role.USER, "hi", ["http://localhost:1/a.png"], "image/png"),
        ChatMessage(
            "tool", "42", tool_calls=[ToolCall("add", "add_ref", {"AI": "x"}, "SIMPLE", {"a": 1}, {"r": 2})]
        ),
    ]
    every = LlmChatComplete(
        "chat",
        "openai",
        "gpt",
        list(said),
        "be brief",
        {"name": "you"},
        prompt_version=2,
        tools=[
            ToolSpec("add", "SIMPLE", "adds", {"c": 1}, {"AI": "x"}, {"type": "object"}, {"type": "object"})
        ],
        user_input="and now?",
        json_output=True,
        google_search_retrieval=True,
        input_schema={"type": "object"},
        output_schema={"type": "object"},
        output_mime_type="text/plain",
        thinking_token_limit=10,
        reasoning_effort="low",
        output_location="s3://x",
        voice="alloy",
        participants={"you": "user"},
        stop_words=["stop"],
        max_tokens=10,
        temperature=0,
        top_p=1,
        top_k=3,
        frequency_penalty=0.1,
        presence_penalty=0.2,
        max_results=3,
        task_name="chat",
    ).prompt_variable("tone", "kind")
    return workflow(every, LlmChatComplete("chat2", "openai", "gpt", "${workflow.input.messages}"))


@entry
def llm_text() -> ConductorWorkflow:
    every = LlmTextComplete(
        "t", "openai", "gpt", "prompt", 2, ["stop"], 10, 0.5, 1, 3, 0.1, 0.2, 4, True, "text"
    )
    return workflow(every.prompt_variables({"a": 1}), LlmTextComplete("t2", "openai", "gpt", "prompt"))


@entry
def llm_index() -> ConductorWorkflow:
    model = EmbeddingModel("openai", "ada")
    return workflow(
        LlmGenerateEmbeddings("g", "openai", "ada", "text", 3),
        LlmIndexText(
            "it", "pg", "i", model, "text", "id", "ns", "n", {"a": 1}, "http://localhost:1", 10, 2, 3
        ),
        LlmIndexDocument(
            "id", "pg", "ns", model, "i", "http://localhost:1", "text/plain", 10, 2, "d", "n", {"a": 1}, 3
        ),
        LlmSearchIndex("si", "pg", "ns", "i", "openai", "ada", "query", max_results=3, dimensions=3),
        LlmQueryEmbeddings("q", "pg", "i", [0.1], namespace="ns"),
        LlmStoreEmbeddings("st", "pg", "i", "${g.output.result}", "ns", "id", {"a": 1}, "ada", "openai"),
        LlmSearchEmbeddings("se", "pg", "i", [0.1], "ns", 2, 3, "ada", "openai"),
    )


@entry
def generate() -> ConductorWorkflow:
    return workflow(
        GenerateImage("im", "openai", "dalle", "a cat", 64, 64, "64x64", "vivid", 2, 0.5, "png", {"a": 1}),
        GenerateAudio("au", "openai", "tts", "hello", "alloy", 1.5, "mp3", 2, "p", {"a": 1}),
        GenerateVideo("vi", "openai", "sora", "a cat", duration=4, width=64, height=64, fps=24, seed=1),
        GeneratePdf("pdf", "# Hello", page_size="A4", theme="default", pdf_metadata={"title": "x"}),
    )


@entry
def mcp() -> ConductorWorkflow:
    return workflow(
        ListMcpTools("ls", "http://localhost:1/mcp", {"Authorization": "${workflow.secrets.KEY}"}),
        CallMcpTool("call", "http://localhost:1/mcp", "add", {"a": 1}),
    )


@entry
def every_option_of_the_ai_tasks() -> ConductorWorkflow:
    """Each of these classes with a value for each of its parameters."""
    made = workflow()
    classes = (
        CallMcpTool,
        GenerateAudio,
        GenerateImage,
        GeneratePdf,
        GenerateVideo,
        ListMcpTools,
        LlmGenerateEmbeddings,
        LlmQueryEmbeddings,
        LlmSearchEmbeddings,
        LlmSearchIndex,
        LlmStoreEmbeddings,
    )
    for cls in classes:
        parameters = inspect.signature(cls).parameters.values()
        given = {each.name: _some(str(each.annotation), each.name) for each in parameters}
        made >> cls(**{**given, "task_ref_name": cls.__name__})  # type: ignore[arg-type]
    return made


def _some(annotation: str, name: str) -> Any:
    """A value of the type, and not the parameter's default."""
    kind = annotation.partition("|")[0].partition("[")[0].strip()
    values: dict[str, Any] = {"int": 3, "float": 0.5, "bool": True, "list": [0.5], "dict": {"a": "b"}}
    return values.get(kind, f"a_{name}")


@entry
def every_option_of_the_rest() -> ConductorWorkflow:
    poll = HttpPollInput(
        termination_condition="$.output.status == 200",
        max_poll_count=3,
        polling_interval=5,
        polling_strategy="LINEAR_BACKOFF",
        method=HttpMethod.POST,
        uri="http://localhost:1",
        headers={"X-Id": "1"},
        accept="application/json",
        content_type="application/json",
        connection_time_out=100,
        read_timeout=200,
        body={"a": 1},
    )
    once: dict[str, Any] = {
        "idempotency_key": "k",
        "idempotency_strategy": IdempotencyStrategy.RETURN_EXISTING,
    }
    made = workflow(
        HttpPollTask("hp", poll),
        ForEachTask("each", [calc("body")], [1, 2], ["unused"]),
        JdbcTask("read", "SELECT 1", connection_id="db", schema_name="public"),
        SubWorkflowTask("sub", "child", **once),
    )
    return made.enable_status_listener("kafka:statuses").disable_status_listener()
