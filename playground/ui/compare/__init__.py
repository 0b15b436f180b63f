"""The compare page's own parts."""
