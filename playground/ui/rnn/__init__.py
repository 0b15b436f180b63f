"""The RNN page's own parts."""
