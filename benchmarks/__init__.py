"""What this SDK costs, measured against the published one. See README.md; ``python -m benchmarks --help``."""
