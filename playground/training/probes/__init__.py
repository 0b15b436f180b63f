"""Probes: what can be measured of a network, and what they see it through."""
