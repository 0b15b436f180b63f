"""Many small networks trained at once, in one set of batched tensor operations."""
