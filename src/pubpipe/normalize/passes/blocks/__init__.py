"""Passes over blocks: lists and headings of raw text, levels, pictures."""
