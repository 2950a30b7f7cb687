"""One command for all benchmarks: this SDK against the published one, in turns.

    python -m benchmarks                                   everything, against 1.1.10 and 2.0.0
    python -m benchmarks --peer 1.1.10 --only worker       some of it
    python -m benchmarks --server http://localhost:8080/api --write-readme

The published SDK is installed once, into an environment of its own in the user's cache folder.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import _table, codec, definition, end_to_end, first_minute, latency, startup, worker
from benchmarks._case import Case, Setting
from benchmarks._failure import BenchmarkFailed
from benchmarks._rounds import run
from benchmarks._sdk import cache_folder, ours, published

HERE = Path(__file__).resolve().parent
PEERS = ["1.1.10", "2.0.0"]
MODULES = (worker, latency, startup, codec, definition, end_to_end, first_minute)
CASES: list[Case] = [case for module in MODULES for case in module.CASES]


def main(words: list[str] | None = None) -> int:
    """Measure and tell. Exit status 1: something failed, or a ratio is above its bound; 2: misuse."""
    parser = _parser()
    options = parser.parse_args(words)
    cases = [case for case in CASES if not options.only or any(part in case.name for part in options.only)]
    if not options.server:
        cases = [case for case in cases if not case.needs_server]
    if options.list:
        print("\n".join(f"{case.name:28s} {case.what}" for case in cases))
        return 0
    if not cases or options.rounds < 1:
        parser.error("no case has such a name; --list names them" if not cases else "at least one round")
    if options.write_readme and (options.only or options.no_peer or options.quick):
        parser.error("--write-readme takes the whole run, with peers")
    try:
        peers = (
            [] if options.no_peer else [published(named, options.cache) for named in options.peer or PEERS]
        )
        results = run(
            cases, [ours(), *peers], options.rounds, Setting(options.cache, options.quick, options.server)
        )
        print(_table.whole(results))
        if options.json:
            Path(options.json).write_text(
                json.dumps(_table.document(results), indent=1) + "\n", encoding="utf-8"
            )
        if options.write_readme:
            if results.failures:
                raise BenchmarkFailed("a run with failures is not written into documents")
            _table.write(HERE.parent / "README.md", _table.headlines(results))
            _table.write(HERE / "README.md", _table.whole(results))
    except BenchmarkFailed as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    for told in (*results.failures, *(() if options.quick else results.too_high())):
        print(f"benchmarks: {told}", file=sys.stderr)
    return int(bool(results.failures or (results.too_high() and not options.quick)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--peer",
        action="append",
        metavar="VERSION|PYTHON",
        help="a published version, or the interpreter of an environment that has one; again for more",
    )
    parser.add_argument("--no-peer", action="store_true", help="measure this SDK alone; needs no network")
    parser.add_argument("--only", action="append", metavar="PART", help="cases whose name has this in it")
    parser.add_argument("--list", action="store_true", help="say what there is to measure")
    parser.add_argument("--rounds", type=int, default=3, help="how many turns (default %(default)s)")
    parser.add_argument(
        "--quick", action="store_true", help="tiny counts: does it run? The figures say nothing"
    )
    parser.add_argument("--server", metavar="URL", help="a real server, for the end to end case: …/api")
    parser.add_argument("--json", metavar="FILE", help="write all values there, too")
    parser.add_argument(
        "--cache", type=Path, default=cache_folder(), help="environments (default %(default)s)"
    )
    parser.add_argument("--write-readme", action="store_true", help="put the tables into the two README.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
