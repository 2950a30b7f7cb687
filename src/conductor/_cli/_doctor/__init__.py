"""What ``conductor-py doctor`` knows: ``server`` and ``patients`` ask for facts, the rest judges them."""
