"""The page of GANs."""
