"""What somebody is to do by a day."""
