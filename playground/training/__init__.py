"""Training: the loop, what it measures, and the processes it runs in."""
