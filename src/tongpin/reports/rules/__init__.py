"""Plain functions of the report: no Django, no clock, no database."""
