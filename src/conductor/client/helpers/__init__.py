"""Conversion apart from any call."""
