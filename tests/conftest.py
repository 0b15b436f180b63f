"""What all tests share."""

import os

from hypothesis import settings

# One thread suits small networks; several that wait for each other on a busy machine are five times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")

settings.register_profile("playground", deadline=None)  # a slow machine is no failure
settings.load_profile("playground")
