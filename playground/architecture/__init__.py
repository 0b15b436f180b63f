"""From a described network to one that computes."""
