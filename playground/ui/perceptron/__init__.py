"""The perceptron page's own parts."""
