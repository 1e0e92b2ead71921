"""Elections of committees and secretaries, counted from paper."""
