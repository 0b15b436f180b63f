"""Columns of a person's table: what their texts mean, how they are inputs, which ones tell of which."""
