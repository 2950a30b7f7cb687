"""The workers of the module that was written beside; runs until it is killed."""

from __future__ import annotations

import measured_workers  # type: ignore[import-not-found]  # noqa: F401  registers them

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration


def main() -> None:
    handler = TaskHandler(workers=[], configuration=Configuration(), scan_for_annotated_workers=True)
    with handler:
        handler.start_processes()
        handler.join_processes()


if __name__ == "__main__":
    main()
