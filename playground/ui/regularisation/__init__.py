"""The regularisation page's own parts."""
