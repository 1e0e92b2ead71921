"""Limits that are checked before a library is let loose on a stranger's file."""

MAX_BYTES = 40 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024  # bytes of all parts of a zip together
MAX_PARTS = 3_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 12_000_000  # of the rectangle the reader would allocate: 24 bytes a cell
