"""Passes over what is not the article: the web page around it, its second copy, what a person wants dropped."""
