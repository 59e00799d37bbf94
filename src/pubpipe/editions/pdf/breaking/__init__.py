"""A paragraph -> where its lines end, chosen for all of them together instead of one line at a time.

``opportunities`` has where a paragraph may be broken and how far it reaches, ``optimum`` chooses among these (Knuth and
Plass, Breaking Paragraphs into Lines, 1981), and ``planning`` lets WeasyPrint end its lines there.
"""
