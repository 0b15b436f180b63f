"""Challenges: a goal, constraints on the way to it, and who has reached it best, judged by what a run itself says."""
