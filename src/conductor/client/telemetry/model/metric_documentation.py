"""What each metric tells, as shown beside it."""

from __future__ import annotations

from enum import Enum


class MetricDocumentation(str, Enum):
    """A metric's explanation. Times are in seconds, sizes in bytes."""

    ACTIVE_WORKERS = "Tasks being run at this moment"
    API_REQUEST_TIME = "Seconds per call of the server, quantiles of the last 1000"
    API_REQUEST_TIME_CANONICAL = "Seconds per call of the server"
    EXTERNAL_PAYLOAD_USED = "Uses of external payload storage"
    TASK_ACK_ERROR = "Acknowledgements that ended in an exception"
    TASK_ACK_FAILED = "Acknowledgements that the server refused"
    TASK_EXECUTE_ERROR = "Tasks whose worker function raised"
    TASK_EXECUTE_TIME = "Seconds that the last task took"
    TASK_EXECUTE_TIME_HISTOGRAM = "Seconds per task, quantiles of the last 1000"
    TASK_EXECUTE_TIME_HISTOGRAM_CANONICAL = "Seconds per task"
    TASK_EXECUTION_QUEUE_FULL = "Polls left out because too many results wait to be delivered"
    TASK_EXECUTION_STARTED = "Tasks handed to the worker function"
    TASK_PAUSED = "Polls left out because the worker is paused"
    TASK_POLL = "Polls"
    TASK_POLL_ERROR = "Polls that failed"
    TASK_POLL_TIME = "Seconds that the last poll took"
    TASK_POLL_TIME_HISTOGRAM = "Seconds per poll, quantiles of the last 1000"
    TASK_POLL_TIME_HISTOGRAM_CANONICAL = "Seconds per poll"
    TASK_RESULT_SIZE = "Bytes of the last task's output"
    TASK_RESULT_SIZE_BYTES = "Bytes of a task's output"
    TASK_UPDATE_ERROR = "Results that could not be reported"
    TASK_UPDATE_TIME_HISTOGRAM = "Seconds per report of a result"
    THREAD_UNCAUGHT_EXCEPTION = "Exceptions that ended a thread"
    WORKER_RESTART = "Workers started again after their process ended"
    WORKFLOW_INPUT_SIZE = "Bytes of the last workflow's input"
    WORKFLOW_INPUT_SIZE_BYTES = "Bytes of a workflow's input"
    WORKFLOW_START_ERROR = "Workflows that could not be started"

    def __str__(self) -> str:
        return self.value
