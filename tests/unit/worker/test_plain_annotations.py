"""The same without text annotations."""

from __future__ import annotations

from conductor.client.http.models.task import Task
from conductor.client.worker._binding import Binding
from unit.worker.plain_annotations import Shirt, Size, Tag, look, wear


def test_types_written_as_types() -> None:
    shirt = {"size": "s", "tags": [{"text": "x"}]}
    made = Shirt(Size.S, [Tag("x")])
    _, named = Binding(wear, "w").arguments(
        Task(input_data={"shirt": shirt, "more": {"a": shirt}, "either": "z"})
    )
    assert wear(**named) == (made, {"a": made}, None, "z")
    args, _ = Binding(look, "w").arguments(Task(task_id="t"))
    assert look(*args) == "t"
