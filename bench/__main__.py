"""`python -m bench [NAME …]`: run all benchmarks, or those named."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Import each benchmark module and run it."""
    here = Path(__file__).parent
    names = sorted(path.stem for path in here.glob("*.py") if path.stem not in {"__init__", "__main__", "harness"})
    for name in sys.argv[1:] or names:
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
