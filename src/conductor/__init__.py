"""Conductor for Python: the client SDK, an embedded server, and tools for tests."""
