"""The losses page's own parts."""
