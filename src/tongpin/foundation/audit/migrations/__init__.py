def append_only_sqlite():
    """Return the statements that make the log append-only on SQLite."""
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in ("audit_event", "audit_seal")
        for verb in ("UPDATE", "DELETE")
    ]
