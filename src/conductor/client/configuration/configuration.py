"""Where the server is, how to reach it, and how to log."""

from __future__ import annotations

import logging
import os
import time
from typing import Any

from conductor.client.configuration import _environment
from conductor.client.configuration._token_store import TokenStore
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings

__all__ = ["TRACE_LEVEL", "AuthenticationSettings", "Configuration", "trace"]

TRACE_LEVEL = _environment.TRACE_LEVEL
logger = logging.getLogger(__name__)

_CHATTY_LOGGERS = ("urllib3", "urllib3.connectionpool", "httpx", "httpcore")


def trace(self: logging.Logger, message: object, *args: object, **kwargs: Any) -> None:
    """Log at level TRACE (5): finer than DEBUG."""
    if self.isEnabledFor(TRACE_LEVEL):
        self._log(TRACE_LEVEL, message, args, **kwargs)


# Upstream: 2.0 gives every logger a trace method and the level its name.
logging.addLevelName(TRACE_LEVEL, "TRACE")
if not hasattr(logging.Logger, "trace"):
    logging.Logger.trace = trace  # type: ignore[attr-defined]


class Configuration:
    """One server, one account: shared by every client made from it. Can be pickled.

    * ``base_url``: the server's origin, ``/api`` is added; ``server_api_url``: the API root as it is.
      Neither: ``CONDUCTOR_SERVER_URL``, else ``http://localhost:8080/api``.
    * ``authentication_settings``: key and secret; default ``CONDUCTOR_AUTH_KEY``, ``CONDUCTOR_AUTH_SECRET``.
    * ``auth_token_ttl_min``: minutes a token is used before it is renewed.
    * ``register_schema``: register JSON schemas of worker functions; default ``CONDUCTOR_REGISTER_SCHEMAS``.
    * ``log_level``: a level's name or number; default ``CONDUCTOR_LOG_LEVEL``, else by ``debug``.

    Attributes that may be set before the first call: ``verify_ssl``, ``ssl_ca_cert`` (path of a CA bundle),
    ``cert_file`` and ``key_file`` (client certificate), ``assert_hostname``, ``proxy`` (URL), and
    ``http_connection`` (your own ``requests.Session``, used as given).
    """

    AUTH_TOKEN: str | None = None

    def __init__(
        self,
        base_url: str | None = None,
        debug: bool = False,
        authentication_settings: AuthenticationSettings | None = None,
        server_api_url: str | None = None,
        auth_token_ttl_min: int = 45,
        register_schema: bool | None = None,
        log_level: str | int | None = None,
    ) -> None:
        self.host = _environment.server_url(server_api_url, base_url)
        self.__ui_host = _environment.ui_url(self.host)
        self.authentication_settings = authentication_settings or _environment.authentication()
        self.register_schema = (
            register_schema
            if register_schema is not None
            else _environment.flag("CONDUCTOR_REGISTER_SCHEMAS")
        )
        self.temp_folder_path: str | None = None
        self.safe_chars_for_path_param = ""

        self.verify_ssl = True
        self.ssl_ca_cert: str | None = None
        self.cert_file: str | None = None
        self.key_file: str | None = None
        self.assert_hostname: Any = None
        self.proxy: str | None = None
        self.http_connection: Any = None

        self.token_update_time = 0  # milliseconds since the epoch
        self.auth_token_ttl_msec = auth_token_ttl_min * 60 * 1000
        self.token_store = TokenStore()

        self.debug = debug
        self.logger_format = "%(asctime)s %(name)-12s %(levelname)-8s %(message)s"
        chosen = _environment.level(log_level)
        if chosen is None:
            chosen = _environment.level(_environment.text("CONDUCTOR_LOG_LEVEL"))
        if chosen is not None:
            self.__log_level = chosen

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        if self.http_connection is not None and not _can_be_pickled(self.http_connection):
            logger.warning("http_connection (%s) stays in this process", type(self.http_connection).__name__)
            state["http_connection"] = None
        return state

    @property
    def debug(self) -> bool:
        """Whether DEBUG is logged; setting it sets the level, too."""
        return self.__debug

    @debug.setter
    def debug(self, value: bool) -> None:
        self.__debug = value
        self.__log_level = logging.DEBUG if value else logging.INFO

    @property
    def log_level(self) -> int:
        """The level :meth:`apply_logging_config` sets."""
        return self.__log_level

    @property
    def logger_format(self) -> str:
        """The format of a log line."""
        return self.__logger_format

    @logger_format.setter
    def logger_format(self, value: str) -> None:
        self.__logger_format = value

    @property
    def ui_host(self) -> str:
        """The user interface's root: ``{ui_host}/execution/{workflow_id}`` shows an execution."""
        return self.__ui_host

    def apply_logging_config(self, log_format: str | None = None, level: int | str | None = None) -> None:
        """Set up the root logger, unless it has handlers, and quieten the HTTP libraries."""
        logging.basicConfig(
            format=self.logger_format if log_format is None else log_format,
            level=self.log_level if level is None else level,
        )
        for name in _CHATTY_LOGGERS:
            logging.getLogger(name).setLevel(logging.WARNING)

    @staticmethod
    def get_logging_formatted_name(name: str) -> str:
        """``[<process id>] <name>``."""
        return f"[{os.getpid()}] {name}"

    def update_token(self, token: str) -> None:
        """Use this token from now on, and count its life from now."""
        self.AUTH_TOKEN = token  # pyright: ignore[reportConstantRedefinition]
        self.token_update_time = round(time.time() * 1000)


def _can_be_pickled(connection: Any) -> bool:
    """A ``requests.Session`` can, with its adapters; other libraries' clients hold locks and sockets."""
    return any(cls.__module__ == "requests.sessions" for cls in type(connection).__mro__)
