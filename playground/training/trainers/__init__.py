"""Trainers: plain loops that know nothing of pictures, processes or pages."""
