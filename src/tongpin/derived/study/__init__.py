"""Hours of study against the norm, from what organisers registered."""
