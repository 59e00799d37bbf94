"""A web page -> its visible text with marks, its main text, what it states about itself, its pictures."""
