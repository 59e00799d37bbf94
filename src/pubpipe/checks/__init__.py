"""Editions and their source -> findings: the proof that each edition carries the same words."""
