"""What all tests share."""

from hypothesis import settings

settings.register_profile("playground", deadline=None)  # a slow machine is no failure
settings.load_profile("playground")
