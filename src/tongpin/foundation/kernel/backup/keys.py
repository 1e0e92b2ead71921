"""Which folders of TONGPIN_HOME belong into a backup, and the keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

# Folders of TONGPIN_HOME whose files are backed up, and what is left out, each with its reason.
FOLDERS = ("files",)
LEFT_OUT = {
    "keys": "travels apart from what it opens, unless asked for; its fingerprints are in the manifest",
    "cache": "made again when needed",
    "static": "made again when the server starts",
}
# Signs sessions and forms only; an installation makes its own, and nothing in the database depends on it.
OWN_TO_EACH_INSTALLATION = {"secret"}
DATA_KEY = "data"
ASIDE = ".aside"  # ends the name of what a restore found in its way


def _counts(path: Path) -> bool:
    """Say whether a file is one of ours: neither half written (.new-…) nor set aside."""
    return path.is_file() and not path.name.startswith(".") and not path.name.endswith(ASIDE)


def key_files(home: Path) -> dict[str, Path]:
    """Return the keys by name, those left out that belong to one installation only."""
    folder = home / "keys"
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name: path for path in paths if _counts(path) and path.name not in OWN_TO_EACH_INSTALLATION}


def fingerprint(key: bytes) -> str:
    """Return what names a key without giving it away."""
    return hashlib.sha256(b"tongpin key fingerprint" + key).hexdigest()


def fingerprints(home: Path) -> dict[str, str]:
    """Return the fingerprints of all keys by name."""
    return {name: fingerprint(path.read_bytes()) for name, path in key_files(home).items()}


def kept_files(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield name in the archive and path of every file to back up."""
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if _counts(path):
                yield path.relative_to(home).as_posix(), path
