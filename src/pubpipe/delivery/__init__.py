"""Editions that are made -> where they are read."""
