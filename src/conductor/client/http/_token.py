"""The access token: fetched on first need, renewed before it expires, one request for all threads.

The token itself lives in the Configuration, so that every client made from it shares it.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.configuration._environment import without_credentials
from conductor.client.exceptions import ApiException

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration

logger = logging.getLogger(__name__)

HEADER = "X-Authorization"
_LONGEST_PAUSE = 60.0  # seconds between two failed attempts to get a token
_RENEW_AT = 0.9  # of the life that the token itself states


class TokenKeeper:
    """Keeps a Configuration's token fresh. ``fetch(key_id, key_secret)`` returns a new one or raises."""

    def __init__(
        self, configuration: Configuration, fetch: Callable[[str, str], str],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._configuration = configuration
        self._fetch = fetch
        self._now = now

    def current(self) -> str | None:
        """The token to send; None without authentication. Raises ApiException where none can be had."""
        configuration = self._configuration
        token = configuration.AUTH_TOKEN
        if configuration.authentication_settings is None:
            return token
        age = self._now() * 1000 - configuration.token_update_time
        if token is not None and age < configuration.token_store.life(
            token, configuration.auth_token_ttl_msec
        ):
            return token
        lock = configuration.token_store.lock
        if not lock.acquire(blocking=token is None):
            return token  # another thread is renewing it; should it be over already, the 401 waits for that
        try:
            self.renew(token)
        finally:
            lock.release()
        return configuration.AUTH_TOKEN

    def renew(self, stale: str | None) -> bool:
        """Get another token than ``stale``, unless another thread just has. False: there is none yet.

        Raises the ApiException of the attempt where there is no token at all.
        """
        configuration, store = self._configuration, self._configuration.token_store
        with store.lock:
            if stale != configuration.AUTH_TOKEN:
                return True
            settings = configuration.authentication_settings
            if settings is None:
                return False
            if self._now() < store.retry_at:
                return self._without_new_token(store.last_error)
            try:
                token = self._fetch(settings.key_id, settings.key_secret)
            except ApiException as error:
                return self._failed(error)
            configuration.update_token(token)
            store.succeeded(token, lifetime_ms(token))
            return True

    def _failed(self, error: ApiException) -> bool:
        configuration, store = self._configuration, self._configuration.token_store
        if error.status == 404:
            # Server: the open-source one has no /token; upstream 2.0 drops the keys then, too.
            host = without_credentials(configuration.host)
            logger.info("%s has no /token: going on without authentication", host)
            configuration.authentication_settings = None
            return False
        pause = store.failed(error, self._now(), _LONGEST_PAUSE)
        if error.status in (400, 401, 403):
            error.hint = "No token: check CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET."
        logger.warning("could not get a token, next attempt in %.0f s: %s", pause, error)
        return self._without_new_token(error)

    def _without_new_token(self, error: Any) -> bool:
        if self._configuration.AUTH_TOKEN is None and error is not None:
            raise error.with_traceback(None)
        return False


def lifetime_ms(token: str) -> float | None:
    """How long a JWT says it lives, less a tenth; None where it does not say."""
    import base64

    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return float(claims["exp"] - claims["iat"]) * 1000 * _RENEW_AT
    except (IndexError, ValueError, KeyError, TypeError):
        return None
