"""Frames from a run to the screen: the server's routes, the live figure and its JavaScript."""
