"""Controls of what to make of a person's table."""
