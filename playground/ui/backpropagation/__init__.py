"""The backpropagation page's own parts."""
