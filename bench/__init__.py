"""Benchmarks: each prints the program, its floor and its peer, in one run (see docs/benchmarks.md)."""
