"""HTML within Markdown -> the tree that Markdown has for it, with what each of its tags becomes.

What Markdown has nothing for is not read: it stays words.
"""
