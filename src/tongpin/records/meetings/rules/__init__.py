"""Who should be at a meeting, what a vote needs, what minutes say, what a year's plan holds. Plain Python."""
