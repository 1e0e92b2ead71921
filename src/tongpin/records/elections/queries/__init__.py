"""Reading elections and terms: rules of the day, persons, progress, the clock, and what the papers say."""
