"""What somebody said: a record nested in its speaker's."""
