"""The CNN page's own parts."""
