"""Reading meetings: their rolls, minutes, ledgers, years and plans."""
