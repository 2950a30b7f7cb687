"""Which recorded scenarios the embedded server must pass, and why the others are off.

``DEVIATIONS``: the recording shows an accident of the real server, and the embedded one does on purpose what
a user would expect. ``NOT_YET``: still to be built; these must fail, so that one which begins to pass is
moved out.
"""

from __future__ import annotations

DEVIATIONS: dict[str, str] = {}

NOT_YET: dict[str, str] = {}
