"""Passes over sources: their records, the marks that call them, their addresses."""
