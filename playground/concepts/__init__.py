"""The numerics behind the concept pages, each with its formula's source."""
