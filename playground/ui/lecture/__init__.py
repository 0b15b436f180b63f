"""The room of the lecture page."""
