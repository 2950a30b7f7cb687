"""Opening the embedded server for a command, with an answer for what can go wrong."""

from __future__ import annotations

import errno
from importlib.util import find_spec
from typing import TYPE_CHECKING

from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    from conductor.devserver.server import DevServer

EXTRA = ("quickjs", "jq")
DEFAULT_PORT = 8080


def open_server(*, host: str = "127.0.0.1", port: int = 0, db: str | None = None) -> DevServer:
    """Start an embedded server on ``host:port`` (0: a free port), kept in the file ``db`` if there is one.

    Raises ``Misuse`` when the ``server`` extra is missing, the port is taken or may not be used, or the file
    cannot be opened.
    """
    check_extra()
    from conductor.devserver.server import DevServer

    try:
        server = DevServer(host=host, port=port, db=db)
        server.start()
    except OSError as error:
        raise Misuse(_why(error, host, port, db)) from error
    return server


def log_everything() -> None:
    """Log what the server does to stderr."""
    import logging

    logging.basicConfig(level=logging.DEBUG, format="%(asctime)s %(name)s %(levelname)s %(message)s")


def check_extra() -> None:
    """Raise ``Misuse`` when a library of the ``server`` extra is missing."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise Misuse(
            f"the embedded server needs {' and '.join(missing)}; install the server extra: "
            "in a checkout of conductor-python, pip install '.[server]'"
        )


def _why(error: OSError, host: str, port: int, db: str | None) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken; choose another with --port, or --port 0 for any free one"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} may not be used by this user; choose one above 1023 with --port"
    if error.errno is None and db is not None:
        return f"{error}; name another file with --db"
    return f"cannot listen on {host}:{port}: {error.strerror or error}; choose another with --host and --port"
