"""Editions of generated articles, harmed one at a time -> what ``pubpipe check`` finds (``python -m tests.sabotage``)."""
