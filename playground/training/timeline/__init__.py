"""Going back in time: checkpoints, and the way between them."""
