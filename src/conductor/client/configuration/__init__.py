"""Where the server is, and how to reach it."""
