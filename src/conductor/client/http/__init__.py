"""The HTTP layers: models, endpoints, the client below them, and the wire."""
