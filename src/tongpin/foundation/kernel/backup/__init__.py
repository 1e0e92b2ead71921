"""Backup of a whole installation into one file, its verification, and the way back.

    back_up(Path("tongpin-2025-12-31.zip"))
    verify(Path("tongpin-2025-12-31.zip")).problems == []
    restore(Path("tongpin-2025-12-31.zip"))

The file holds the database, TONGPIN_HOME/files, the fingerprints of the keys (the keys themselves only when asked
for), and a manifest with the hash of every part, sealed with the data key. It is a plain zip: with Python alone a
stranger can read it in thirty years.
"""

from .keys import FOLDERS, LEFT_OUT
from .making import back_up
from .manifest import Manifest
from .restoring import restore
from .verifying import Verification, verify

__all__ = ["FOLDERS", "LEFT_OUT", "Manifest", "Verification", "back_up", "restore", "verify"]
