"""A manuscript's text -> the documents of an e-book: divided, linked both ways, marked where printed pages begin."""
