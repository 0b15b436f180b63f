"""The approximation page's own parts."""
