"""What keeps networks honest: dropout and penalties (lecture, slides 38 to 40)."""
