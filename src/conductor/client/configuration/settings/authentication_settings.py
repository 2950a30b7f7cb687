"""The key pair of an application."""

from __future__ import annotations


class AuthenticationSettings:
    """Key id and secret, exchanged for a token at ``POST /token``. The secret never shows in ``repr``."""

    def __init__(self, key_id: str, key_secret: str) -> None:
        self.key_id = key_id
        self.key_secret = key_secret

    def __repr__(self) -> str:
        return f"AuthenticationSettings(key_id={self.key_id!r}, key_secret='***')"
