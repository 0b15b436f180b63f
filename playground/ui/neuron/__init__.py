"""The neuron page's own parts."""
