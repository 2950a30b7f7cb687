"""What a real server sends is read and written back without loss.

The payloads were recorded by ``record.py`` from server 3.32.3.
"""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from conductor.client._encode import dumps, encode
from conductor.client.http.models._codec import decode
from conductor.client.http.models._model import UNKNOWN, Model

RECORDINGS = sorted((Path(__file__).parent / "data").glob("*.json"))


def load(path: Path) -> tuple[str, Any]:
    recording = json.loads(path.read_text(encoding="utf-8"))
    return recording["type"], recording["body"]


def models_in(value: Any) -> list[Model]:
    if isinstance(value, Model):
        return [value, *(found for item in vars(value).values() for found in models_in(item))]
    items = (
        value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple, set)) else ()
    )
    return [found for item in items for found in models_in(item)]


def comparable(value: Any) -> Any:
    """Without the null members of models, and with sets in one order."""
    if isinstance(value, dict):
        return {
            key: sorted(item) if key in ("failedReferenceTaskNames", "failedTaskNames") else comparable(item)
            for key, item in value.items()
            if item is not None
        }
    return [comparable(item) for item in value] if isinstance(value, list) else value


def test_there_are_recordings() -> None:
    assert len(RECORDINGS) >= 25


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
class TestRecording:
    def test_comes_back_as_it_was(self, path: Path) -> None:
        type_, body = load(path)
        decoded = decode(copy.deepcopy(body), type_)
        assert models_in(decoded), "nothing was decoded"
        assert comparable(encode(decoded)) == comparable(body)
        assert json.loads(dumps(decoded)) == encode(decoded)

    def test_null_in_a_payload_stays(self, path: Path) -> None:
        """Null members of models need not come back; those of inputs and outputs must."""
        type_, body = load(path)
        written = json.dumps(encode(decode(copy.deepcopy(body), type_)))
        for model in models_in(decode(body, type_)):
            for payload in (getattr(model, "input_data", None), getattr(model, "output_data", None)):
                if payload:
                    assert json.dumps(payload) in written

    def test_every_member_is_declared(self, path: Path) -> None:
        type_, body = load(path)
        unknown = {
            (type(model).__name__, *getattr(model, UNKNOWN))
            for model in models_in(decode(body, type_))
            if UNKNOWN in vars(model)
        }
        assert not unknown

    def test_survives_a_copy_and_a_pickle(self, path: Path) -> None:
        decoded = decode(*reversed(load(path)))
        assert pickle.loads(pickle.dumps(decoded)) == decoded == copy.deepcopy(decoded)
        for model in models_in(decoded):
            assert repr(model)

    def test_unknown_members_and_values_survive(self, path: Path) -> None:
        """What a newer server may send: a member, a nested one, a status that nobody knows."""
        type_, body = load(path)
        newer = json.loads(json.dumps(body).replace('"COMPLETED"', '"COMPLETED_TWICE"'))
        for document in newer if isinstance(newer, list) else [newer]:
            if type_.startswith("dict"):
                continue
            document["memberOfTomorrow"] = {"a": [1, None]}
        decoded = decode(copy.deepcopy(newer), type_)
        assert comparable(encode(decoded)) == comparable(newer)
