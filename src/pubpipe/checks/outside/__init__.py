"""Checkers of other houses -> those that are installed, and what they find beside our own checks."""
