"""Definitions as code, for ``conductor-py export``, ``diff`` and ``apply``."""
