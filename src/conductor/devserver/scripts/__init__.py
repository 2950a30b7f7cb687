"""Scripts of workflow definitions: JavaScript for INLINE, SWITCH and DO_WHILE, and jq.

Both run in this process, JavaScript with a limit on time and memory and with nothing of the machine in reach.
They need the `server` extra; without it ``MissingExtra`` says so.
"""

from __future__ import annotations

from conductor.devserver.scripts._errors import JqError, MissingExtra, ScriptError, ScriptTimeout
from conductor.devserver.scripts._evaluators import EVALUATORS, evaluate_with
from conductor.devserver.scripts._javascript import check_syntax, evaluate, evaluate_condition
from conductor.devserver.scripts._jq import jq
from conductor.devserver.scripts._patience import aside, stepping_aside

__all__ = [
    "EVALUATORS",
    "JqError",
    "MissingExtra",
    "ScriptError",
    "ScriptTimeout",
    "aside",
    "check_syntax",
    "evaluate",
    "evaluate_condition",
    "evaluate_with",
    "jq",
    "stepping_aside",
]
