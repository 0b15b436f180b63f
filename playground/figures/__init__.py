"""Figures: pure functions from arrays to Plotly figures, with one theme."""
