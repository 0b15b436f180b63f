"""When the values of a person's series were: dates and times as people write them, and what their order tells."""
