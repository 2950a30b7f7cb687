"""Which recorded scenarios the embedded server must pass, and why the others are off.

``DEVIATIONS``: the recording shows an accident of the real server, and the embedded one does on purpose what
a user would expect. ``NOT_YET``: still to be built; these must fail, so that one which begins to pass is
moved out.
"""

from __future__ import annotations

DEVIATIONS: dict[str, str] = {
    "inline_host_objects": "scripts see plain JavaScript objects and lists, not Java's in disguise",
    "inline_python": "a Python script fails with a sentence that says what to use, instead of answering null",
    "orkes_only_endpoints": "the guide's update_variables works; the other endpoints are refused as recorded",
    "rate_limit": "rateLimitPerFrequency is enforced; with SQLite the real server ignores it",
    "wait_bad_until": "a WAIT until what is no date fails at once, not at the next sweep 30 s later",
}

NOT_YET: dict[str, str] = {}
