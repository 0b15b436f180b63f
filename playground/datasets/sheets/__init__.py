"""People's tables, a reader for each kind of file, and what stands around them."""
