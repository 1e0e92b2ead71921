"""What a meeting adds to its activity: agenda, minutes, votes, decisions; and the plan of a year."""
