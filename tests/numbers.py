"""Numbers and how people of both languages read them: Python and the scripts are held to the same."""

from __future__ import annotations

import math

CASES: list[tuple[str, float, int, str, str]] = [
    # what writes it, the number, digits, in English, in French
    ("whole", 0, 0, "0", "0"),
    ("whole", 999, 0, "999", "999"),
    ("whole", 50_240, 0, "50,240", "50\u202f240"),
    ("whole", -1_234_567, 0, "−1,234,567", "−1\u202f234\u202f567"),
    ("fixed", 0.93, 2, "0.93", "0,93"),
    ("fixed", 0.9, 2, "0.90", "0,90"),
    ("fixed", -3.96, 1, "−4.0", "−4,0"),
    ("fixed", 1.005, 2, "1.01", "1,01"),
    ("fixed", 0.125, 2, "0.13", "0,13"),
    ("fixed", -0.125, 2, "−0.13", "−0,13"),
    ("fixed", 2.5, 0, "3", "3"),
    ("fixed", -0.001, 2, "0.00", "0,00"),
    ("fixed", -0.005, 2, "−0.01", "−0,01"),
    ("fixed", 12_345.678, 1, "12,345.7", "12\u202f345,7"),
    ("fixed", math.nan, 2, "–", "–"),
    ("fixed", math.inf, 2, "∞", "∞"),
    ("fixed", -math.inf, 0, "−∞", "−∞"),
    ("significant", 0, 3, "0", "0"),
    ("significant", 0.73, 3, "0.73", "0,73"),
    ("significant", 0.12345, 4, "0.1235", "0,1235"),
    ("significant", -0.000125, 2, "−0.00013", "−0,00013"),
    ("significant", 99.96, 3, "100", "100"),
    ("significant", 567.8, 3, "568", "568"),
    ("significant", 1 / 3, 6, "0.333333", "0,333333"),
    ("significant", math.nan, 3, "–", "–"),
    ("percent", 0.976, 0, "98%", "98\u202f%"),
    ("percent", 0.125, 0, "13%", "13\u202f%"),
    ("percent", 0.8125, 1, "81.3%", "81,3\u202f%"),
    ("percent", 0.98, 1, "98.0%", "98,0\u202f%"),
    ("percent", 1, 0, "100%", "100\u202f%"),
    ("percent", -0.254, 1, "−25.4%", "−25,4\u202f%"),
    ("percent", 12.3456, 1, "1,234.6%", "1\u202f234,6\u202f%"),
    ("percent", math.nan, 1, "–", "–"),
]
