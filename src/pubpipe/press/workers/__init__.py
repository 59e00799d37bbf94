"""Editions to be made -> their results: in this process or in warm ones, each failure its own."""
