"""Probes: what can be measured of a network, and what they see it through.

Probes do not import PyTorch when they are imported, so that pages may (``tests/test_layers.py``).
"""
