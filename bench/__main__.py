"""`python -m bench` runs every benchmark; `python -m bench NAME [--help]` one; `python -m bench list` names them."""

import sys
from collections.abc import Callable
from importlib import import_module

from bench.measure import Skipped

NAMES = ("judged", "ingest", "search", "profile", "update", "page", "http", "visits", "planner", "packets", "pdf")


def main() -> None:
    """Run what is named, or all."""
    name, *rest = sys.argv[1:] or ["all"]
    if name == "all":
        for one in NAMES:
            print(f"\n== {one}: {_about(one)}\n", flush=True)
            _run(one, [])
    elif name in NAMES:
        _run(name, rest)
    else:
        print("python -m bench NAME [--help], with NAME one of these, or all:\n")
        print(*(f"  {one:7} {_about(one)}" for one in NAMES), sep="\n")
        sys.exit(name not in ("list", "-h", "--help"))


def _about(name: str) -> str:
    return (import_module(f"bench.{name}").__doc__ or "").splitlines()[0]


def _run(name: str, arguments: list[str]) -> None:
    start: Callable[[list[str]], None] = import_module(f"bench.{name}").main
    try:
        start(arguments)
    except Skipped as why:
        print(f"{name}: skipped, {why}")


if __name__ == "__main__":
    main()
