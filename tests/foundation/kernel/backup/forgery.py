"""Changing a backup as someone with an editor would."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from tongpin.foundation.kernel.backup import container


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts of a backup as someone with an editor would."""
    with zipfile.ZipFile(path) as handle:
        parts = {name: handle.read(name) for name in handle.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as handle:
        for name, data in parts.items():
            handle.writestr(name, data)


def remanifest(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the manifest only; its seal no longer fits."""

    def inner(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[container.MANIFEST])
        change(manifest)
        parts[container.MANIFEST] = json.dumps(manifest).encode()

    rewrite(path, inner)
