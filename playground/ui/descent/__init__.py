"""The descent page's own parts."""
