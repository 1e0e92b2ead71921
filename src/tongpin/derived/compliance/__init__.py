"""What is due, done, late or not applicable, for each organisation by the rule in force on its day."""
