"""The yearly cycle of a branch: organisational-life meeting, appraisal of members."""
