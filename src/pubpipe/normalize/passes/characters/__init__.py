"""Passes over characters: what was misread, what no edition can print, spaces, quotation marks."""
