"""The page for people: executions, one execution, and a form that starts a workflow.

Static files without a build step. They ask the REST API on their own origin and nothing else, and show what
workflows contain as text only.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may do. It stands in the page, too; as a header it also keeps it out of frames."""

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@lru_cache(maxsize=64)
def read(name: str) -> tuple[str, bytes]:
    """Return content type and content of a file of the page: ``index.html``, ``app.js`` …

    Raises KeyError for a name that is none of them.
    """
    content_type = _TYPES.get(Path(name).suffix)
    path = _FOLDER / name
    if content_type is None or path.parent != _FOLDER or not path.is_file():
        raise KeyError(name)
    return content_type, path.read_bytes()
