"""Formulas in x and y that people type: read into a tree, differentiated, and computed; never run as Python."""

from playground.concepts.formulas.expression import Expression
from playground.concepts.formulas.parser import FormulaError, parse
from playground.concepts.formulas.program import Program

__all__ = ["Expression", "FormulaError", "Program", "parse"]
