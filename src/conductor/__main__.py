"""``python -m conductor``: the same as the console script ``conductor-py``."""

from __future__ import annotations

import sys

from conductor._cli import main

if __name__ == "__main__":
    sys.exit(main())
