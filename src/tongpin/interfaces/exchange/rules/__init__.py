"""Ledgers as clerks keep them, read without Django: bytes → sheets → tables → typed rows with what is doubtful in
each.
"""
